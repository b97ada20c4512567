r"""The code of a page of help in a terminal that may be narrower than it.

A line that fits is shown as it is. Of a longer one, what somebody may type or copy goes on below,
further in, and still means the same: a command after a backslash, a comment after its `#`, YAML
by its indentation. What is only looked at, as the rows of a table and of a CSV file, is cut at the
edge with `…`, because a wrapped table cannot be read.
"""

import re
from collections.abc import Iterator, Sequence

from clienthealth.report.text.blocks import Cell
from clienthealth.report.text.cells import cut, width_of, wrap
from clienthealth.report.text.screen import Strip

INDENT = "  "
"""Before every line of code."""
FURTHER = "    "
"""How much further in a line goes on."""
PROMPT = "$ "
BACKSLASH = " \\"
_QUOTED = re.compile(r"""\"[^"]*\"|'[^']*'""")
_HELD = "\0"
"""Stands for a space at which no line is broken."""
_ROW = re.compile(r"\S {2,}\S.*\S {2,}\S|^ *[─|]|^\S*,\S*$")
"""A row of a table, of three cells or more that are two spaces or a bar apart, or of a CSV file."""


def code_lines(lines: Sequence[str], width: int) -> Iterator[Strip]:
    """A block of code in a width."""
    for line in lines:
        style = "bold" if line.startswith(PROMPT) else ""
        for each in _fitted(line, width - len(INDENT)):
            yield (Cell(INDENT), Cell(each, style))


def _fitted(line: str, width: int) -> list[str]:
    if width_of(line) <= width:
        return [line]
    if line.startswith(PROMPT):
        kept = _QUOTED.sub(lambda found: found[0].replace(" ", _HELD), line)
        wrapped = _wrapped(kept, width - len(BACKSLASH))
        *others, last = (each.replace(_HELD, " ") for each in wrapped)
        return [*(f"{each}{BACKSLASH}" for each in others), last]
    code, mark, comment = line.partition(" # ")
    if mark and code.strip() and width_of(code.rstrip()) <= width:
        indent = line[: len(line) - len(line.lstrip())]
        return [*_wrapped(f"{indent}# {comment}", width), code.rstrip()]
    return [cut(line, width)] if _ROW.search(line) else _wrapped(line, width)


def _wrapped(line: str, width: int) -> list[str]:
    """A line, and below it, further in, what does not fit; a comment stays one."""
    text = line.lstrip()
    indent = line[: len(line) - len(text)]
    more = "# " if text.startswith("# ") else FURTHER
    room = max(width - len(indent), 1)
    first, *rest = wrap(text, room, min(len(more), room - 1))
    return [f"{indent}{first}", *(f"{indent}{more}{each}" for each in rest)]

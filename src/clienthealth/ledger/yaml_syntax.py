"""What a YAML parser could not read, and what to write instead.

The errors of both PyYAML parsers come here, so that a message is the same on every machine.
"""

from typing import Any, NamedTuple

import yaml

from clienthealth.ledger.fields import one_line, shown
from clienthealth.ledger.lines import Lines


class _Wording(NamedTuple):
    context: str
    """A part of what the parser was doing."""
    problem: str
    """A part of what it met."""
    message: str
    """May use {char} for the character met, and {opened} for where the outer part began."""
    at_opening: bool = False


_BRACKET = "close it, or quote text with a comma, a colon or a bracket"
_INDENTATION = "check the indentation and the quotation marks of this line and the one before"
_QUOTE_FIRST = "put the text in quotation marks"

_WORDINGS = (
    _Wording("quoted", "unexpected", "a quotation mark is never closed; close it", at_opening=True),
    _Wording(
        "quoted",
        "",
        "an unknown escape after a backslash; double it, or use single quotation marks",
    ),
    _Wording("flow", "", "the bracket opened at {opened} is not closed; " + _BRACKET),
    _Wording("", "cannot start", "text cannot begin with {char}; " + _QUOTE_FIRST),
    _Wording(
        "",
        "mapping values",
        "an unexpected colon; quote text with a colon, or check the indentation",
    ),
    _Wording("", "sequence entries", 'an unexpected "- "; begin each list on a line of its own'),
    _Wording(
        "simple key",
        "",
        "a line without a colon; write `key: value`, or check the indentation",
        at_opening=True,
    ),
    _Wording("block mapping", "", "does not fit the mapping begun at {opened}; " + _INDENTATION),
    _Wording("block coll", "", "does not fit the list begun at {opened}; " + _INDENTATION),
    _Wording("block seq", "", "does not fit the list begun at {opened}; " + _INDENTATION),
    _Wording("block node", "", "text cannot begin with {char}; " + _QUOTE_FIRST),
    _Wording("block scalar", "", "the text after | or > must begin on the next line; move it"),
    _Wording("alias", "", "a name must follow `*`; " + _QUOTE_FIRST),
    _Wording("anchor", "", "a name must follow `&`; " + _QUOTE_FIRST),
    _Wording("tag", "", "tags are not allowed in a ledger; remove it, or " + _QUOTE_FIRST),
    _Wording("", "tag handle", "tags are not allowed in a ledger; remove it, or " + _QUOTE_FIRST),
    _Wording("directive", "", "a ledger needs no directives; remove it"),
    _Wording("", "incompatible", "unknown version of YAML; remove the line"),
    _Wording("", "document start", "text after the end of the document; remove it"),
)


def syntax_problem(error: yaml.YAMLError, text: str) -> tuple[int, int, str]:
    """The line, the column and the message of a parser's error; both count from 1."""
    if not isinstance(error, yaml.MarkedYAMLError):
        return _unprintable(text)
    context, problem = error.context or "", error.problem or ""
    met = error.problem_mark or error.context_mark
    opened = error.context_mark or met
    fallback = _Wording("", "", f"{one_line(f'{context} {problem}'.strip())}; {_INDENTATION}")
    wording = next(
        (w for w in _WORDINGS if w.context in context and w.problem in problem), fallback
    )
    char = text[met.index : met.index + 1] if met else ""
    lines = Lines(text)
    if tab := _indenting_tab(text, lines, met):
        return tab
    at_end = met is None or not text[met.index :].strip()
    place = opened if wording.at_opening or (at_end and opened) else met
    message = wording.message if wording is fallback else _filled(wording, char, lines, opened)
    return (*_counted(lines, place), f"not valid YAML: {message}")


def _indenting_tab(text: str, lines: Lines, met: Any) -> tuple[int, int, str] | None:
    # The parsers find a tab in different ways, and some only what comes after it.
    if met is None:
        return None
    start = met.index - met.column
    line = text[start:].partition("\n")[0]
    indentation = line[: len(line) - len(line.lstrip())]
    if "\t" not in indentation:
        return None
    what = "not valid YAML: a tab in the indentation; use spaces"
    return (*lines.place(start + indentation.index("\t")), what)


def _filled(wording: _Wording, char: str, lines: Lines, opened: Any) -> str:
    line, column = _counted(lines, opened)
    return wording.message.format(char=shown(char), opened=f"{line}:{column}")


def _counted(lines: Lines, mark: Any) -> tuple[int, int]:
    return lines.place(mark.index) if mark else (1, 1)


def _unprintable(text: str) -> tuple[int, int, str]:
    # The reader's own position counts bytes in one parser and characters in the other.
    found = yaml.reader.Reader.NON_PRINTABLE.search(text)
    if found is None:
        return 1, 1, "not valid YAML: not readable as text; save the file as plain UTF-8 text"
    line, column = Lines(text).place(found.start())
    what = f"the control character U+{ord(found.group()):04X} is not allowed; remove it"
    return line, column, f"not valid YAML: {what}"

"""A page of help at a terminal, where its Markdown is rendered."""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from clienthealth.report.help.code import code_lines
from clienthealth.report.text.screen import print_strips

if TYPE_CHECKING:
    from rich.console import Console

WIDEST = 100
"""In columns: longer lines of text are hard to read."""
_FENCED = re.compile(r"^```.*\n((?:.*\n)*?)```\n", re.MULTILINE)


class _Part(NamedTuple):
    text: str
    is_code: bool


def print_to(console: "Console", page: str) -> None:
    """Print a page of the program's own in the width of the terminal."""
    from rich.markdown import Markdown  # noqa: PLC0415  # slow to import
    from rich.theme import Theme  # noqa: PLC0415  # the same

    console.push_theme(Theme({"markdown.code": "bold"}))  # on the terminal's own background
    for number, part in enumerate(_parts(page)):
        if number:
            console.print()
        if part.is_code:
            print_strips(console, code_lines(part.text.splitlines(), console.width))
        else:
            rendered = Markdown(part.text, hyperlinks=False)
            console.print(rendered, width=min(console.width, WIDEST))


def _parts(page: str) -> Iterator[_Part]:
    """The text of a page and the blocks of code in it, in order."""
    end = 0
    for block in _FENCED.finditer(page):
        if text := page[end : block.start()].strip("\n"):
            yield _Part(text, is_code=False)
        yield _Part(block[1], is_code=True)
        end = block.end()
    if text := page[end:].strip("\n"):
        yield _Part(text, is_code=False)

"""The lines of a screen or a pipe: pieces of safe text, each with the style a terminal gives it."""

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, NamedTuple

from clienthealth.report.text.blocks import Cell
from clienthealth.report.text.cells import width_of, wrap
from clienthealth.report.text.safety import LONGEST_LINE, safe, short

if TYPE_CHECKING:
    from rich.console import Console

Strip = tuple[Cell, ...]
"""One line of cells side by side. Its texts are safe."""
BLANK: Strip = ()
SHALLOW = 4
"""How far a text goes in that would have too little room at its full depth."""


class Paragraph(NamedTuple):
    """A text whose further lines begin below its first word."""

    text: str
    lead: str = ""
    """The text before it on the first line: a dash, a figure, a word with a colon."""
    style: str = ""


def paragraphs(texts: Iterable[Paragraph], width: int | None) -> Iterator[Strip]:
    """Paragraphs, wrapped at words in a width; in a pipe, without one, a line each."""
    for each in texts:
        yield from hanging(each, width)


def hanging(paragraph: Paragraph, width: int | None) -> Iterator[Strip]:
    """The lines of one paragraph."""
    lead = safe(paragraph.lead)
    text = safe(short(paragraph.text, LONGEST_LINE - len(lead)))
    if width is None or not text:
        yield (Cell(f"{lead}{text}".rstrip(), paragraph.style),)
        return
    depth = width_of(lead)
    if depth > width // 2:
        depth = min(SHALLOW, width // 2, depth)
        lines = wrap(f"{lead.lstrip()}{text}", width - depth)
        lead = lead[: len(lead) - len(lead.lstrip())][:depth]
        first, *rest = [lines[0], *lines[1:]]
        yield (Cell(f"{lead:<{min(len(lead), depth)}}{first}", paragraph.style),)
    else:
        first, *rest = wrap(text, width - depth)
        yield (Cell(lead + first, paragraph.style),)
    yield from ((Cell(" " * depth), Cell(line, paragraph.style)) for line in rest)


def text_of(strips: Iterable[Strip]) -> str:
    """The lines as plain text."""
    return "".join(f"{safe(''.join(cell.text for cell in strip)).rstrip()}\n" for strip in strips)


def print_strips(console: "Console", strips: Iterable[Strip]) -> None:
    """Print lines that fit a terminal already."""
    from rich.text import Text  # noqa: PLC0415  # a pipe does without

    whole = Text()
    for strip in strips:
        for cell in strip:
            whole.append(cell.text, cell.style or None)
        whole.append("\n")
    console.print(whole, end="", soft_wrap=True)

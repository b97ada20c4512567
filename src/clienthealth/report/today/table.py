"""What is due for people: one screen for a terminal, the same as plain columns for a pipe."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from clienthealth.planning.due import Agenda
from clienthealth.report.text import sections as text
from clienthealth.report.text.blocks import Grid
from clienthealth.report.text.grids import INDENT, grid_rows
from clienthealth.report.text.screen import Paragraph, Strip, hanging, print_strips
from clienthealth.report.text.styles import WIDE
from clienthealth.report.today.document import SCREEN, WHY, sections

if TYPE_CHECKING:
    from rich.console import Console


def print_to(console: "Console", agenda: Agenda) -> None:
    """Print what is due in the width of the terminal."""
    print_strips(console, lines_of(agenda, console.width))


def lines_of(agenda: Agenda, width: int) -> Iterator[Strip]:
    """The lines in a width; where the reasons have no column, each is below its row."""
    for section in sections(agenda, SCREEN, short=True):
        table, *below = section.parts
        if width >= WIDE or not isinstance(table, Grid):
            yield from text.lines_of([section], width)
            continue
        yield from text.lines_of([section._replace(parts=())], width)
        yield from _with_reasons(table, width)
        yield from text.parts_lines(below, width)


def _with_reasons(table: Grid, width: int) -> Iterator[Strip]:
    at = [column.title for column in table.columns].index(WHY)
    head, *rows = grid_rows(table, width)
    yield from head
    for row, lines in zip(table.rows, rows, strict=True):
        yield from lines
        yield from hanging(Paragraph(row[at].text, INDENT), width)


def plain(agenda: Agenda) -> str:
    """The same as aligned columns without colours or a limit of width."""
    return text.plain(sections(agenda, SCREEN, short=True))

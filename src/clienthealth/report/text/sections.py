"""Sections for people: in the width of a terminal, or in a pipe as lines of any width."""

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from clienthealth.report.text.blocks import Grid, Line, Part, Section, Task, Tasks, written
from clienthealth.report.text.cells import width_of
from clienthealth.report.text.grids import LONGEST, grid_lines, shows
from clienthealth.report.text.safety import short
from clienthealth.report.text.screen import (
    BLANK,
    Paragraph,
    Strip,
    hanging,
    print_strips,
    text_of,
)

if TYPE_CHECKING:
    from rich.console import Console

MARK = "  - "
"""The text before a point."""
PROMPT = "$ "
"""The text before a command."""
NARROW = 60
"""In less than this, what belongs to a task has no room below its title."""


def print_sections(console: "Console", sections: Iterable[Section]) -> None:
    """Print sections in the width of a terminal."""
    print_strips(console, lines_of(sections, console.width))


def plain(sections: Iterable[Section]) -> str:
    """The same without colours or a limit of width."""
    return text_of(lines_of(sections, None))


def lines_of(sections: Iterable[Section], width: int | None) -> Iterator[Strip]:
    """Sections, one below the other; without a width, as for a pipe."""
    for number, section in enumerate(sections):
        if number:
            yield BLANK
        yield from _said(section.heading, width, style="bold underline")
        yield from parts_lines(section.parts, width)


def parts_lines(parts: Iterable[Part], width: int | None) -> Iterator[Strip]:
    """What a section is made of, without its title."""
    above: Grid | None = None
    for part in parts:
        if isinstance(part, Grid):
            above = part
        if not _explains_what_is_hidden(part, above, width):
            yield from _part(part, width)


def _explains_what_is_hidden(part: Part, above: Grid | None, width: int | None) -> bool:
    if above is None or not isinstance(part, Line) or not part.explains:
        return False
    return not shows(above, part.explains, width)


def _said(text: str, width: int | None, lead: str = "", style: str = "") -> Iterator[Strip]:
    """A text that is safe for a terminal or a build log."""
    return hanging(Paragraph(short(text, LONGEST), lead, style), width)


def _part(part: Part, width: int | None) -> Iterator[Strip]:
    if isinstance(part, Grid):
        yield from grid_lines(part, width)
    elif isinstance(part, Line):
        yield from _said(written(part.text), width, style=part.style)
    elif isinstance(part, Tasks):
        yield from _tasks(part.tasks, width)
    else:
        if part.title:
            yield from _said(part.title, width, style="bold")
        for point in part.points:
            yield from _said(point, width, MARK)


def _tasks(tasks: Sequence[Task], width: int | None) -> Iterator[Strip]:
    """Tasks whose lines keep their place below the title."""
    days = max((width_of(task.day) for task in tasks), default=0)
    for task in tasks:
        style = "dim" if task.done else "bold"
        lead = f"{'[x]' if task.done else '[ ]'} {task.day:<{days}} "
        yield from _said(task.title, width, lead, style)
        indent = " " * (len(lead) if width is None or width >= NARROW else len("[ ] "))
        for line in task.lines:
            yield from _said(line, width, indent)
        for point in task.points:
            yield from _said(point, width, f"{indent}- ")
        if task.command:
            yield from _said(task.command, width, f"{indent}{PROMPT}", "cyan")

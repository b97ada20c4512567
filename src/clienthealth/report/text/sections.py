"""Sections for people: tables for a terminal, the same as plain columns for a pipe."""

from collections.abc import Iterable, Iterator, Sequence

from rich import box
from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from clienthealth.report.text.blocks import Column, Grid, Line, Part, Section, Task, Tasks, written
from clienthealth.report.text.safety import safe, short
from clienthealth.report.text.styles import WIDE

LONGEST = 500
"""In characters; no name or note in a ledger pushes the others off the screen."""
MARK = "  -"
"""What stands before a point."""
PROMPT = "$ "
"""What stands before a command."""


def renderable(sections: Iterable[Section], width: int) -> RenderableType:
    """Sections that fit a terminal, one below the other."""
    parts: list[RenderableType] = []
    for number, section in enumerate(sections):
        parts += [""] if number else []
        parts.append(_text(section.heading, "bold underline"))
        for part in section.parts:
            parts += _rendered(part, wide=width >= WIDE)
    return Group(*parts)


def _text(value: str, style: str = "") -> Text:
    return Text(_shown(value), style=style)


def _shown(value: str) -> str:
    """A text as it may stand on a terminal or in a build log."""
    return safe(short(value, LONGEST))


def _rendered(part: Part, *, wide: bool) -> Iterator[RenderableType]:
    if isinstance(part, Grid):
        yield _table(part, wide=wide)
    elif isinstance(part, Line):
        yield _text(written(part.text), part.style)
    elif isinstance(part, Tasks):
        yield _tasks(part.tasks)
    else:
        if part.title:
            yield _text(part.title, "bold")
        yield _list(part.points)


def _list(points: Sequence[str]) -> Table:
    """Points that keep their indentation where they go on in a second line."""
    table = Table.grid(padding=(0, 1))
    for point in points:
        table.add_row(MARK, _text(point))
    return table


def _tasks(tasks: Sequence[Task]) -> Table:
    """Tasks whose lines keep their place below the title."""
    table = Table.grid(padding=(0, 1))
    for task in tasks:
        style = "dim" if task.done else "bold"
        table.add_row(_text(_box(task), style), _text(task.day, style), _text(task.title, style))
        for line in (*task.lines, *(f"- {point}" for point in task.points)):
            table.add_row("", "", _text(line))
        if task.command:
            table.add_row("", "", _text(f"{PROMPT}{task.command}", "cyan"))
    return table


def _box(task: Task) -> str:
    return "[x]" if task.done else "[ ]"


def _listed(tasks: Sequence[Task]) -> Iterator[str]:
    """The same without a limit of width."""
    width = max((len(task.day) for task in tasks), default=0)
    for task in tasks:
        yield f"{_box(task)} {task.day:<{width}} {_shown(task.title)}"
        commands = [f"{PROMPT}{task.command}"] if task.command else []
        for line in (*task.lines, *(f"- {point}" for point in task.points), *commands):
            yield f"{' ' * (width + 5)}{_shown(line)}"


def _table(grid: Grid, *, wide: bool) -> Table:
    table = Table(box=box.SIMPLE_HEAD, show_edge=False, pad_edge=False, padding=(0, 1, 0, 0))
    shown = [i for i, column in enumerate(grid.columns) if wide or not column.wide_only]
    for column in (grid.columns[i] for i in shown):
        table.add_column(
            column.title,
            justify="right" if column.right else "left",
            no_wrap=column.least is None,
            overflow="fold",
            min_width=column.least,
        )
    for row in grid.rows:
        table.add_row(*(_text(row[i].text, row[i].style) for i in shown))
    return table


def plain(sections: Iterable[Section]) -> str:
    """The same as aligned columns without colours or a limit of width."""
    lines: list[str] = []
    for number, section in enumerate(sections):
        lines += [""] if number else []
        lines.append(_shown(section.heading))
        for part in section.parts:
            lines += _plain(part)
    return "\n".join(lines) + "\n"


def _plain(part: Part) -> Iterator[str]:
    if isinstance(part, Grid):
        yield from _aligned(part)
    elif isinstance(part, Line):
        yield _shown(written(part.text))
    elif isinstance(part, Tasks):
        yield from _listed(part.tasks)
    else:
        if part.title:
            yield _shown(part.title)
        yield from (f"{MARK} {_shown(point)}" for point in part.points)


def _aligned(grid: Grid) -> Iterator[str]:
    rows = [[column.title for column in grid.columns]]
    rows += [[_shown(cell.text) for cell in row] for row in grid.rows]
    widths = [max(map(len, texts)) for texts in zip(*rows, strict=True)]
    for row in rows:
        cells = map(_padded, row, grid.columns, widths)
        yield "  ".join(cells).rstrip()


def _padded(text: str, column: Column, width: int) -> str:
    return text.rjust(width) if column.right else text.ljust(width)

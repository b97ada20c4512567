"""Sections for a wiki or a pull request, in GitHub's Markdown."""

import re
from collections.abc import Iterable, Iterator

from clienthealth.report.text import markdown
from clienthealth.report.text.blocks import Cell, Grid, Line, Part, Section, Task, Tasks, written

_FIGURE = re.compile(r"[-0-9.,]*(?: %| → [-0-9.,]*)?")
"""What in a table, where no line begins, is written as it is."""


def page(sections: Iterable[Section]) -> str:
    """Sections under headings of their own; the first is the heading of all."""
    blocks: list[str] = []
    for number, section in enumerate(sections):
        blocks.append(f"{'###' if number else '##'} {markdown.text(section.heading)}")
        for part in section.parts:
            blocks += _blocks(part)
    return "\n\n".join(blocks) + "\n"


def _blocks(part: Part) -> Iterator[str]:
    if isinstance(part, Grid):
        yield "\n".join(_table(part))
    elif isinstance(part, Line):
        yield markdown.text(written(part.text))
    elif isinstance(part, Tasks):
        yield "\n".join(line for task in part.tasks for line in _task(task))
    else:
        if part.title:
            yield f"**{markdown.text(part.title)}**"
        yield "\n".join(f"- {markdown.text(point)}" for point in part.points)


def _task(task: Task) -> Iterator[str]:
    """An item of a task list; readers can tick it on GitHub."""
    day = f"{markdown.text(task.day)}: " if task.day else ""
    yield f"- [{'x' if task.done else ' '}] {day}**{markdown.text(task.title)}**"
    yield from (f"  - {markdown.text(line)}" for line in (*task.lines, *task.points))
    if task.command:
        yield f"  - {markdown.code(task.command)}"


def _table(grid: Grid) -> Iterator[str]:
    yield _row(column.title for column in grid.columns)
    yield _row("---:" if column.right else "---" for column in grid.columns)
    for row in grid.rows:
        yield _row(map(_cell, row))


def _row(cells: Iterator[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _cell(cell: Cell) -> str:
    if _FIGURE.fullmatch(cell.text):
        return cell.text
    return markdown.code(cell.text) if cell.is_id else markdown.text(cell.text)

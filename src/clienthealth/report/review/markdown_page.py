"""`review` for a wiki or a pull request, in GitHub's Markdown."""

import re
from collections.abc import Iterator

from clienthealth.report.review.document import sections
from clienthealth.report.text import markdown
from clienthealth.report.text.blocks import Cell, Grid, Line, Part, written
from clienthealth.reviewing.model import Review

_FIGURE = re.compile(r"[-0-9.]*(?: %| → [-0-9.]*)?")
"""What in a table, where no line begins, is written as it is."""


def render(review: Review) -> str:
    """The sections of a review under headings of their own."""
    blocks: list[str] = []
    for number, section in enumerate(sections(review)):
        blocks.append(f"{'###' if number else '##'} {markdown.text(section.heading)}")
        for part in section.parts:
            blocks += _blocks(part)
    return "\n\n".join(blocks) + "\n"


def _blocks(part: Part) -> Iterator[str]:
    if isinstance(part, Grid):
        yield "\n".join(_table(part))
    elif isinstance(part, Line):
        yield markdown.text(written(part.text))
    else:
        if part.title:
            yield f"**{markdown.text(part.title)}**"
        yield "\n".join(f"- {markdown.text(point)}" for point in part.points)


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

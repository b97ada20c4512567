"""`score` for people: a table in the width of a terminal, and every column of it for a pipe."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from clienthealth.facts.words_of_payment import PAID_IN
from clienthealth.judging.assessment import Assessment, ClientAssessment
from clienthealth.judging.holds import with_holds
from clienthealth.ledger import written
from clienthealth.report.score.footer import footer
from clienthealth.report.score.headline import headlines
from clienthealth.report.text.blocks import Cell, Column, grid, id_cell
from clienthealth.report.text.grids import grid_rows
from clienthealth.report.text.screen import (
    BLANK,
    Paragraph,
    Strip,
    hanging,
    paragraphs,
    print_strips,
    text_of,
)
from clienthealth.report.text.styles import NAMED, WIDE, action_style, grade_style
from clienthealth.report.text.wording import (
    action_of,
    bar,
    first_reason,
    flag_names,
    number,
    signed,
)
from clienthealth.report.view import View

if TYPE_CHECKING:
    from rich.console import Console

WHY = "why"
BESIDE = 76
"""From this width on the reason is a column; in less, it is below its row."""
ROOM = 40
"""In cells: a reason that has less is wrapped into more lines than a name or a flag is worth."""
INDENT = "    "

COLUMNS = (
    Column("#", right=True),
    Column("client", least=12),
    Column("name", from_width=NAMED, least=16, most=40),
    Column("health", right=True),
    Column("trend", right=True, wide_only=True),
    Column("worth/h", right=True, wide_only=True),
    Column(PAID_IN, right=True, wide_only=True),
    Column("verdict", least=13, speaks=True),
    Column(WHY, from_width=BESIDE, least=24, room=ROOM),
    Column("top flags", from_width=NAMED, least=16),
)
"""Those of a terminal, where a verdict has its holds beside it."""
IN_A_PIPE = (*COLUMNS[:8], Column("holds"), COLUMNS[9], COLUMNS[8])
"""Those of a pipe: a column for each kind of thing, and the sentence last."""


def print_to(console: "Console", view: View) -> None:
    """Print a table that fits the terminal."""
    print_strips(console, lines_of(view, console.width))


def plain(view: View) -> str:
    """The same as aligned columns without colours, bars or a limit of width."""
    return text_of(lines_of(view, None))


def lines_of(view: View, width: int | None) -> Iterator[Strip]:
    """The headline, the table, what is to be said below it, and the clients asked for."""
    titles = headlines(view)
    yield from paragraphs((Paragraph(line, style="bold") for line in titles), width)
    yield BLANK
    if view.clients:
        yield from _table(view, width)
        yield BLANK
    yield from paragraphs(footer(view), width)
    if view.in_detail:
        from clienthealth.report.score import detail  # noqa: PLC0415  # not for the table

        for client in view.clients:
            yield BLANK
            yield from paragraphs(detail.about(view.assessment, client), width)


def _table(view: View, width: int | None) -> Iterator[Strip]:
    columns = COLUMNS if width is not None else IN_A_PIPE
    cells = [_cells(client, view.assessment, width) for client in view.clients]
    rows = [[row[column.title] for column in columns] for row in cells]
    head, *lines = grid_rows(grid(columns, rows), width)
    yield from head
    for row, each in zip(cells, lines, strict=True):
        yield from each
        if width is not None and width < BESIDE and row[WHY].text:
            yield from hanging(Paragraph(row[WHY].text, INDENT), width)


def _cells(client: ClientAssessment, found: Assessment, width: int | None) -> dict[str, Cell]:
    """What is told of a client, by the title of its column."""
    holds = client.hold_kinds
    verdict = action_of(client)
    if width is not None:
        verdict = with_holds(verdict, holds)
    days = client.facts.days_to_pay
    falling = client.trend is not None and found.policy.is_falling(client.trend)
    return {
        "#": Cell("-" if client.rank is None else str(client.rank)),
        "client": id_cell(client.id, "bold" if client.bottom else ""),
        "name": Cell(client.name),
        "health": Cell(_health(client, width), grade_style(client.grade)),
        "trend": Cell(signed(client.trend), "red" if falling else ""),
        "worth/h": Cell(written.cell(client.worth, found.currency)),
        PAID_IN: Cell("-" if days is None else f"{days:.0f} d"),
        "verdict": Cell(verdict, action_style(client.action) or "dim"),
        "holds": Cell(",".join(holds) or "-"),
        "top flags": Cell(flag_names(client)),
        WHY: Cell(first_reason(client)),
    }


def _health(client: ClientAssessment, width: int | None) -> str:
    """The health, with a bar where there is room for one."""
    text = "?" if client.health is None else number(client.health)
    return f"{text:>5} {bar(client.health, 5)}" if width is not None and width >= WIDE else text

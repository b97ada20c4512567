"""Health over time: a sparkline for each client, a chart for one, JSON and CSV."""

import csv
import io
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from clienthealth.facts.client import STAGE_ORDER
from clienthealth.judging.actions import urgency
from clienthealth.judging.holds import with_holds
from clienthealth.judging.trend import ClientTrend, Point, Trend
from clienthealth.ledger import written
from clienthealth.ledger.written import MONTHS
from clienthealth.report.text.beginning import first_step_of
from clienthealth.report.text.blocks import Cell, Column, Line, Part, grid, id_cell
from clienthealth.report.text.json_document import json_document
from clienthealth.report.text.safety import csv_cell, short
from clienthealth.report.text.screen import (
    BLANK,
    Paragraph,
    Strip,
    hanging,
    print_strips,
    text_of,
)
from clienthealth.report.text.sections import parts_lines
from clienthealth.report.text.styles import action_style, grade_style
from clienthealth.report.text.wording import SPARKS, number, signed, sparkline
from clienthealth.rules.registry import rule_of

if TYPE_CHECKING:
    from rich.console import Console

FORMAT = "clienthealth.trend/1"
CHART_ROWS = 10
COLUMN = 4
"""How wide a date is in the chart, in cells."""
AXIS = 6
"""How wide the axis of the chart is."""
COLUMNS = (
    Column("client", least=12),
    Column("health", right=True),
    Column("change", right=True),
    Column("over time", speaks=True),
    Column("now", least=8, speaks=True),
)
CSV_HEADER = ("id", "date", "health", "grade", "verdict", "flags", "came", "went", "holds")


def render_table(trend: Trend) -> str:
    """A line for each client, gravest first, with the change over the whole time."""
    return text_of(parts_lines(_table(trend), None))


def print_table(console: "Console", trend: Trend) -> None:
    """Print the same in the width of the terminal."""
    print_strips(console, parts_lines(_table(trend), console.width))


def _table(trend: Trend) -> list[Part]:
    first, last = written.day(trend.days[0]), written.day(trend.as_of)
    dates = written.count(len(trend.days), "date")
    step = first_step_of(trend)
    if not trend.clients:
        return [Line(step or "")]
    return [
        grid(COLUMNS, [_row(client) for client in sorted(trend.clients, key=_gravity)]),
        Line(""),
        *([Line(step)] if step else []),
        Line(f"{dates} from {first} to {last}"),
    ]


def _gravity(client: ClientTrend) -> tuple[int, int, bool, float, str]:
    """The order of `score`: by stage, the gravest verdict first, then the lowest health."""
    last = client.points[-1]
    health = (last.health is None, last.health or 0.0)
    return (STAGE_ORDER.index(client.stage), urgency(last.action), *health, client.id)


def _row(client: ClientTrend) -> Sequence[Cell | str]:
    last = client.points[-1]
    known = [p.health for p in client.points if p.health is not None]
    change = signed(round(known[-1] - known[0], 1)) if len(known) > 1 else "-"
    return (
        id_cell(client.id),
        Cell(number(last.health), grade_style(last.grade)),
        change,
        sparkline(client.points),
        Cell(
            with_holds(last.action, client.holds) if last.action else f"({client.stage})",
            action_style(last.action) or "dim",
        ),
    )


def render_chart(trend: Trend) -> str:
    """A chart of each client, with the findings that came and went below it."""
    return text_of(_charts(trend, None))


def print_chart(console: "Console", trend: Trend) -> None:
    """Print the same in the width of the terminal."""
    print_strips(console, _charts(trend, console.width))


def _charts(trend: Trend, width: int | None) -> Iterator[Strip]:
    for number_, client in enumerate(trend.clients):
        if number_:
            yield BLANK
        yield from _chart(trend, client, width)


def _chart(trend: Trend, client: ClientTrend, width: int | None) -> Iterator[Strip]:
    name = f"{short(client.name)} ({client.id})"
    days = written.count(trend.window_days, "day")
    yield from hanging(Paragraph(f"{name}: health over {days} up to each date"), width)
    yield BLANK
    fitting = len(client.points) if width is None else max(1, (width - AXIS) // COLUMN)
    yield from ((Cell(line),) for line in _drawn(client.points[-fitting:]))
    if (left_out := len(client.points) - fitting) > 0:
        more = written.count(left_out, "earlier date")
        yield from hanging(Paragraph(f"(no room here for {more}; the list below has them)"), width)
    yield BLANK
    for point in client.points:
        lead = f"{written.day(point.day):>11}  {number(point.health):>5}  "
        yield from hanging(Paragraph(_changes(point), lead), width)
    if any(point.came or point.went for point in client.points):
        yield from hanging(Paragraph("+ a finding that came, - a finding that went"), width)


def _drawn(points: Sequence[Point]) -> Iterator[str]:
    """The chart itself, a column for each date."""
    for row in range(CHART_ROWS, 0, -1):
        floor = (row - 1) * 100 / CHART_ROWS
        cells = ("" if p.health is None else _cell(p.health, floor) for p in points)
        label = f"{floor + 100 / CHART_ROWS:.0f}" if row % 2 == 0 else ""
        yield f"{label:>4} │" + "".join(f" {cell:<{COLUMN - 1}}" for cell in cells).rstrip()
    yield "   0 └" + "─" * (COLUMN * len(points))
    yield "      " + "".join(f"{MONTHS[p.day.month - 1]} ".ljust(COLUMN) for p in points).rstrip()


def _cell(health: float, floor: float) -> str:
    part = (health - floor) / (100 / CHART_ROWS)
    if part <= 0:
        return "▁▁" if floor == 0 else ""
    return (SPARKS[7] if part >= 1 else SPARKS[int(part * 8)]) * 2


def _changes(point: Point) -> str:
    signs = [
        *(f"+{rule_of(code).name}" for code in point.came),
        *(f"-{rule_of(code).name}" for code in point.went),
    ]
    verdict = with_holds(point.action, point.holds) if point.action else ""
    return f"{verdict}  {' '.join(signs)}".strip()


def render_json(trend: Trend) -> str:
    """One JSON object."""
    document = {
        "format": FORMAT,
        "as_of": trend.as_of.isoformat(),
        "window_days": trend.window_days,
        "clients": [
            {
                "id": client.id,
                "name": client.name,
                "stage": client.stage,
                "holds": list(client.holds),
                "points": [
                    {
                        "date": p.day.isoformat(),
                        "health": p.health,
                        "grade": p.grade,
                        "verdict": p.action,
                        "flags": list(p.flags),
                        "came": list(p.came),
                        "went": list(p.went),
                        "holds": list(p.holds),
                    }
                    for p in client.points
                ],
            }
            for client in trend.clients
        ],
    }
    return json_document(document)


def render_csv(trend: Trend) -> str:
    """A line for each client and date."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(CSV_HEADER)
    for client in trend.clients:
        for p in client.points:
            named = (" ".join(each) for each in (p.flags, p.came, p.went, p.holds))
            writer.writerow([csv_cell(client.id), p.day, p.health, p.grade, p.action, *named])
    return out.getvalue()

"""Health over time: a sparkline for each client, a chart for one, JSON and CSV."""

import csv
import io
from collections.abc import Iterator

from clienthealth.judging.trend import ClientTrend, Point, Trend
from clienthealth.ledger import written
from clienthealth.report.text.json_document import json_document
from clienthealth.report.text.safety import csv_cell, safe_lines, short
from clienthealth.report.text.wording import SPARKS, number, signed, sparkline

FORMAT = "clienthealth.trend/1"
CHART_ROWS = 10
COLUMN = 4
CSV_HEADER = ("id", "date", "health", "grade", "verdict", "flags", "came", "went")


def render_table(trend: Trend) -> str:
    """A line for each client, active ones first, with the change over the whole time."""
    rows = [("client", "health", "change", "over time", "now")]
    rows += [_row(client) for client in trend.clients]
    widths = [max(len(row[i]) for row in rows) for i in range(len(rows[0]))]
    lines = ["  ".join(c.ljust(w) for c, w in zip(r, widths, strict=True)).rstrip() for r in rows]
    first, last = written.day(trend.days[0]), written.day(trend.as_of)
    lines += ["", f"{written.count(len(trend.days), 'date')} from {first} to {last}"]
    return safe_lines(lines)


def _row(client: ClientTrend) -> tuple[str, str, str, str, str]:
    last = client.points[-1]
    known = [p.health for p in client.points if p.health is not None]
    change = signed(round(known[-1] - known[0], 1)) if len(known) > 1 else "-"
    action = last.action or f"({client.stage})"
    return (client.id, number(last.health), change, sparkline(client.points), action)


def render_chart(trend: Trend) -> str:
    """A chart of each client, with the findings that came and went below it."""
    return "\n".join(safe_lines(_chart(trend, client)) for client in trend.clients)


def _chart(trend: Trend, client: ClientTrend) -> Iterator[str]:
    name = f"{short(client.name)} ({client.id})"
    yield f"{name}: health over {trend.window_days} days up to each date"
    yield ""
    for row in range(CHART_ROWS, 0, -1):
        floor = (row - 1) * 100 / CHART_ROWS
        cells = ("" if p.health is None else _cell(p.health, floor) for p in client.points)
        label = f"{floor + 100 / CHART_ROWS:.0f}" if row % 2 == 0 else ""
        yield f"{label:>4} │" + "".join(f" {cell:<{COLUMN - 1}}" for cell in cells).rstrip()
    yield "   0 └" + "─" * (COLUMN * len(client.points))
    yield "      " + "".join(f"{p.day:%b} ".ljust(COLUMN) for p in client.points).rstrip()
    yield ""
    for point in client.points:
        yield f"{point.day}  {number(point.health):>5}  {_changes(point)}".rstrip()


def _cell(health: float, floor: float) -> str:
    part = (health - floor) / (100 / CHART_ROWS)
    if part <= 0:
        return "▁▁" if floor == 0 else ""
    return (SPARKS[7] if part >= 1 else SPARKS[int(part * 8)]) * 2


def _changes(point: Point) -> str:
    signs = [*(f"+{code}" for code in point.came), *(f"-{code}" for code in point.went)]
    return f"{point.action or ''}  {' '.join(signs)}".strip()


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
                "points": [
                    {
                        "date": p.day.isoformat(),
                        "health": p.health,
                        "grade": p.grade,
                        "verdict": p.action,
                        "flags": list(p.flags),
                        "came": list(p.came),
                        "went": list(p.went),
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
            codes = (" ".join(p.flags), " ".join(p.came), " ".join(p.went))
            writer.writerow([csv_cell(client.id), p.day, p.health, p.grade, p.action, *codes])
    return out.getvalue()

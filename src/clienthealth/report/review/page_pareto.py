"""Who takes the time and trouble beside who brings the revenue: a curve, and its table."""

from collections.abc import Iterator, Sequence
from xml.etree.ElementTree import Element

from clienthealth.ledger import written
from clienthealth.report.page.charts import (
    Frame,
    across,
    legend,
    line,
    picture,
    polyline,
    text,
    upward,
)
from clienthealth.report.page.elements import Content, element
from clienthealth.report.page.phrases import client_link, share
from clienthealth.report.page.tables import Cell, Column, table
from clienthealth.reviewing.pareto import Pareto, Taker

WIDTH, HEIGHT = 560, 340
FRAME = Frame(72, 24, 530, 280, 0, 1, 0, 1)
QUADRANTS = (0.0, 0.25, 0.5, 0.75, 1.0)
MANY = 40
"""From this number of clients on the single points of the curves are left out."""


def pareto(found: Pareto) -> list[Content]:
    """The curves with the drain marked; nothing where neither hours nor trouble are known."""
    if not found.takers:
        return []
    title = "What clients take and what they bring"
    made = picture("pareto", title, _description(found), WIDTH, HEIGHT, _shapes(found))
    return [element("figure", made, _legend(), class_="pareto"), _table(found)]


def _description(found: Pareto) -> str:
    taken, revenue = share(found.drain.taken), share(found.drain.revenue)
    return (
        f"{written.count(len(found.takers), 'client')}, from the one who takes most to the one "
        f"who takes least. Where the share taken rises faster than the revenue, clients take more "
        f"than they bring. The drain takes {taken} and brings {revenue}."
    )


def _shapes(found: Pareto) -> Iterator[Element]:
    yield from _bands(found.takers)
    yield from across(FRAME, [(part, share(part)) for part in QUADRANTS])
    yield from upward(FRAME, [(part, share(part)) for part in QUADRANTS])
    middle = (FRAME.left + FRAME.right) / 2
    yield text(middle, HEIGHT - 12, "of the clients, most taken first", "middle", "quiet-text")
    yield from _curve([t.revenue_so_far for t in found.takers], found.takers, " second")
    yield from _curve([t.taken_so_far for t in found.takers], found.takers, "")


def _bands(takers: Sequence[Taker]) -> Iterator[Element]:
    """A band behind each client of the drain."""
    before = 0.0
    for taker in takers:
        if taker.is_drain:
            left, right = FRAME.x(before), FRAME.x(taker.clients_so_far)
            yield element(
                "rect",
                x=left,
                y=FRAME.top,
                width=right - left,
                height=FRAME.bottom - FRAME.top,
                class_="band",
            )
            yield text((left + right) / 2, FRAME.top - 6, "▾", "middle", "quiet-text")
        before = taker.clients_so_far


def _curve(values: Sequence[float], takers: Sequence[Taker], which: str) -> Iterator[Element]:
    points = [(FRAME.x(0), FRAME.y(0))]
    points += [
        (FRAME.x(taker.clients_so_far), FRAME.y(min(1.0, value)))
        for taker, value in zip(takers, values, strict=True)
    ]
    yield polyline(points, f"curve{which}")
    for x, y in points[1:] if len(takers) < MANY else ():
        yield element("circle", cx=x, cy=y, r=3, class_=f"dot{which}")


def _legend() -> Element:
    def sample(which: str) -> list[Element]:
        return [
            line(0, 7, 28, 7, f"curve{which}"),
            element("circle", cx=14, cy=7, r=3, class_=f"dot{which}"),
        ]

    return element(
        "figcaption",
        legend(
            (sample(""), "time and trouble taken so far"),
            (sample(" second"), "revenue brought so far (dashed)"),
            (
                element("rect", x=8, y=1, width=12, height=12, class_="band"),
                "▾ the drain: the fifth of the clients who take most for what they bring",
            ),
        ),
    )


def _table(found: Pareto) -> Element:
    columns = (
        Column("client", heads=True),
        Column("hours", "number"),
        Column("trouble", "number"),
        Column("taken", "number", sorted="descending"),
        Column("revenue", "number"),
        Column("taken so far", "number"),
        Column("revenue so far", "number"),
        Column("drain"),
    )
    rows = [_row(taker) for taker in found.takers]
    made = table("pareto-table", "Shares of all active clients", columns, rows, sortable=True)
    return element("details", element("summary", "The curve as a table"), made)


def _row(taker: Taker) -> list[Cell | Content]:
    return [
        client_link(taker.client, taker.name),
        _share(taker.hours_share),
        _share(taker.trouble_share),
        _share(taker.taken),
        _share(taker.revenue_share),
        _share(taker.taken_so_far),
        _share(taker.revenue_so_far),
        "drain" if taker.is_drain else "",
    ]


def _share(value: float | None) -> Cell:
    return Cell(share(value), None if value is None else f"{value:.4f}")

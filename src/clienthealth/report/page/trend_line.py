"""The health of one client over twelve months: a small line, and the same as a table."""

from collections.abc import Iterator, Sequence
from itertools import groupby
from xml.etree.ElementTree import Element

from clienthealth.judging.trend import ClientTrend, Point
from clienthealth.ledger.written import MONTHS
from clienthealth.report.page.charts import Frame, across, picture, polyline, text
from clienthealth.report.page.elements import Content, element
from clienthealth.report.page.phrases import (
    figure,
    held_badge,
    listed,
    on,
    rule_link,
    unseen_name,
)
from clienthealth.report.page.tables import Column, table

WIDTH, HEIGHT = 430, 120
LEFT, TOP, RIGHT, BOTTOM = 44, 12, 386, 94
LABELLED_EVERY = 3


def trend_line(trend: ClientTrend) -> Element | None:
    """The line with gaps where the health is not known; None where it never is."""
    if all(point.health is None for point in trend.points):
        return None
    name = f"trend-{trend.id}"
    title = f"Health of {trend.name} over twelve months"
    return element(
        "figure",
        picture(name, title, _description(trend.points), WIDTH, HEIGHT, _shapes(trend.points)),
        class_="trend",
    )


def trend_table(trend: ClientTrend) -> Element:
    """What the line shows, with the verdicts and the findings that came and went."""
    columns = (
        Column("day", heads=True),
        Column("health", "number"),
        Column("verdict"),
        Column("came", wide=True),
        Column("went", wide=True),
    )
    named: Content = ["Health over twelve months", unseen_name(trend.name)]
    return table(f"trend-{trend.id}-table", named, columns, [*map(_row, trend.points)])


def _row(point: Point) -> list[Content]:
    return [
        on(point.day),
        figure(point.health),
        held_badge(point.action, point.holds),
        listed([rule_link(code) for code in point.came]),
        listed([rule_link(code) for code in point.went]),
    ]


def _description(points: Sequence[Point]) -> str:
    known = [p.health for p in points if p.health is not None]
    unknown = len(points) - len(known)
    gaps = f"; not known on {unknown} of {len(points)} days" if unknown else ""
    return (
        f"From {figure(known[0])} to {figure(known[-1])}, "
        f"between {figure(min(known))} and {figure(max(known))}{gaps}."
    )


def _shapes(points: Sequence[Point]) -> Iterator[Element]:
    frame = Frame(LEFT, TOP, RIGHT, BOTTOM, 0, max(1, len(points) - 1), 0, 100)
    yield from across(frame, [(value, str(value)) for value in (0, 50, 100)])
    for index in range(0, len(points), LABELLED_EVERY):
        month = MONTHS[points[index].day.month - 1]
        yield text(frame.x(index), BOTTOM + 18, month, "middle", "quiet-text")
    for run in _runs(points):
        drawn = [(frame.x(index), frame.y(health)) for index, health in run]
        if len(drawn) > 1:
            yield polyline(drawn, "curve")
        for x, y in drawn:
            yield element("circle", cx=x, cy=y, r=2.5, class_="dot")
    yield from _last(points, frame)


def _runs(points: Sequence[Point]) -> Iterator[list[tuple[int, float]]]:
    """The stretches over which the health is known, each point with its place."""
    for known, run in groupby(enumerate(points), key=lambda item: item[1].health is not None):
        if known:
            yield [(index, point.health) for index, point in run if point.health is not None]


def _last(points: Sequence[Point], frame: Frame) -> Iterator[Element]:
    health = points[-1].health
    if health is not None:
        y = frame.y(health) + 4
        yield text(frame.x(len(points) - 1) + 7, y, f"{health:.0f}", "start", "label")

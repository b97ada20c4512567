"""The map of health and hourly rate: bubbles in four quadrants, and the same as a table."""

import math
from collections.abc import Iterator, Sequence
from xml.etree.ElementTree import Element

from clienthealth.judging.health_map import QUADRANTS, HealthMap, Quadrant, Spot
from clienthealth.ledger import written
from clienthealth.report.page.charts import (
    Frame,
    legend,
    line,
    picture,
    text,
    ticks,
)
from clienthealth.report.page.elements import Content, element
from clienthealth.report.page.label_places import LINE, Box, Bubble, Label, Tie, placed, width_of
from clienthealth.report.page.phrases import (
    Money,
    capital,
    client_link,
    figure,
    held_badge,
    share,
)
from clienthealth.report.page.tables import Cell, Column, table

WIDTH, HEIGHT = 880, 560
LEFT, TOP, RIGHT, BOTTOM = 62, 14, 866, 500
LEAST_RADIUS, LARGEST_RADIUS = 4.0, 34.0
CORNER_PADDING = 10
MARGIN = LARGEST_RADIUS + 3
"""Around the field of the figures, so that the largest bubble lies within the picture."""
BESIDE_MARKS = 30
"""The room at the left of the rates for the name of the axis, and at their right."""
UNLABELLED = "no label"
CROWDED = 40
"""With more clients than these only the bottom group has labels."""


def health_map(found: HealthMap, bottom: Sequence[str], money: Money) -> list[Content]:
    """The map, its legend, and its table; a sentence where there is nothing to show.

    Args:
        found: Where the clients are.
        bottom: The ids of the bottom group.
        money: How amounts are shown.
    """
    if not found.spots:
        return [element("p", "No active client has both a known health and logged hours.")]
    if money.withheld:  # the place of a bubble gives a rate away
        return [_table(found, [None] * len(found.spots), bottom, money)]
    frame = _frame(found)
    crowded = len(found.spots) > CROWDED
    bubbles = [
        _bubble(spot, frame)._replace(is_labelled=not crowded or spot.id in bottom)
        for spot in found.spots
    ]
    corners = list(_corners(found, frame))
    lines = list(_thresholds(found, frame))
    taken = [*(box for _, box in corners), *(_room(at) for at in lines)]
    labels = placed(bubbles, _area(frame), taken)
    shapes: list[Content] = [
        *_axes(frame, money),
        *(line(*at, "threshold") for at in lines),
        *(shape for shape, _ in corners),
        *_circles(found.spots, bubbles, bottom),
        *_labels(labels, bubbles),
    ]
    title = "Health and hourly rate of the active clients"
    made = picture("map", title, _description(found), WIDTH, HEIGHT, shapes)
    return [
        element("figure", _scrolled(made), _legend(found, labels, bottom), class_="map"),
        _table(found, labels, bottom, money),
    ]


def _scrolled(made: Element) -> Element:
    """On a narrow screen the map scrolls, so that its labels stay legible."""
    return element("div", made, class_="scroll", role="region", tabindex="0", aria_label="The map")


def _frame(found: HealthMap) -> Frame:
    rates = [float(spot.effective_rate or 0) for spot in found.spots]
    if found.rate_line is not None:
        rates.append(float(found.rate_line))
    marks = ticks(min(0.0, *rates), max(rates))
    widest = max(width_of(_mark(mark)) for mark in marks)
    left = max(LEFT, BESIDE_MARKS + widest) + MARGIN
    top, right, bottom = TOP + MARGIN, RIGHT - MARGIN, BOTTOM - MARGIN
    return Frame(left, top, right, bottom, 0, 100, marks[0], marks[-1])


def _edge(frame: Frame) -> Box:
    """The picture around the field of the figures."""
    return Box(frame.left - MARGIN, frame.top - MARGIN, frame.right + MARGIN, frame.bottom + MARGIN)


def _area(frame: Frame) -> Box:
    edge = _edge(frame)
    return edge._replace(left=edge.left + 2, right=edge.right - 2)


def _bubble(spot: Spot, frame: Frame) -> Bubble:
    """The area is the share of the revenue."""
    radius = LARGEST_RADIUS * 2 * math.sqrt(max(0.0, spot.revenue_share) / math.pi)
    x, y = frame.x(spot.health), frame.y(float(spot.effective_rate or 0))
    return Bubble(x, y, min(LARGEST_RADIUS, max(LEAST_RADIUS, radius)), spot.name)


def _axes(frame: Frame, money: Money) -> Iterator[Element]:
    edge = _edge(frame)
    for value in ticks(frame.least_y, frame.most_y):
        y = frame.y(value)
        yield line(edge.left, y, edge.right, y, "grid")
        yield text(edge.left - 8, y + 4, _mark(value), "end", "quiet-text")
    yield line(edge.left, edge.bottom, edge.right, edge.bottom, "axis")
    for value in range(0, 101, 25):
        x = frame.x(value)
        yield line(x, edge.bottom, x, edge.bottom + 5, "axis")
        yield text(x, edge.bottom + 20, str(value), "middle", "quiet-text")
    yield text((frame.left + frame.right) / 2, HEIGHT - 16, "health", "middle", "quiet-text")
    middle = (frame.top + frame.bottom) / 2
    label = text(0, 0, f"{money.currency} an hour", "middle", "quiet-text")
    label.set("transform", f"translate(16 {middle:g}) rotate(-90)")
    yield label


def _mark(value: float) -> str:
    """A rate at the axis, in full: 1,000,000, as no freelancer reads 1e+06."""
    return f"{value:,.15g}"


def _thresholds(found: HealthMap, frame: Frame) -> Iterator[Tie]:
    """The lines between the quadrants."""
    edge, x = _edge(frame), frame.x(found.health_line)
    yield Tie(x, edge.top, x, edge.bottom)
    if found.rate_line is not None:
        y = frame.y(float(found.rate_line))
        yield Tie(edge.left, y, edge.right, y)


def _room(at: Tie) -> Box:
    """The room that a line takes."""
    return Box(at.x1 - 1, at.y1 - 1, at.x2 + 1, at.y2 + 1)


def _corners(found: HealthMap, frame: Frame) -> Iterator[tuple[Element, Box]]:
    """The names of the quadrants, each in its corner, and the room that they take."""
    names: list[tuple[Quadrant, bool, bool]] = [("renegotiate", True, True), ("keep", False, True)]
    if found.rate_line is not None:
        names += [("let-go", True, False), ("raise-the-rate", False, False)]
    edge = _edge(frame)
    for quadrant, at_left, at_top in names:
        name = capital(QUADRANTS[quadrant])
        width = width_of(name) * 1.15
        left = edge.left + CORNER_PADDING if at_left else edge.right - CORNER_PADDING - width
        top = edge.top + CORNER_PADDING if at_top else edge.bottom - CORNER_PADDING - LINE
        x, anchor = (left, "start") if at_left else (left + width, "end")
        yield text(x, top + 13, name, anchor, "corner"), Box(left, top, left + width, top + LINE)


def _circles(
    spots: Sequence[Spot], bubbles: Sequence[Bubble], bottom: Sequence[str]
) -> Iterator[Element]:
    """The large ones first, so that the small ones lie on top of them."""
    for spot, bubble in sorted(zip(spots, bubbles, strict=True), key=lambda pair: -pair[1].radius):
        class_ = "bubble bottom" if spot.id in bottom else "bubble"
        yield element("circle", cx=bubble.x, cy=bubble.y, r=bubble.radius, class_=class_)


def _labels(labels: Sequence[Label | None], bubbles: Sequence[Bubble]) -> Iterator[Element]:
    for label, bubble in zip(labels, bubbles, strict=True):
        if label is not None:
            middle = (label.box.left + label.box.right) / 2
            if (tie := label.tie(bubble)) is not None:
                yield line(*tie, "leader")
            yield text(middle, label.box.top + 12, label.text, "middle", "label")


def _description(found: HealthMap) -> str:
    counts = (
        f"{sum(spot.quadrant == quadrant for spot in found.spots)} {name}"
        for quadrant, name in QUADRANTS.items()
    )
    clients = written.count(len(found.spots), "client")
    return f"{clients} in four quadrants: {'; '.join(counts)}. The table below has every figure."


def _legend(found: HealthMap, labels: Sequence[Label | None], bottom: Sequence[str]) -> Element:
    entries: list[tuple[Content, str]] = [
        (_sign("bubble"), "a client; the area is the share of your active clients' revenue")
    ]
    if any(spot.id in bottom for spot in found.spots):
        entries.append((_sign("bubble bottom"), "thick ring: in the bottom group"))
    if len(found.spots) > CROWDED:
        entries.append((None, "only the bottom group is named, because there are many clients"))
    line_is = "the target rate" if found.line_is_target else "the rate of the whole business"
    lines = f"healthy: a health of {found.health_line:g} or more"
    if found.rate_line is not None:
        lines += f"; well paid: {line_is} or more"
    entries.append((line(0, 7, 28, 7, "threshold"), lines))
    return element("figcaption", legend(*entries), _key(found, labels))


def _sign(class_: str) -> Element:
    return element("circle", cx=14, cy=7, r=5.5, class_=class_)


def _key(found: HealthMap, labels: Sequence[Label | None]) -> Content:
    """Which letter is which client."""
    entries = [
        element("li", element("b", label.text), " ", element("bdi", spot.name))
        for label, spot in zip(labels, found.spots, strict=True)
        if label is not None and label.place is not None
    ]
    return element("ul", entries, class_="legend letters") if entries else None


def _table(
    found: HealthMap, labels: Sequence[Label | None], bottom: Sequence[str], money: Money
) -> Element:
    columns = [
        Column("client", heads=True),
        Column("on the map", "number"),
        Column("where"),
        Column("health", "number"),
        Column(f"{money.currency} an hour", "number"),
        Column("share of revenue", "number"),
        Column("verdict"),
    ]
    rows = [
        _row(spot, label, bottom, money) for spot, label in zip(found.spots, labels, strict=True)
    ]
    if money.withheld:
        columns = [columns[0], *columns[2:4], *columns[5:]]
        rows = [[row[0], *row[2:4], *row[5:]] for row in rows]
        return table("map-table", "Health, and where on the map", columns, rows, sortable=True)
    made = table("map-table", "The figures of the map", columns, rows, sortable=True)
    return element("details", element("summary", "The map as a table"), made)


def _row(
    spot: Spot, label: Label | None, bottom: Sequence[str], money: Money
) -> list[Cell | Content]:
    shown, place = UNLABELLED, None
    if label is not None:
        shown, place = (label.text, str(label.place)) if label.place else ("by name", None)
    group = ", bottom group" if spot.id in bottom else ""
    return [
        client_link(spot.id, spot.name),
        Cell(shown, place),
        f"{QUADRANTS[spot.quadrant]}{group}",
        Cell(figure(spot.health), str(spot.health)),
        Cell(money.exact(spot.effective_rate), money.key(spot.effective_rate)),
        Cell(share(spot.revenue_share), repr(spot.revenue_share)),
        held_badge(spot.action, spot.holds),
    ]

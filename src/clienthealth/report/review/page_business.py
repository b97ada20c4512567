"""The money of the whole business on a page: who brings how much, and how old what is open is."""

from collections.abc import Iterator
from decimal import Decimal
from xml.etree.ElementTree import Element

from clienthealth.facts.ageing import Ageing, Band
from clienthealth.ledger import written
from clienthealth.report.page.charts import (
    Frame,
    across,
    legend,
    line,
    meter,
    picture,
    text,
    ticks,
)
from clienthealth.report.page.elements import Content, element
from clienthealth.report.page.phrases import Money, client_link, share
from clienthealth.report.page.tables import Cell, Column, Row, table
from clienthealth.reviewing.concentration import Concentration

WIDTH, HEIGHT = 560, 310
FRAME = Frame(78, 24, 548, 250, 0, 5, 0, 1)
BAR_SHARE = 0.6
"""Of the room that a bar has, the part that it fills."""

AGES = {"not_due": "not due", "over_90": "over 90"}


def income(found: Concentration, money: Money) -> list[Content]:
    """A row for each client with what they bring."""
    if found.herfindahl is None:
        return []
    columns = [
        Column("client", heads=True),
        *([] if money.withheld else [Column(f"revenue, {money.currency}", "number")]),
        Column("share", "number", sorted="descending"),
    ]
    rows: list[Row] = [
        [
            client_link(source.client, source.name),
            *([] if money.withheld else [Cell(money.exact(source.revenue), str(source.revenue))]),
            Cell([share(source.share), meter(source.share)], f"{source.share:.6f}"),
        ]
        for source in found.sources
    ]
    made = table("income-table", "Revenue by client", columns, rows, sortable=True)
    return [element("details", element("summary", "Revenue by client"), made)]


def ageing(found: Ageing) -> Content:
    """What is open by age, drawn, with the likely write-off."""
    if not found.open:
        return None
    title = "Open invoices by days past due"
    made = picture("ageing", title, _description(found), WIDTH, HEIGHT, _bars(found))
    return element("figure", made, _legend(), class_="ageing")


def _description(found: Ageing) -> str:
    parts = (f"{_age(band)} {share((band.open or 0) / (found.open or 1))}" for band in found.bands)
    return f"Of all that is open: {', '.join(parts)}. The likely write-off is hatched."


def _age(band: Band) -> str:
    return AGES.get(band.name, band.name)


def _bars(found: Ageing) -> Iterator[Element]:
    most = max(float(band.open or 0) for band in found.bands)
    marks = ticks(0, most, 4)
    frame = FRAME._replace(most_y=marks[-1])
    yield _hatch()
    yield from across(frame, [(value, f"{value:,.0f}") for value in marks])
    middle = (frame.left + frame.right) / 2
    yield text(middle, HEIGHT - 10, "days past due", "middle", "quiet-text")
    for index, band in enumerate(found.bands):
        yield from _bar(index, band, frame)


def _bar(index: int, band: Band, frame: Frame) -> Iterator[Element]:
    left = frame.x(index + (1 - BAR_SHARE) / 2)
    width = frame.x(index + (1 + BAR_SHARE) / 2) - left
    top = frame.y(float(band.open or 0))
    lost = frame.bottom - frame.y(float(band.expected_loss or 0))
    middle = left + width / 2
    yield element("rect", x=left, y=top, width=width, height=frame.bottom - top, class_="bar")
    if lost > 0:
        for class_, fill in (("loss", None), ("hatched", "url(#hatch)")):
            yield element(
                "rect",
                x=left,
                y=frame.bottom - lost,
                width=width,
                height=lost,
                class_=class_,
                fill=fill,
            )
    yield text(middle, top - 6, f"{written.rounded(band.open or Decimal(0), 0):,f}", "middle")
    yield text(middle, frame.bottom + 20, _age(band), "middle", "quiet-text")


def _hatch() -> Element:
    pattern = element(
        "pattern",
        line(0, 0, 0, 6, "hatch"),
        id="hatch",
        width=6,
        height=6,
        patternUnits="userSpaceOnUse",
        patternTransform="rotate(45)",
    )
    return element("defs", pattern)


def _legend() -> Element:
    loss = [
        element("rect", x=6, y=1, width=16, height=12, class_="loss"),
        element("rect", x=6, y=1, width=16, height=12, fill="url(#hatch)"),
    ]
    return element(
        "figcaption",
        legend(
            (element("rect", x=6, y=1, width=16, height=12, class_="bar"), "open"),
            (loss, "likely write-off (hatched)"),
        ),
    )

"""The money of the whole business: concentration of income, ageing, and a few figures."""

from collections.abc import Iterator
from xml.etree.ElementTree import Element

from clienthealth.facts.ageing import Ageing, Band
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
from clienthealth.report.page.phrases import Money, client_link, figure, share
from clienthealth.report.page.tables import Cell, Column, Row, table
from clienthealth.reviewing.concentration import Concentration
from clienthealth.reviewing.model import Review
from clienthealth.reviewing.receivables import Receivables
from clienthealth.reviewing.utilisation import WorkingTime

WIDTH, HEIGHT = 560, 310
FRAME = Frame(78, 24, 548, 250, 0, 5, 0, 1)
BAR_SHARE = 0.6
"""Of the room that a bar has, the part that it fills."""

AGES = {"not_due": "not due", "over_90": "over 90"}


def concentration(found: Concentration, money: Money) -> list[Content]:
    """How much hangs on how few, and a row for each client."""
    if found.herfindahl is None:
        return [element("p", "There is no revenue in the period.")]
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
    return [
        _tiles(
            ("Largest client", share(found.largest), "of the revenue"),
            ("Three largest", share(found.top_three), "of the revenue together"),
            (
                "As many as",
                figure(found.effective_clients),
                f"clients alike; {found.level} (index {found.herfindahl:.0f} of 10,000)",
            ),
        ),
        element("details", element("summary", "Revenue by client"), made),
    ]


def _tiles(*tiles: tuple[str, str, str]) -> Element:
    """Single figures, each with its name and what it means."""
    return element(
        "dl",
        [
            element(
                "div",
                element("dt", name),
                element("dd", value, class_="value"),
                element("dd", meaning, class_="quiet"),
            )
            for name, value, meaning in tiles
        ],
        class_="figures",
    )


def ageing(found: Receivables, money: Money) -> list[Content]:
    """What is open by age, with what is expected to be lost of it."""
    if money.withheld:
        return [element("p", "Amounts are withheld.")]
    if not found.ageing.open:
        return [element("p", "Nothing is open.")]
    title = "Open invoices by days past due"
    made = picture("ageing", title, _description(found.ageing), WIDTH, HEIGHT, _bars(found.ageing))
    return [
        _owed(found.ageing, money),
        element("figure", made, _legend(), class_="ageing"),
        _ageing_table(found.ageing, money),
        _debtors(found, money),
    ]


def _owed(found: Ageing, money: Money) -> Element:
    return element(
        "p",
        f"{money.total(found.overdue)} is overdue, of {money.total(found.open)} that is open; "
        f"{money.total(found.expected_loss)} is expected never to come.",
    )


def _description(found: Ageing) -> str:
    parts = (f"{_age(band)} {share(band.open / found.open)}" for band in found.bands)
    return f"Of all that is open: {', '.join(parts)}. The expected loss is hatched."


def _age(band: Band) -> str:
    return AGES.get(band.name, band.name)


def _bars(found: Ageing) -> Iterator[Element]:
    most = float(max(band.open for band in found.bands))
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
    top = frame.y(float(band.open))
    lost = frame.bottom - frame.y(float(band.expected_loss))
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
    yield text(middle, top - 6, f"{band.open:,.0f}", "middle")
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
            (loss, "expected never to come (hatched)"),
        ),
    )


def _ageing_table(found: Ageing, money: Money) -> Element:
    columns = (
        Column("days past due", heads=True),
        Column(f"open, {money.currency}", "number"),
        Column("lost by experience", "number"),
        Column(f"expected loss, {money.currency}", "number"),
    )
    rows = [
        (
            _age(band),
            money.exact(band.open),
            f"{band.loss_percent:g} %",
            money.exact(band.expected_loss),
        )
        for band in found.bands
    ]
    return table("ageing-table", "Open invoices by age", columns, rows)


def _debtors(found: Receivables, money: Money) -> Element:
    columns = (
        Column("client", heads=True),
        Column("open", "number", sorted="descending"),
        Column("overdue", "number"),
        Column("expected loss", "number"),
    )
    rows: list[Row] = [
        (
            client_link(each.id, each.name),
            *(
                Cell(money.exact(amount), money.key(amount))
                for amount in (each.ageing.open, each.ageing.overdue, each.ageing.expected_loss)
            ),
        )
        for each in found.debtors
    ]
    made = table("debtors", f"Who owes what, in {money.currency}", columns, rows, sortable=True)
    return element("details", element("summary", "Who owes what"), made)


def figures(review: Review, money: Money) -> list[Content]:
    """Single figures of the business."""
    owed, time = review.receivables, review.working_time
    return [
        _tiles(
            (
                "Days sales outstanding",
                figure(owed.days_sales_outstanding, 0),
                "days of sales open",
            ),
            ("Days to pay", figure(owed.days_to_pay, 0), "from issue to payment, by money"),
            ("Unbilled", share(time.unbilled_share), "of the hours are never billed"),
            *_overhead(time),
            ("Effective rate", money.total(time.effective_rate), _against(time, money)),
            ("Utilisation", share(time.utilisation), _capacity(time)),
        )
    ]


def _overhead(time: WorkingTime) -> list[tuple[str, str, str]]:
    if time.overhead_share is None:
        return []
    return [("Overhead", share(time.overhead_share), "meetings, administration and travel")]


def _against(time: WorkingTime, money: Money) -> str:
    if money.withheld or time.target_rate is None:
        return "an hour, all clients together"
    return f"an hour, all clients together; the target is {money.exact(time.target_rate)}"


def _capacity(time: WorkingTime) -> str:
    if time.capacity_hours is None:
        return "the capacity is not known"
    return f"of {time.capacity_hours:g} hours a month"

"""The business in a review: who takes the time, the map, income, what is open, the figures."""

from collections.abc import Iterator
from decimal import Decimal

from clienthealth.facts.ageing import Ageing
from clienthealth.facts.words_of_revenue import net_of, of_active
from clienthealth.judging.health_map import QUADRANTS, HealthMap, Quadrant
from clienthealth.ledger import written
from clienthealth.ledger.disclosure import Money
from clienthealth.report.review.wording import (
    ROWS,
    named,
    share_text,
)
from clienthealth.report.text.blocks import (
    Cell,
    Client,
    Column,
    Grid,
    Line,
    Part,
    Section,
    grid,
    id_cell,
)
from clienthealth.report.text.styles import NAMED, QUADRANT_STYLES
from clienthealth.report.text.wording import few, number
from clienthealth.reviewing.concentration import Concentration
from clienthealth.reviewing.model import Review
from clienthealth.reviewing.receivables import Receivables

MUCH = 0.8
"""How much of the time and trouble is traced to the clients who take it (after Pareto)."""

DRAIN = (
    Column("client", least=12),
    Column("name", from_width=NAMED, least=16, most=40, on_page=False),
    Column("of hours", right=True),
    Column("of trouble", right=True),
    Column("of both", right=True),
    Column("of revenue", right=True),
)
MAP = (
    Column("where", least=12, speaks=True),
    Column("clients", least=20),
)
AGEING = (
    Column("client", least=12),
    Column("not due", right=True),
    Column("1-30", right=True),
    Column("31-60", right=True),
    Column("61-90", right=True),
    Column("over 90", right=True),
    Column("all open", right=True, wide_only=True),
    Column("write-off", right=True),
)
FIGURES = (
    Column("figure"),
    Column("now", right=True),
    Column("beside it", least=20),
)


def drain(review: Review, most: int = ROWS) -> Section:
    """Who takes most time and trouble for what it brings."""
    title = "Time and trouble"
    if not review.pareto.takers:
        return Section(title, (Line("No hours and no trouble are logged."),))
    return Section(title, tuple(_drain(review, most)))


def _drain(review: Review, most: int) -> Iterator[Part]:
    pareto = review.pareto
    many = next(
        (n for n, each in enumerate(pareto.takers, 1) if each.taken_so_far >= MUCH),
        len(pareto.takers),
    )
    take, bring = ("takes", "brings") if many == 1 else ("take", "bring")
    last = pareto.takers[many - 1]
    yield Line(
        f"Of your active clients, {many:,} {take} {written.percent(last.taken_so_far)} of the time "
        f"and trouble, and {bring} {written.percent(last.revenue_so_far)} of the revenue."
    )
    if not pareto.drain.clients:
        return
    yield Line(
        "The fifth of them who take most for what they bring: "
        f"{written.percent(pareto.drain.taken)} of the time and trouble, "
        f"{written.percent(pareto.drain.revenue)} of the revenue."
    )
    yield _drain_grid(review, most)


def _drain_grid(review: Review, most: int) -> Grid:
    takers = {each.client: each for each in review.pareto.takers}
    drains = [takers[name] for name in review.pareto.drain.clients[:most] if name in takers]
    return grid(
        DRAIN,
        [
            [
                id_cell(each.client),
                each.name,
                share_text(each.hours_share),
                share_text(each.trouble_share),
                share_text(each.taken),
                share_text(each.revenue_share),
            ]
            for each in drains
        ],
    )


def health_map(review: Review) -> Section:
    """Who is where by health and hourly rate."""
    title, found = "Health and hourly rate", review.health_map
    if not found.spots:
        return Section(title, (Line("Nobody has both a health and an hourly rate."),))
    there = {spot.quadrant for spot in found.spots}
    rows = [_quadrant(found, quadrant) for quadrant in QUADRANTS if quadrant in there]
    return Section(title, (Line(_lines_of(found, review.currency)), grid(MAP, rows)))


def _lines_of(found: HealthMap, currency: str) -> str:
    what = "the target" if found.line_is_target else "what the whole business brings"
    line = found.rate_line
    rate = what if line is None else f"{written.amount(line, currency)} an hour ({what})"
    return f"Healthy: a health of {found.health_line:g} or more. Well paid: {rate} or more."


def _quadrant(found: HealthMap, quadrant: Quadrant) -> list[Cell | str]:
    there = [spot.id for spot in found.spots if spot.quadrant == quadrant]
    return [Cell(QUADRANTS[quadrant], QUADRANT_STYLES[quadrant]), named(there)]


def concentration(review: Review) -> Section:
    """How much hangs on few clients."""
    title, found = "Concentration", review.concentration
    if found.herfindahl is None:
        return Section(title, (Line("No revenue of active clients."),))
    return Section(
        title,
        (
            Line(
                (
                    Client(found.sources[0].client),
                    (
                        f" brings in {of_active(found.largest or 0)}{_three(found)}: "
                        f"as spread out as {_equal(found.effective_clients)} ({found.level}; "
                        f"Herfindahl index {number(found.herfindahl, 0)})."
                    ),
                )
            ),
        ),
    )


def _three(found: Concentration) -> str:
    """The share of the three largest, where there are others."""
    if sum(source.share > 0 for source in found.sources[3:]) == 0:
        return ""
    return f", the three largest clients {share_text(found.top_three)}"


def _equal(clients: Decimal | None) -> str:
    """How many clients of one size would spread the revenue as much."""
    return "-" if clients is None else written.quantity(clients, "equal client")


def ageing(review: Review, most: int = ROWS) -> Section:
    """What is open, how old it is, and what will likely be written off."""
    title, found = "Open invoices", review.receivables
    if not found.debtors:
        return Section(title, (Line("Nothing is open."),))
    text = "Write-off: what will likely never be paid, by age. Former clients are included."
    if more := len(found.debtors) - len(few(found.debtors, most)):
        text += f" {written.count(more, 'other owes', 'others owe')} less."
    return Section(title, (_ageing(found, most, review.currency), Line(text)))


def _ageing(found: Receivables, most: int, currency: str) -> Grid:
    shares = (Cell(f"{band.loss_percent:f} %", "dim") for band in found.ageing.bands)
    return grid(
        AGEING,
        [
            *(_open(id_cell(each.id), each.ageing, currency) for each in few(found.debtors, most)),
            _open(Cell("all", "bold"), found.ageing, currency),
            [Cell("write-off", "dim"), *shares, "", ""],
        ],
    )


def _open(name: Cell, found: Ageing, currency: str) -> list[Cell | str]:
    return [
        name,
        *(_balance(band.open, currency) for band in found.bands),
        _balance(found.open, currency),
        _balance(found.expected_loss, currency),
    ]


def _balance(amount: Money, currency: str) -> str:
    """An amount in a column where most are nothing."""
    return "" if amount == 0 else written.cell(amount, currency)


def business(review: Review) -> Section:
    """The figures of the business, each with what to hold beside it."""
    rows = [*_rates(review), *_hours(review), *_money(review)]
    return Section("The business", (grid(FIGURES, rows),))


def _rates(review: Review) -> Iterator[list[str]]:
    worked = review.working_time
    target = worked.target_rate
    whose = "with all clients, also former ones" if review.other_revenue else ""
    aim = "" if target is None else f"the target is {written.cell(target, review.currency)}"
    beside = "; ".join(filter(None, (whose, aim)))
    net = net_of(worked.provision)
    yield ["an hour brought in", written.cell(worked.effective_rate, review.currency), beside]
    hours = f"in {number(worked.effective_hours, 2)} hours"
    if review.other_revenue:
        active = written.cell(review.assessment.portfolio.revenue, review.currency)
        hours += f"; active clients, as in score: {active}"
    yield [f"revenue{net}", written.cell(worked.revenue, review.currency), hours]


def _hours(review: Review) -> Iterator[list[str]]:
    worked = review.working_time
    capacity = worked.capacity_hours
    going = f", {number(worked.in_progress, 2)} of them in progress" if worked.in_progress else ""
    beside = (
        "capacity is not known"
        if capacity is None
        else f"{number(worked.hours, 2)} hours{going}, of a capacity of {capacity:,f} a month"
    )
    yield ["utilisation", share_text(worked.utilisation), beside]
    yield [
        "unbilled hours",
        share_text(worked.unbilled_share),
        f"{number(worked.unbilled, 2)} hours",
    ]
    if worked.overhead_share is not None:
        spent = f"{number(worked.overhead, 2)} hours of meetings, administration and travel"
        yield ["overhead", share_text(worked.overhead_share), spent]


def _money(review: Review) -> Iterator[list[str]]:
    owed = review.receivables
    outstanding = number(owed.days_sales_outstanding, 0)
    yield ["days sales outstanding", outstanding, "days of revenue not paid yet"]
    yield [
        "days to pay",
        number(owed.days_to_pay, 0),
        "from invoice to payment, weighted by amount",
    ]
    overdue, lost = owed.ageing.overdue, owed.ageing.expected_loss
    whole = written.cell(owed.ageing.open, review.currency)
    late = written.of_it(written.cell(overdue, review.currency), whole)
    beside = "" if overdue is None else f"{late} overdue"
    beside += "" if lost is None else f"; likely write-off {written.cell(lost, review.currency)}"
    yield ["open", whole, beside]
    if owed.credit:
        yield [
            "credits",
            written.cell(owed.credit, review.currency),
            "that clients have left, not deducted from what is open",
        ]

"""How the parts of a plan are written in sentences and cells."""

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from clienthealth.ledger import written
from clienthealth.planning.model import Alternative, Plan, Step, Way
from clienthealth.report.text.figures import Figures
from clienthealth.reviewing.model import Method
from clienthealth.reviewing.ways import Timed
from clienthealth.rules.articles import cited

WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")

METHODS: dict[Method, str] = {
    "graceful": "graceful, with thanks and a good hand-over",
    "firm": "firm, one short talk, confirmed in writing, with a hand-over",
}
ALTERNATIVES: dict[Alternative, str] = {
    "colleague": "a colleague who fits them better, or a kind of supplier",
    "kind-of-supplier": "a kind of supplier, but no colleague by name",
    "none": "nobody",
}
WAYS: dict[Timed, str] = {
    "now": "as soon as possible",
    "after-payment": "after payment",
    "told": "they have been told",
}


class Amounts(NamedTuple):
    """One amount of each way."""

    title: str
    values: tuple[Decimal | None, ...]


def amounts_of(ways: Sequence[Way]) -> tuple[Amounts, ...]:
    """What each way costs, so that every amount follows from those above it.

    An amount that is nothing in every way is left out, except the sum that is still to come. All
    are left out where nothing is open and nothing is to be billed.
    """
    if not any(way.open or way.to_bill for way in ways):
        return ()
    to_come = Amounts("still to come", tuple(way.at_risk for way in ways))
    invoices = "the invoices in it" if any(way.to_bill for way in ways) else "it"
    rows = (
        Amounts("open invoices", tuple(way.open for way in ways)),
        Amounts("work to bill now", tuple(way.to_bill for way in ways)),
        Amounts("less what should arrive by then", tuple(way.arriving for way in ways)),
        to_come,
        Amounts(f"likely write-off of {invoices}", tuple(way.expected_loss for way in ways)),
        Amounts("cost of waiting", tuple(way.waiting_cost for way in ways)),
        *_in_hand(ways),
    )
    return tuple(row for row in rows if row is to_come or any(value != 0 for value in row.values))


def _in_hand(ways: Sequence[Way]) -> Iterator[Amounts]:
    """What decides between two ways, if waiting costs anything."""
    if any(way.waiting_cost for way in ways):
        yield Amounts("arrived, less the cost of waiting", tuple(way.in_hand for way in ways))


def in_dispute(ways: Sequence[Way], currency: str) -> Iterator[str]:
    """What of the money still to come is disputed, and not expected in any way."""
    disputed = ways[0].disputed
    if disputed:
        amount = written.amount(disputed, currency)
        yield f"Still to come includes {amount} that is disputed: settle that first."


def if_unpaid(ways: Sequence[Way], currency: str) -> Iterator[str]:
    """What is lost if the money of a way does not arrive by its day."""
    for way in ways:
        lost = way.loss_if_unpaid
        if lost is not None and lost != way.expected_loss:
            day, amount = written.day(way.talk), written.amount(lost, currency)
            yield f"If nothing arrives by {day}, the likely write-off is {amount}."


def heading(plan: Plan, way: Way) -> str:
    """A way, and whether it is the better one of several."""
    advised = way.advised and len(plan.ways) > 1
    return f"{WAYS[way.timed]} (advised)" if advised else WAYS[way.timed]


def weekday(day: date) -> str:
    """A day with its day of the week: `Mon 2 Nov 2026`."""
    return f"{WEEKDAYS[day.weekday()]} {written.day(day)}"


def day_of(step: Step) -> str:
    """The day on which a step was done, or is due."""
    day = step.done or step.due
    return "" if day is None else weekday(day)


def sentence(text: str) -> str:
    """A text with a capital letter and a full stop."""
    whole = text[:1].upper() + text[1:]
    return whole if whole.endswith((".", "!", "?", "`")) else f"{whole}."


def why_of(step: Step) -> str:
    """The reason of a step, with its article."""
    return f"{sentence(step.why)} ({step.article})" if step.article else sentence(step.why)


def articles_of(plan: Plan) -> tuple[str, ...]:
    """The articles that advise the steps: their short names and their titles."""
    names = sorted({step.article for step in plan.steps if step.article is not None})
    return tuple(map(cited, names))


def lines_of(step: Step, currency: str, figures: Figures) -> tuple[str, ...]:
    """Why there is a step, and its amount."""
    amount = figures.told(step.amount)
    money = [written.amount(amount, currency)] if amount is not None else []
    return (why_of(step), *money)


def points_of(step: Step) -> tuple[str, ...]:
    """How to do a step, and what the ledger says about it."""
    return (*step.advice, *step.notes)

"""A client's revenue and hours of the window by calendar month."""

from collections.abc import Callable, Iterable, Iterator
from datetime import date, timedelta
from decimal import Decimal, localcontext
from itertools import chain, pairwise
from typing import NamedTuple

from clienthealth.facts.client import ClientFacts
from clienthealth.facts.context import cents
from clienthealth.facts.work import ProjectState, earned_by, fixed_fees, tidy_hours

ZERO = Decimal(0)
EXACT_DIGITS = 120
"""Enough digits that a difference of two amounts is never rounded."""

Part = tuple[date, Decimal]
"""A day of the window, with its amount or hours."""


class Month(NamedTuple):
    """The revenue and hours of one calendar month, or of its part within the window."""

    first: date
    """The first day of the calendar month, even if the window starts later."""
    revenue: Decimal
    """In the business's currency, less losses and provision. It may be negative."""
    hours: Decimal
    """Without work in progress."""

    @property
    def is_active(self) -> bool:
        """Whether anything was worked, earned or lost."""
        return self.revenue != 0 or self.hours != 0


def monthly(facts: ClientFacts) -> tuple[Month, ...]:
    """The revenue and the hours of the window by calendar month.

    Hourly work is earned in the month of its invoice. A fixed fee is earned in the months of
    progress, with the rest in the month it was finished. Amounts beyond the fee are earned with
    their invoice. Losses on an invoice (credit notes, write-offs, the provision) count in the month
    of the invoice, so that a month shows what its bills brought in in the end. For an invoice from
    before the window, they count in the month of its last credit note or write-off. Own costs and
    hours belong to their own month.

    Args:
        facts: The client on the date of assessment.

    Returns:
        Every calendar month of the window in order, including empty ones. The revenues add up to
        `facts.revenue` and the hours to `facts.hours`, to the last digit. Each revenue is in cents;
        the last one takes the rounding difference.
    """
    parts = chain(_earned(facts), _lost(facts), _spent(facts))
    brought = _by_month((day, facts.home(amount)) for day, amount in parts)
    last = facts.as_of.replace(day=1)
    revenue = _adding_up(brought, facts.revenue, last, cents)
    worked = _by_month((entry.date, entry.hours) for entry in facts.effective_time)
    hours = _adding_up(worked, facts.hours, last, tidy_hours)
    return tuple(
        Month(first, revenue.get(first, ZERO), hours.get(first, ZERO))
        for first in reversed([*_firsts(facts.start, last)])
    )


def _firsts(start: date, first: date) -> Iterator[date]:
    """The first days of the months, backwards to the month of the day after `start`."""
    yield first
    while (first - start).days > 1:
        first = (first - timedelta(days=1)).replace(day=1)
        yield first


def _by_month(parts: Iterable[Part]) -> dict[date, Decimal]:
    sums: dict[date, Decimal] = {}
    for day, amount in parts:
        first = day.replace(day=1)
        sums[first] = sums.get(first, ZERO) + amount
    return sums


def _adding_up(
    amounts: dict[date, Decimal], total: Decimal, last: date, round_to: Callable[[Decimal], Decimal]
) -> dict[date, Decimal]:
    """The rounded amounts. The last non-zero one makes them add up to `total`.

    Sums of rounded quotients depend on their order in the 28th digit; sums of cents do not.
    """
    rounded = {first: amount for first, each in amounts.items() if (amount := round_to(each)) != 0}
    last = max(rounded, default=last)
    others = sum((amount for first, amount in rounded.items() if first != last), ZERO)
    with localcontext(prec=EXACT_DIGITS):
        rounded[last] = total - others
    return rounded


def _earned(facts: ClientFacts) -> Iterator[Part]:
    """The earnings before losses, in the client's currency."""
    fees = fixed_fees(facts.projects)
    for state in facts.issued_invoices:
        if state.invoice.project not in fees:
            yield state.invoice.issued, state.net
    for project in fees.values():
        yield from _progress(facts, project)


def _progress(facts: ClientFacts, state: ProjectState) -> Iterator[Part]:
    """The earned part of a fixed fee in each month of the window."""
    name = state.project.id
    bills = [(s.invoice.issued, s.net) for s in facts.all_invoices if s.invoice.project == name]
    work = [(w.entry.date, w.entry.hours) for w in facts.all_time if w.entry.project == name]
    days = (facts.start, *_month_ends(facts))
    earned = [earned_by(state, _by(day, bills), _by(day, work), day) for day in days]
    for day, (before, now) in zip(days[1:], pairwise(earned), strict=True):
        yield day, now - before


def _month_ends(facts: ClientFacts) -> Iterator[date]:
    """The last days of the window in each month."""
    firsts = [*_firsts(facts.start, facts.as_of.replace(day=1))]
    yield from (first - timedelta(days=1) for first in reversed(firsts[:-1]))
    yield facts.as_of


def _by(day: date, parts: Iterable[Part]) -> Decimal:
    return sum((amount for each, amount in parts if each <= day), ZERO)


def _lost(facts: ClientFacts) -> Iterator[Part]:
    return ((loss.day, -loss.amount) for loss in facts.losses if loss.amount)


def _spent(facts: ClientFacts) -> Iterator[Part]:
    """Own costs, and platform fees, which count with their invoice."""
    yield from ((cost.date, -cost.amount) for _, cost in facts.costs)
    yield from ((fee.day, -fee.amount) for fee in facts.platform_fees if fee.amount)

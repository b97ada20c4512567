"""How a client pays: days beyond terms, days to pay, ageing, what is overdue, the trend."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from decimal import Decimal
from functools import cache
from itertools import combinations
from typing import NamedTuple

from clienthealth.facts.invoices import InvoiceState
from clienthealth.facts.quantiles import median

ZERO = Decimal(0)

AGE_BANDS = ("not_due", "1-30", "31-60", "61-90", "over_90")
"""The age bands of an open balance, by days overdue."""


class LateSlice(NamedTuple):
    """An amount with its days beyond terms, so far if it is unpaid."""

    amount: Decimal
    days: int
    state: InvoiceState
    is_open: bool
    """Whether it was not paid: it is still open, or it was written off."""


def age_band(days_past_due: int) -> str:
    """The age band of an open amount."""
    if days_past_due <= 0:
        return "not_due"
    return AGE_BANDS[min((days_past_due - 1) // 30, 3) + 1]


def due_in_window(
    states: Sequence[InvoiceState], start: date, as_of: date
) -> tuple[InvoiceState, ...]:
    """Invoices due by `as_of` that fell due in the window or were overdue in it."""
    return tuple(
        [
            s
            for s in states
            if s.due <= as_of and (s.due > start or s.closed is None or s.closed > start)
        ]
    )


def late_slices(
    states: Sequence[InvoiceState], start: date, as_of: date, *, restarted: bool
) -> Iterator[LateSlice]:
    """Every slice of the due invoices with its days beyond terms.

    After a boundary talk (`restarted`), an older invoice counts only from the day of the talk.
    """
    late = _late_amounts(states, start, as_of, restarted=restarted)
    return (LateSlice(amount, days, state, paid is None) for state, amount, paid, days in late)


def _late_amounts(
    states: Sequence[InvoiceState], start: date, as_of: date, *, restarted: bool
) -> Iterator[tuple[InvoiceState, Decimal, date | None, int]]:
    """The due amounts with the day they were paid and their days beyond terms."""
    for state in states:
        due = state.due
        before = restarted and due <= start
        terms_end = start if before else due
        for amount, paid in state.slices:
            if before and paid is not None and paid <= start:
                continue
            days = ((paid or as_of) - terms_end).days
            yield state, amount, paid, days if days > 0 else 0


class Unpaid(NamedTuple):
    """Which unpaid amounts are in some days beyond terms, with the days so far."""

    open: bool
    written_off: bool


def unpaid_in(slices: Iterable[LateSlice]) -> Unpaid:
    """Which late amounts were not paid."""
    states = [part.state for part in slices if part.is_open and part.days > 0]
    return Unpaid(any(s.open > 0 for s in states), any(s.written_off > 0 for s in states))


def unpaid_together(several: Iterable[Unpaid]) -> Unpaid:
    """Which unpaid amounts are in the days of any of several clients."""
    known = [*several]
    return Unpaid(any(each.open for each in known), any(each.written_off for each in known))


def days_beyond_terms(
    states: Sequence[InvoiceState], start: date, as_of: date, *, restarted: bool
) -> Decimal | None:
    """Days beyond terms of the `late_slices`, weighted by amount.

    The sum of amount x days over the sum of amounts.
    """
    late = _late_amounts(states, start, as_of, restarted=restarted)
    return weighted_days([(amount, days) for _, amount, _, days in late])


def is_late(state: InvoiceState, as_of: date) -> bool:
    """Whether a due invoice was settled after its due date, or is overdue."""
    return state.days_late(as_of) > 0


def days_to_pay(states: Sequence[InvoiceState], start: date, as_of: date) -> Decimal | None:
    """Days from issue to payment, weighted by amount, over the payments in the window."""
    return weighted_days(
        [
            (amount, (paid - state.invoice.issued).days)
            for state in states
            for amount, paid in state.slices
            if paid is not None and start < paid <= as_of
        ]
    )


class PaidSlice(NamedTuple):
    """A paid amount in the client's currency, with the days of its invoice."""

    amount: Decimal
    issued: date
    due: date
    paid: date


def paid_slices(states: Iterable[InvoiceState], start: date, as_of: date) -> Iterator[PaidSlice]:
    """The payments after `start` and up to `as_of`."""
    for state in states:
        for part in state.slices:
            if part.paid is not None and start < part.paid <= as_of:
                yield PaidSlice(part.amount, state.invoice.issued, state.due, part.paid)


def weighted_days(amounts: Sequence[tuple[Decimal, int]]) -> Decimal | None:
    """The mean of days weighted by amounts in one currency; None without amounts."""
    return mean_of([weighted(amounts)])


class Weighted(NamedTuple):
    """Days weighted by amounts, so far added up that those of several clients make one mean."""

    days: Decimal
    """The sum of amount x days."""
    amount: Decimal


def weighted(amounts: Sequence[tuple[Decimal, int]]) -> Weighted:
    """Amounts with their days, added up."""
    days = sum([amount * days for amount, days in amounts], ZERO)
    return Weighted(days, sum([amount for amount, _ in amounts], ZERO))


def mean_of(sums: Sequence[Weighted]) -> Decimal | None:
    """The mean of the days; None without amounts."""
    total = sum((each.amount for each in sums), ZERO)
    return sum((each.days for each in sums), ZERO) / total if total else None


def overdue_age(
    overdue: Sequence[tuple[Decimal, int]], revenue: Decimal, share: Decimal
) -> int | None:
    """The largest age such that at least `share` of the revenue is overdue for that many days.

    Args:
        overdue: Amounts with their days overdue.
        revenue: The revenue of the window. Without revenue, any overdue amount counts.
        share: The share of the revenue that must be overdue.

    Returns:
        The age in days, or None where less than that share is overdue.
    """
    needed = revenue * share
    total = ZERO
    for amount, age in sorted(overdue, key=lambda item: -item[1]):
        total += amount
        if total > 0 and total >= needed:
            return age
    return None


TREND_LEAST, TREND_MOST, TREND_DAYS, TREND_P = 5, 12, 60, 0.05
"""Minimum and maximum of invoices, minimum span in days, and highest probability of chance."""


class Trend(NamedTuple):
    """How days late develop over the latest invoices."""

    change: float
    """The change of days late from the start to the end of the span; 0 if it may be chance."""
    p: float
    """Kendall's one-sided probability that the rise is chance."""
    states: tuple[InvoiceState, ...]


_At = tuple[int, int]
"""The day on which an invoice was due, counted from any day, and its days late."""


def payment_trend(states: Sequence[InvoiceState], as_of: date, p_limit: float) -> Trend:
    """The Theil-Sen slope of days late over due dates, times the span, if it is not chance."""
    days = [s.due.toordinal() for s in states]
    late = [s.days_late(as_of) for s in states]
    pairs: Iterable[tuple[_At, _At]] = combinations(zip(days, late, strict=True), 2)
    if len({*days}) < len(days):  # of two invoices due on one day, neither comes before the other
        pairs = ((a, b) for a, b in pairs if a[0] != b[0])
    slopes = sorted(
        [(late_to - late_from) / (to - first) for (first, late_from), (to, late_to) in pairs]
    )
    score = len(slopes) - bisect_right(slopes, 0) - bisect_left(slopes, 0)
    p = kendall_p(score, len(states))
    if p > p_limit:
        return Trend(0.0, p, tuple(states))
    return Trend(median(slopes) * (days[-1] - days[0]), p, tuple(states))


def kendall_p(score: int, n: int) -> float:
    """The exact probability that n values in random order score as high, without ties.

    With ties, it errs on the side of chance.
    """
    counts = _permutations_by_inversions(n)
    largest = n * (n - 1) // 2
    at_most = (largest - score + 1) // 2  # the inversions for this score or a higher one
    return sum(counts[: at_most + 1]) / sum(counts)


@cache
def _permutations_by_inversions(n: int) -> tuple[int, ...]:
    counts = [1]  # built up one value at a time
    for size in range(2, n + 1):
        width = len(counts) + size - 1
        counts = [sum(counts[max(0, k - size + 1) : min(k + 1, len(counts))]) for k in range(width)]
    return tuple(counts)

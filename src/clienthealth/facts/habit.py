"""How a client usually pays: the middle of their payments, how far they vary, and the latest."""

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from clienthealth.facts.client import ClientFacts
from clienthealth.facts.invoices import InvoiceState
from clienthealth.facts.quantiles import median, quartiles
from clienthealth.facts.words_of_payment import Bills, bills_in

SPREAD_LEAST = 3
"""Fewer payments have no spread."""
LATEST = 3
"""The number of latest payments that are told apart."""
STEADY_DAYS = 14
"""How far apart the middle half of the payments may be for a client with a habit."""


class Habit(NamedTuple):
    """How a client usually pays, by the payments in the window."""

    paid: int
    """The number of paid invoices or instalments. A set-off of a credit is no payment."""
    median_days: float
    """Median days from issue to payment."""
    spread: tuple[float, float] | None
    """Half of the payments came between these days; None for fewer than three."""
    median_late: float
    """Median days beyond terms; negative when early."""
    latest: tuple[int, ...] = ()
    """Days from issue to payment of the latest few, the last one at the end."""
    bills: Bills = "invoice"
    """What was counted."""

    @property
    def is_steady(self) -> bool:
        """Whether the payments are close enough together to speak of a usual time."""
        return self.spread is None or self.spread[1] - self.spread[0] <= STEADY_DAYS


def habit_of(facts: ClientFacts) -> Habit | None:
    """How a client usually pays, by the invoices that they paid in the window."""
    settled = [(day, state) for day, state, is_paid in _settled(facts) if is_paid]
    if not settled:
        return None
    settled.sort(key=lambda each: (each[0], each[1].due))
    days = [(day - state.invoice.issued).days for day, state in settled]
    latest = tuple(days[-LATEST:])
    days.sort()
    late = sorted((day - state.due).days for day, state in settled)
    spread = quartiles(days) if len(days) >= SPREAD_LEAST else None
    bills = bills_in(state for _, state in settled)
    return Habit(len(days), float(median(days)), spread, float(median(late)), latest, bills)


def covered_of(facts: ClientFacts) -> int:
    """The invoices or instalments that only a credit settled in the window.

    They say nothing about how a client pays: the money was there before.
    """
    return sum(not is_paid for _, _, is_paid in _settled(facts))


def _settled(facts: ClientFacts) -> Iterator[tuple[date, InvoiceState, bool]]:
    """What was settled in the window, with the day, and whether by a payment on that day."""
    by_client = {payment.date for payment in facts.client.payments}
    for state in facts.dues:
        day = state.settled
        if day is not None and facts.start < day and state.slices:
            yield day, state, _is_payment(state, day, by_client)


def _is_payment(state: InvoiceState, day: date, by_client: set[date]) -> bool:
    """Whether money came on the day of the settlement, and not only a credit was set off."""
    own = {payment.date for payment in state.invoice.payments}
    return day in own or day == state.invoice.paid or day in by_client

"""The chance that a client's next invoice is paid late, from its payment history alone.

Each settled invoice counts with a soft lateness between 0 (long before it was due) and 1 (long
after), an overdue one with 1. Recent ones weigh more: half as much for each half year of age.
A history of few invoices is drawn towards the whole portfolio's. A fixed curve turns the mean
into a probability. It informs and is never part of the health.

How the figures were chosen, and what they reach, is written down in `docs/late-risk.md`.
"""

import math
from collections.abc import Iterable, Sequence
from datetime import date

from clienthealth.facts.invoices import InvoiceState

SOFTNESS_DAYS = 7.0
"""How many days late or early make a clear difference."""
HALF_LIFE_DAYS = 180.0
"""After so many days a settled invoice weighs half."""
PORTFOLIO_WEIGHT = 1.0
"""How many invoices the portfolio counts for in a client's history."""
UNDECIDED = 4
"""How many undecided invoices a portfolio begins with."""
CURVE = (-0.43, 2.0)
"""Intercept and slope of the logistic curve from the mean lateness to the chance."""
_FAR = 60


def lateness(days: int) -> float:
    """Soft lateness of an invoice settled so many days after (or before) it was due."""
    return 1 / (1 + math.exp(-max(-_FAR, min(_FAR, days)) / SOFTNESS_DAYS))


def portfolio_lateness(histories: Iterable[Sequence[InvoiceState]], as_of: date) -> float:
    """The mean lateness of all clients' settled invoices."""
    late = [
        lateness(state.days_late(as_of))
        for states in histories
        for state in states
        if state.settled is not None
    ]
    return (math.fsum(late) + UNDECIDED / 2) / (len(late) + UNDECIDED)


def late_risk(states: Sequence[InvoiceState], as_of: date, portfolio: float) -> float | None:
    """The chance that the next invoice is paid late; None without any history.

    Args:
        states: The client's invoices as they stand on the date.
        as_of: The date.
        portfolio: The mean lateness of all clients.
    """
    terms = [*_weighted(states, as_of)]
    if not terms:
        return None
    weight = math.fsum(w for w, _ in terms) + PORTFOLIO_WEIGHT
    mean = (math.fsum(w * late for w, late in terms) + PORTFOLIO_WEIGHT * portfolio) / weight
    intercept, slope = CURVE
    return 1 / (1 + math.exp(-(intercept + slope * math.log(mean / (1 - mean)))))


def _weighted(states: Sequence[InvoiceState], as_of: date) -> Iterable[tuple[float, float]]:
    """Each invoice that says something, with its weight and its lateness.

    The age is that of the due date: counted from the settlement, a punctual invoice paid later
    would weigh more and so lower the chance.
    """
    for state in states:
        if state.settled is not None:
            age = max(0, (as_of - state.due).days)
            yield 0.5 ** (age / HALF_LIFE_DAYS), lateness(state.days_late(as_of))
        elif state.is_overdue(as_of):
            yield 1.0, 1.0

"""The chance that a client's next invoice is paid late, from payment histories alone.

Two figures are taken of a client's history: the share of invoices that were late, and a soft
lateness that also asks how late. How many days make much of a difference depends on how far the
other clients pay from the due day. Recent invoices weigh more, and a short history is drawn
towards the other clients' share. The chance informs; it is never part of the health.

The figures were chosen on the first halves of two public sets of closed invoices and judged on
the other halves; `docs/late-risk.md` tells how, and what they reach.
"""

import math
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import NamedTuple

from clienthealth.facts.invoices import InvoiceState

HALF_LIFE_DAYS = 180.0
"""After so many days a closed invoice weighs half. Of 90 to 365, both sets rank best near it."""
OTHERS_WEIGHT = 0.75
"""How many invoices the other clients count for in a client's history. Of 0.25 to 4, between 0.5
and 1.5 both sets rank alike; below, a client of few invoices gets too bold a chance."""
UNDECIDED = 10
"""How many undecided invoices a portfolio begins with, half of them late. A house default: either
set has hundreds, so they say nothing about it."""
UNDECIDED_DAYS = 4.0
"""How far from their due day those were paid: between the two sets, with 8 and 2 days."""
SOFTNESS = 0.7
"""The width of the soft lateness, in usual distances of the other clients. At 0.7 one curve fits
both sets; they rank about alike from 0.4 to 1."""
HALF_LATE = 0.5
"""How many widths after the due day an invoice is half late. With it the curve needs no constant."""
SHARE_POWER, SOFT_POWER = 0.4, 0.9
"""The powers of the odds of the share and of the soft lateness. The first set would rest on the
soft lateness alone, the second on both alike; these fit both."""
_FAR = 60


class PaymentRecord(NamedTuple):
    """What the settled invoices of some clients add up to."""

    settled: int
    late: int
    distance: float
    """The sum of log(1 + days from the due day, early or late)."""

    def without(self, other: "PaymentRecord") -> "PaymentRecord":
        """The record of the other clients."""
        distance = max(0.0, self.distance - other.distance)
        return PaymentRecord(self.settled - other.settled, self.late - other.late, distance)

    @property
    def late_share(self) -> float:
        """The share of late invoices, between 0 and 1, drawn towards a half."""
        return (self.late + UNDECIDED / 2) / (self.settled + UNDECIDED)

    @property
    def usual_days(self) -> float:
        """How far from the due day these clients pay: the geometric mean of days plus one."""
        total = self.distance + UNDECIDED * math.log1p(UNDECIDED_DAYS)
        return math.expm1(total / (self.settled + UNDECIDED))


def payment_record(histories: Iterable[Sequence[InvoiceState]], as_of: date) -> PaymentRecord:
    """What the invoices of these clients that were settled by the date add up to."""
    days = [s.days_late(as_of) for states in histories for s in states if _is_settled(s)]
    distance = math.fsum(math.log1p(abs(each)) for each in days)
    return PaymentRecord(len(days), sum(each > 0 for each in days), distance)


def lateness(days: int, width: float) -> float:
    """The soft lateness, between 0 and 1, of an invoice paid so many days after it was due.

    Args:
        days: Days after the due day; negative when early.
        width: The days that make a clear difference.
    """
    return _logistic(days / width - HALF_LATE)


def late_risk(
    states: Sequence[InvoiceState], as_of: date, portfolio: PaymentRecord
) -> float | None:
    """The chance, between 0 and 1, that the next invoice is paid late; None without any history.

    Paid any later, none of the client's own invoices lowers it.

    Args:
        states: The client's invoices as they were on the date.
        as_of: The date.
        portfolio: The record of all clients, this one among them.
    """
    history = [*_weighted(states, as_of)]
    if not history:
        return None
    others = portfolio.without(payment_record([states], as_of))
    width = SOFTNESS * others.usual_days
    prior = OTHERS_WEIGHT * others.late_share
    weight = math.fsum(w for w, _ in history) + OTHERS_WEIGHT
    late = math.fsum(w for w, days in history if days > 0)
    soft = math.fsum(w * lateness(days, width) for w, days in history)
    odds = SHARE_POWER * _logit((late + prior) / weight)
    return _logistic(odds + SOFT_POWER * _logit((soft + prior) / weight))


def _is_settled(state: InvoiceState) -> bool:
    """Whether it was paid on a known day; one that was wholly credited says nothing."""
    return state.settled is not None and state.billed > 0


def _weighted(states: Sequence[InvoiceState], as_of: date) -> Iterator[tuple[float, int]]:
    """Each invoice that says something, with its weight and its days late, so far or for good.

    The age of a settled one is that of its due day: counted from the settlement, a punctual
    invoice paid later would weigh more and so lower the chance. One that was given up fades from
    that day on.
    """
    for state in states:
        if _is_settled(state):
            yield _fading((as_of - state.due).days), state.days_late(as_of)
        elif state.is_overdue(as_of):
            yield 1.0, state.days_late(as_of)
        elif state.settled is None and state.written_off > 0 and state.closed is not None:
            if state.due < state.closed:
                yield _fading((as_of - state.closed).days), state.days_late(as_of)


def _fading(age: int) -> float:
    return float(0.5 ** (max(0, age) / HALF_LIFE_DAYS))


def _logistic(x: float) -> float:
    return 1 / (1 + math.exp(-max(-_FAR, min(_FAR, x))))


def _logit(share: float) -> float:
    return math.log(share / (1 - share))

"""The probability that a client's next invoice is paid late, from payment histories alone.

The estimate uses two figures of a client's history: the share of late invoices, and a soft lateness
that also asks how late. The other clients decide which of them counts more. If payments vary by
days from one invoice to the next, how late says more. If they come like clockwork, whether late
says more. Recent invoices weigh more, and a short history is drawn towards the share of the other
clients. The probability is for information and never part of the health.

The constants were chosen on two public sets of closed invoices. `docs/late-risk.md` describes how,
and what they achieve.
"""

import math
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from clienthealth.facts.invoices import InvoiceState

HALF_LIFE_DAYS = 180.0
"""The days after which a settled invoice weighs half. From 90 to 365 both sets rank about alike."""
RIPE_DAYS = 5
"""The days after the due day from which an invoice counts in full: before, slow payers cannot show
how slow they are. From 3 to 10 the second set ranks better than without it; not the first."""
OTHERS_WEIGHT = 1.0
"""The weight of the other clients in a client's history, in invoices. From 0.5 to 1.5 both sets
rank alike; at 1 the estimates for both are neither too bold nor too timid."""
EVEN_SCATTER_DAYS = 2.5
"""At this scatter of the other clients, share and soft lateness are equal. The two sets scatter
by 5 and 1 days; from 2 to 3 they rank alike."""
UNDECIDED = 10
"""The number of imaginary invoices of the other clients: half of them late, scattered by
EVEN_SCATTER_DAYS. A house default; both sets have hundreds, so they do not test it."""
HALF_LATE = 0.5
"""The number of scatters after the due day at which an invoice is half late. It makes a further
constant unnecessary."""
SHARE_POWER, SOFT_POWER = 0.85, 1.7
"""The powers of the odds of the share and of the soft lateness, each fitted where it matters most:
the first in the set that scatters by 1 day, the second in the one that scatters by 5."""
TIMES_THE_SHARE = 2.5
"""The limit of the probability, as a multiple of the share. It hardly matters in the sets; it is
for clients who always pay on the last day, and the sets have hardly any. A house default."""
_FAR = 60


class PaymentRecord(NamedTuple):
    """The summed payment record of some clients."""

    settled: int
    late: int
    changes: int
    """The number of pairs of consecutive settled invoices of a client."""
    change: float
    """The sum of log(1 + days) over the changes of lateness between invoices."""

    def without(self, other: "PaymentRecord") -> "PaymentRecord":
        """The record of the other clients."""
        return PaymentRecord(
            self.settled - other.settled,
            self.late - other.late,
            self.changes - other.changes,
            max(0.0, self.change - other.change),
        )

    @property
    def late_share(self) -> float:
        """The share of late invoices, between 0 and 1, drawn towards a half."""
        return (self.late + UNDECIDED / 2) / (self.settled + UNDECIDED)

    @property
    def scatter_days(self) -> float:
        """The usual change of the lateness from one invoice to the next, a geometric mean."""
        total = self.change + UNDECIDED * math.log1p(EVEN_SCATTER_DAYS)
        return math.expm1(total / (self.changes + UNDECIDED))


class PaymentHistory(NamedTuple):
    """The informative invoices of a client; few numbers are unlike, so those of many fit."""

    weights: list[float]
    days_late: list[int]
    """So far, where an invoice is unpaid; negative when early."""


def payment_record(histories: Iterable[Sequence[InvoiceState]], as_of: date) -> PaymentRecord:
    """The summed record of these clients' invoices settled by the date.

    Args:
        histories: The invoices of each client, by due date.
        as_of: The date.
    """
    days = [[s.days_late(as_of) for s in states if _is_settled(s)] for states in histories]
    changes = [_change(b - a) for own in days for a, b in pairwise(own)]
    return PaymentRecord(
        settled=sum(map(len, days)),
        late=sum(each > 0 for own in days for each in own),
        changes=len(changes),
        change=math.fsum(changes),
    )


@lru_cache(maxsize=4096)  # clients are late by the same days again and again
def _change(days: int) -> float:
    return math.log1p(abs(days))


def total_record(records: Iterable[PaymentRecord]) -> PaymentRecord:
    """The record of several clients together."""
    known = [*records]
    return PaymentRecord(
        settled=sum(each.settled for each in known),
        late=sum(each.late for each in known),
        changes=sum(each.changes for each in known),
        change=math.fsum(each.change for each in known),
    )


def lateness(days: int, scatter: float) -> float:
    """The soft lateness, between 0 and 1, of an invoice paid `days` days after it was due.

    Args:
        days: Days after the due day; negative when early.
        scatter: The usual variation of payments, in days.
    """
    return _logistic(days / scatter - HALF_LATE)


def late_risk(
    states: Sequence[InvoiceState],
    as_of: date,
    portfolio: PaymentRecord,
    own: PaymentRecord | None = None,
) -> float | None:
    """The probability, between 0 and 1, that the next invoice is paid late; None without history.

    If one of the client's due invoices had been paid later, the probability would not be lower, to
    within a hundred-thousandth.

    Args:
        states: The client's invoices on the date, by due date.
        as_of: The date.
        portfolio: The record of all clients, including this one.
        own: The record of this client, where it has been worked out.
    """
    others = portfolio.without(own or payment_record([states], as_of))
    return chance_of_late(payment_history(states, as_of), others)


def payment_history(states: Sequence[InvoiceState], as_of: date) -> PaymentHistory:
    """How late each informative invoice of a client was, and how much it counts."""
    found = [*_weighted(states, as_of)]
    return PaymentHistory([weight for weight, _ in found], [days for _, days in found])


def chance_of_late(history: PaymentHistory, others: PaymentRecord) -> float | None:
    """What `late_risk` gives for a history, among the other clients with this record."""
    weights, late = history
    if not weights:
        return None
    scatter, prior = others.scatter_days, OTHERS_WEIGHT * others.late_share
    weight = math.fsum(weights) + OTHERS_WEIGHT
    share = (math.fsum([w for w, days in zip(*history, strict=True) if days > 0]) + prior) / weight
    softly = {days: lateness(days, scatter) for days in {*late}}
    soft = math.fsum([w * softly[days] for w, days in zip(*history, strict=True)])
    soft = (soft + prior) / weight
    by_share = 1 / (1 + (scatter / EVEN_SCATTER_DAYS) ** 2)
    odds = by_share * SHARE_POWER * _logit(share) + (1 - by_share) * SOFT_POWER * _logit(soft)
    limit = TIMES_THE_SHARE * (sum([days > 0 for days in late]) + prior)
    return min(_logistic(odds), limit / (len(late) + OTHERS_WEIGHT))


def _is_settled(state: InvoiceState) -> bool:
    """Whether it was paid on a known day. A fully credited invoice says nothing."""
    return state.settled is not None and state.billed > 0


def _weighted(states: Sequence[InvoiceState], as_of: date) -> Iterator[tuple[float, int]]:
    """Each informative invoice, with its weight and its days late (so far if unpaid).

    The age counts from the due day: counted from the settlement, a punctual invoice paid later
    would weigh more and lower the probability. An invoice that was written off after it was due is
    late, and fades from the day of the write-off.
    """
    for state in states:
        age, days = (as_of - state.due).days, state.days_late(as_of)
        if _is_settled(state):
            yield _weight(age), days
        elif state.is_overdue(as_of):
            yield _ripe(age), days
        elif (given_up := _given_up(state)) is not None:
            yield _fading((as_of - given_up).days), days


def _given_up(state: InvoiceState) -> date | None:
    """The day on which the rest of an overdue invoice was written off."""
    if state.settled is not None or state.closed is None or not state.written_off:
        return None
    return state.closed if state.closed > state.due else None


@lru_cache(maxsize=4096)
def _weight(age: int) -> float:
    """The weight of a settled invoice due `days` days ago."""
    return _ripe(age) * _fading(age)


def _ripe(age: int) -> float:
    """The weight of an invoice due `days` days ago. One paid before it is due counts in full."""
    return min(1.0, age / RIPE_DAYS) if age > 0 else 1.0


def _fading(age: int) -> float:
    return float(0.5 ** (max(0, age) / HALF_LIFE_DAYS))


def _logistic(x: float) -> float:
    return 1 / (1 + math.exp(-max(-_FAR, min(_FAR, x))))


def _logit(share: float) -> float:
    return math.log(share / (1 - share))

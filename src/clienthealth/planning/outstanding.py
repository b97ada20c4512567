"""The money still to come from a client: what is open, what is unbilled, when to expect it."""

from datetime import date, timedelta
from decimal import Decimal
from statistics import median
from typing import NamedTuple

from clienthealth.facts.client import ClientFacts, Path, paths
from clienthealth.facts.context import cents
from clienthealth.facts.invoices import InvoiceState, Terms
from clienthealth.facts.unbilled import Unbilled, unbilled_work
from clienthealth.facts.work import provision_share

ZERO = Decimal("0.00")
LAST_PAID = 12
"""How many of the last settled invoices say how late a client usually pays."""
GRACE = timedelta(days=14)
"""How long to wait for money that is later than usual already."""


class Outstanding(NamedTuple):
    """What a client owes and will be billed, in the business's currency."""

    open: Decimal
    overdue: Decimal
    oldest: int
    """Days past due of the oldest open invoice; 0 where none is overdue."""
    expected_loss: Decimal
    """What of the open invoices is expected never to come, by the policy's provision."""
    unbilled: tuple[Unbilled, ...]
    usual_delay: int | None
    """Median days from due to settlement of the last invoices; None where none was settled."""
    evidence: tuple[Path, ...]
    """The open invoices."""

    @property
    def to_bill(self) -> Decimal:
        """The unbilled work, as far as it has a price."""
        return sum((each.amount for each in self.unbilled if each.amount is not None), ZERO)

    @property
    def all(self) -> Decimal:
        """What is open and what is to be billed."""
        return self.open + self.to_bill


def outstanding_of(facts: ClientFacts) -> Outstanding:
    """What is still to come from a client on the date of assessment."""
    states = _open(facts)
    late = [(facts.as_of - state.due).days for state in states if state.due < facts.as_of]
    return Outstanding(
        open=facts.open_balance,
        overdue=facts.overdue_balance,
        oldest=max(late, default=0),
        expected_loss=loss_of_open(facts, facts.as_of),
        unbilled=unbilled_work(facts),
        usual_delay=_usual_delay(facts),
        evidence=paths(states),
    )


def _open(facts: ClientFacts) -> list[InvoiceState]:
    return [state for state in facts.dues if state.open > 0]


def _usual_delay(facts: ClientFacts) -> int | None:
    settled = [state for state in facts.dues if state.settled is not None and state.slices]
    settled.sort(key=lambda state: (state.settled or date.min, state.due))
    delays = [state.days_late(facts.as_of) for state in settled[-LAST_PAID:]]
    return max(0, round(median(delays))) if delays else None


def loss_of_open(facts: ClientFacts, day: date) -> Decimal:
    """What of the invoices that are open now is expected never to come, if still open on a day."""
    provision = facts.context.policy.provision
    losses = (
        cents(cents(facts.home(state.open)) * provision_share(state, provision, day))
        for state in _open(facts)
    )
    return sum(losses, ZERO)


class Awaited(NamedTuple):
    """Money that is expected by a day."""

    day: date
    amount: Decimal


def awaited(facts: ClientFacts, money: Outstanding) -> tuple[Awaited, ...]:
    """What is worth waiting for, by the day on which it should have come.

    An invoice is expected as late as this client usually pays; one that is later than that
    already gets two weeks more, from a reminder that names a day. What is billed now has the
    terms and the usual delay before it. What the policy's provision has given up is left out.
    """
    provision = facts.context.policy.provision
    usual = timedelta(days=money.usual_delay or 0)
    found: dict[date, Decimal] = {}
    for state in _open(facts):
        if provision_share(state, provision, facts.as_of) < 1:
            day = state.due + usual
            day = day if day > facts.as_of else facts.as_of + GRACE
            found[day] = found.get(day, ZERO) + cents(facts.home(state.open))
    if money.to_bill > 0:
        day = facts.as_of + timedelta(days=terms_now(facts)) + usual
        found[day] = found.get(day, ZERO) + money.to_bill
    return tuple(Awaited(day, amount) for day, amount in sorted(found.items()))


def terms_now(facts: ClientFacts) -> int:
    """The days to pay of an invoice that is sent on the date of assessment."""
    return Terms(facts.context.business.terms_days, facts.client.contract).on(facts.as_of)

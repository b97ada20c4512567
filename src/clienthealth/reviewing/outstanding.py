"""The money still to come from a client: open, unbilled, and when to expect it."""

from collections.abc import Iterable
from datetime import date, timedelta
from decimal import Decimal
from typing import NamedTuple

from clienthealth.facts.client import ClientFacts
from clienthealth.facts.context import cents
from clienthealth.facts.habit import Habit, habit_of
from clienthealth.facts.invoices import InvoiceState, Terms
from clienthealth.facts.unbilled import Unbilled, unbilled_work
from clienthealth.facts.work import provision_share

ZERO = Decimal("0.00")
GRACE = timedelta(days=14)
"""How long to wait for money that is already later than usual."""


class Outstanding(NamedTuple):
    """What a client owes and will be billed, in the business's currency."""

    open: Decimal
    overdue: Decimal
    """What is overdue and not disputed."""
    disputed: Decimal
    """The part of the open balance that the client disputes; nobody pays that before it is
    settled."""
    oldest: int
    """Days overdue of the oldest open invoice that is not disputed; 0 where none is overdue."""
    expected_loss: Decimal
    """The expected loss on the open invoices, by the policy's provision."""
    unbilled: tuple[Unbilled, ...]
    habit: Habit | None
    """How they usually pay; None where they paid nothing in the window."""
    to_collect: tuple[InvoiceState, ...]
    """The open invoices and instalments that are not disputed, by due date."""
    in_dispute: tuple[InvoiceState, ...]
    """The open invoices and instalments that are disputed, by due date."""

    @property
    def collectable(self) -> Decimal:
        """The open balance without what is disputed."""
        return self.open - self.disputed

    @property
    def usual_delay(self) -> int:
        """The days after the due date on which they usually pay; 0 where it is not known."""
        return max(0, round(self.habit.median_late)) if self.habit is not None else 0

    @property
    def to_bill(self) -> Decimal:
        """The unbilled work, as far as it has a price."""
        return sum((each.amount for each in self.unbilled if each.amount is not None), ZERO)

    @property
    def all(self) -> Decimal:
        """The open balance and the work to bill."""
        return self.open + self.to_bill


def outstanding_of(facts: ClientFacts) -> Outstanding:
    """What is still to come from a client on the date of assessment."""
    as_of = facts.as_of
    to_collect = tuple(state for state in facts.open_parts if not state.disputed_by(as_of))
    in_dispute = tuple(state for state in facts.open_parts if state.disputed_by(as_of))
    late = [state for state in to_collect if state.due < as_of]
    return Outstanding(
        open=facts.open_balance,
        overdue=_sum(facts, late),
        disputed=_sum(facts, in_dispute),
        oldest=max(((as_of - state.due).days for state in late), default=0),
        expected_loss=loss_of_open(facts, facts.as_of),
        unbilled=unbilled_work(facts),
        habit=habit_of(facts),
        to_collect=to_collect,
        in_dispute=in_dispute,
    )


def _sum(facts: ClientFacts, states: Iterable[InvoiceState]) -> Decimal:
    return sum((cents(facts.home(state.open)) for state in states), ZERO)


def loss_of_open(facts: ClientFacts, day: date) -> Decimal:
    """The expected loss on the invoices that are open now, if they are still open on a day."""
    return sum((_loss(facts, state, day) for state in facts.open_parts), ZERO)


def loss_to_come(facts: ClientFacts, money: Outstanding, day: date) -> Decimal:
    """The expected loss on the open invoices that should not have been paid before a day."""
    later = (
        state
        for state in facts.open_parts
        if (expected := _expected(facts, money, state)) is None or expected >= day
    )
    return sum((_loss(facts, state, day) for state in later), ZERO)


def _loss(facts: ClientFacts, state: InvoiceState, day: date) -> Decimal:
    provision = facts.context.policy.provision
    return cents(cents(facts.home(state.open)) * provision_share(state, provision, day))


class Awaited(NamedTuple):
    """Money that is expected by a day."""

    day: date
    amount: Decimal


def awaited(facts: ClientFacts, money: Outstanding) -> tuple[Awaited, ...]:
    """The money worth waiting for, by expected day.

    An invoice is expected after this client's usual delay. If it is already later than that, it
    gets two more weeks, because a reminder names a day. Work that is billed now is expected after
    the terms and the usual delay. Amounts that the policy's provision has given up are left out.
    What is disputed is left out, too: it comes when that is settled, on a day that nobody knows.
    """
    found: dict[date, Decimal] = {}
    for state in facts.open_parts:
        expected = _expected(facts, money, state)
        if expected is not None:
            found[expected] = found.get(expected, ZERO) + cents(facts.home(state.open))
    if money.to_bill > 0:
        day = facts.as_of + timedelta(days=terms_now(facts) + money.usual_delay)
        found[day] = found.get(day, ZERO) + money.to_bill
    return tuple(Awaited(day, amount) for day, amount in sorted(found.items()))


def _expected(facts: ClientFacts, money: Outstanding, state: InvoiceState) -> date | None:
    """When an open invoice should be paid; None where it is disputed or given up."""
    if state.disputed_by(facts.as_of):
        return None
    if provision_share(state, facts.context.policy.provision, facts.as_of) >= 1:
        return None
    day = state.due + timedelta(days=money.usual_delay)
    return day if day > facts.as_of else facts.as_of + GRACE


def terms_now(facts: ClientFacts) -> int:
    """The terms in days of an invoice sent on the date of assessment."""
    return Terms(facts.context.business.terms_days, facts.client.contract).on(facts.as_of)

"""Collecting: what each client owes, how late, the next reminder, and what you may claim.

A function of the ledger, the policy and the day. Amounts of an invoice are in the client's
currency, amounts of a client in the business's.
"""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import Annotated, Literal, NamedTuple

from clienthealth.facts.ageing import Ageing, ageing_of, total_of
from clienthealth.facts.client import ClientFacts, Path, Stage
from clienthealth.facts.context import Context
from clienthealth.facts.habit import Habit, habit_of
from clienthealth.facts.invoices import InvoiceState
from clienthealth.facts.payment import age_band
from clienthealth.ledger.disclosure import (
    ClientId,
    ClientName,
    Figure,
    InPublic,
    Money,
    OwnWords,
    ProgramWords,
)
from clienthealth.ledger.events import ReminderEvent
from clienthealth.planning.interest import Claim, claim_of
from clienthealth.planning.late_payment_law import NEW_YORK
from clienthealth.planning.letter_model import Letter
from clienthealth.planning.moving import moved

ReminderStep = Literal["friendly", "firm", "final", "stop"]
STEP_NAMES: dict[ReminderStep, str] = {
    "friendly": "friendly reminder",
    "firm": "firm reminder",
    "final": "final notice",
    "stop": "stop of work",
}
STEPS: tuple[ReminderStep, ...] = ("friendly", "firm", "final", "stop")
"""The reminders in order."""
ItemState = Literal["not-due", "overdue", "small-rest", "disputed"]

REMINDED: frozenset[ItemState] = frozenset({"not-due", "overdue"})
"""The states that get reminders, now or later."""
ZERO = Decimal("0.00")
NOT_ADVICE = (
    "Interest and fixed sums are what the law or the contract may allow; this is not legal advice."
)


class Sent(NamedTuple):
    """A reminder that was sent."""

    step: ReminderStep
    day: date
    path: Path


class NextReminder(NamedTuple):
    """The next reminder to send."""

    step: ReminderStep
    day: date
    """The working day to send it, not before the day of the plan."""


class OpenItem(NamedTuple):
    """An open invoice. Amounts are in the client's currency."""

    position: int
    number: OwnWords
    issued: date
    due: date
    """The first due date of anything still open on it."""
    billed: Money
    """Gross, less credit notes."""
    open: Money
    overdue: Money
    days: int
    """Days beyond terms of the part that has been open the longest; 0 or less before it is due."""
    band: ProgramWords
    """Its age, one of `payment.AGE_BANDS`."""
    state: ItemState
    disputed: date | bool
    sent: tuple[Sent, ...]
    next: NextReminder | None
    claim: Claim | None

    @property
    def path(self) -> Path:
        """The path to the invoice."""
        return ("invoices", self.position)


class ClientAccount(NamedTuple):
    """What one client owes."""

    position: int
    id: ClientId
    name: ClientName
    stage: Stage
    country: Annotated[str, InPublic.NOTHING] | None
    currency: ProgramWords
    """The client's own."""
    items: tuple[OpenItem, ...]
    """The open invoices by due date, without the disputed ones."""
    disputed: tuple[OpenItem, ...]
    habit: Habit | None
    """None where nothing was paid in the window."""
    ageing: Ageing
    """Everything open, in the business's currency."""
    credit: Money
    """Payments and credits beyond what is owed, in the client's currency."""
    notes: tuple[ProgramWords, ...]
    """Notes about the claims, in the program's own words."""

    @property
    def open(self) -> Money:
        """Everything open, in the client's currency, including disputed invoices."""
        return total_of(item.open for item in (*self.items, *self.disputed))

    @property
    def overdue(self) -> Money:
        """Everything overdue, in the client's currency, including disputed invoices."""
        return total_of(item.overdue for item in (*self.items, *self.disputed))

    @property
    def days(self) -> int:
        """Days beyond terms of the invoice that has been open the longest."""
        return max((item.days for item in (*self.items, *self.disputed)), default=0)

    @property
    def overdue_count(self) -> int:
        """How many invoices are overdue, including disputed ones."""
        return sum(item.days > 0 for item in (*self.items, *self.disputed))

    @property
    def next(self) -> NextReminder | None:
        """The next reminder; the gravest one if several are due on that day."""
        found = [item.next for item in self.items if item.next is not None]
        return min(found, key=lambda each: (each.day, -STEPS.index(each.step)), default=None)

    def due_for(self, reminder: NextReminder) -> tuple[OpenItem, ...]:
        """The invoices that a reminder is for."""
        return tuple(item for item in self.items if item.next == reminder)

    @property
    def reminders(self) -> tuple[NextReminder, ...]:
        """All reminders to send, earliest first."""
        found = {item.next for item in self.items if item.next is not None}
        return tuple(sorted(found, key=lambda each: (each.day, -STEPS.index(each.step))))

    @property
    def interest(self) -> Decimal | None:
        """The interest on everything overdue; None where any part is unknown."""
        claims = [item.claim for item in self.items if item.claim is not None]
        if not claims or any(claim.interest is None for claim in claims):
            return None
        return sum((claim.interest or ZERO for claim in claims), ZERO)

    @property
    def fixed_sums(self) -> tuple[Decimal, str] | None:
        """The fixed sums for everything overdue, and their currency."""
        found = [
            (item.claim.fixed_sum, item.claim.fixed_sum_currency)
            for item in self.items
            if item.claim is not None and item.claim.fixed_sum is not None
        ]
        if not found:
            return None
        return sum((amount or ZERO for amount, _ in found), ZERO), found[0][1] or ""


class Collection(NamedTuple):
    """What all clients owe, gravest first."""

    as_of: date
    currency: ProgramWords
    clients: tuple[ClientAccount, ...]
    is_of_one: bool
    """Whether it is about one client only."""
    provision: tuple[Figure, ...]
    """The policy's provision in percent, by age."""
    window_days: Annotated[int, InPublic.ITSELF]
    """The days up to the date in which payments make a habit."""
    letters: Annotated[tuple[Letter, ...], InPublic.OTHER] = ()
    """For one client: the letters of the reminders, in the same order."""
    recipient: Annotated[str, InPublic.NOTHING] | None = None
    """The address that the letters go to."""
    withheld: Annotated[bool, InPublic.OTHER] = False
    """Whether names are pseudonyms and no amount may be shown."""

    @property
    def one(self) -> ClientAccount | None:
        """The client, if it is about one client only."""
        return self.clients[0] if self.is_of_one else None

    @property
    def open(self) -> Money:
        """Everything open, in the business's currency."""
        return total_of(client.ageing.open for client in self.clients)

    @property
    def overdue(self) -> Money:
        """Everything overdue, in the business's currency."""
        return total_of(client.ageing.overdue for client in self.clients)

    @property
    def expected_loss(self) -> Money:
        """The expected loss, in the business's currency."""
        return total_of(client.ageing.expected_loss for client in self.clients)


def gravity(account: ClientAccount) -> tuple[Decimal, Decimal, Decimal, str]:
    """The sort key of clients: expected loss, overdue amount, open amount."""
    ageing = account.ageing
    lost, overdue = ageing.expected_loss or ZERO, ageing.overdue or ZERO
    owed = ageing.open or ZERO
    return (-lost, -overdue, -owed, account.id)


def account_of(facts: ClientFacts, position: int) -> ClientAccount:
    """What one client owes on the date of its facts."""
    habit = habit_of(facts)
    reminders = tuple(_reminders(facts))
    items = [
        _item(state, facts, habit, reminders) for state in facts.all_invoices if state.open > 0
    ]
    items.sort(key=lambda item: (item.due, item.issued, item.number))
    client = facts.client
    claims = [item.claim for item in items if item.claim is not None]
    notes = dict.fromkeys(note for claim in claims for note in claim.notes)
    if client.country == "US" and any((item.overdue or ZERO) > 0 for item in items):
        notes[NEW_YORK] = None
    return ClientAccount(
        position=position,
        id=client.id,
        name=client.name,
        stage=facts.stage,
        country=client.country,
        currency=client.currency or facts.context.business.currency,
        items=tuple(item for item in items if item.state != "disputed"),
        disputed=tuple(item for item in items if item.state == "disputed"),
        habit=habit,
        ageing=ageing_of(facts),
        credit=facts.settlement.credit,
        notes=tuple(notes),
    )


def _reminders(facts: ClientFacts) -> Iterator[tuple[Sent, str | None]]:
    """The reminders sent so far, each with the invoice number if it has one."""
    for seen in facts.all_events:
        if isinstance(seen.event, ReminderEvent):
            sent = Sent(seen.event.step, seen.day, ("events", seen.position))
            yield sent, seen.event.invoice


def _item(
    state: InvoiceState,
    facts: ClientFacts,
    habit: Habit | None,
    reminders: Sequence[tuple[Sent, str | None]],
) -> OpenItem:
    as_of = facts.as_of
    open_parts = [part for part in state.instalments if part.open > 0]
    chased = [part for part in open_parts if part.settled is None]
    due = min(part.due for part in chased or open_parts)
    overdue = sum((part.open for part in chased if part.due < as_of), ZERO)
    disputed = _disputed(state, as_of)
    kind = _state(disputed=disputed is not False, chased=bool(chased), late=overdue > 0)
    number = state.invoice.number
    sent = tuple(
        each for each, named in reminders if named == number or (named is None and due < each.day)
    )
    return OpenItem(
        position=state.position,
        number=number,
        issued=state.invoice.issued,
        due=due,
        billed=state.billed,
        open=state.open,
        overdue=overdue,
        days=(as_of - due).days,
        band=age_band((as_of - due).days),
        state=kind,
        disputed=disputed,
        sent=sent,
        next=next_reminder(due, sent, habit, facts.context) if kind in REMINDED else None,
        claim=_claim(state, facts) if kind == "overdue" else None,
    )


def _claim(state: InvoiceState, facts: ClientFacts) -> Claim | None:
    contract = facts.client.contract
    in_force = contract is not None and (contract.signed is None or contract.signed <= facts.as_of)
    agreed = contract.late_interest_percent if contract is not None and in_force else None
    return claim_of(state.instalments, facts.client.country, agreed, facts.as_of)


def _disputed(state: InvoiceState, as_of: date) -> date | bool:
    disputed = state.invoice.disputed
    if isinstance(disputed, date):
        return disputed if disputed <= as_of else False
    return disputed


def _state(*, disputed: bool, chased: bool, late: bool) -> ItemState:
    if disputed:
        return "disputed"
    if not chased:
        return "small-rest"
    return "overdue" if late else "not-due"


def next_reminder(
    due: date, sent: Sequence[Sent], habit: Habit | None, context: Context
) -> NextReminder | None:
    """The next reminder of an invoice, and its day.

    The steps follow each other at least `days_apart` days apart. If none was sent yet, the age of
    the debt decides which comes first, at most the firm one: nobody gets a final notice out of the
    blue.

    Args:
        due: The due date.
        sent: The reminders sent so far.
        habit: How the client usually pays. The friendly reminder waits a little for it.
        context: The business on the date of assessment.

    Returns:
        The reminder, or None after the last step.
    """
    planning, as_of = context.policy.planning, context.as_of
    offsets = (_first_wait(habit, context), *planning.reminder_days[1:])
    if sent:
        step = max(STEPS.index(each.step) for each in sent) + 1
        if step == len(STEPS):
            return None
        earliest = max(each.day for each in sent) + timedelta(days=planning.days_apart)
    else:
        reached = [n for n, wait in enumerate(offsets[:2]) if due + timedelta(days=wait) <= as_of]
        step, earliest = max(reached, default=0), as_of
    day = max(due + timedelta(days=offsets[step]), earliest, as_of)
    return NextReminder(STEPS[step], moved(day, context, not_before=as_of))


def _first_wait(habit: Habit | None, context: Context) -> int:
    """How many days after the due date the friendly reminder is sent.

    An earlier reminder would only annoy a client who usually pays a few days late. The extra wait
    is at most `patience_days` days, and it ends before the firm reminder.
    """
    planning = context.policy.planning
    friendly, firm = planning.reminder_days[:2]
    if habit is None:
        return friendly
    usual = int(habit.median_late) + 1
    return max(friendly, min(usual, friendly + planning.patience_days, firm - 1))

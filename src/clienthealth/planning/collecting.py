"""Collecting: what each client owes, how late, the next reminder, and what you may claim.

A function of the ledger, the policy and the day. Amounts of an invoice are in the client's
currency, amounts of a client in the business's.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import Annotated, Literal, NamedTuple

from clienthealth.facts.ageing import Ageing, ageing_of, total_of
from clienthealth.facts.client import ClientFacts, Path, Stage
from clienthealth.facts.context import Context
from clienthealth.facts.habit import Habit, covered_of, habit_of
from clienthealth.facts.invoices import InvoiceState
from clienthealth.facts.notice import notice_begins
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
    """An open invoice, or an open instalment of one. Amounts are in the client's currency."""

    position: int
    number: OwnWords
    issued: date
    due: date
    billed: Money
    """Gross, less credit notes."""
    open: Money
    overdue: Money
    days: int
    """Days beyond terms; 0 or less before it is due."""
    band: ProgramWords
    """Its age, one of `payment.AGE_BANDS`."""
    state: ItemState
    disputed: date | bool
    sent: tuple[Sent, ...]
    next: NextReminder | None
    claim: Claim | None
    """What may be claimed for it. The fixed sum of an invoice is with its oldest instalment."""
    paid_late: Money
    """The interest on instalments of the same invoice that were paid late, with the oldest one
    that is overdue."""
    is_instalment: bool

    @property
    def path(self) -> Path:
        """The path to the invoice."""
        return ("invoices", self.position)

    @property
    def key(self) -> str:
        """What tells it from the client's other items, the same in every run."""
        return f"{self.position}-{self.due}" if self.is_instalment else str(self.position)


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
    """The open invoices and instalments by due date, without the disputed ones."""
    disputed: tuple[OpenItem, ...]
    habit: Habit | None
    """None where nothing was paid in the window."""
    covered: int
    """The invoices or instalments that only a credit settled in the window."""
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
        """How many invoices or instalments are overdue, including disputed ones."""
        return sum(item.days > 0 for item in (*self.items, *self.disputed))

    @property
    def invoice_count(self) -> int:
        """How many invoices are open, including disputed ones."""
        return len({item.position for item in (*self.items, *self.disputed)})

    @property
    def next(self) -> NextReminder | None:
        """The next reminder; the gravest one if several are due on that day."""
        found = [item.next for item in self.items if item.next is not None]
        return min(found, key=lambda each: (each.day, -STEPS.index(each.step)), default=None)

    def due_for(self, reminder: NextReminder) -> tuple[OpenItem, ...]:
        """The invoices and instalments that a reminder is for."""
        return tuple(item for item in self.items if item.next == reminder)

    def numbers_for(self, reminder: NextReminder) -> tuple[str, ...]:
        """The numbers of the invoices that a reminder is for."""
        return tuple(dict.fromkeys(item.number for item in self.due_for(reminder)))

    @property
    def reminders(self) -> tuple[NextReminder, ...]:
        """All reminders to send, earliest first."""
        found = {item.next for item in self.items if item.next is not None}
        return tuple(sorted(found, key=lambda each: (each.day, -STEPS.index(each.step))))

    @property
    def interest(self) -> Decimal | None:
        """The interest on everything overdue; None where any part is unknown."""
        return interest_of(self.items)

    @property
    def paid_late(self) -> Decimal:
        """The part of the interest that is on instalments paid late."""
        return sum((item.paid_late or ZERO for item in self.items), ZERO)

    @property
    def fixed_sums(self) -> tuple[Decimal, str] | None:
        """The fixed sums for everything overdue, and their currency; None where any is unknown."""
        return fixed_sums_of(self.items)


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


def interest_of(items: Iterable[OpenItem]) -> Decimal | None:
    """The interest on what is overdue of these items; None where any part is unknown."""
    claimed = [item for item in items if item.claim is not None]
    found = [
        each for item in claimed for each in (item.claim and item.claim.interest, item.paid_late)
    ]
    if not claimed or None in found:
        return None
    return sum((each or ZERO for each in found), ZERO)


def fixed_sums_of(items: Iterable[OpenItem]) -> tuple[Decimal, str] | None:
    """The fixed sums for these items, and their currency; None where any is unknown."""
    granted = [item.claim for item in items if item.claim and item.claim.fixed_sum_currency]
    sums = [claim.fixed_sum for claim in granted if claim.fixed_sum is not None]
    if not sums or len(sums) < len(granted):
        return None
    return sum(sums, ZERO), granted[0].fixed_sum_currency or ""


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
        item
        for state in facts.all_invoices
        if state.open > 0
        for item in _items(state, facts, habit, reminders)
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
        covered=covered_of(facts),
        ageing=ageing_of(facts),
        credit=facts.settlement.credit,
        notes=tuple(notes),
    )


def _reminders(facts: ClientFacts) -> Iterator[tuple[Sent, str | None]]:
    """The reminders sent so far, each with the invoice number if it has one."""
    for seen in facts.so_far("reminder"):
        if isinstance(seen.event, ReminderEvent):
            sent = Sent(seen.event.step, seen.day, ("events", seen.position))
            yield sent, seen.event.invoice


def _items(
    state: InvoiceState,
    facts: ClientFacts,
    habit: Habit | None,
    reminders: Sequence[tuple[Sent, str | None]],
) -> Iterator[OpenItem]:
    """The open instalments of an invoice, or the invoice itself."""
    as_of, invoice = facts.as_of, state.invoice
    disputed = state.disputed_by(as_of)
    claims = {} if disputed is not False else _claims(state, facts)
    earlier = _paid_late(state, facts) if claims else ZERO
    oldest = min(claims, default=None)
    for part in state.instalments:
        if part.open <= 0:
            continue
        overdue = part.open if part.settled is None and part.due < as_of else ZERO
        kind = _state(disputed=disputed is not False, chased=part.settled is None, late=overdue > 0)
        sent = tuple(_sent(state, part, reminders, facts.context))
        days = (as_of - part.due).days
        yield OpenItem(
            position=state.position,
            number=invoice.number,
            issued=invoice.issued,
            due=part.due,
            billed=part.billed,
            open=part.open,
            overdue=overdue,
            days=days,
            band=age_band(days),
            state=kind,
            disputed=disputed,
            sent=sent,
            next=_next(part.due, sent, habit, facts) if kind in REMINDED else None,
            claim=claims.get(part.due),
            paid_late=earlier if part.due == oldest else ZERO,
            is_instalment=len(state.instalments) > 1,
        )


def _sent(
    state: InvoiceState,
    part: InvoiceState,
    reminders: Sequence[tuple[Sent, str | None]],
    context: Context,
) -> Iterator[Sent]:
    """The reminders that were for an invoice or an instalment.

    A reminder names an invoice, never an instalment. It was for the instalments that were old
    enough for its step on that day, and for the first one in any case.
    """
    first = part is state.instalments[0]
    waits = (1, *context.policy.planning.reminder_days[1:])
    for each, named in reminders:
        late = (each.day - part.due).days
        old_enough = first or late >= waits[STEPS.index(each.step)]
        if (named is None and late > 0) or (named == state.invoice.number and old_enough):
            yield each


def _claims(state: InvoiceState, facts: ClientFacts) -> dict[date, Claim]:
    """What may be claimed for the overdue instalments, by due date.

    The fixed sum is due once an invoice, for everything on it that came late.
    """
    late = [part for part in state.instalments if part.is_overdue(facts.as_of)]
    found = {part.due: claim for part in late if (claim := _claim([part], facts)) is not None}
    whole = _claim(state.instalments, facts) if found else None
    if whole is None or len(state.instalments) == 1:
        return found
    oldest = min(found)
    return {
        due: claim._replace(
            fixed_sum=whole.fixed_sum if due == oldest else None,
            fixed_sum_currency=whole.fixed_sum_currency if due == oldest else None,
            notes=tuple(dict.fromkeys((*claim.notes, *whole.notes))),
        )
        for due, claim in found.items()
    }


def _paid_late(state: InvoiceState, facts: ClientFacts) -> Decimal | None:
    """The interest on the instalments that are not overdue any more; None where unknown."""
    claim = _claim([each for each in state.instalments if not each.is_overdue(facts.as_of)], facts)
    return ZERO if claim is None else claim.interest


def _claim(parts: Sequence[InvoiceState], facts: ClientFacts) -> Claim | None:
    contract = facts.client.contract
    in_force = contract is not None and (contract.signed is None or contract.signed <= facts.as_of)
    agreed = contract.late_interest_percent if contract is not None and in_force else None
    return claim_of(parts, facts.client.country, agreed, facts.as_of, facts.converted)


def _state(*, disputed: bool, chased: bool, late: bool) -> ItemState:
    if disputed:
        return "disputed"
    if not chased:
        return "small-rest"
    return "overdue" if late else "not-due"


def _next(
    due: date, sent: Sequence[Sent], habit: Habit | None, facts: ClientFacts
) -> NextReminder | None:
    """The next reminder; no stop of work for somebody who knows by then that you part.

    Its letter says that the work goes on once they have paid.
    """
    found, begins = next_reminder(due, sent, habit, facts.context), notice_begins(facts)
    if found is None or found.step != "stop" or begins is None or found.day < begins:
        return found
    return None


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

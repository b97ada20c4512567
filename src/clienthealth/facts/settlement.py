"""What a client owes on a date: invoices, credits, and which credit paid for which invoice.

A function of the client and the date. Later entries are ignored, and nothing is stored.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from clienthealth.facts.invoices import (
    Account,
    Dated,
    InvoiceState,
    Terms,
    net_share,
    open_state,
    own_notes,
    paid_levels,
    paid_whole,
    plain_state,
    state_of,
    written_off,
)
from clienthealth.facts.lockless import cached_property
from clienthealth.ledger.models import Client, DatedDays, Invoice

if TYPE_CHECKING:
    from clienthealth.facts.set_off import Credit, PaidOut

ZERO = Decimal(0)
_FAR = date(9000, 1, 1)
"""From here on, days to pay may lead past the end of the calendar."""


class CreditNote(NamedTuple):
    """A separate credit note: an invoice with a negative amount."""

    position: int
    """Its place in the client's list of invoices."""
    invoice: Invoice
    target: Invoice | None
    """The invoice it is for, if it names one."""

    @property
    def net(self) -> Decimal:
        """What it takes off the revenue, above 0: net by its own tax or its invoice's."""
        own = self.invoice
        if self.target is not None and own.tax == 0 and own.expenses == 0:
            return -own.amount * net_share(self.target)
        return -(own.amount - own.tax - own.expenses)


class Settlement(NamedTuple):
    """What a client owes on a date, in the client's currency."""

    invoices: tuple[InvoiceState, ...]
    """The owed invoices issued by the date, by due date."""
    credit_notes: tuple[CreditNote, ...]
    """The separate credit notes by the date."""
    credit: Decimal
    """Payments and credits that pay for nothing yet."""


_Course = tuple[date, InvoiceState]
"""The day of the last entry about an invoice, and what it is from that day on, for good."""


class Settlements:
    """What a client owes on any date; what lasts of an invoice is worked out once.

    Args:
        client: The client.
        default_terms: The terms of the business.
        draws: Whether credits pay for open invoices (`policy.set_off`).
    """

    def __init__(self, client: Client, default_terms: Sequence[DatedDays], *, draws: bool) -> None:
        self._client, self._draws = client, draws
        self._terms = Terms(default_terms, client.contract)
        always = self._terms.always
        self._always = timedelta(days=always) if always is not None else None
        self._open: dict[int, InvoiceState] = {}

    @cached_property
    def _owed(self) -> list[tuple[int, Invoice]]:
        """The invoices and credit notes that count, with their places in the list."""
        return [
            (index, invoice)
            for index, invoice in enumerate(self._client.invoices)
            if invoice.status is None or invoice.is_owed
        ]

    @property
    def bills(self) -> Iterator[Invoice]:
        """The owed invoices of any day, without credit notes."""
        return (invoice for _, invoice in self._owed if not invoice.is_credit_note)

    @cached_property
    def _courses(self) -> list[_Course] | None:
        """The invoices by due date; None where one may depend on what was paid for another."""
        if self._client.payments or any(each.is_credit_note for _, each in self._owed):
            return None
        courses: list[_Course] = []
        for index, invoice in self._owed:
            issued = invoice.issued
            state = plain_state(index, invoice, self._due(invoice), date.max)
            if state is not None and state.settled is not None:
                settled = state.settled
                courses.append((settled if settled > issued else issued, state))
            elif course := self._course(index, invoice):
                courses.append(course)
            else:
                return None
        courses.sort(key=lambda each: _by_due_date(each[1]))
        return courses

    def _due(self, invoice: Invoice) -> date:
        """The due date of an invoice; most have none of their own and the same terms."""
        issued = invoice.issued
        if invoice.due is None and self._always is not None and issued < _FAR:
            return issued + self._always
        return self._terms.due(invoice)

    def _course(self, index: int, invoice: Invoice) -> _Course | None:
        account = _account(index, invoice, self._terms, (), date.max)
        if _needs_days(account, date.max):
            return None
        days = [invoice.issued, *(payment.date for payment in invoice.payments)]
        days += [note.date for note in (*invoice.credit_notes, *invoice.write_offs)]
        days += [invoice.paid] if isinstance(invoice.paid, date) else []
        return max(days), _alone(account, date.max)

    def on(self, as_of: date) -> Settlement:
        """What the client owes on a date; nothing after it is seen."""
        if self._courses is None:
            return self._together(as_of)
        states: list[InvoiceState] = []
        is_moved = False
        for lasts, state in self._courses:
            if lasts <= as_of:
                states.append(state)
            elif state.invoice.issued <= as_of:
                then = self._before(state, as_of)
                is_moved = is_moved or then.due != state.due
                states.append(then)
        if is_moved:  # a credit note may come to take off the first instalment
            states.sort(key=_by_due_date)
        return Settlement(tuple(states), (), ZERO)

    def _before(self, later: InvoiceState, as_of: date) -> InvoiceState:
        """What an invoice was before the last entry about it; nearly always it was open."""
        position, invoice = later.position, later.invoice
        if position in self._open:
            return self._open[position]
        if invoice.credit_notes or invoice.write_offs or not paid_whole(invoice):
            return _alone(_account(position, invoice, self._terms, (), as_of), as_of)
        if isinstance(invoice.due, tuple):
            state = _alone(_account(position, invoice, self._terms, (), as_of), as_of)
        else:
            state = open_state(position, invoice, later.due)
        self._open[position] = state  # until it is paid, it stays as it was issued
        return state

    def _together(self, as_of: date) -> Settlement:
        """What the client owes on a date where credits of one invoice may pay for another."""
        client, terms = self._client, self._terms
        counted = [each for each in self._owed if each[1].issued <= as_of]
        owed = [each for each in counted if not each[1].is_credit_note]
        notes = _credit_notes(client, counted) if len(owed) < len(counted) else ()
        bound = _bound(notes)
        states: list[InvoiceState] = []
        accounts: list[Account] = []
        for index, invoice in owed:
            of_others = bound.get(invoice.number, ())
            state = None if of_others else plain_state(index, invoice, self._due(invoice), as_of)
            if state is not None:
                states.append(state)
            else:
                accounts.append(_account(index, invoice, terms, of_others, as_of))
        credit = ZERO
        free = [*_free_credits(client, notes)]
        if free or any(_needs_days(account, as_of) for account in accounts):
            known = {account.position: account for account in accounts}
            accounts = [
                known.get(index) or _account(index, invoice, terms, (), as_of)
                for index, invoice in owed
            ]
            from clienthealth.facts.set_off import set_off  # noqa: PLC0415  # as below

            found = set_off(accounts, free, as_of, draws=self._draws)
            credit, states = found.left, []
            states.extend(map(state_of, accounts, found.levels, found.given_up))
        else:
            states.extend(_alone(account, as_of) for account in accounts)
        states.sort(key=_by_due_date)
        return Settlement(tuple(states), notes, credit)


def settlement_of(
    client: Client, default_terms: Sequence[DatedDays], as_of: date, *, draws: bool
) -> Settlement:
    """A client's invoices and credits on one date.

    Args:
        client: The client.
        default_terms: The terms of the business.
        as_of: The date. Later entries are ignored.
        draws: Whether credits pay for open invoices (`policy.set_off`).
    """
    return Settlements(client, default_terms, draws=draws).on(as_of)


def _by_due_date(state: InvoiceState) -> tuple[date, date, str]:
    return state.due, state.invoice.issued, state.invoice.number


def _alone(account: Account, as_of: date) -> InvoiceState:
    """An invoice that nothing pays for but its own payments, on a date."""
    return state_of(account, paid_levels(account, as_of), written_off(account, as_of))


def _account(
    index: int, invoice: Invoice, terms: Terms, of_others: Sequence[Dated], as_of: date
) -> Account:
    notes = (*own_notes(invoice, as_of), *of_others)
    return Account(index, invoice, terms.due(invoice), notes)


def _credit_notes(client: Client, counted: Sequence[tuple[int, Invoice]]) -> tuple[CreditNote, ...]:
    """The credit notes, without those for invoices that are not owed."""
    targets = {each.number: each for each in client.invoices if not each.is_credit_note}
    notes = (
        CreditNote(index, invoice, targets.get(invoice.credits) if invoice.credits else None)
        for index, invoice in counted
        if invoice.is_credit_note
    )
    return tuple(note for note in notes if note.target is None or note.target.is_owed)


def _bound(notes: Sequence[CreditNote]) -> Mapping[str, tuple[Dated, ...]]:
    """The credit notes that are for one invoice, by its number."""
    bound: dict[str, list[Dated]] = {}
    for note in notes:
        if note.target is not None:
            dated = (note.invoice.issued, -note.invoice.amount)
            bound.setdefault(note.target.number, []).append(dated)
    return {number: tuple(dated) for number, dated in bound.items()}


def _free_credits(client: Client, notes: Sequence[CreditNote]) -> "Iterator[Credit | PaidOut]":
    """Payments and credits that belong to no invoice, and payouts."""
    if not client.payments and not notes:
        return
    from clienthealth.facts.set_off import Credit, PaidOut  # noqa: PLC0415  # most have none

    for payment in client.payments:
        yield Credit(payment.date, payment.amount + (payment.deducted or ZERO))
    for note in notes:
        if note.target is None:
            yield Credit(note.invoice.issued, -note.invoice.amount)
        if isinstance(note.invoice.paid, date):
            yield PaidOut(note.invoice.paid, -note.invoice.amount)
        for payment in note.invoice.payments:
            yield Credit(payment.date, payment.amount)


def _needs_days(account: Account, as_of: date) -> bool:
    """Whether an invoice needs a day-by-day calculation of payments and losses."""
    invoice = account.invoice
    in_parts = bool(invoice.write_offs) and isinstance(invoice.due, tuple)
    # The second write-off gives up what the first one and later payments left open.
    return in_parts or len(invoice.write_offs) > 1 or _may_exceed(account, as_of)


def _may_exceed(account: Account, as_of: date) -> bool:
    """Whether payments and credits may have exceeded an invoice on some day."""
    came = sum(
        (
            payment.amount + (payment.deducted or ZERO)
            for payment in account.invoice.payments
            if payment.date <= as_of and payment.amount > 0
        ),
        ZERO,
    )
    came += account.invoice.settled or ZERO
    if isinstance(account.invoice.paid, date):
        came += account.invoice.amount
    credited = sum((amount for _, amount in account.notes), ZERO)
    return came + credited > account.invoice.amount

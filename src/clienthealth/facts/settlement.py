"""What a client owes on a date: invoices, credits, and which credit paid for which invoice.

A function of the client and the date. Later entries are ignored, and nothing is stored.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from clienthealth.facts.invoices import (
    Account,
    Dated,
    InvoiceState,
    Terms,
    net_share,
    own_notes,
    paid_levels,
    plain_state,
    state_of,
    written_off,
)
from clienthealth.facts.set_off import Credit, PaidOut, set_off
from clienthealth.ledger.models import Client, DatedDays, Invoice

ZERO = Decimal(0)


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


def settlement_of(
    client: Client, default_terms: Sequence[DatedDays], as_of: date, *, draws: bool
) -> Settlement:
    """A client's invoices and credits on a date.

    Args:
        client: The client.
        default_terms: The terms of the business.
        as_of: The date. Later entries are ignored.
        draws: Whether credits pay for open invoices (`policy.set_off`).
    """
    terms = Terms(default_terms, client.contract)
    counted = [
        (index, invoice)
        for index, invoice in enumerate(client.invoices)
        if invoice.issued <= as_of and (invoice.status is None or invoice.is_owed)
    ]
    owed = [each for each in counted if not each[1].is_credit_note]
    notes = _credit_notes(client, counted) if len(owed) < len(counted) else ()
    bound = _bound(notes)
    states: list[InvoiceState] = []
    accounts: list[Account] = []
    for index, invoice in owed:
        of_others = bound.get(invoice.number, ())
        state = None if of_others else plain_state(index, invoice, terms, as_of)
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
        found = set_off(accounts, free, as_of, draws=draws)
        credit, states = found.left, []
        states.extend(map(state_of, accounts, found.levels, found.given_up))
    else:
        for account in accounts:
            levels, given_up = paid_levels(account, as_of), written_off(account, as_of)
            states.append(state_of(account, levels, given_up))
    states.sort(key=lambda s: (s.due, s.invoice.issued, s.invoice.number))
    return Settlement(tuple(states), notes, credit)


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


def _free_credits(client: Client, notes: Sequence[CreditNote]) -> Iterator[Credit | PaidOut]:
    """Payments and credits that belong to no invoice, and payouts."""
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

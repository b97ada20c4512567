"""What became of one invoice by a date: which money came when, what is open, what is lost."""

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from typing import NamedTuple

from clienthealth.ledger.models import Client, Contract, Invoice

SMALL_REST = Decimal("2.00")
SMALL_REST_SHARE = Decimal("0.005")
ZERO = Decimal(0)


class Slice(NamedTuple):
    """A part of an invoice and the day it was paid; None while it is open or given up."""

    amount: Decimal
    paid: date | None


class InvoiceState(NamedTuple):
    """An invoice as it stands on the date of assessment; money is in the client's currency."""

    position: int
    """Its place in the client's list."""
    invoice: Invoice
    due: date
    credited: Decimal
    slices: tuple[Slice, ...]
    """The invoice less its credit notes, by payment; the open rest and what was lost come last."""
    open: Decimal
    """Neither paid, credited nor written off: the balance."""
    written_off: Decimal
    settled: date | None
    """The day from which at most a small rest was missing."""
    closed: date | None
    """The day it was settled, or the last part was given up."""
    overpaid: Decimal

    @property
    def billed(self) -> Decimal:
        """Gross, less credit notes."""
        return self.invoice.amount - self.credited

    @property
    def net_share(self) -> Decimal:
        """The share of the gross amount that is neither tax nor passed-on expenses."""
        gross = self.invoice.amount
        return (gross - self.invoice.tax - self.invoice.expenses) / gross if gross else ZERO

    @property
    def net(self) -> Decimal:
        """What it brings when it is paid in full: net of tax and expenses."""
        return self.invoice.amount - self.invoice.tax - self.invoice.expenses

    def is_overdue(self, as_of: date) -> bool:
        """Whether more than a small rest is past due."""
        return self.settled is None and self.open > 0 and self.due < as_of

    def days_late(self, as_of: date) -> int:
        """Days from the due date to settlement, or so far; negative when early."""
        return ((self.settled or as_of) - self.due).days


def due_date(invoice: Invoice, contract: Contract | None, default_terms: int) -> date:
    """The invoice's own due date, or its issue plus the terms in force on that day."""
    if invoice.due is not None:
        return invoice.due
    terms = default_terms
    if contract and contract.terms_days is not None:
        in_force = contract.signed is None or contract.signed <= invoice.issued
        terms = contract.terms_days if in_force else default_terms
    return invoice.issued + timedelta(days=min(terms, (date.max - invoice.issued).days))


def invoice_states(client: Client, default_terms: int, as_of: date) -> tuple[InvoiceState, ...]:
    """The client's invoices issued by a date, as they stand on it, by due date."""
    states = [
        invoice_state(index, invoice, due_date(invoice, client.contract, default_terms), as_of)
        for index, invoice in enumerate(client.invoices)
        if invoice.issued <= as_of
    ]
    return tuple(sorted(states, key=lambda s: (s.due, s.invoice.issued, s.invoice.number)))


def invoice_state(index: int, invoice: Invoice, due: date, as_of: date) -> InvoiceState:
    """One invoice as it stands on a date; later payments and notes are not seen."""
    return _plain_state(index, invoice, due, as_of) or _full_state(index, invoice, due, as_of)


def _plain_state(index: int, invoice: Invoice, due: date, as_of: date) -> InvoiceState | None:
    # Nearly every invoice is paid by one payment of the whole, and large ledgers have many.
    if len(invoice.payments) != 1 or invoice.credit_notes or invoice.write_offs:
        return None
    payment = invoice.payments[0]
    if payment.date > as_of or payment.amount != invoice.amount:
        return None
    slices = (Slice(payment.amount, payment.date),)
    day = payment.date
    return InvoiceState(index, invoice, due, ZERO, slices, ZERO, ZERO, day, day, ZERO)


def _full_state(index: int, invoice: Invoice, due: date, as_of: date) -> InvoiceState:
    credited = min(
        invoice.amount, sum((c.amount for c in invoice.credit_notes if c.date <= as_of), ZERO)
    )
    billed = invoice.amount - credited
    paid = tuple(_allocated(invoice, billed, as_of))
    received = sum((s.amount for s in paid), ZERO)
    rest = billed - received
    lost = min(rest, sum((w.amount for w in invoice.write_offs if w.date <= as_of), ZERO))
    notes = max((c.date for c in invoice.credit_notes if c.date <= as_of), default=None)
    slices = tuple(_slices(invoice, billed, paid, notes))
    settled = slices[-1].paid if slices else notes or invoice.issued
    total = sum((p.amount for p in invoice.payments if p.date <= as_of), ZERO)
    return InvoiceState(
        position=index,
        invoice=invoice,
        due=due,
        credited=credited,
        slices=slices,
        open=rest - lost,
        written_off=lost,
        settled=settled,
        closed=settled or _given_up(invoice, rest - lost, as_of),
        overpaid=total - received,
    )


def _allocated(invoice: Invoice, billed: Decimal, as_of: date) -> Iterator[Slice]:
    """The payments in order of date, up to what is billed; the excess is a credit."""
    left = billed
    if len(invoice.payments) == 1:
        payments = list(invoice.payments)
    else:
        payments = sorted(invoice.payments, key=lambda p: (p.date, p.amount))
    for payment in payments:
        if payment.date <= as_of and left > 0:
            amount = min(payment.amount, left)
            left -= amount
            yield Slice(amount, payment.date)


def small_rest(gross: Decimal) -> Decimal:
    """The rest that nobody chases: it counts as settled with the last payment."""
    return max(SMALL_REST, gross * SMALL_REST_SHARE)


def _slices(
    invoice: Invoice, billed: Decimal, paid: tuple[Slice, ...], note: date | None
) -> Iterator[Slice]:
    """The whole of what is billed, by payment, the open rest last.

    What is left when at most a small rest is missing counts as settled with the payment, or the
    credit note, that left it: when, and whether, that rest is paid makes no difference.
    """
    limit, missing = small_rest(invoice.amount), billed
    if note is not None and missing <= limit:
        paid = (Slice(missing, note),) if missing > 0 else ()
    for part in paid:
        if missing - part.amount <= limit:
            yield Slice(missing, part.paid)
            return
        missing -= part.amount
        yield part
    if missing > 0:
        yield Slice(missing, None)


def _given_up(invoice: Invoice, still_open: Decimal, as_of: date) -> date | None:
    dates = [w.date for w in invoice.write_offs if w.date <= as_of]
    given_up = dates and still_open <= small_rest(invoice.amount)
    return max(dates) if given_up else None

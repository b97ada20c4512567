"""A statement of account for the client: what was billed, what was paid, what is open.

It contains what the client already knows, and nothing about how they are judged. Its balance equals
that of the facts, to the cent: the open balance less payments and credits beyond it.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from typing import Literal, NamedTuple

from clienthealth.facts.client import ClientFacts
from clienthealth.facts.context import context_of
from clienthealth.facts.invoices import InvoiceState
from clienthealth.facts.payment import AGE_BANDS, age_band
from clienthealth.ledger.models import Invoice, Ledger
from clienthealth.ledger.policy import Policy

EntryKind = Literal[
    "invoice",
    "credit-note",
    "payment",
    "paid-earlier",
    "advance",
    "returned",
    "refund",
    "discount",
    "fee",
    "withheld-tax",
    "deducted",
    "written-off",
    "adjustment",
]
ORDER: tuple[EntryKind, ...] = (
    *("invoice", "credit-note", "payment", "paid-earlier", "advance", "returned", "refund"),
    *("discount", "fee", "withheld-tax", "deducted", "written-off", "adjustment"),
)
"""The kinds in their order within a day."""
ZERO = Decimal("0.00")


class Entry(NamedTuple):
    """A line of the account."""

    day: date | None
    """None where nobody knows the day; such an entry is listed with its invoice."""
    kind: EntryKind
    reference: str
    """The number of the invoice, or empty."""
    amount: Decimal
    """The change of what the client owes; negative where they owe less."""
    balance: Decimal
    """What the client owes after it."""


class OpenInvoice(NamedTuple):
    """The open part of an invoice, or of one of its instalments."""

    number: str
    issued: date
    due: date
    open: Decimal
    days: int
    """Days overdue; 0 before the due date."""
    band: str
    """One of `payment.AGE_BANDS`."""


class Statement(NamedTuple):
    """A client's account on a day, in the client's currency."""

    business: str
    client: str
    """The client's name."""
    id: str
    language: str | None
    """As the ledger has it."""
    country: str | None
    currency: str
    first_day: date
    """The first day with listed entries. Earlier entries are in the opening balance."""
    as_of: date
    opening: Decimal
    entries: tuple[Entry, ...]
    balance: Decimal
    open_invoices: tuple[OpenInvoice, ...]
    """By due date."""
    ages: tuple[tuple[str, Decimal], ...]
    """The open balance by age, in the order of `payment.AGE_BANDS`."""
    credit: Decimal
    """Payments and credits beyond what is owed. The balance is net of them."""


class _Change(NamedTuple):
    day: date
    kind: EntryKind
    reference: str
    amount: Decimal
    most: Decimal | None = None
    """For an entry whose amount follows from the rest of the account: its maximum."""


def statement(
    ledger: Ledger,
    client: str,
    *,
    as_of: date,
    first_day: date | None = None,
    policy: Policy | None = None,
) -> Statement:
    """A client's statement of account on a day. Later entries are ignored.

    Args:
        ledger: The ledger.
        client: The client's id.
        as_of: The day.
        first_day: The first day with listed entries. The default is the policy's window.
        policy: The policy, if not the ledger's own.

    Raises:
        LookupError: no client has this id. The message is the id.
    """
    context = context_of(ledger, as_of, policy or ledger.policy)
    found = next((each for each in ledger.clients if each.id == client), None)
    if found is None:
        raise LookupError(client)
    facts = ClientFacts(found, context)
    credit = facts.settlement.credit
    first = first_day or context.start + timedelta(days=1)
    target = sum((state.open for state in facts.all_invoices), ZERO) - credit
    changes = sorted(_settled(list(_changes(facts)), target, as_of), key=_listed)
    opening = sum((each.amount for each in changes if each.day < first), ZERO)
    open_invoices = tuple(_open(facts))
    ages = dict.fromkeys(AGE_BANDS, ZERO)
    for each in open_invoices:
        ages[each.band] += each.open
    return Statement(
        business=context.business.name,
        client=found.name,
        id=found.id,
        language=found.language,
        country=found.country,
        currency=found.currency or context.business.currency,
        first_day=first,
        as_of=as_of,
        opening=opening,
        entries=tuple(_entries([each for each in changes if each.day >= first], opening)),
        balance=target,
        open_invoices=open_invoices,
        ages=tuple(ages.items()),
        credit=credit,
    )


def _listed(each: _Change) -> tuple[date, int, str, int, Decimal]:
    """Where an entry is listed: one without a day right after its invoice."""
    beside = "invoice" if each.kind == "paid-earlier" else each.kind
    return each.day, ORDER.index(beside), each.reference, ORDER.index(each.kind), each.amount


def _entries(changes: list[_Change], balance: Decimal) -> Iterator[Entry]:
    for day, kind, reference, amount, _ in changes:
        balance += amount
        yield Entry(day if kind != "paid-earlier" else None, kind, reference, amount, balance)


def _open(facts: ClientFacts) -> Iterator[OpenInvoice]:
    parts = (part for state in facts.all_invoices for part in state.instalments if part.open > 0)
    for part in sorted(parts, key=lambda each: (each.due, each.invoice.number)):
        past = (facts.as_of - part.due).days
        number, issued = part.invoice.number, part.invoice.issued
        yield OpenInvoice(number, issued, part.due, part.open, max(0, past), age_band(past))


def _changes(facts: ClientFacts) -> Iterator[_Change]:
    for state in facts.all_invoices:
        yield from _of_invoice(state, facts.as_of)
    for note in facts.settlement.credit_notes:
        invoice = note.invoice
        yield _Change(invoice.issued, "credit-note", invoice.number, invoice.amount)
        for payment in invoice.payments:
            if payment.date <= facts.as_of:
                kind: EntryKind = "refund" if payment.amount < 0 else "payment"
                yield _Change(payment.date, kind, invoice.number, -payment.amount)
        if isinstance(invoice.paid, date) and invoice.paid <= facts.as_of:
            most = -invoice.amount
            yield _Change(invoice.paid, "refund", invoice.number, most, most)
    for payment in facts.client.payments:
        if payment.date <= facts.as_of:
            yield from _payment(payment.date, payment.amount, payment.deducted, payment.reason, "")


def _of_invoice(state: InvoiceState, as_of: date) -> Iterator[_Change]:
    invoice = state.invoice
    number = invoice.number
    yield _Change(invoice.issued, "invoice", number, invoice.amount)
    for note in invoice.credit_notes:
        if note.date <= as_of:
            yield _Change(note.date, "credit-note", number, -note.amount)
    for payment in invoice.payments:
        if payment.date <= as_of:
            yield from _payment(
                payment.date, payment.amount, payment.deducted, payment.reason, number
            )
    # What is settled nobody knows when has no day of its own.
    if invoice.settled:
        yield _Change(invoice.issued, "paid-earlier", number, -invoice.settled)
    paid, until = (invoice.paid,) * 2 if state.is_judged else (invoice.issued, as_of)
    if isinstance(paid, date) and isinstance(until, date) and paid <= as_of:
        rest = _unpaid(invoice, until)
        yield _Change(paid, "payment" if state.is_judged else "paid-earlier", number, -rest, rest)
    if state.written_off > 0:
        last = max(each.day for each in state.given_up)
        yield _Change(last, "written-off", number, -state.written_off)


def _unpaid(invoice: Invoice, as_of: date) -> Decimal:
    """What is left of an invoice after its own credit notes and payments by a day."""
    notes = sum((each.amount for each in invoice.credit_notes if each.date <= as_of), ZERO)
    paid = sum(
        (each.amount + (each.deducted or 0) for each in invoice.payments if each.date <= as_of),
        ZERO,
    )
    return max(ZERO, invoice.amount - notes - paid - (invoice.settled or ZERO))


def _payment(
    day: date, amount: Decimal, deducted: Decimal | None, reason: str | None, number: str
) -> Iterator[_Change]:
    kind: EntryKind = "payment" if number else "advance"
    if amount < 0:
        kind = "refund" if reason == "refund" else "returned"
    yield _Change(day, kind, number, -amount)
    if deducted:
        kinds: dict[str | None, EntryKind] = {
            "discount": "discount",
            "fee": "fee",
            "withheld-tax": "withheld-tax",
        }
        yield _Change(day, kinds.get(reason, "deducted"), number, -deducted)


def _settled(changes: list[_Change], target: Decimal, as_of: date) -> Iterator[_Change]:
    """The account with the amounts that the ledger leaves out: `paid: DATE` pays what was open.

    Such an entry paid what the rest of the account leaves open. So an amount that a credit paid
    before is not paid twice.
    """
    gap = target - sum((each.amount for each in changes), ZERO)
    for each in changes:
        if each.most is not None:
            # Such an entry is at most all of its sum, and may be nothing.
            wanted = each.amount + gap
            low, high = min(ZERO, each.amount), max(ZERO, each.amount)
            amount = min(high, max(low, wanted))
            gap -= amount - each.amount
            if amount != 0:
                yield each._replace(amount=amount)
        else:
            yield each
    if gap != 0:
        yield _Change(as_of, "adjustment", "", gap)

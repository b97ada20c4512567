"""Entries that contradict other entries: dates far off, duplicates, money in the wrong place.

Nothing here knows what day it is: an entry is odd beside the others. `facts/odd_entries.py` has
what looks odd on a given date.
"""

from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import NamedTuple

from clienthealth.ledger import written
from clienthealth.ledger.fields import Entry, shown
from clienthealth.ledger.models import Client, Instalment, Invoice, MonthOfTime
from clienthealth.ledger.validation import Misfit

LONG_BEFORE = timedelta(days=3 * 365)
"""Nothing should have happened this long before the first day known of a client."""
LONG_AFTER = timedelta(days=180)
"""Nothing should happen any more this long after the last day as a client."""
LONGEST_TERMS = timedelta(days=2 * 365)
FAREWELLS = {"praise", "referral", "outreach", "message"}
"""What may happen with a client at any time after the end."""


class DatedEntry(NamedTuple):
    """A date in a ledger, with its entry and its key."""

    day: date
    entry: Entry
    key: str


def dated_entries(client: Client) -> Iterator[DatedEntry]:
    """Everything that was recorded of a client, each with its day."""
    for invoice in client.invoices:
        yield DatedEntry(invoice.issued, invoice, "issued")
        for payment in invoice.payments:
            yield DatedEntry(payment.date, payment, "date")
        for note in (*invoice.credit_notes, *invoice.write_offs):
            yield DatedEntry(note.date, note, "date")
        if isinstance(invoice.paid, date):
            yield DatedEntry(invoice.paid, invoice, "paid")
    for payment in client.payments:
        yield DatedEntry(payment.date, payment, "date")
    for entry in client.time:
        yield DatedEntry(entry.date, entry, "month" if isinstance(entry, MonthOfTime) else "date")
    for cost in client.costs:
        yield DatedEntry(cost.date, cost, "date")
    for event in client.events:
        key = "due" if event.kind == "input_due" else "at"
        yield DatedEntry(_day(event.when), event, key)


def span_of(client: Client) -> tuple[date, date] | None:
    """The first and the last day of a client's `dated_entries`; None without any.

    Nearly every client's lie where they should, which this tells without naming each.
    """
    invoices = client.invoices
    days = [invoice.issued for invoice in invoices]
    days += [invoice.paid for invoice in invoices if isinstance(invoice.paid, date)]
    days += [payment.date for invoice in invoices for payment in invoice.payments]
    days += [note.date for invoice in invoices for note in invoice.credit_notes]
    days += [note.date for invoice in invoices for note in invoice.write_offs]
    days += [entry.date for entry in (*client.payments, *client.time, *client.costs)]
    days += [_day(event.when) for event in client.events]
    return (min(days), max(days)) if days else None


def first_written_day(clients: Iterable[Client]) -> date | None:
    """The first day on which any client is known; None where none is written."""
    days = (day for client in clients for day in _written_days(client))
    return min(days, default=None)


def has_written_day(client: Client) -> bool:
    """Whether a day is written of a client themselves, so that those of others do not matter."""
    return bool(_written_days(client))


def odd_entries(client: Client, begin: date | None, currency: str | None) -> Iterator[Misfit]:
    """What looks odd in a client's entries beside the others.

    Args:
        client: The client.
        begin: The first day written of any client.
        currency: The client's currency.
    """
    if (span := span_of(client)) is not None:
        yield from _contact_after_entries(client, span[0])
        yield from _long_before(client, span[0], min(_written_days(client), default=begin))
        yield from _long_after_the_end(client, span[1])
    yield from _billed_twice(client)
    yield from _paid_elsewhere(client, currency)
    for invoice in client.invoices:
        if invoice.due is not None:
            yield from _due_far(invoice, invoice.due)


def _due_far(invoice: Invoice, due: date | tuple[Instalment, ...]) -> Iterator[Misfit]:
    last = due if isinstance(due, date) else max(part.date for part in due)
    if last - invoice.issued > LONGEST_TERMS:
        day, issued = written.day(last), written.day(invoice.issued)
        text = f"due: {day} is years after the invoice was issued, {issued}; check the year"
        yield _at(invoice, "due", text)


def _last_due(invoice: Invoice) -> date | None:
    if isinstance(invoice.due, tuple):
        return max((part.date for part in invoice.due), default=None)
    return invoice.due


def _at(entry: Entry, key: str | None, message: str) -> Misfit:
    return Misfit(entry.mark, key, at_key=False, message=message)


def _day(moment: date | datetime) -> date:
    return moment.date() if isinstance(moment, datetime) else moment


def _written_days(client: Client) -> list[date]:
    signed = client.contract.signed if client.contract is not None else None
    return [day for day in (client.first_contact, client.since, signed) if day is not None]


def _contact_after_entries(client: Client, earlier: date) -> Iterator[Misfit]:
    first = client.first_contact
    if first is not None and earlier < first:
        day, entry = written.day(first), written.day(earlier)
        text = f"first_contact: {day} is after the first entry, {entry}; check the year"
        yield _at(client, "first_contact", text)


def _long_before(client: Client, first: date, begin: date | None) -> Iterator[Misfit]:
    if begin is None or first >= (earliest := begin - LONG_BEFORE):
        return
    for day, entry, key in dated_entries(client):
        if day < earliest:
            text = f"{key}: {written.day(day)} is years before this client's first day"
            yield _at(entry, key, f"{text}, {written.day(begin)}; check the year")


def _long_after_the_end(client: Client, last: date) -> Iterator[Misfit]:
    if client.until is None or last <= (latest := client.until + LONG_AFTER):
        return
    for day, entry, key in dated_entries(client):
        if day > latest and getattr(entry, "kind", None) not in FAREWELLS:
            end = written.day(client.until)
            text = f"{key}: {written.day(day)} is long after the client's `until`, {end}"
            yield _at(entry, key, f"{text}; check both")


def _billed_twice(client: Client) -> Iterator[Misfit]:
    seen: dict[tuple[date, Decimal], Invoice] = {}
    for invoice in client.invoices:
        if not invoice.is_owed or not invoice.amount:
            continue
        first = seen.setdefault((invoice.issued, invoice.amount), invoice)
        if first is not invoice:
            text = f"amount: same day and amount as invoice {shown(first.number)}"
            yield _at(invoice, "amount", f"{text}; was it entered twice?")


def _paid_elsewhere(client: Client, currency: str | None) -> Iterator[Misfit]:
    """Payments that do not fit their own invoice and match another open one to the cent."""
    bills = (each for each in client.invoices if not _is_paid_whole(each))
    bills = (each for each in bills if each.is_owed and each.paid is None)
    unsettled = [(each, missing) for each in bills if (missing := _missing(each)) != 0]
    wanted = {invoice.amount: invoice for invoice, missing in unsettled if missing > 0}
    for invoice, _ in unsettled:
        for payment in invoice.payments:
            other = wanted.get(payment.amount)
            if other is not None and other is not invoice and payment.amount != invoice.amount:
                amount = written.quoted(payment.amount, currency)
                text = f"amount: {amount} matches invoice {shown(other.number)} to the cent"
                yield _at(payment, "amount", f"{text}; was it paid for that one?")


def _is_paid_whole(invoice: Invoice) -> bool:
    """Whether its only payment is its amount, as of most invoices."""
    payments = invoice.payments
    if len(payments) != 1 or invoice.credit_notes or invoice.write_offs:
        return False
    return payments[0].amount == invoice.amount and payments[0].deducted is None


def _missing(invoice: Invoice) -> Decimal:
    """What is still open on an invoice; below 0 where it was overpaid."""
    paid = sum((each.amount + (each.deducted or 0) for each in invoice.payments), Decimal(0))
    notes = (*invoice.credit_notes, *invoice.write_offs)
    return invoice.amount - paid - sum((note.amount for note in notes), Decimal(0))

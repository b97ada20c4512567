"""How invoices, payments and credits must fit together: dates, sums and references."""

from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal
from itertools import groupby
from typing import get_args

from clienthealth.ledger import written
from clienthealth.ledger.fields import Entry, shown
from clienthealth.ledger.models import Client, Deduction, Invoice, Payment, TakenBack
from clienthealth.ledger.problems import did_you_mean
from clienthealth.ledger.validation import Misfit

ZERO = Decimal(0)
DEDUCTIONS: tuple[str, ...] = get_args(Deduction)
TAKEN_BACK: tuple[str, ...] = get_args(TakenBack)


def billing_errors(
    client: Client, unread: frozenset[str] | None, currency: str | None
) -> Iterator[Misfit]:
    """What is wrong with a client's invoices and payments.

    `unread` holds the numbers of invoices that exist but could not be read. It is None where so
    much is unreadable that a missing reference proves nothing. `currency` is the client's, where it
    is known.
    """
    for invoice in client.invoices:
        if _is_plain(invoice):
            continue
        if invoice.is_credit_note:
            yield from _credit_note_errors(invoice, currency)
        else:
            yield from _invoice_errors(invoice, currency)
        for payment in invoice.payments:
            yield from _payment_errors(payment, currency)
    for payment in client.payments:
        yield from _payment_errors(payment, currency)
    if unread is not None and any(invoice.credits for invoice in client.invoices):
        yield from _credits_errors(client, unread)
    if any(payment.amount < 0 for payment in client.payments):
        yield from _refund_errors(client, currency)


def billing_warnings(client: Client, currency: str | None) -> Iterator[Misfit]:
    """What looks odd in invoices and payments, in the client's currency, but may well be true."""
    undated = []
    for invoice in client.invoices:
        payments = invoice.payments
        if payments:
            first = payments[0]
            if len(payments) > 1 or first.amount != invoice.amount or invoice.credit_notes:
                yield from _overpaid(invoice, currency)
            if len(payments) > 1 or first.amount < 0:
                yield from _unexplained(payments, currency)
        if invoice.status == "paid" and invoice.paid is None and not invoice.payments:
            undated.append(invoice)
    yield from _unexplained(client.payments, currency)
    if undated:
        remedy = "write `paid: DATE`, or `paid: unknown`"
        many = f"{len(undated):,} invoices count" if len(undated) > 1 else "it counts"
        text = f"status: paid gives no date, so {many} as open; {remedy}"
        yield _at(undated[0], "status", text)


def _at(entry: Entry, key: str | None, message: str) -> Misfit:
    return Misfit(entry.mark, key, at_key=False, message=message)


# One invoice


def _is_plain(invoice: Invoice) -> bool:
    """Whether it is an ordinary invoice, in which nothing can be wrong."""
    if invoice.credit_notes or invoice.write_offs or isinstance(invoice.due, tuple):
        return False
    if invoice.credits is not None or invoice.paid is not None or invoice.is_credit_note:
        return False
    if invoice.settled is not None:
        return False
    day = invoice.issued
    if invoice.due is not None and invoice.due < day:
        return False
    for p in invoice.payments:
        if p.date < day or p.reason or p.deducted or p.amount < 0:
            return False
    tax, expenses = invoice.tax, invoice.expenses
    return 0 <= tax <= invoice.amount and (not expenses or 0 <= expenses <= invoice.amount - tax)


def _invoice_errors(invoice: Invoice, currency: str | None) -> Iterator[Misfit]:
    yield from _due_errors(invoice, currency)
    if invoice.tax < 0 or invoice.expenses < 0:
        key = "tax" if invoice.tax < 0 else "expenses"
        yield _at(invoice, key, f"{key}: negative on an invoice above 0; give both the same sign")
    elif invoice.tax + invoice.expenses > invoice.amount:
        text = (
            f"amount: {written.quoted(invoice.amount, currency)} is less than its tax and expenses"
        )
        yield _at(invoice, "amount", f"{text}; write the gross amount")
    if invoice.credits is not None:
        remedy = f"write `amount: -{invoice.amount}`, or leave `credits` out"
        yield _at(invoice, "credits", f"credits: only a credit note credits an invoice; {remedy}")
    if invoice.settled is not None and invoice.settled > invoice.amount:
        settled, amount = (
            written.quoted(invoice.settled, currency),
            written.quoted(invoice.amount, currency),
        )
        text = f"settled: {settled} is more than the invoice's {amount}"
        yield _at(invoice, "settled", f"{text}; correct one of them")
    yield from _early_payments(invoice)
    given_up = (*invoice.credit_notes, *invoice.write_offs)
    for adjustment in given_up:
        if adjustment.date < invoice.issued:
            day, issued = written.day(adjustment.date), written.day(invoice.issued)
            text = f"date: {day} is before the invoice was issued on {issued}; correct a date"
            yield _at(adjustment, "date", text)
    if sum((a.amount for a in given_up), ZERO) > invoice.amount:
        amount = written.quoted(invoice.amount, currency)
        text = f"amount: credit notes and write-offs add up to more than the invoice's {amount}"
        yield _at(invoice, "amount", text + "; correct them")
    if any(payment.amount < 0 for payment in invoice.payments):
        yield from _taken_back_errors(invoice, currency)


def _due_errors(invoice: Invoice, currency: str | None) -> Iterator[Misfit]:
    due, issued = invoice.due, written.day(invoice.issued)
    if isinstance(due, date):
        if due < invoice.issued:
            text = f"due: {written.day(due)} is before `issued`, {issued}; check both"
            yield _at(invoice, "due", text)
    elif due is not None:
        for each in due:
            if each.date < invoice.issued:
                text = f"date: {written.day(each.date)} is before `issued`, {issued}; check both"
                yield _at(each, "date", text)
        total = sum((each.amount for each in due), ZERO)
        if total != invoice.amount:
            due_in_all, amount = (
                written.quoted(total, currency),
                written.quoted(invoice.amount, currency),
            )
            text = f"due: the instalments add up to {due_in_all}, but the amount is {amount}"
            yield _at(invoice, "due", f"{text}; correct one of them")


def _early_payments(invoice: Invoice) -> Iterator[Misfit]:
    days: list[tuple[Entry, str, date]] = [(p, "date", p.date) for p in invoice.payments]
    if isinstance(invoice.paid, date):
        days.append((invoice, "paid", invoice.paid))
    for entry, key, day in days:
        deposit = invoice.deposit or (isinstance(entry, Payment) and entry.deposit)
        if day < invoice.issued and not deposit:
            text = (
                f"{key}: paid on {written.day(day)}, before the invoice was issued on "
                f"{written.day(invoice.issued)}; correct a date, or write `deposit: true`"
            )
            yield _at(entry, key, text)


def _payment_errors(payment: Payment, currency: str | None) -> Iterator[Misfit]:
    reason, deducted = payment.reason, payment.deducted
    if reason is None and deducted is None:
        return
    known = f"{', '.join(DEDUCTIONS[:-1])} or {DEDUCTIONS[-1]}"
    if payment.amount < 0:
        if deducted is not None:
            text = "deducted: nothing is deducted from money that went back; leave it out"
            yield _at(payment, "deducted", f"{text}, and correct the payment that came in")
        if reason in DEDUCTIONS:
            text = f"reason: {reason} is for a deduction, but this money went back"
            yield _at(
                payment, "reason", f"{text}; write {', '.join(TAKEN_BACK[:-1])} or {TAKEN_BACK[-1]}"
            )
    elif reason in TAKEN_BACK:
        text = f"reason: {reason} is for money that went back; write `amount: -{payment.amount}`"
        yield _at(payment, "reason", f"{text}, or leave the reason out")
    elif deducted is None:
        text = f"reason: {reason} needs an amount; add `deducted: ...`"
        yield _at(payment, "reason", f"{text} with what was kept back")
    elif reason is None:
        text = (
            f"deducted: {written.quoted(deducted, currency)} needs a reason; add `reason:` {known}"
        )
        yield _at(payment, "deducted", text)


def _taken_back_errors(invoice: Invoice, currency: str | None) -> Iterator[Misfit]:
    """No more can go back than came in."""
    came = ZERO
    paid = invoice.paid if isinstance(invoice.paid, date) else None
    for payment in sorted(invoice.payments, key=lambda p: (p.date, -p.amount)):
        if paid is not None and paid <= payment.date:
            came, paid = max(came, invoice.amount), None
        if came + payment.amount < 0:
            back, day = written.quoted(-payment.amount, currency), written.day(payment.date)
            had = written.quoted(came, currency)
            text = f"amount: {back} went back on {day}, but {had} had come in"
            yield _at(payment, "amount", f"{text}; correct one of them")
            return
        came += payment.amount + (payment.deducted or ZERO)


# Credit notes of their own


def _credit_note_errors(invoice: Invoice, currency: str | None) -> Iterator[Misfit]:
    if isinstance(invoice.due, tuple):
        yield _at(invoice, "due", "due: a credit note has no instalments; leave them out")
    for key in ("credit_notes", "write_offs"):
        if getattr(invoice, key):
            yield _at(invoice, key, f"{key}: this is itself a credit note; change its amount")
    if invoice.settled is not None:
        text = "settled: a credit note is settled as a whole; write `paid: unknown`"
        yield _at(invoice, "settled", text)
    if invoice.tax > 0 or invoice.expenses > 0:
        key = "tax" if invoice.tax > 0 else "expenses"
        yield _at(invoice, key, f"{key}: positive on a credit note; give both the same sign")
    elif invoice.tax + invoice.expenses < invoice.amount:
        text = (
            f"amount: {written.quoted(invoice.amount, currency)} is less than its tax and expenses"
        )
        yield _at(invoice, "amount", f"{text}; write the gross amount")
    yield from _early_payments(invoice)
    for payment in invoice.payments:
        if payment.amount > 0:
            text = f"amount: {written.quoted(payment.amount, currency)} came in for a credit note"
            remedy = "write what was paid out as a negative amount"
            yield _at(payment, "amount", f"{text}; {remedy}")
    if sum((payment.amount for payment in invoice.payments), ZERO) < invoice.amount:
        amount = written.quoted(-invoice.amount, currency)
        text = f"payments: more was paid out than the credit note's {amount}"
        yield _at(invoice, "payments", f"{text}; correct them")


def _credits_errors(client: Client, unread: frozenset[str]) -> Iterator[Misfit]:
    known = {invoice.number: invoice for invoice in client.invoices}
    bills = {number: None for number, each in known.items() if each.amount >= 0}
    for note in client.invoices:
        name = note.credits
        if name is None or note.amount >= 0 or name in unread:
            continue
        target = known.get(name)
        if target is None:
            near = did_you_mean(name, {**bills, **dict.fromkeys(unread)} if unread else bills)
            yield _at(note, "credits", f"credits: this client has no invoice {shown(name)}; {near}")
        elif target.amount < 0:
            text = f"credits: {shown(name)} is itself a credit note; write an invoice's number"
            yield _at(note, "credits", text)
        elif note.issued < target.issued:
            day, earlier = written.day(note.issued), written.day(target.issued)
            text = f"issued: {day} is before invoice {shown(name)} of {earlier}"
            yield _at(note, "issued", f"{text}; correct a date")


# Money that belongs to no single invoice


def _refund_errors(client: Client, currency: str | None) -> Iterator[Misfit]:
    """No more of a client's own payments can go back than their credit on that day."""
    credit = ZERO
    steps = sorted(_credit_steps(client), key=lambda step: (step[0], -step[1]))
    for day, amount, payment in steps:
        credit += amount
        if payment is not None and amount < 0 and credit < 0:
            back, left = (
                written.quoted(-amount, currency),
                written.quoted(credit - amount, currency),
            )
            text = f"amount: {back} went back on {written.day(day)}, but their credit was {left}"
            yield _at(payment, "amount", f"{text}; write it under the invoice it had paid")
            return


def _credit_steps(client: Client) -> Iterator[tuple[date, Decimal, Payment | None]]:
    """What adds to the client's credit and what takes from it, by day."""
    for payment in client.payments:
        yield payment.date, payment.amount + (payment.deducted or ZERO), payment
    notes: dict[str, list[Invoice]] = {}
    for invoice in client.invoices:
        if invoice.is_credit_note and invoice.is_owed:
            if invoice.credits is None:
                yield invoice.issued, -invoice.amount, None
            else:
                notes.setdefault(invoice.credits, []).append(invoice)
    for invoice in client.invoices:
        if not invoice.is_credit_note and invoice.is_owed:
            yield from _beyond(invoice, notes.get(invoice.number, ()))


def _beyond(
    invoice: Invoice, notes: Iterable[Invoice]
) -> Iterator[tuple[date, Decimal, Payment | None]]:
    """What was paid or credited beyond an invoice, as it changes by day."""
    steps = [(each.date, each.amount + (each.deducted or ZERO)) for each in invoice.payments]
    steps += [(each.date, each.amount) for each in invoice.credit_notes]
    steps += [(each.issued, -each.amount) for each in notes]
    paid = invoice.paid if isinstance(invoice.paid, date) else None
    total, before = -invoice.amount, ZERO
    for day, of_day in groupby(sorted(steps), key=lambda step: step[0]):
        if paid is not None and paid < day:
            total = max(total, ZERO)  # what was open was paid
            paid = None
        total += sum((amount for _, amount in of_day), ZERO)
        now = max(ZERO, total)
        if now != before:
            yield max(day, invoice.issued), now - before, None
        before = now


# What is odd


def _overpaid(invoice: Invoice, currency: str | None) -> Iterator[Misfit]:
    paid = sum((p.amount + (p.deducted or ZERO) for p in invoice.payments), ZERO)
    paid += invoice.settled or ZERO
    credited = sum((c.amount for c in invoice.credit_notes), ZERO)
    if paid > invoice.amount - credited and not invoice.is_credit_note:
        excess = written.quoted(paid + credited - invoice.amount, currency)
        text = f"payments: {excess} more than the invoice; counted as a credit"
        yield _at(invoice, "payments", text)


def _unexplained(payments: Iterable[Payment], currency: str | None) -> Iterator[Misfit]:
    for payment in payments:
        if payment.reason is None and payment.amount < 0:
            text = f"amount: {written.quoted(-payment.amount, currency)} went back without a reason"
            remedy = "add `reason: returned`, `chargeback` or `refund`"
            yield _at(payment, "amount", f"{text}; {remedy}")

"""How much a verdict rests on, and what can be said about a client with few invoices."""

from datetime import date
from decimal import Decimal
from typing import NamedTuple

from clienthealth.facts import payment
from clienthealth.facts.client import ClientFacts
from clienthealth.facts.words_of_payment import Bills, bills_in
from clienthealth.ledger.disclosure import Figure, Money


class Basis(NamedTuple):
    """What the ledger recorded about a client in the window."""

    invoices_due: int
    """Each due instalment is counted."""
    hours: Figure
    events: int
    days: int
    """From the first entry to the date of assessment, within the window."""
    due_as: Bills = "invoice"
    """What is counted as due."""
    in_progress: Figure = Decimal(0)
    """The hours of work in progress, which are not in the effective rate."""


class Payments(NamedTuple):
    """How a client with few invoices paid, where a share or a mean would say nothing."""

    paid: int
    days_to_pay: Figure | None
    """From issue to payment, weighted by amount."""
    terms: int | None
    """The days from issue to due date of the invoice paid last."""
    overdue: Money
    """In the business's currency; None where withheld."""
    overdue_days: int
    """The days of the oldest overdue invoice; 0 where nothing is overdue."""
    overdue_count: int
    """How many invoices or instalments are overdue."""


def basis_of(facts: ClientFacts) -> Basis:
    """How much is known about a client."""
    days = [
        *(seen.day for seen in facts.events),
        *(state.invoice.issued for state in facts.due_invoices),
        *(worked.entry.date for worked in facts.all_time if worked.entry.date > facts.start),
    ]
    first = max(facts.start, min(days, default=facts.as_of))
    hours = sum((w.entry.hours for w in facts.all_time if w.entry.date > facts.start), Decimal(0))
    return Basis(
        len(facts.due_invoices),
        hours,
        len(facts.events),
        (facts.as_of - first).days,
        bills_in(facts.due_invoices),
        max(Decimal(0), facts.hours_logged - facts.hours),
    )


def payments_of(facts: ClientFacts) -> Payments:
    """How the invoices so far were paid."""
    settled = [s for s in facts.dues if s.settled is not None and s.slices]
    last = max(settled, key=lambda s: s.settled or date.min, default=None)
    overdue = [s for s in facts.open_parts if s.due < facts.as_of]
    return Payments(
        paid=len(settled),
        days_to_pay=payment.days_to_pay(facts.dues, date.min, facts.as_of),
        terms=(last.due - last.invoice.issued).days if last else None,
        overdue=facts.overdue_balance,
        overdue_days=max(((facts.as_of - s.due).days for s in overdue), default=0),
        overdue_count=len(overdue),
    )

"""A balance worth talking about has been overdue for long.

The measure is the largest age at which at least 5 % of the window's revenue is past due by so
many days or more; without any revenue, whatever is past due counts. The revenue here is what was
invoiced in the window, net of tax and expenses: credit notes, provision, own costs and fees are
not taken off, or a large debt would make itself larger. A small rest is not past due. What was
written off in the window counts on with its age: giving up does not make a payer better.
"""

from decimal import Decimal

from pydantic import Field

from clienthealth.facts.client import ClientFacts, paths
from clienthealth.facts.invoices import InvoiceState
from clienthealth.facts.payment import overdue_age
from clienthealth.rules.base import (
    Measure,
    NotAssessed,
    Observation,
    Outcome,
    Ramp,
    Rule,
)
from clienthealth.rules.examples import Example
from clienthealth.rules.meaning import late_since
from clienthealth.rules.observed import invoices_due, invoices_in_time


class OverdueOptions(Ramp):
    """A ramp over days, and the share of revenue that is worth talking about."""

    share_of_revenue: float = Field(0.05, ge=0, le=1, description="The share that must be overdue.")


def check(facts: ClientFacts, options: OverdueOptions) -> Outcome:
    """The age of what is overdue."""
    if not any(s.due <= facts.as_of for s in facts.all_invoices):
        return NotAssessed("no invoice was due yet", "log invoices with their payments")
    unpaid = [(s, amount) for s in facts.due_invoices if (amount := _unpaid(s, facts)) > 0]
    amounts = [(amount, _age(s, facts)) for s, amount in unpaid]
    share = Decimal(str(options.share_of_revenue))
    age = overdue_age(amounts, facts.invoiced, share) or 0
    total = sum((amount for amount, _ in amounts), Decimal(0))
    currency = facts.client.currency or facts.context.business.currency
    message = f"{total:.2f} {currency} past due, a relevant part for {age} days"
    return Observation(
        options.intensity(age),
        Measure(age, "days", options.fine, options.bad),
        message if total else "nothing past due",
        paths([s for s, _ in unpaid]),
    )


def _unpaid(state: InvoiceState, facts: ClientFacts) -> Decimal:
    if state.due >= facts.as_of or state.settled is not None:
        return Decimal(0)
    is_lost_in_window = any(each.day > facts.start for each in state.given_up)
    return state.open + (state.written_off if is_lost_in_window else Decimal(0))


def _age(state: InvoiceState, facts: ClientFacts) -> int:
    terms_end = max(state.due, facts.start) if facts.restarted else state.due
    return (facts.as_of - terms_end).days


RULE = Rule(
    code="PAY002",
    name="overdue-balance",
    severity="high",
    articles=("A4", "A1"),
    title="owes money for long",
    options=OverdueOptions(fine=15, bad=90),
    sources="house default; 90 days is where trade credit is usually called doubtful",
    check=check,
    cure="what is overdue is paid, or at least all of it that is older than {fine:g} days",
    agreement="a day for each open invoice, in instalments if need be, and no new work before that",
    observations=invoices_due,
    good=invoices_in_time,
    began=late_since,
    flagged=Example("""
        invoices:
          - {number: "1", issued: 2026-01-10, due: 2026-02-09, amount: 2000}
          - {number: "2", issued: 2026-02-10, due: 2026-03-12, amount: 1000, payments: [{date: 2026-03-10, amount: 1000}]}
        """),
    clean=Example("""
        invoices:
          - {number: "1", issued: 2026-05-20, due: 2026-06-19, amount: 2000}
          - {number: "2", issued: 2026-02-10, due: 2026-03-12, amount: 1000, payments: [{date: 2026-03-10, amount: 1000}]}
        """),
)

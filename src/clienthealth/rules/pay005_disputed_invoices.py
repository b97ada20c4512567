"""The client disputes what it is billed.

The measure is the share of the invoices issued or disputed in the window that are disputed, by
money, mixed with four fine invoices so that a small dispute among few does not condemn anybody.
It counts from the first invoice on: somebody who disputes the only one they ever got has shown
what they are like.
"""

from decimal import Decimal

from clienthealth.facts.client import ClientFacts, paths
from clienthealth.facts.context import percent
from clienthealth.facts.invoices import InvoiceState
from clienthealth.rules.base import (
    Measure,
    NotAssessed,
    Observation,
    Outcome,
    Ramp,
    Rule,
)
from clienthealth.rules.examples import Example
from clienthealth.rules.meaning import disputed_since
from clienthealth.rules.observed import all_but_evidence, invoices_issued


def check(facts: ClientFacts, options: Ramp) -> Outcome:
    """The share of invoices disputed, by money."""
    states = [s for s in facts.all_invoices if _counts(s, facts)]
    total = sum((s.invoice.amount for s in states), Decimal(0))
    if total <= 0:
        return NotAssessed("no invoice issued in the window", "log invoices")
    disputed = [s for s in states if is_disputed(s, facts)]
    money = sum((s.invoice.amount for s in disputed), Decimal(0)) / total
    value = options.shrunk(float(money) * len(states), len(states))
    return Observation(
        options.intensity(value),
        Measure(value, "share", options.fine, options.bad),
        f"disputed {len(disputed)} of {len(states)} invoices, {percent(float(money))} of the money",
        paths(disputed),
    )


def _counts(state: InvoiceState, facts: ClientFacts) -> bool:
    disputed = state.invoice.disputed
    late_dispute = not isinstance(disputed, bool) and facts.start < disputed <= facts.as_of
    return state.invoice.issued > facts.start or late_dispute


def is_disputed(state: InvoiceState, facts: ClientFacts) -> bool:
    """Whether the client had disputed an invoice by the date of assessment."""
    disputed = state.invoice.disputed
    return disputed if isinstance(disputed, bool) else disputed <= facts.as_of


RULE = Rule(
    code="PAY005",
    name="disputed-invoices",
    severity="high",
    articles=("A0",),
    title="disputes invoices",
    options=Ramp(fine=0.05, bad=0.30),
    sources="house default",
    check=check,
    cure="the next two invoices after a boundary talk go undisputed",
    agreement="objections come in writing within days of the invoice, and the rest is paid in time",
    observations=invoices_issued,
    good=all_but_evidence(invoices_issued),
    trait="disputes",
    began=disputed_since,
    flagged=Example("""
        invoices:
          - {number: "1", issued: 2026-01-10, amount: 1000, disputed: 2026-02-01, payments: [{date: 2026-02-02, amount: 1000}]}
          - {number: "2", issued: 2026-02-10, amount: 1000, disputed: true, payments: [{date: 2026-03-02, amount: 1000}]}
          - {number: "3", issued: 2026-03-10, amount: 1000, payments: [{date: 2026-04-02, amount: 1000}]}
        """),
    clean=Example("""
        invoices:
          - {number: "1", issued: 2026-01-10, amount: 1000, payments: [{date: 2026-02-02, amount: 1000}]}
          - {number: "2", issued: 2026-02-10, amount: 1000, payments: [{date: 2026-03-02, amount: 1000}]}
          - {number: "3", issued: 2026-03-10, amount: 1000, payments: [{date: 2026-04-02, amount: 1000}]}
        """),
)

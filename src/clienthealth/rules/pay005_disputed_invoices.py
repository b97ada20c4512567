"""The client disputes invoices.

The measure is the disputed share of the amounts invoiced, over the invoices issued or disputed in
the window. Four undisputed invoices are mixed in, so that one small dispute among a few invoices
does not condemn anybody. The rule counts from the first invoice: a client who disputes the only
invoice they ever got has shown how they work.
"""

from decimal import Decimal

from clienthealth.facts.client import ClientFacts, paths
from clienthealth.facts.invoices import InvoiceState
from clienthealth.ledger import written
from clienthealth.rules.base import (
    EVENED_OUT,
    NOT_BILLED,
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
    """The disputed share of the amounts invoiced."""
    start = facts.start
    states = [
        s for s in facts.all_invoices if s.invoice.issued > start or _is_disputed_since(s, facts)
    ]
    total = sum([s.invoice.amount for s in states], Decimal(0))
    if total <= 0:
        if facts.is_pro_bono:
            return NOT_BILLED
        return NotAssessed("no invoice in the window", "log invoices")
    disputed = [s for s in states if is_disputed(s, facts)]
    money = sum((s.invoice.amount for s in disputed), Decimal(0)) / total
    value = options.shrunk(float(money) * len(states), len(states))
    return Observation(
        options.intensity(value),
        Measure(value, "share", options.fine, options.bad, EVENED_OUT),
        f"disputed {len(disputed)} of {written.count(len(states), 'invoice')} "
        f"({written.percent(money)} of the amount)",
        paths(disputed),
    )


def _is_disputed_since(state: InvoiceState, facts: ClientFacts) -> bool:
    """Whether an invoice from before the window was disputed within it."""
    disputed = state.invoice.disputed
    return not isinstance(disputed, bool) and facts.start < disputed <= facts.as_of


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
    options=Ramp.having(fine=0.05, bad=0.30),
    sources="house default",
    check=check,
    cure="they do not dispute the next two invoices after a boundary talk",
    agreement="objections come in writing within days of the invoice, and the rest is paid on time",
    observations=invoices_issued,
    good=all_but_evidence(invoices_issued),
    trait="disputes",
    began=disputed_since,
    parts=("disputes",),
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

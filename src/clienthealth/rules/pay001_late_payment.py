"""The client pays its invoices after they are due.

Days beyond terms are weighted by money: every payment counts with its amount and the days it
came after the due date, an open rest with the days so far, early payments with none. An
invoice counts that fell due in the window, or was open past due in it.

Someone who pays a week late is ordinary; someone who pays a month late is borrowing from you
without asking.
"""

from clienthealth.facts.client import ClientFacts, paths
from clienthealth.facts.payment import is_late
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
from clienthealth.rules.observed import invoices_due

SAMPLE = 3


def check(facts: ClientFacts, options: Ramp) -> Outcome:
    """Money-weighted days beyond terms, of at least three invoices."""
    needed = facts.least(SAMPLE)
    if len(facts.due_invoices) < needed or facts.dbt is None:
        return NotAssessed(
            f"{len(facts.due_invoices)} of {needed} invoices due in the window",
            "log invoices with their payments",
        )
    days = float(facts.dbt)
    late = [s for s in facts.due_invoices if is_late(s, facts.as_of)]
    return Observation(
        options.intensity(days),
        Measure(days, "days", options.fine, options.bad),
        f"pays {days:.1f} days beyond terms by money; "
        f"{len(late)} of {len(facts.due_invoices)} invoices late",
        paths(late),
    )


RULE = Rule(
    code="PAY001",
    name="late-payment",
    severity="high",
    articles=("A1", "A4"),
    title="pays late",
    options=Ramp(fine=5, bad=30),
    sources="PAYDEX, where payment on terms is 80 and 30 days beyond terms is 50; "
    "the first five days are a house default",
    check=check,
    cure="the next two invoices after a boundary talk are paid within {fine:g} days of terms",
    observations=invoices_due,
    began=late_since,
    flagged=Example("""
        invoices:
          - {number: "1", issued: 2026-01-10, due: 2026-02-09, amount: 1000, payments: [{date: 2026-03-06, amount: 1000}]}
          - {number: "2", issued: 2026-02-10, due: 2026-03-12, amount: 1000, payments: [{date: 2026-04-08, amount: 1000}]}
          - {number: "3", issued: 2026-03-10, due: 2026-04-09, amount: 1000, payments: [{date: 2026-05-05, amount: 1000}]}
        """),
    clean=Example("""
        invoices:
          - {number: "1", issued: 2026-01-10, due: 2026-02-09, amount: 1000, payments: [{date: 2026-02-02, amount: 1000}]}
          - {number: "2", issued: 2026-02-10, due: 2026-03-12, amount: 1000, payments: [{date: 2026-03-15, amount: 1000}]}
          - {number: "3", issued: 2026-03-10, due: 2026-04-09, amount: 1000, payments: [{date: 2026-04-09, amount: 1000}]}
        """),
)

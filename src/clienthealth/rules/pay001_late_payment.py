"""The client pays its invoices after they are due.

Days beyond terms are weighted by money: every payment counts with its amount and the days it
came after the due date, an open rest with the days so far, early payments with none. An
invoice counts that fell due in the window, or was open past due in it.

One or two invoices are little to go by. Their days are mixed with four invoices of an ordinary
client, and the intensity stays below every limit from which a finding is serious: they count,
but make no verdict of their own.

Someone who pays a week late is ordinary; someone who pays a month late is borrowing from you
without asking.
"""

from pydantic import Field

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
from clienthealth.rules.observed import invoices_due, invoices_in_time

SAMPLE = 3


class LateOptions(Ramp):
    """A ramp over days, and how much a few invoices may say."""

    most_of_few: float = Field(
        0.24, ge=0, le=1, description="The highest intensity that one or two invoices may have."
    )


def check(facts: ClientFacts, options: LateOptions) -> Outcome:
    """Money-weighted days beyond terms; those of one or two invoices are shrunk."""
    invoices = facts.due_invoices
    if facts.dbt is None or (facts.restarted and len(invoices) < facts.least(SAMPLE)):
        return NotAssessed("no invoice due in the window", "log invoices with their payments")
    days = float(facts.dbt)
    late = [s for s in invoices if is_late(s, facts.as_of)]
    if len(invoices) < facts.least(SAMPLE):
        value = options.shrunk(days * len(invoices), len(invoices))
        intensity = min(options.intensity(value), options.most_of_few)
    else:
        value, intensity = days, options.intensity(days)
    return Observation(
        intensity,
        Measure(value, "days", options.fine, options.bad),
        f"pays {days:.1f} days beyond terms by money; {len(late)} of {len(invoices)} invoices late",
        paths(late),
    )


RULE = Rule(
    code="PAY001",
    name="late-payment",
    severity="high",
    articles=("A1", "A4"),
    title="pays late",
    options=LateOptions(fine=5, bad=30),
    sources="PAYDEX, a published scale on which payment on terms is 80 and 30 days beyond terms "
    "is 50; the first five days, and what a few invoices may say, are a house default",
    check=check,
    cure="the next two invoices after a boundary talk are paid within {fine:g} days of terms",
    agreement="invoices are paid within the terms, and work rests while one is overdue",
    observations=invoices_due,
    good=invoices_in_time,
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

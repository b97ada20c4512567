"""The client pays invoices late.

The measure is days beyond terms, weighted by amount. Each payment counts with its amount and the
days from the due date to the payment. What is still open counts with the days so far. An early
payment counts as 0 days. All invoices count that fell due in the window, or were overdue at some
time in it.

One or two invoices say little. Their days are averaged with four invoices of an ordinary client,
and the intensity stays below the limit of a serious finding: they count, but do not decide the
verdict.

A client who pays a week late is ordinary. A client who pays a month late is borrowing from you
without asking.
"""

from pydantic import Field

from clienthealth.facts.client import ClientFacts, paths
from clienthealth.facts.words_of_payment import bills_in, counted, late_on_average
from clienthealth.rules.base import (
    EVENED_OUT,
    NOT_BILLED,
    SHRINKAGE,
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
    """A ramp over days, and a limit for few invoices."""

    most_of_few: float = Field(
        0.24, ge=0, le=1, description="The highest intensity that one or two invoices may have."
    )


def check(facts: ClientFacts, options: LateOptions) -> Outcome:
    """Days beyond terms, weighted by amount; those of one or two invoices are shrunk."""
    invoices, how, limit = facts.due_invoices, "", ""
    days, value = _days(facts), _judged(facts, options)
    if days is None or value is None:
        if facts.is_pro_bono and facts.dbt is None:
            return NOT_BILLED
        return NotAssessed("no invoice due in the window", "log invoices with their payments")
    late = facts.late_invoices
    intensity = _intensity_of(value, facts, options)
    if _are_few(facts):
        how = f"{EVENED_OUT} with {SHRINKAGE} ordinary invoices"
        if intensity < options.intensity(value):
            limit = f"at most {intensity:g} with fewer than {SAMPLE} invoices"
    return Observation(
        intensity,
        Measure(value, "days", options.fine, options.bad, how, limit),
        f"{late_on_average(days, facts.unpaid_in_dbt)}; "
        f"{len(late)} of {counted(len(invoices), bills_in(invoices))} late",
        paths(late),
    )


def intensity(facts: ClientFacts, options: LateOptions) -> float:
    """That of the days alone."""
    value = _judged(facts, options)
    return 0.0 if value is None else _intensity_of(value, facts, options)


def _days(facts: ClientFacts) -> float | None:
    """Days beyond terms; None where too little was due."""
    if facts.dbt is None or (facts.restarted and _are_few(facts)):
        return None
    return float(facts.dbt)


def _are_few(facts: ClientFacts) -> bool:
    """Whether so few invoices were due that they say little."""
    return len(facts.due_invoices) < facts.least(SAMPLE)


def _judged(facts: ClientFacts, options: LateOptions) -> float | None:
    """The days that are judged: those of few invoices are shrunk."""
    days, count = _days(facts), len(facts.due_invoices)
    if days is None or not _are_few(facts):
        return days
    return options.shrunk(days * count, count)


def _intensity_of(value: float, facts: ClientFacts, options: LateOptions) -> float:
    found = options.intensity(value)
    return min(found, options.most_of_few) if _are_few(facts) else found


RULE = Rule(
    code="PAY001",
    name="late-payment",
    severity="high",
    articles=("A1", "A4"),
    title="pays late",
    options=LateOptions.having(fine=5, bad=30),
    sources="PAYDEX, a published scale: payment on terms scores 80, 30 days beyond terms scores 50; "
    "the first five days and the limit for few invoices are a house default",
    check=check,
    intensity=intensity,
    cure="the next two invoices after a boundary talk are paid no more than {fine:days} late",
    agreement="invoices are paid on time, and work pauses while one is overdue",
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

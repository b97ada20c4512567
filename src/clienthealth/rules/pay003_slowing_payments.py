"""The client pays more and more slowly.

The slope is Theil and Sen's (the median of the slopes between all pairs of invoices), times
the span of the due dates, over the last 5 to 12 due invoices. A rise that may well be chance
(Kendall's one-sided p above 0.05) counts for nothing. An open invoice counts with its days
so far.

The rule looks at a change. An *older* invoice paid later therefore lessens it; the days
themselves are the matter of late-payment.
"""

from pydantic import Field

from clienthealth.facts.client import ClientFacts, paths
from clienthealth.facts.payment import (
    TREND_DAYS,
    TREND_LEAST,
    TREND_MOST,
    TREND_P,
    payment_trend,
)
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


class TrendOptions(Ramp):
    """A ramp over the rise in days, and what makes a series long enough."""

    least: int = Field(TREND_LEAST, ge=3, le=12, description="The fewest invoices.")
    most: int = Field(TREND_MOST, ge=5, le=60, description="The last so many invoices count.")
    span_days: int = Field(TREND_DAYS, ge=1, description="The due dates must span so many days.")
    p: float = Field(TREND_P, gt=0, lt=1, description="The largest chance of a mere accident.")


def check(facts: ClientFacts, options: TrendOptions) -> Outcome:
    """The rise of days late over the last invoices."""
    states = facts.due_series[-options.most :]
    if len(states) < options.least:
        return NotAssessed(
            f"{len(states)} of {options.least} invoices due in the window",
            "log invoices with their payments",
        )
    span = (states[-1].due - states[0].due).days
    if span < options.span_days:
        return NotAssessed(
            f"the due dates span {span} of {options.span_days} days", "nothing: time will tell"
        )
    trend = payment_trend(states, facts.as_of, options.p)
    return Observation(
        options.intensity(trend.change),
        Measure(trend.change, "days", options.fine, options.bad),
        f"the last {len(states)} invoices went {trend.change:+.0f} days over {span} days",
        paths(states),
    )


RULE = Rule(
    code="PAY003",
    name="slowing-payments",
    severity="medium",
    articles=("A4",),
    title="pays ever more slowly",
    options=TrendOptions(fine=5, bad=30),
    sources="house default; Theil-Sen slope and Kendall's test are the usual robust choice",
    check=check,
    cure="the next {least} invoices after a boundary talk are paid no more slowly one than the other",
    agreement="shorter terms or money in advance from now on",
    observations=invoices_due,
    good=invoices_in_time,
    began=late_since,
    flagged=Example("""
        invoices:
          - {number: "1", issued: 2025-12-10, due: 2026-01-09, amount: 900, payments: [{date: 2026-01-09, amount: 900}]}
          - {number: "2", issued: 2026-01-10, due: 2026-02-09, amount: 900, payments: [{date: 2026-02-16, amount: 900}]}
          - {number: "3", issued: 2026-02-10, due: 2026-03-12, amount: 900, payments: [{date: 2026-03-28, amount: 900}]}
          - {number: "4", issued: 2026-03-10, due: 2026-04-09, amount: 900, payments: [{date: 2026-05-04, amount: 900}]}
          - {number: "5", issued: 2026-04-10, due: 2026-05-10, amount: 900}
        """),
    clean=Example("""
        invoices:
          - {number: "1", issued: 2025-12-10, due: 2026-01-09, amount: 900, payments: [{date: 2026-01-12, amount: 900}]}
          - {number: "2", issued: 2026-01-10, due: 2026-02-09, amount: 900, payments: [{date: 2026-02-08, amount: 900}]}
          - {number: "3", issued: 2026-02-10, due: 2026-03-12, amount: 900, payments: [{date: 2026-03-16, amount: 900}]}
          - {number: "4", issued: 2026-03-10, due: 2026-04-09, amount: 900, payments: [{date: 2026-04-08, amount: 900}]}
          - {number: "5", issued: 2026-04-10, due: 2026-05-10, amount: 900, payments: [{date: 2026-05-12, amount: 900}]}
        """),
)

"""The client pays more and more slowly.

The measure is the rise of days late over the last 5 to 12 due invoices: the Theil-Sen slope (the
median of the slopes between all pairs of invoices) times the span of the due dates. A rise that
may be chance (Kendall's one-sided p above 0.05) does not count. An open invoice counts with its
days so far.

This rule measures a change. If an *older* invoice is paid later, the rise gets smaller. The rule
late-payment measures the days themselves.
"""

from collections.abc import Sequence

from pydantic import Field

from clienthealth.facts.client import ClientFacts, paths
from clienthealth.facts.invoices import InvoiceState
from clienthealth.facts.payment import (
    TREND_DAYS,
    TREND_LEAST,
    TREND_MOST,
    TREND_P,
    payment_trend,
)
from clienthealth.facts.words_of_payment import bills_in, counted
from clienthealth.ledger import written
from clienthealth.rules.base import (
    NOT_BILLED,
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
    """A ramp over the rise in days, and the minimum length of a series."""

    least: int = Field(TREND_LEAST, ge=3, le=12, description="The minimum number of invoices.")
    most: int = Field(
        TREND_MOST, ge=5, le=60, description="How many of the latest invoices count at most."
    )
    span_days: int = Field(
        TREND_DAYS, ge=1, description="The minimum span of the due dates, in days."
    )
    p: float = Field(
        TREND_P, gt=0, lt=1, description="The highest accepted probability that a rise is chance."
    )


def check(facts: ClientFacts, options: TrendOptions) -> Outcome:
    """The rise of days late over the latest invoices."""
    states = _latest(facts, options)
    if not states and facts.is_pro_bono:
        return NOT_BILLED
    if len(states) < options.least:
        return NotAssessed(
            f"{counted(len(states), bills_in(states))} due in the window, {options.least} needed",
            "log invoices with their payments",
        )
    span = _span(states)
    if span < options.span_days:
        return NotAssessed(
            f"the due dates span {written.count(span, 'day')}, {options.span_days} needed",
            "nothing to log: wait for more invoices",
        )
    trend = payment_trend(states, facts.as_of, options.p)
    return Observation(
        options.intensity(trend.change),
        Measure(trend.change, "days", options.fine, options.bad),
        f"{_change(trend.change)} over the last {counted(len(states), bills_in(states))} ({span} days)",
        paths(states),
    )


def intensity(facts: ClientFacts, options: TrendOptions) -> float:
    """That of the rise alone."""
    states = _latest(facts, options)
    if len(states) < options.least or _span(states) < options.span_days:
        return 0.0
    return options.intensity(payment_trend(states, facts.as_of, options.p).change)


def _latest(facts: ClientFacts, options: TrendOptions) -> tuple[InvoiceState, ...]:
    return facts.due_series[-options.most :]


def _span(states: Sequence[InvoiceState]) -> int:
    """The days from the first due date to the last."""
    return (states[-1].due - states[0].due).days


def _change(days: float) -> str:
    """A rise or fall of days late, in words."""
    whole = round(abs(days))
    if not whole:
        return "pays as fast as before"
    return f"pays {written.count(whole, 'day')} {'later' if days > 0 else 'sooner'} than before"


RULE = Rule(
    code="PAY003",
    name="slowing-payments",
    severity="medium",
    articles=("A4",),
    title="pays more and more slowly",
    options=TrendOptions.having(fine=5, bad=30),
    sources="house default; the Theil-Sen slope and Kendall's test are the usual robust choice",
    check=check,
    intensity=intensity,
    cure="the next {least} invoices after a boundary talk do not get slower from one to the next",
    agreement="shorter terms or payment in advance from now on",
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

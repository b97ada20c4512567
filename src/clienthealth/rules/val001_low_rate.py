"""An hour with this client brings less than it should, or less than it costs.

The measure is the effective hourly rate of the window: revenue net of tax and expenses, less
credit notes and write-offs, by all hours that are not work in progress. What is overdue counts
as billed here: that it is not paid is a matter of the rules on payment, and an open invoice is
not two faults. It is held against the target rate (fine) and the cost rate (as bad as it gets).
Where fewer than half of the billed months have hours, a good rate proves nothing, and the rule
does not know; a low one would be lower still. It is not asked of those who are served pro bono.
"""

from decimal import Decimal

from pydantic import Field

from clienthealth.facts.client import ClientFacts, Path
from clienthealth.facts.context import cents
from clienthealth.rules.base import (
    Measure,
    NotAssessed,
    Observation,
    Options,
    Outcome,
    Ramp,
    Rule,
)
from clienthealth.rules.examples import Example
from clienthealth.rules.observed import days_without_trouble, days_worked


class RateOptions(Options):
    """How many hours it takes to judge, and what is bad where no cost rate is written down."""

    minimum_hours: float = Field(20, ge=0, description="Fewer hours are not judged.")
    bad_share: float = Field(
        0.5, ge=0, lt=1, description="Without a cost rate: bad is this share of the target rate."
    )


def check(facts: ClientFacts, options: RateOptions) -> Outcome:
    """The effective hourly rate between target and cost."""
    if facts.target_rate is None:
        return NotAssessed("no target rate", "write `target_rate` under business")
    if facts.client.billing == "pro-bono":
        return NotAssessed("works pro bono", "nothing: no rate is expected", applies=False)
    rate = facts.billed_rate
    if rate is None or facts.hours < Decimal(str(options.minimum_hours)):
        return NotAssessed(
            f"{facts.hours:.0f} of {options.minimum_hours:.0f} hours logged in the window",
            "log time",
        )
    target = float(facts.target_rate)
    if facts.hours_gap.is_wide and rate >= facts.target_rate:
        gap = facts.hours_gap
        months = f"{gap.billed - len(gap.without)} of {gap.billed} billed months"
        return NotAssessed(f"hours in {months} only", "log the time of every month billed")
    worst = facts.cost_rate
    bad = float(worst) if worst is not None else target * options.bad_share
    currency = facts.context.business.currency
    return Observation(
        Ramp(fine=target, bad=min(bad, target)).intensity(float(rate)) if bad < target else 0.0,
        Measure(float(cents(rate)), f"{currency} an hour", target, bad),
        f"an hour brings {cents(rate)} {currency} ({cents(facts.billed_revenue)} for "
        f"{facts.hours.normalize():f} h), target {facts.target_rate}",
        _evidence(facts),
    )


def _evidence(facts: ClientFacts) -> tuple[Path, ...]:
    billed: list[Path] = [("invoices", s.position) for s in facts.issued_invoices]
    fees: list[Path] = [
        ("projects", p.position)
        for p in facts.projects
        if p.is_fixed_fee and p.hours > p.hours_before
    ]
    return (*fees, *billed)


RULE = Rule(
    code="VAL001",
    name="low-rate",
    former_names=("below-cost-rate",),
    severity="high",
    articles=("A0",),
    title="brings too little by the hour",
    options=RateOptions(),
    sources="the business's own target and cost rate; the hours it takes and the share that is bad "
    "without a cost rate are a house default",
    check=check,
    cure="an hour brings the target rate",
    agreement="a higher rate from a day on, or less work for the same price",
    observations=days_worked,
    good=days_without_trouble,
    trait="low-rate",
    marks=frozenset({"rate"}),
    flagged=Example("""
        invoices: [{number: "1", issued: 2026-04-10, amount: 1200, payments: [{date: 2026-04-20, amount: 1200}]}]
        time: [{date: 2026-04-01, hours: 10}, {date: 2026-04-02, hours: 12}]
        """),
    clean=Example("""
        invoices: [{number: "1", issued: 2026-04-10, amount: 2200, payments: [{date: 2026-04-20, amount: 2200}]}]
        time: [{date: 2026-04-01, hours: 10}, {date: 2026-04-02, hours: 12}]
        """),
)

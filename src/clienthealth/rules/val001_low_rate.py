"""An hour with this client brings in less than your target rate.

The measure is the effective hourly rate of the window: revenue net of tax and expenses, less
credit notes and write-offs, divided by all hours except work in progress. Overdue invoices count
as revenue here, because the payment rules already judge them. The target rate is fine; the cost
rate is as bad as it gets.

If fewer than half of the billed months have hours, a good rate proves nothing and the rule is not
assessed. A low rate still counts, because the missing hours would make it lower. Pro bono clients
are left out.
"""

from decimal import Decimal

from pydantic import Field

from clienthealth.facts.client import ClientFacts, Path
from clienthealth.facts.context import cents
from clienthealth.facts.words_of_revenue import if_paid
from clienthealth.ledger import written
from clienthealth.rules.base import (
    PRO_BONO,
    Measure,
    NotAssessed,
    Observation,
    Options,
    Outcome,
    Rule,
    ramp,
)
from clienthealth.rules.examples import Example
from clienthealth.rules.observed import days_without_trouble, days_worked


class RateOptions(Options):
    """The minimum of hours, and the worst rate if the ledger has no cost rate."""

    minimum_hours: float = Field(20, ge=0, description="The minimum of hours in the window.")
    bad_share: float = Field(
        0.5, ge=0, lt=1, description="Without a cost rate, this share of the target rate is bad."
    )


def check(facts: ClientFacts, options: RateOptions) -> Outcome:
    """The effective hourly rate between target and cost."""
    if facts.target_rate is None:
        return NotAssessed("no target rate", "write `target_rate` under business")
    if facts.is_pro_bono:
        return PRO_BONO
    rate = _rate(facts, options)
    if rate is None:
        return NotAssessed(
            f"{written.quantity(facts.hours, 'hour')} logged in the window, "
            f"{options.minimum_hours:g} needed",
            "log time",
        )
    target = float(facts.target_rate)
    if rate >= facts.target_rate and facts.hours_gap.is_wide:
        gap = facts.hours_gap
        months = f"{gap.billed - len(gap.without)} of {written.count(gap.billed, 'billed month')}"
        return NotAssessed(f"hours in only {months}", "log the time of every billed month")
    bad = _bad(facts, options, target)
    currency = facts.context.business.currency
    return Observation(
        _intensity_of(rate, target, bad),
        Measure(float(cents(rate)), f"{currency} an hour", target, bad),
        f"an hour brings in {written.amount(cents(rate), currency)}"
        f"{if_paid(facts.provision)} "
        f"({written.cell(cents(facts.billed_revenue), currency)} for {_hours(facts)}), "
        f"target {written.cell(facts.target_rate, currency)}",
        _evidence(facts),
    )


def intensity(facts: ClientFacts, options: RateOptions) -> float:
    """That of the rate alone. At target it is none, whether or not the hours are all there."""
    if facts.target_rate is None or facts.is_pro_bono:
        return 0.0
    rate = _rate(facts, options)
    if rate is None or rate >= facts.target_rate:
        return 0.0
    target = float(facts.target_rate)
    return _intensity_of(rate, target, _bad(facts, options, target))


def _rate(facts: ClientFacts, options: RateOptions) -> Decimal | None:
    """The rate that is judged; None with too few hours."""
    enough = Decimal(str(options.minimum_hours))
    return facts.billed_rate if facts.hours >= enough else None


def _bad(facts: ClientFacts, options: RateOptions, target: float) -> float:
    """The worst rate: the cost rate, or a share of the target."""
    worst = facts.cost_rate
    return float(worst) if worst is not None else target * options.bad_share


def _intensity_of(rate: Decimal, target: float, bad: float) -> float:
    return ramp(float(rate), target, bad) if bad < target else 0.0


def _hours(facts: ClientFacts) -> str:
    """The hours as exactly as they were logged."""
    return f"{facts.hours.normalize():,f} hour{'' if facts.hours == 1 else 's'}"


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
    title="brings in too little per hour",
    options=RateOptions.having(),
    sources="your own target and cost rate; the minimum of hours, and the bad share without a cost "
    "rate, are a house default",
    check=check,
    intensity=intensity,
    cure="an hour brings in the target rate",
    agreement="a higher rate from a fixed day, or less work for the same price",
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

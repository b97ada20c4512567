"""Fixed-fee work takes more hours than estimated.

The measure covers all fixed-fee projects worked on in the window: the hours over each estimate
that fell into the window, relative to the sum of the estimates. A project within its estimate
does not cancel the overrun of another, but it makes the overrun smaller in proportion.
"""

from decimal import Decimal

from clienthealth.facts.client import ClientFacts
from clienthealth.facts.work import ProjectState
from clienthealth.ledger import written
from clienthealth.rules.base import (
    Measure,
    NotAssessed,
    Observation,
    Outcome,
    Ramp,
    Rule,
)
from clienthealth.rules.examples import Example
from clienthealth.rules.observed import days_without_trouble, days_worked


def check(facts: ClientFacts, options: Ramp) -> Outcome:
    """Actual hours of fixed-fee projects, as a multiple of the estimate."""
    projects = [p for p in facts.projects if p.is_fixed_fee and p.hours > p.hours_before]
    if not projects:
        return NotAssessed(
            "no time logged on a fixed-fee project with an estimate",
            "give projects a `fee` and `estimated_hours`, and log time with its `project`",
            applies=bool(facts.projects),
        )
    estimated = sum((p.project.estimated_hours or Decimal(0) for p in projects), Decimal(0))
    over = [(p, _overrun(p)) for p in projects]
    beyond = sum((hours for _, hours in over), Decimal(0))
    ratio = float(1 + beyond / estimated)
    return Observation(
        options.intensity(ratio),
        Measure(ratio, "times the estimate", options.fine, options.bad),
        f"{written.quantity(beyond, 'hour')} over the estimate of {written.quantity(estimated, 'hour')} "
        "on fixed-fee work",
        tuple(("projects", p.position) for p, hours in over if hours > 0),
    )


def _overrun(state: ProjectState) -> Decimal:
    allowed = max(state.project.estimated_hours or Decimal(0), state.hours_before)
    return max(Decimal(0), state.hours - allowed)


RULE = Rule(
    code="SCO001",
    name="hours-overrun",
    severity="medium",
    articles=("A0",),
    title="takes more hours than the fee covers",
    options=Ramp.having(fine=1.10, bad=1.60),
    sources="house default, after part 9 of the article's series, on scope creep",
    check=check,
    cure="fixed-fee work stays within {fine:g} times its estimate",
    agreement="what the fee covers, and that hours beyond it are agreed first and then billed",
    observations=days_worked,
    good=days_without_trouble,
    parts=("projects",),
    flagged=Example("""
        projects: [{id: shop, fee: 2000, estimated_hours: 20}]
        time:
          - {date: 2026-03-02, hours: 9, project: shop}
          - {date: 2026-03-03, hours: 9, project: shop}
          - {date: 2026-03-04, hours: 9, project: shop}
        """),
    clean=Example("""
        projects: [{id: shop, fee: 2000, estimated_hours: 20}]
        time:
          - {date: 2026-03-02, hours: 9, project: shop}
          - {date: 2026-03-03, hours: 9, project: shop}
        """),
)

"""Changes are done and never billed.

The measure is the hours of unbilled change requests done in the window, as a share of the hours
of their project (the estimate, or the hours worked if there is no estimate). The worst project
counts. The message says what all unbilled changes would have brought in at the target rate.

A change request without `done` counts as done when as many hours as it needs are logged on its
project, when the project is finished, or after 30 days. If nothing is found, but a change has no
`hours`, or its project has no hours to compare with, the rule is not assessed.
"""

from collections.abc import Iterator
from decimal import Decimal

from pydantic import Field

from clienthealth.facts.client import ClientFacts, Path
from clienthealth.facts.context import cents
from clienthealth.facts.unbilled import CHANGE_DAYS, unbilled_changes
from clienthealth.facts.work import ProjectState, done_on
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

ZERO = Decimal(0)


class ChangeOptions(Ramp):
    """When a change request without `done` counts as done."""

    days: int = Field(
        CHANGE_DAYS, ge=0, description="Days after which a change without `done` counts as done."
    )


def check(facts: ClientFacts, options: ChangeOptions) -> Outcome:
    """Hours of changes done and not billed, as a share of the project's hours."""
    projects = [p for p in facts.projects if _hours(p) > 0]
    if not projects:
        return NotAssessed(
            "no project with hours",
            "give projects `estimated_hours`, or log time with their `project`",
            applies=bool(facts.projects),
        )
    if not facts.keeps("change_request"):
        return NotAssessed(
            "no change request recorded",
            "log `change_requests` under their project, or add `change_request` to `keeps` "
            "if there were none",
        )
    unbilled = {p.position: [*_unbilled(p, facts, options.days)] for p in facts.projects}
    value = max(float(_total(unbilled[p.position]) / _hours(p)) for p in projects)
    found = [item for p in projects for item in unbilled[p.position] if item[1]]
    unmeasured = sum(map(len, unbilled.values())) - len(found)
    intensity = options.intensity(value)
    if unmeasured and not intensity:
        return NotAssessed(
            f"{written.count(unmeasured, 'unbilled change request')} without hours",
            "give the change requests `hours`, and their project `estimated_hours`",
        )
    hours = _total(found)
    return Observation(
        intensity,
        Measure(value, "share", options.fine, options.bad),
        f"{written.quantity(hours, 'hour')} of changes done and not billed{_worth(facts, hours)}; "
        f"up to {written.percent(value)} of a project's hours",
        tuple(path for path, _ in found),
    )


def _total(items: list[tuple[Path, Decimal]]) -> Decimal:
    return sum((hours for _, hours in items), ZERO)


def _hours(state: ProjectState) -> Decimal:
    return state.project.estimated_hours or state.hours


def _unbilled(state: ProjectState, facts: ClientFacts, days: int) -> Iterator[tuple[Path, Decimal]]:
    for path, change in unbilled_changes(facts, state, days):
        if facts.start < done_on(change, state, facts.all_time, days):
            yield path, change.hours or ZERO


def _worth(facts: ClientFacts, hours: Decimal) -> str:
    if facts.target_rate is None or not hours:
        return ""
    amount = written.amount(cents(hours * facts.target_rate), facts.context.business.currency)
    return f" ({amount} at the target rate)"


RULE = Rule(
    code="SCO002",
    name="unbilled-changes",
    severity="high",
    articles=("A0",),
    title="gets changes for free",
    options=ChangeOptions.having(fine=0.05, bad=0.25),
    sources="house default, after part 9 of the article's series, on scope creep",
    check=check,
    cure="you bill the changes done so far, and agree a price for new ones before you start them",
    agreement="each change is estimated and accepted in writing before you start it, and billed",
    observations=days_worked,
    good=days_without_trouble,
    parts=("projects",),
    flagged=Example("""
        projects:
          - id: shop
            fee: 2000
            estimated_hours: 20
            change_requests:
              - {date: 2026-03-02, what: another language, hours: 3, done: 2026-03-09}
              - {date: 2026-03-12, what: new filter, hours: 2, done: 2026-03-16}
        """),
    clean=Example("""
        projects:
          - id: shop
            fee: 2000
            estimated_hours: 20
            change_requests:
              - {date: 2026-03-02, what: another language, hours: 3, done: 2026-03-09, billed: 2026-03-31}
        """),
)

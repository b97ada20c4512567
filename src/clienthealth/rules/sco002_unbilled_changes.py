"""Changes are done and never billed.

The measure is the hours of change requests done in the window and not billed, against the
hours of their project (the estimate, else the hours worked); the worst project tells. The
message says what all of them would have brought at the target rate.

A change request without `done` counts as done once as many hours as it takes are logged on its
project, or the project is finished, or 30 days have passed. Where nothing is found, but a change
has no `hours`, or its project has none to compare them with, the rule does not know.
"""

from collections.abc import Iterator
from decimal import Decimal

from pydantic import Field

from clienthealth.facts.client import ClientFacts, Path
from clienthealth.facts.context import cents, percent
from clienthealth.facts.unbilled import CHANGE_DAYS, unbilled_changes
from clienthealth.facts.work import ProjectState, done_on
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
        CHANGE_DAYS, ge=0, description="After so many days a change request without `done` is done."
    )


def check(facts: ClientFacts, options: ChangeOptions) -> Outcome:
    """Hours of changes done and not billed, as a share of the project's hours."""
    projects = [p for p in facts.projects if _hours(p) > 0]
    if not projects:
        return NotAssessed(
            "no project with hours",
            "log projects with estimated_hours, and time",
            applies=bool(facts.projects),
        )
    if not facts.keeps("change_request"):
        return NotAssessed(
            "no change request recorded",
            "log change_requests under their project, or list change_request in `keeps`",
        )
    unbilled = {p.position: [*_unbilled(p, facts, options.days)] for p in facts.projects}
    value = max(float(_total(unbilled[p.position]) / _hours(p)) for p in projects)
    found = [item for p in projects for item in unbilled[p.position] if item[1]]
    unmeasured = sum(map(len, unbilled.values())) - len(found)
    intensity = options.intensity(value)
    if unmeasured and not intensity:
        return NotAssessed(
            f"change requests without hours: {unmeasured}",
            "write `hours` on the change requests, and `estimated_hours` on their project",
        )
    hours = _total(found)
    return Observation(
        intensity,
        Measure(value, "share", options.fine, options.bad),
        f"{hours:.1f} hours of changes done and not billed{_worth(facts, hours)}; "
        f"{percent(value)} of a project's hours",
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
    amount = cents(hours * facts.target_rate)
    return f" ({amount} {facts.context.business.currency} at the target rate)"


RULE = Rule(
    code="SCO002",
    name="unbilled-changes",
    severity="high",
    articles=("A0",),
    title="gets changes for nothing",
    options=ChangeOptions(fine=0.05, bad=0.25),
    sources="house default, after part 9 of the article's series, on scope creep",
    check=check,
    cure="the changes done so far are billed, and the next ones before they are begun",
    agreement="a change is estimated and accepted in writing before it is begun, and billed",
    observations=days_worked,
    good=days_without_trouble,
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

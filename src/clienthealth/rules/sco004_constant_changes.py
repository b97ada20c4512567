"""The client keeps changing their mind.

The measure is the number of change requests per month of running project in the window. Two
projects that run side by side count as two months a month. Billed changes count too.
"""

from datetime import date

from clienthealth.facts.client import DAYS_A_MONTH, ClientFacts, Path
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
    """Change requests per month of running project."""
    if not facts.projects:
        return NotAssessed(
            "no project", "log projects with `started` and `change_requests`", applies=False
        )
    if not facts.keeps("change_request"):
        return NotAssessed(
            "no change request recorded",
            "log `change_requests` under their project, or add `change_request` to `keeps` "
            "if there were none",
        )
    requests: list[Path] = [
        ("projects", p.position, "change_requests", index)
        for p in facts.projects
        for index, change in enumerate(p.project.change_requests)
        if facts.start < change.date <= facts.as_of
    ]
    months = max(1.0, sum(_days_running(p, facts) for p in facts.projects) / DAYS_A_MONTH)
    value = len(requests) / months
    return Observation(
        options.intensity(value),
        Measure(value, "a month", options.fine, options.bad),
        f"{written.count(len(requests), 'change request')} in "
        f"{written.quantity(months, 'month')} of running projects",
        tuple(requests),
    )


def _days_running(state: ProjectState, facts: ClientFacts) -> int:
    first = _first_day(state, facts)
    last = min(state.finished or facts.as_of, facts.as_of)
    return max(0, (last - max(first, facts.start)).days)


def _first_day(state: ProjectState, facts: ClientFacts) -> date:
    if state.project.started is not None:
        return state.project.started
    worked = [w.entry.date for w in facts.all_time if w.entry.project == state.project.id]
    return min(worked, default=facts.since_day or facts.start)


RULE = Rule(
    code="SCO004",
    name="constant-changes",
    severity="low",
    articles=("A0",),
    title="keeps changing their mind",
    options=Ramp.having(fine=1, bad=4),
    sources="house default",
    check=check,
    cure="they ask for a change at most {fine:times} per month of running project",
    agreement="changes are collected and estimated together once a month",
    observations=days_worked,
    good=days_without_trouble,
    trait="changes",
    parts=("projects",),
    flagged=Example("""
        projects:
          - id: shop
            started: 2026-05-01
            change_requests:
              - {date: 2026-05-04, hours: 1, billed: true}
              - {date: 2026-05-11, hours: 1, billed: true}
              - {date: 2026-05-18, hours: 1, billed: true}
              - {date: 2026-06-01, hours: 1, billed: true}
              - {date: 2026-06-08, hours: 1, billed: true}
              - {date: 2026-06-15, hours: 1, billed: true}
        """),
    clean=Example("""
        projects:
          - id: shop
            started: 2026-04-01
            change_requests:
              - {date: 2026-05-04, hours: 1, billed: true}
              - {date: 2026-06-01, hours: 1, billed: true}
        """),
)

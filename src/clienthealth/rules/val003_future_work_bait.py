"""The client gets a deal for this job by promising later jobs, which never come.

The rule counts `future_work_promise` events that were not kept. A fresh promise may still be
kept, so it counts after 90 days. A prospect's promise counts at once, from the first one: there
is no job yet that has earned a deal, so the promise is bait.
"""

from datetime import timedelta

from pydantic import Field

from clienthealth.facts.client import ClientFacts
from clienthealth.ledger.events import FutureWorkPromiseEvent
from clienthealth.rules.base import (
    NotAssessed,
    Outcome,
    Rule,
    count_outcome,
)
from clienthealth.rules.examples import Example
from clienthealth.rules.sooner import SoonerRamp


class PromiseOptions(SoonerRamp):
    """A ramp over promises per year, and the time to keep one."""

    grace_days: int = Field(
        90, ge=0, le=3660, description="Days before a client's unkept promise counts."
    )


def check(facts: ClientFacts, options: PromiseOptions) -> Outcome:
    """Promises of later work that were not kept, per year."""
    promises = facts.events_of(FutureWorkPromiseEvent)
    if not promises and not facts.keeps("future_work_promise"):
        return NotAssessed(
            "no promise of later work recorded",
            "log `future_work_promise` events, or add the kind to `keeps` if there were none",
        )
    grace = timedelta(0 if facts.stage == "prospect" else options.grace_days)
    broken = [
        ("events", index)
        for index, event in promises
        if not _is_kept(event, facts) and facts.as_of - facts.context.day(event.at) >= grace
    ]
    return count_outcome(
        facts, options.of(facts.stage), "promised later work {times} and did not deliver it", broken
    )


def _is_kept(event: FutureWorkPromiseEvent, facts: ClientFacts) -> bool:
    return event.kept if isinstance(event.kept, bool) else event.kept <= facts.as_of


RULE = Rule(
    code="VAL003",
    name="future-work-bait",
    severity="medium",
    articles=("A0",),
    title="baits you with later work",
    options=PromiseOptions.having(fine=1, bad=3),
    sources="house default",
    check=check,
    cure="the promised work comes",
    agreement="a discount for later work comes with the later work, not before",
    stages=("prospect", "active", "former"),
    trait="bait",
    kinds=("future_work_promise",),
    flagged=Example("""
        events:
          - {kind: future_work_promise, at: 2025-11-03}
          - {kind: future_work_promise, at: 2026-01-12}
        """),
    clean=Example("""
        events:
          - {kind: future_work_promise, at: 2025-11-03, kept: 2026-02-01}
          - {kind: future_work_promise, at: 2026-01-12}
        """),
)

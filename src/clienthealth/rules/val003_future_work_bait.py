"""A deal on this job is paid for with a promise of later ones, which do not come.

Counted are `future_work_promise` events that were not kept. A fresh promise may still be
kept: it counts after 90 days. What a prospect promises counts at once, and from the first on:
there is no job yet for which the deal would have been a reward, so the promise is bait.
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
    """A ramp over promises in a year, and how long a promise may take."""

    grace_days: int = Field(
        90, ge=0, le=3660, description="Until then a client's promise is not judged."
    )


def check(facts: ClientFacts, options: PromiseOptions) -> Outcome:
    """Promises of later work that were not kept, in a year."""
    promises = facts.events_of(FutureWorkPromiseEvent)
    if not promises and not facts.keeps("future_work_promise"):
        return NotAssessed(
            "no promise of later work recorded",
            "log `future_work_promise` events, or list the kind in `keeps`",
        )
    grace = timedelta(0 if facts.stage == "prospect" else options.grace_days)
    broken = [
        ("events", index)
        for index, event in promises
        if not _is_kept(event, facts) and facts.as_of - facts.context.day(event.at) >= grace
    ]
    return count_outcome(
        facts, options.of(facts.stage), "promised later work {times} and did not bring it", broken
    )


def _is_kept(event: FutureWorkPromiseEvent, facts: ClientFacts) -> bool:
    return event.kept if isinstance(event.kept, bool) else event.kept <= facts.as_of


RULE = Rule(
    code="VAL003",
    name="future-work-bait",
    severity="medium",
    articles=("A0",),
    title="baits with later work",
    options=PromiseOptions(fine=1, bad=3),
    sources="house default",
    check=check,
    cure="the promised work comes",
    agreement="a discount for later work comes with the later work, not before it",
    stages=("prospect", "active", "former"),
    trait="bait",
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

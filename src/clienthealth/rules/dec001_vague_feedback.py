"""Feedback says "not quite it", but nothing you could act on.

The measure is the share of `feedback` events that are unclear, averaged with four answers of an
ordinary client.
"""

from clienthealth.facts.client import ClientFacts
from clienthealth.ledger import written
from clienthealth.ledger.events import FeedbackEvent
from clienthealth.rules.base import (
    EVENED_OUT,
    Measure,
    NotAssessed,
    Observation,
    Outcome,
    Ramp,
    Rule,
)
from clienthealth.rules.examples import Example
from clienthealth.rules.observed import all_but_evidence

SAMPLE = 3


def check(facts: ClientFacts, options: Ramp) -> Outcome:
    """The unclear share of at least three answers."""
    needed = facts.least(SAMPLE)
    feedback = facts.events_of(FeedbackEvent)
    if len(feedback) < needed:
        return NotAssessed(
            f"{written.count(len(feedback), 'answer')} to your work recorded, {needed} needed",
            "log `feedback` events, both clear and unclear",
        )
    vague = [index for index, event in feedback if not event.clear]
    value = options.shrunk(len(vague), len(feedback))
    return Observation(
        options.intensity(value),
        Measure(value, "share", options.fine, options.bad, EVENED_OUT),
        f"{len(vague)} of {written.count(len(feedback), 'answer')} unclear "
        f"({written.percent(len(vague) / len(feedback))})",
        tuple(("events", index) for index in vague),
    )


def feedback_seen(facts: ClientFacts) -> int:
    """Feedback in the window."""
    return len(facts.events_of(FeedbackEvent))


RULE = Rule(
    code="DEC001",
    name="vague-feedback",
    severity="medium",
    articles=("A1",),
    title="says 'not quite it'",
    options=Ramp.having(fine=0.30, bad=0.80),
    sources="house default",
    check=check,
    cure="the next two answers after a boundary talk are clear",
    agreement="feedback says in writing what to change, and no round starts before it does",
    observations=feedback_seen,
    good=all_but_evidence(feedback_seen),
    kinds=("feedback",),
    flagged=Example("""
        events:
          - {kind: feedback, at: 2026-02-03, clear: false}
          - {kind: feedback, at: 2026-02-17, clear: false}
          - {kind: feedback, at: 2026-03-03, clear: false}
          - {kind: feedback, at: 2026-03-17, clear: false}
        """),
    clean=Example("""
        events:
          - {kind: feedback, at: 2026-02-03, clear: true}
          - {kind: feedback, at: 2026-02-17, clear: false}
          - {kind: feedback, at: 2026-03-03, clear: true}
          - {kind: feedback, at: 2026-03-17, clear: true}
        """),
)

"""The client always finds something wrong, however good the work is.

The measure is the share of answers to your work that are complaints without cause, averaged with
four answers of an ordinary client. An answer is a complaint, praise or clear feedback. Unclear
answers belong to vague-feedback and do not count here. The article says nine times out of ten.
"""

from clienthealth.facts.client import ClientFacts
from clienthealth.ledger import written
from clienthealth.ledger.events import ComplaintEvent, FeedbackEvent
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
from clienthealth.rules.meaning import event_day
from clienthealth.rules.observed import all_but_evidence

SAMPLE = 3


def check(facts: ClientFacts, options: Ramp) -> Outcome:
    """The share of complaints without cause among at least three answers."""
    needed = facts.least(SAMPLE)
    answers = answers_seen(facts)
    if answers < needed:
        return NotAssessed(
            f"{written.count(answers, 'answer')} to your work recorded, {needed} needed",
            "log `complaint`, `praise` and `feedback` events",
        )
    groundless = [i for i, event in facts.events_of(ComplaintEvent) if not event.justified]
    value = options.shrunk(len(groundless), answers)
    return Observation(
        options.intensity(value),
        Measure(value, "share", options.fine, options.bad, EVENED_OUT),
        f"{len(groundless)} of {written.count(answers, 'answer')} "
        f"{'was a complaint' if len(groundless) == 1 else 'were complaints'} without cause",
        tuple(("events", index) for index in groundless),
    )


def answers_seen(facts: ClientFacts) -> int:
    """Complaints, praise and clear feedback in the window."""
    clear = sum(event.clear for _, event in facts.events_of(FeedbackEvent))
    return len(facts.events_of(ComplaintEvent)) + len(facts.events_of_kind("praise")) + clear


RULE = Rule(
    code="VAL005",
    name="never-satisfied",
    severity="high",
    articles=("A0", "A4"),
    title="is never satisfied",
    options=Ramp.having(fine=0.30, bad=0.90),
    sources="`bad` is the article's 'nine times out of ten', `fine` a house default",
    check=check,
    cure="the next two answers after a boundary talk are not complaints without cause",
    agreement="what 'done' means: a list that you tick off together",
    observations=answers_seen,
    good=all_but_evidence(answers_seen),
    trait="never-satisfied",
    began=event_day,
    kinds=("complaint",),
    flagged=Example("""
        events:
          - {kind: complaint, at: 2026-02-03, justified: false}
          - {kind: complaint, at: 2026-02-23, justified: false}
          - {kind: complaint, at: 2026-03-03, justified: false}
          - {kind: complaint, at: 2026-03-23, justified: false}
          - {kind: complaint, at: 2026-04-03, justified: false}
        """),
    clean=Example("""
        events:
          - {kind: complaint, at: 2026-02-03, justified: true}
          - {kind: complaint, at: 2026-02-23, justified: false}
          - {kind: praise, at: 2026-03-03}
          - {kind: feedback, at: 2026-03-23, clear: true}
        """),
)

"""The prospect does not answer your outreach.

The measure is how many of the four steps of three calls and a letter went unanswered since the
last answer; a mail counts as a step like a call. Three calls without an answer call for the letter; after the letter, forget them.
"""

from clienthealth.facts.client import ClientFacts
from clienthealth.rules.base import Measure, NotAssessed, Observation, Options, Outcome, Rule
from clienthealth.rules.examples import Example

STEPS = 4


def check(facts: ClientFacts, _: Options) -> Outcome:
    """Unanswered steps of the outreach."""
    if not facts.outreach and not facts.keeps("outreach"):
        return NotAssessed(
            "no outreach recorded", "log `outreach` events: calls, mails and the letter"
        )
    silent = facts.unanswered_outreach
    return Observation(
        min(1.0, len(silent) / STEPS),
        Measure(len(silent), "steps unanswered", 0, STEPS),
        f"{len(silent)} of the {STEPS} steps of outreach without an answer",
        tuple(("events", index) for index, _ in silent),
    )


RULE = Rule(
    code="PRO007",
    name="gone-silent",
    severity="medium",
    articles=("A2",),
    title="does not answer your calls",
    options=Options(),
    sources="the article's three calls and a letter",
    check=check,
    cure="it answers",
    stages=("prospect",),
    marks=frozenset({"stall", "silence"}),
    flagged=Example("""
        first_contact: 2026-01-12
        events:
          - {kind: outreach, at: 2026-06-02, step: call}
          - {kind: outreach, at: 2026-06-05, step: call}
          - {kind: outreach, at: 2026-06-08, step: call}
        """),
    clean=Example("""
        first_contact: 2026-01-12
        events:
          - {kind: outreach, at: 2026-06-02, step: call}
          - {kind: outreach, at: 2026-06-05, step: call, outcome: answered}
        """),
)

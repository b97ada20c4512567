"""The prospect does not answer your outreach.

The outreach has four steps: three calls and a letter. The measure is the number of steps without
an answer since the last answer. A mail counts as a call. After three unanswered calls, send the
letter; after the letter, forget them.
"""

from clienthealth.facts.client import ClientFacts
from clienthealth.rules.base import Measure, NotAssessed, Observation, Options, Outcome, Rule
from clienthealth.rules.examples import Example

STEPS = 4


def check(facts: ClientFacts, _: Options) -> Outcome:
    """Unanswered steps of the outreach."""
    if not facts.outreach and not facts.keeps("outreach"):
        return NotAssessed(
            "no outreach recorded", "log your calls, mails and the letter as `outreach` events"
        )
    silent = facts.unanswered_outreach
    return Observation(
        min(1.0, len(silent) / STEPS),
        Measure(len(silent), "steps unanswered", 0, STEPS),
        f"did not answer {len(silent)} of {STEPS} steps of outreach",
        tuple(("events", index) for index, _ in silent),
    )


RULE = Rule(
    code="PRO007",
    name="gone-silent",
    severity="medium",
    articles=("A2",),
    title="does not answer your outreach",
    options=Options.having(),
    sources="the article's three calls and a letter",
    check=check,
    cure="they answer",
    stages=("prospect",),
    marks=frozenset({"stall", "silence"}),
    kinds=("outreach",),
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

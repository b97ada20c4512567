"""The client is disrespectful, or worse.

Article 000 names four steps: merely annoying, unprofessional, disrespectful, abusive. Each
`misconduct` event counts with its level (0.05, 0.15, 0.35 and 1), added up to 1 at most;
distrust and insults are disrespectful. A single abusive act is as bad as it gets, and no
amount of good evidence makes up for it.
"""

from pydantic import Field

from clienthealth.facts.client import ClientFacts
from clienthealth.ledger.events import MisconductEvent
from clienthealth.rules.base import (
    Measure,
    NotAssessed,
    Observation,
    Options,
    Outcome,
    Rule,
)
from clienthealth.rules.examples import Example


class Levels(Options):
    """What each level of misconduct counts."""

    annoying: float = Field(0.05, ge=0, le=1, description="What one annoying act counts.")
    unprofessional: float = Field(
        0.15, ge=0, le=1, description="What one unprofessional act counts."
    )
    disrespectful: float = Field(0.35, ge=0, le=1, description="What one disrespectful act counts.")
    abusive: float = Field(1.0, ge=0, le=1, description="What one abusive act counts.")


def check(facts: ClientFacts, options: Levels) -> Outcome:
    """The sum of the levels of misconduct, up to 1."""
    acts = facts.events_of(MisconductEvent)
    if not acts and not facts.keeps("misconduct"):
        return NotAssessed(
            "no misconduct recorded", "log `misconduct` events, or list the kind in `keeps`"
        )
    total = min(1.0, sum(float(getattr(options, event.level)) for _, event in acts))
    told = sorted((facts.context.day(event.at), event.level) for _, event in acts)
    levels = ", ".join(f"{level} on {day}" for day, level in told)
    return Observation(
        total,
        Measure(total, "sum of levels", 0, 1),
        f"misconduct: {levels}" if acts else "no misconduct",
        tuple(("events", index) for index, _ in acts),
    )


RULE = Rule(
    code="BND005",
    name="disrespect",
    severity="critical",
    articles=("A0",),
    title="is disrespectful or abusive",
    options=Levels(),
    sources="the four levels are the article's, their figures a house default",
    check=check,
    cure="there is no more misconduct",
    stages=("prospect", "active", "former"),
    trait="distrust",
    marks=frozenset({"abuse"}),
    flagged=Example("""
        events:
          - {kind: misconduct, at: 2026-02-03, level: disrespectful, note: called the draft garbage before the team}
          - {kind: misconduct, at: 2026-03-03, level: unprofessional, note: sent the same mail to my other clients}
        """),
    clean=Example(
        """
        events:
          - {kind: praise, at: 2026-02-03}
        """,
        business="keeps: [misconduct]",
    ),
)

"""The client is disrespectful, or worse.

Article 000 names four steps: merely annoying, unprofessional, disrespectful, abusive. Each
`misconduct` event counts with its level (0.05, 0.15, 0.35 and 1), added up to 1 at most;
distrust and insults are disrespectful. A single abusive act is as bad as it gets, and no
amount of good evidence makes up for it.

An act counts in full while it is in the window. From then on it fades: in equal steps, a day at a
time, until nothing of it is left three years after it was done. Nobody turns from an abuser into
a good client overnight.
"""

from datetime import date

from pydantic import Field

from clienthealth.facts.client import ClientFacts
from clienthealth.facts.context import percent
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
    memory_days: int = Field(
        1095, ge=0, le=36600, description="Days until an act no longer counts; it fades until then."
    )


def check(facts: ClientFacts, options: Levels) -> Outcome:
    """The sum of the levels of misconduct, up to 1."""
    acts = [
        (seen, seen.event, left)
        for seen in facts.remembered(options.memory_days)
        if isinstance(seen.event, MisconductEvent)
        and (left := _left(seen.day, facts, options.memory_days)) > 0
    ]
    if not acts and not facts.keeps("misconduct"):
        return NotAssessed(
            "no misconduct recorded", "log `misconduct` events, or list the kind in `keeps`"
        )
    total = sum(float(getattr(options, event.level)) * left for _, event, left in acts)
    total = round(min(1.0, total), 9)
    told = sorted((seen.day, event.level, left) for seen, event, left in acts)
    levels = ", ".join(f"{level} on {day}{_faded(left)}" for day, level, left in told)
    return Observation(
        total,
        Measure(total, "sum of levels", 0, 1),
        f"misconduct: {levels}" if acts else "no misconduct",
        tuple(("events", seen.position) for seen, _, _ in acts),
    )


def _left(day: date, facts: ClientFacts, memory: int) -> float:
    """What is left of an act: 1 in the window, then less each day until it is forgotten."""
    if day > facts.start:
        return 1.0
    age, window = (facts.as_of - day).days, (facts.as_of - facts.start).days
    return max(0.0, (memory - age) / (memory - window)) if memory > window else 0.0


def _faded(left: float) -> str:
    return "" if left == 1 else f" (faded to {percent(left)})"


RULE = Rule(
    code="BND005",
    name="disrespect",
    severity="critical",
    articles=("A0",),
    title="is disrespectful or abusive",
    options=Levels(),
    sources="the four levels are the article's, their figures and the three years a house default",
    check=check,
    cure="there is no more misconduct, and what there was fades",
    agreement="how you speak to one another, and that a call which turns rude is over",
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

"""The client is disrespectful, or worse.

Article 000 names four levels: merely annoying, unprofessional, disrespectful, abusive. Each
`misconduct` event counts with its level (0.05, 0.15, 0.35 or 1). The sum is at most 1. Distrust
and insults are disrespectful. A single abusive act is as bad as it gets, and no good evidence
makes up for it.

An act counts in full while it is in the window. After that it fades evenly, day by day, and is
gone three years after it happened. Nobody turns from an abuser into a good client overnight.
"""

from datetime import date

from pydantic import Field

from clienthealth.facts.client import ClientFacts
from clienthealth.ledger import written
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
    """The intensity of one act of each level."""

    annoying: float = Field(0.05, ge=0, le=1, description="The intensity of one annoying act.")
    unprofessional: float = Field(
        0.15, ge=0, le=1, description="The intensity of one unprofessional act."
    )
    disrespectful: float = Field(
        0.35, ge=0, le=1, description="The intensity of one disrespectful act."
    )
    abusive: float = Field(1.0, ge=0, le=1, description="The intensity of one abusive act.")
    memory_days: int = Field(
        1095, ge=0, le=36600, description="Days until an act has faded and no longer counts."
    )


def check(facts: ClientFacts, options: Levels) -> Outcome:
    """The sum of the levels of misconduct, up to 1."""
    acts = [
        (seen, seen.event, left)
        for seen in facts.remembered("misconduct", options.memory_days)
        if isinstance(seen.event, MisconductEvent)
        and (left := _left(seen.day, facts, options.memory_days)) > 0
    ]
    if not acts and not facts.keeps("misconduct"):
        return NotAssessed(
            "no misconduct recorded",
            "log `misconduct` events, or add the kind to `keeps` if there were none",
        )
    total = sum(float(getattr(options, event.level)) * left for _, event, left in acts)
    total = round(min(1.0, total), 9)
    how = "less what has faded" if any(left < 1 for _, _, left in acts) else ""
    told = sorted((seen.day, event.level, left) for seen, event, left in acts)
    levels = ", ".join(f"{level} on {written.day(day)}{_faded(left)}" for day, level, left in told)
    return Observation(
        total,
        Measure(total, "sum of levels", 0, 1, how),
        f"misconduct: {levels}" if acts else "no misconduct",
        tuple(("events", seen.position) for seen, _, _ in acts),
    )


def _left(day: date, facts: ClientFacts, memory: int) -> float:
    """How much of an act still counts: 1 in the window, then less each day, then nothing."""
    if day > facts.start:
        return 1.0
    age, window = (facts.as_of - day).days, (facts.as_of - facts.start).days
    return max(0.0, (memory - age) / (memory - window)) if memory > window else 0.0


def _faded(left: float) -> str:
    return "" if left == 1 else f" (faded to {written.percent(left)})"


RULE = Rule(
    code="BND005",
    name="disrespect",
    severity="critical",
    articles=("A0",),
    title="is disrespectful or abusive",
    options=Levels.having(),
    sources="the four levels are the article's; their figures and the three years are a house default",
    check=check,
    cure="there is no more misconduct, and what happened fades",
    agreement="how you speak to each other, and that you end a call that turns rude",
    stages=("prospect", "active", "former"),
    trait="distrust",
    marks=frozenset({"abuse"}),
    kinds=("misconduct",),
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

"""The client puts decisions off with an excuse.

The five excuses: we need to think about it; after the holidays; call again in two months; we are
just working out how you would fit in; send it by e-mail. The rule counts `stall` events.
"""

from clienthealth.facts.client import ClientFacts
from clienthealth.rules.base import (
    Outcome,
    Ramp,
    Rule,
    counted,
    intensity_of_count,
)
from clienthealth.rules.examples import Example


def check(facts: ClientFacts, options: Ramp) -> Outcome:
    """Decisions put off, per year."""
    return counted(facts, options, "stall", "stall", "put a decision off {times}")


def intensity(facts: ClientFacts, options: Ramp) -> float:
    """That of the count alone."""
    return intensity_of_count(facts, options, "stall")


RULE = Rule(
    code="DEC002",
    name="stalling",
    severity="medium",
    articles=("A2",),
    title="puts decisions off",
    options=Ramp.having(fine=1, bad=4),
    sources="house default; the five excuses are the article's",
    check=check,
    intensity=intensity,
    cure="they put a decision off at most {fine:times} a year",
    agreement="every decision has a date, and you both know what happens if the date passes",
    stages=("prospect", "active", "former"),
    marks=frozenset({"stall"}),
    kinds=("stall",),
    flagged=Example("""
        events:
          - {kind: stall, at: 2026-02-03, excuse: needs to think}
          - {kind: stall, at: 2026-02-20, excuse: after the holiday}
          - {kind: stall, at: 2026-03-20, excuse: send it by e-mail}
        """),
    clean=Example("""
        events:
          - {kind: stall, at: 2026-02-03, excuse: needs to think}
        """),
)

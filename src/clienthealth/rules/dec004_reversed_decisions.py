"""The client reverses decisions.

The rule counts `decision` events with `reversed: true`.
"""

from clienthealth.facts.client import ClientFacts
from clienthealth.ledger.events import DecisionEvent
from clienthealth.rules.base import (
    NotAssessed,
    Outcome,
    Ramp,
    Rule,
    count_outcome,
)
from clienthealth.rules.examples import Example


def check(facts: ClientFacts, options: Ramp) -> Outcome:
    """Reversed decisions, per year."""
    decisions = facts.events_of(DecisionEvent)
    if not decisions and not facts.keeps("decision"):
        return NotAssessed(
            "no decision recorded",
            "log `decision` events, or add the kind to `keeps` if there were none",
        )
    taken_back = [("events", index) for index, event in decisions if event.reversed]
    return count_outcome(facts, options, "reversed a decision {times}", taken_back)


RULE = Rule(
    code="DEC004",
    name="reversed-decisions",
    severity="medium",
    articles=(),
    title="reverses decisions",
    options=Ramp.having(fine=1, bad=4),
    sources="house default",
    check=check,
    cure="they reverse a decision at most {fine:times} a year",
    agreement="decisions are written down, and reversing one is a change with a price",
    kinds=("decision",),
    flagged=Example("""
        events:
          - {kind: decision, at: 2026-02-03, what: the old logo again, reversed: true}
          - {kind: decision, at: 2026-03-03, what: no shop after all, reversed: true}
          - {kind: decision, at: 2026-04-03, what: a shop, reversed: true}
        """),
    clean=Example("""
        events:
          - {kind: decision, at: 2026-02-03, what: the new logo}
          - {kind: decision, at: 2026-03-03, what: no shop after all, reversed: true}
        """),
)

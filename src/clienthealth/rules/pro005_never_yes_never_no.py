"""The prospect never says yes and never says no.

The measure is the days since the first contact, without a decision, of a prospect that has put
the decision off at least once. A first contact without any stall is only a long courtship.
"""

from clienthealth.facts.client import ClientFacts
from clienthealth.ledger.events import DecisionEvent
from clienthealth.rules.base import Measure, NotAssessed, Observation, Outcome, Ramp, Rule
from clienthealth.rules.examples import Example


def check(facts: ClientFacts, options: Ramp) -> Outcome:
    """Days in the pipeline without a decision, where there were stalls."""
    first = facts.client.first_contact
    if first is None:
        return NotAssessed("no first contact", "write the day of the `first_contact`")
    stalls = facts.events_of_kind("stall")
    decided = any(not last.reversed for _, last in facts.events_of(DecisionEvent)[-1:])
    days = (facts.as_of - first).days if stalls and not decided else 0
    return Observation(
        options.intensity(days),
        Measure(days, "days", options.fine, options.bad),
        f"no yes and no no in {days} days" if days else "decides, or has not put it off",
        tuple(("events", seen.position) for seen in stalls) if days else (),
    )


RULE = Rule(
    code="PRO005",
    name="never-yes-never-no",
    severity="high",
    articles=("A2",),
    title="never says yes and never says no",
    options=Ramp(fine=30, bad=120),
    sources="house default",
    check=check,
    cure="it decides",
    stages=("prospect",),
    marks=frozenset({"stall"}),
    flagged=Example("""
        first_contact: 2026-03-12
        events:
          - {kind: stall, at: 2026-04-03, excuse: needs to think}
          - {kind: stall, at: 2026-05-03, excuse: after the holiday}
        """),
    clean=Example("""
        first_contact: 2026-03-12
        events:
          - {kind: stall, at: 2026-04-03, excuse: needs to think}
          - {kind: decision, at: 2026-05-03, what: a yes}
        """),
)

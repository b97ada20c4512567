"""Meetings are cancelled, moved or missed by the client.

The measure is their share of the meetings that were arranged, mixed with four of an ordinary
client. What you cancelled or moved yourself counts as held. An ad-hoc meeting that took place was
never arranged: to come by on a whim does not make up for the meetings that were missed.
"""

from clienthealth.facts.client import ClientFacts
from clienthealth.ledger.events import MeetingEvent
from clienthealth.rules.base import Measure, NotAssessed, Observation, Outcome, Ramp, Rule
from clienthealth.rules.examples import Example
from clienthealth.rules.observed import all_but_evidence

SAMPLE = 3


def check(facts: ClientFacts, options: Ramp) -> Outcome:
    """The share of arranged meetings the client did not keep, of at least three."""
    needed = facts.least(SAMPLE)
    meetings = _arranged(facts)
    if len(meetings) < needed:
        return NotAssessed(
            f"{len(meetings)} of {needed} arranged meetings recorded",
            "log `meeting` events, held or not",
        )
    missed = [i for i, each in meetings if _is_missed(each)]
    value = options.shrunk(len(missed), len(meetings))
    return Observation(
        options.intensity(value),
        Measure(value, "share", options.fine, options.bad),
        f"{len(missed)} of {len(meetings)} arranged meetings cancelled, moved or missed by the client",
        tuple(("events", index) for index in missed),
    )


def _arranged(facts: ClientFacts) -> list[tuple[int, MeetingEvent]]:
    meetings = facts.events_of(MeetingEvent)
    return [(i, each) for i, each in meetings if _is_missed(each) or not each.ad_hoc]


def _is_missed(meeting: MeetingEvent) -> bool:
    return meeting.outcome != "held" and meeting.by == "client"


def meetings_seen(facts: ClientFacts) -> int:
    """Arranged meetings of the window."""
    return len(_arranged(facts))


RULE = Rule(
    code="BND003",
    name="moved-meetings",
    severity="medium",
    articles=("A0",),
    title="cancels and moves meetings",
    options=Ramp(fine=0.15, bad=0.50),
    sources="house default",
    check=check,
    cure="it keeps its meetings: no more than {fine:.0%} cancelled, moved or missed",
    agreement="a meeting is moved a day ahead at the latest, and one that is missed is billed",
    observations=meetings_seen,
    good=all_but_evidence(meetings_seen),
    stages=("prospect", "active", "former"),
    flagged=Example("""
        events:
          - {kind: meeting, at: 2026-04-07, outcome: cancelled}
          - {kind: meeting, at: 2026-04-14, outcome: moved}
          - {kind: meeting, at: 2026-04-21}
          - {kind: meeting, at: 2026-05-05, outcome: no-show}
        """),
    clean=Example("""
        events:
          - {kind: meeting, at: 2026-04-07}
          - {kind: meeting, at: 2026-04-14, outcome: moved, by: us}
          - {kind: meeting, at: 2026-04-21}
        """),
)

"""The client cancels, moves or misses meetings.

The measure is the share of arranged meetings that the client did not keep, averaged with four
meetings of an ordinary client. Meetings that you cancelled or moved count as held. An ad-hoc
meeting that took place was never arranged and does not count: dropping by does not make up for
missed meetings.
"""

from clienthealth.facts.client import ClientFacts
from clienthealth.ledger import written
from clienthealth.ledger.events import MeetingEvent
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
from clienthealth.rules.observed import all_but_evidence

SAMPLE = 3


def check(facts: ClientFacts, options: Ramp) -> Outcome:
    """The share of arranged meetings that the client did not keep, of at least three."""
    needed = facts.least(SAMPLE)
    meetings = _arranged(facts)
    if len(meetings) < needed:
        return NotAssessed(
            f"{written.count(len(meetings), 'arranged meeting')} recorded, {needed} needed",
            "log `meeting` events, both held and not held",
        )
    missed = [i for i, each in meetings if _is_missed(each)]
    value = options.shrunk(len(missed), len(meetings))
    return Observation(
        options.intensity(value),
        Measure(value, "share", options.fine, options.bad, EVENED_OUT),
        f"cancelled, moved or missed {len(missed)} of "
        f"{written.count(len(meetings), 'arranged meeting')}",
        tuple(("events", index) for index in missed),
    )


def _arranged(facts: ClientFacts) -> list[tuple[int, MeetingEvent]]:
    meetings = facts.events_of(MeetingEvent)
    return [(i, each) for i, each in meetings if _is_missed(each) or not each.ad_hoc]


def _is_missed(meeting: MeetingEvent) -> bool:
    return meeting.outcome != "held" and meeting.by == "client"


def meetings_seen(facts: ClientFacts) -> int:
    """Arranged meetings in the window."""
    return len(_arranged(facts))


RULE = Rule(
    code="BND003",
    name="moved-meetings",
    severity="medium",
    articles=("A0",),
    title="cancels and moves meetings",
    options=Ramp.having(fine=0.15, bad=0.50),
    sources="house default",
    check=check,
    cure="they cancel, move or miss no more than {fine:share} of their meetings",
    agreement="meetings are moved a day ahead at the latest, and a missed meeting is billed",
    observations=meetings_seen,
    good=all_but_evidence(meetings_seen),
    stages=("prospect", "active", "former"),
    kinds=("meeting",),
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

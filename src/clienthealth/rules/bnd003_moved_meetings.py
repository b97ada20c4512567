"""Meetings are cancelled, moved or missed by the client.

The measure is the share of all meetings, mixed with four of an ordinary client. What you
cancelled or moved yourself counts as held.
"""

from clienthealth.facts.client import ClientFacts
from clienthealth.ledger.events import MeetingEvent
from clienthealth.rules.base import Measure, NotAssessed, Observation, Outcome, Ramp, Rule
from clienthealth.rules.examples import Example

SAMPLE = 3


def check(facts: ClientFacts, options: Ramp) -> Outcome:
    """The share of meetings the client did not keep, of at least three."""
    needed = facts.least(SAMPLE)
    meetings = facts.events_of(MeetingEvent)
    if len(meetings) < needed:
        return NotAssessed(
            f"{len(meetings)} of {needed} meetings recorded", "log `meeting` events, held or not"
        )
    missed = [i for i, each in meetings if each.outcome != "held" and each.by == "client"]
    value = options.shrunk(len(missed), len(meetings))
    return Observation(
        options.intensity(value),
        Measure(value, "share", options.fine, options.bad),
        f"{len(missed)} of {len(meetings)} meetings cancelled, moved or missed by the client",
        tuple(("events", index) for index in missed),
    )


def meetings_seen(facts: ClientFacts) -> int:
    """Meetings of the window."""
    return len(facts.events_of(MeetingEvent))


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
    observations=meetings_seen,
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

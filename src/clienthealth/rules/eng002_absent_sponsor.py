"""The decision-maker stops coming to meetings, or comes only sometimes.

The measure is the share of held meetings without a decision-maker, averaged with four meetings of
an ordinary client. Meetings without `decision_maker_present` do not count.
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
    """The share of meetings without a decision-maker, of at least three."""
    needed = facts.least(SAMPLE)
    meetings = _attended(facts)
    if len(meetings) < needed:
        return NotAssessed(
            f"{written.count(len(meetings), 'meeting')} with `decision_maker_present`, {needed} needed",
            "log `meeting` events with `decision_maker_present: true` or `false`",
        )
    missed = [i for i, each in meetings if not each.decision_maker_present]
    value = options.shrunk(len(missed), len(meetings))
    return Observation(
        options.intensity(value),
        Measure(value, "share", options.fine, options.bad, EVENED_OUT),
        f"{len(missed)} of {written.count(len(meetings), 'meeting')} without a decision-maker",
        tuple(("events", index) for index in missed),
    )


def _attended(facts: ClientFacts) -> list[tuple[int, MeetingEvent]]:
    return [
        (i, each)
        for i, each in facts.events_of(MeetingEvent)
        if each.outcome == "held" and each.decision_maker_present is not None
    ]


def meetings_seen(facts: ClientFacts) -> int:
    """Held meetings with a record of whether a decision-maker came."""
    return len(_attended(facts))


RULE = Rule(
    code="ENG002",
    name="absent-sponsor",
    severity="medium",
    articles=("A4",),
    title="sends nobody who can decide",
    options=Ramp.having(fine=0.25, bad=0.75),
    sources="house default",
    check=check,
    cure="no more than {fine:share} of the meetings go without a decision-maker",
    agreement="somebody who can decide takes part, or there is no meeting",
    observations=meetings_seen,
    good=all_but_evidence(meetings_seen),
    kinds=("meeting",),
    flagged=Example("""
        events:
          - {kind: meeting, at: 2026-03-07, decision_maker_present: true}
          - {kind: meeting, at: 2026-04-07, decision_maker_present: false}
          - {kind: meeting, at: 2026-05-07, decision_maker_present: false}
          - {kind: meeting, at: 2026-06-07, decision_maker_present: false}
        """),
    clean=Example("""
        events:
          - {kind: meeting, at: 2026-02-07, decision_maker_present: true}
          - {kind: meeting, at: 2026-03-07, decision_maker_present: true}
          - {kind: meeting, at: 2026-04-07, decision_maker_present: true}
          - {kind: meeting, at: 2026-05-07, decision_maker_present: true}
          - {kind: meeting, at: 2026-06-07, decision_maker_present: false}
        """),
)

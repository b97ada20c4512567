"""The client calls a meeting whenever a question comes up.

The measure is the number of ad-hoc meetings per week. The weeks count from the first contact, or
from the start of the window if that is later. The article warns of clients who expect to meet
twice a week.
"""

from clienthealth.facts.client import DAYS_A_MONTH, ClientFacts
from clienthealth.ledger import written
from clienthealth.ledger.events import MeetingEvent
from clienthealth.rules.base import Measure, NotAssessed, Observation, Outcome, Ramp, Rule
from clienthealth.rules.examples import Example


def check(facts: ClientFacts, options: Ramp) -> Outcome:
    """Ad-hoc meetings per week."""
    meetings = facts.events_of(MeetingEvent)
    if not meetings and not facts.keeps("meeting"):
        return NotAssessed(
            "no meeting recorded",
            "log `meeting` events, or add the kind to `keeps` if there were none",
        )
    sudden = [i for i, each in meetings if each.ad_hoc]
    weeks = facts.months * DAYS_A_MONTH / 7
    value = len(sudden) / weeks
    return Observation(
        options.intensity(value),
        Measure(value, "a week", options.fine, options.bad),
        f"{written.count(len(sudden), 'ad-hoc meeting')} in {written.count(round(weeks), 'week')}",
        tuple(("events", index) for index in sudden),
    )


RULE = Rule(
    code="BND004",
    name="meeting-overload",
    severity="low",
    articles=("A0",),
    title="calls a meeting for everything",
    options=Ramp.having(fine=1, bad=2),
    sources="`bad` is the article's 'twice a week', `fine` a house default",
    check=check,
    cure="they call an ad-hoc meeting at most {fine:times} a week",
    agreement="one fixed meeting a week with an agenda, and everything that can wait goes there",
    stages=("prospect", "active", "former"),
    kinds=("meeting",),
    flagged=Example("""
        since: 2026-05-31
        events:
          - {kind: meeting, at: 2026-06-01, ad_hoc: true}
          - {kind: meeting, at: 2026-06-03, ad_hoc: true}
          - {kind: meeting, at: 2026-06-08, ad_hoc: true}
          - {kind: meeting, at: 2026-06-10, ad_hoc: true}
          - {kind: meeting, at: 2026-06-15, ad_hoc: true}
          - {kind: meeting, at: 2026-06-17, ad_hoc: true}
          - {kind: meeting, at: 2026-06-23, ad_hoc: true}
        """),
    clean=Example("""
        since: 2026-05-31
        events:
          - {kind: meeting, at: 2026-06-01, ad_hoc: true}
          - {kind: meeting, at: 2026-06-10}
        """),
)

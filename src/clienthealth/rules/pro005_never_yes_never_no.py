"""The prospect never says yes and never says no.

The measure is the number of days without a decision, for a prospect who has put the decision off
at least once. The days count from the first event of the current courtship. A courtship starts
with the first contact, and anew after half a year of silence or after a decision. A courtship
without a stall is just a long one.
"""

from datetime import date, timedelta
from itertools import pairwise

from pydantic import Field

from clienthealth.facts.client import ClientFacts
from clienthealth.facts.conduct import SeenEvent
from clienthealth.ledger import written
from clienthealth.ledger.events import DecisionEvent
from clienthealth.rules.base import Measure, NotAssessed, Observation, Outcome, Ramp, Rule
from clienthealth.rules.examples import Example


class CourtshipOptions(Ramp):
    """A ramp over days, and the silence that ends a courtship."""

    silence_days: int = Field(
        180, ge=1, le=3660, description="Days of silence after which a new courtship starts."
    )


def check(facts: ClientFacts, options: CourtshipOptions) -> Outcome:
    """Days in the pipeline without a decision, if there were stalls."""
    if not facts.events_of_kind("stall") and not facts.keeps("stall"):
        return NotAssessed(
            "no stall recorded", "log `stall` events, or add the kind to `keeps` if there were none"
        )
    decided = _decided(facts)
    stalls = [seen for seen in facts.events_of_kind("stall") if seen.day > decided]
    days = (facts.as_of - _begun(stalls[0], facts, options, decided)).days if stalls else 0
    return Observation(
        options.intensity(days),
        Measure(days, "days", options.fine, options.bad),
        f"neither a yes nor a no in {written.count(days, 'day')}"
        if days
        else "has decided, or has not put the decision off",
        tuple(("events", seen.position) for seen in stalls) if days else (),
    )


def _decided(facts: ClientFacts) -> date:
    """The day of the last decision, unless it was reversed."""
    decisions = [s for s in facts.events if isinstance(s.event, DecisionEvent)]
    is_taken_back = any(
        s.event.reversed for s in decisions[-1:] if isinstance(s.event, DecisionEvent)
    )
    return decisions[-1].day if decisions and not is_taken_back else date.min


def _begun(stall: SeenEvent, facts: ClientFacts, options: CourtshipOptions, decided: date) -> date:
    """The first day of the courtship that a stall belongs to."""
    first = facts.client.first_contact
    contact = [first] if first is not None else []
    days = sorted({*contact, *(seen.day for seen in facts.all_events)})
    before = [day for day in days if decided < day <= stall.day]
    silence = timedelta(options.silence_days)
    breaks = [later for earlier, later in pairwise(before) if later - earlier > silence]
    return max([before[0], *breaks])


RULE = Rule(
    code="PRO005",
    name="never-yes-never-no",
    severity="high",
    articles=("A2",),
    title="never says yes and never says no",
    options=CourtshipOptions.having(fine=30, bad=120),
    sources="house default",
    check=check,
    cure="they decide",
    stages=("prospect",),
    marks=frozenset({"stall"}),
    kinds=("stall",),
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

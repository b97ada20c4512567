"""How much a client's health has changed in a quarter."""

from clienthealth.facts.context import days_before
from clienthealth.judging.health import under_waivers
from clienthealth.judging.on_a_day import History
from clienthealth.judging.ranking import Member

QUARTER_DAYS = 91


def trend_of(member: Member, past: History, position: int) -> float | None:
    """The change of a client's health since a quarter ago."""
    if member.health.value is None:
        return None
    then = past.on(days_before(member.facts.as_of, QUARTER_DAYS)).passing(position)
    if then is None or then.facts.judged_as != member.facts.judged_as:
        return None
    if then.health.value is None:
        return None
    health = under_waivers(then.health.signs, member.facts)
    return round(member.health.value - health, 1)

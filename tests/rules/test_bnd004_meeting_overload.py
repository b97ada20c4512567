"""meeting-overload: ad-hoc meetings a week, from 1 to 2."""

from datetime import date, timedelta

import pytest

from clienthealth.rules.base import Observation
from clienthealth.rules.bnd004_meeting_overload import RULE
from one_client import Seen, Unseen, facts_of, happenings, ledger_with, observed

DAYS = [str(date(2026, 4, 22) + timedelta(days=day)) for day in range(25)]
TEN_WEEKS = "since: 2026-04-21\n"


def ad_hoc(*days: str) -> str:
    return happenings("meeting", *days, more="ad_hoc: true")


@pytest.mark.parametrize(
    ("count", "intensity"), [(0, 0), (10, 0), (11, 0.1), (15, 0.5), (19, 0.9), (20, 1), (25, 1)]
)
def test_the_ramp_from_one_to_two_a_week(count: int, intensity: float, see: Seen) -> None:
    seen = see(TEN_WEEKS + ad_hoc(*DAYS[:count]), "keeps: [meeting]")
    assert seen.measure.value == pytest.approx(count / 10)
    assert seen.intensity == pytest.approx(intensity)
    assert len(seen.evidence) == count
    assert seen.message == f"{count} ad-hoc meetings in 10 weeks"


def test_meetings_that_were_planned_do_not_count(seen: Observation) -> None:
    """
    since: 2026-04-21
    events:
      - {kind: meeting, at: 2026-05-01}
      - {kind: meeting, at: 2026-05-01, ad_hoc: true, outcome: moved, by: us}
      - {kind: meeting, at: 2026-07-01, ad_hoc: true}
      - {kind: meeting, at: 2025-06-30, ad_hoc: true}
    """
    assert seen.measure.value == pytest.approx(0.1)
    assert seen.evidence == (("events", 1),)


def test_less_than_a_month_counts_as_one(see: Seen) -> None:
    seen = see("since: 2026-06-20\n" + ad_hoc("2026-06-21", "2026-06-22", "2026-06-23"))
    assert seen.measure.value == pytest.approx(3 * 7 * 12 / 365)


def test_after_a_talk_the_weeks_begin_with_it() -> None:
    facts = facts_of(ledger_with(ad_hoc("2026-04-21", "2026-04-22", "2026-04-23")))
    seen = observed(RULE, facts.since(date(2026, 4, 21)))
    assert seen.measure.value == pytest.approx(0.2)
    assert observed(RULE, facts).measure.value == pytest.approx(3 * 7 / 365)


def test_one_more_ad_hoc_meeting_is_no_sign_that_a_talk_had_its_effect() -> None:
    client = ad_hoc("2026-04-22", "2026-04-23") + "\n  - {kind: meeting, at: 2026-04-24}"
    since = facts_of(ledger_with(client)).since(date(2026, 4, 21))
    assert RULE.good(since, observed(RULE, since)) == 1


def test_none_means_none_where_meetings_are_kept(see: Seen, cannot_see: Unseen) -> None:
    assert see("aliases: [x]", "keeps: [meeting]").intensity == 0
    assert cannot_see("aliases: [x]").why == "no meeting recorded"
    assert RULE.severity == "low"

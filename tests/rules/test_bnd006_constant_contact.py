"""constant-contact: calls and messages in a week worked, whatever the hour, from 10 to 30."""

from datetime import date, timedelta

import pytest

from clienthealth.rules.base import NotAssessed, Observation
from clienthealth.rules.bnd006_constant_contact import RULE
from one_client import TODAY, Seen, Unseen, facts_of, ledger_with, observed

MONDAY = date(2026, 6, 22)


def messages(*a_week: int, last: date = MONDAY, clock: str = "T10:00") -> str:
    """So many calls on the Monday of each week, the last week first."""
    days = [last - timedelta(7 * n) for n, count in enumerate(a_week) for _ in range(count)]
    lines = (f"  - {{kind: message, at: {day}{clock}, channel: call}}" for day in days)
    return "\n".join(["events:", *lines])


def worked(*weeks_ago: int) -> str:
    days = (MONDAY - timedelta(7 * n) for n in weeks_ago)
    return "time: [" + ", ".join(f"{{date: {day}, hours: 2}}" for day in days) + "]"


@pytest.mark.parametrize(
    ("a_week", "intensity"), [(2, 0), (10, 0), (15, 0.25), (20, 0.5), (30, 1), (40, 1)]
)
@pytest.mark.parametrize("weeks", [13, 30])
def test_the_ramp_over_the_calls_a_week(
    a_week: int, intensity: float, weeks: int, see: Seen
) -> None:
    seen = see(messages(*[a_week] * weeks))
    assert seen.measure.value == a_week
    assert seen.intensity == pytest.approx(intensity)
    assert len(seen.evidence) == 13 * a_week


def test_it_does_not_matter_at_what_hour_or_how_they_came(seen: Observation) -> None:
    """
    since: 2026-06-05
    events:
      - {kind: message, at: 2026-06-08T03:00, channel: call}
      - {kind: message, at: 2026-06-08, channel: email, urgent: true}
      - {kind: message, at: 2026-06-08T12:00, channel: chat}
      - {kind: message, at: 2026-06-09, channel: letter}
      - {kind: message, at: 2026-06-09}
      - {kind: message, at: 2026-06-09, direction: out}
      - {kind: meeting, at: 2026-06-09}
      - {kind: message, at: 2026-06-09}
      - {kind: message, at: 2026-06-09}
      - {kind: message, at: 2026-06-09}
      - {kind: message, at: 2026-06-09}
      - {kind: message, at: 2026-06-09}
      - {kind: message, at: 2026-06-09}
      - {kind: message, at: 2026-06-09}
      - {kind: message, at: 2026-06-10}
      - {kind: message, at: 2026-06-10}
      - {kind: message, at: 2026-06-10}
      - {kind: message, at: 2026-06-10}
      - {kind: message, at: 2026-06-10}
      - {kind: message, at: 2026-06-10}
      - {kind: message, at: 2026-06-11}
      - {kind: message, at: 2026-06-12}
    """
    assert seen.measure.value == 20 / 4
    assert seen.message == "20 calls and messages in the busiest 4 weeks (20 in all)"
    assert {("events", 5), ("events", 6)}.isdisjoint(seen.evidence)


def test_a_quiet_season_does_not_hide_the_others(see: Seen) -> None:
    assert see(messages(*[0] * 20, *[20] * 13)).measure.value == 20
    assert see(messages(*[1] * 20, *[20] * 13)).measure.value == 20


def test_one_hectic_week_condemns_nobody(see: Seen) -> None:
    launch = messages(40, 2, 2, 2)
    assert see(launch).measure.value == pytest.approx(46 / 13)
    assert see(f"{launch}\nsince: 2026-06-20").measure.value == pytest.approx(46 / 4)


def test_where_time_is_logged_the_weeks_with_time_count(see: Seen) -> None:
    calls = messages(*[12] * 6)
    assert see(calls).measure.value == pytest.approx(72 / 13)
    assert see(f"{calls}\n{worked(0, 1, 2, 3, 4, 5)}").measure.value == 12
    assert see(f"{calls}\n{worked(0)}").measure.value == 12  # of four weeks, at least
    assert see(f"{calls}\n{worked(60, *range(20))}").measure.value == pytest.approx(72 / 13)


@pytest.mark.parametrize("more", [0, 1, 5, 30])
def test_one_more_call_never_makes_it_better(more: int, see: Seen) -> None:
    before = messages(*[12] * 13, *[0] * more)
    one = f"{before}\n  - {{kind: message, at: {MONDAY - timedelta(7 * more)}}}"
    assert see(one).intensity >= see(before).intensity


def test_it_takes_twenty(not_seen: NotAssessed) -> None:
    """
    events:
      - {kind: message, at: 2025-06-30}
      - {kind: message, at: 2026-06-30}
      - {kind: message, at: 2026-07-01}
      - {kind: message, at: 2026-06-01, direction: out}
    """
    assert not_seen.why == "1 call or message from the client recorded, 20 needed"


def test_only_where_messages_are_kept(cannot_see: Unseen) -> None:
    assert "`keeps`" in cannot_see("aliases: [x]").remedy
    assert cannot_see("aliases: [x]", "keeps: [message]").why.startswith(
        "0 calls and messages from the client"
    )


def test_after_a_talk_two_suffice_and_are_no_sign_that_it_had_its_effect() -> None:
    since = facts_of(ledger_with(messages(*[15] * 12))).since(TODAY - timedelta(60))
    seen = observed(RULE, since)
    assert RULE.good(since, seen) == 0
    assert seen.measure.value == pytest.approx(15 * 8 / 9)
    few = facts_of(ledger_with(messages(1, 1))).since(TODAY - timedelta(60))
    assert observed(RULE, few).intensity == 0

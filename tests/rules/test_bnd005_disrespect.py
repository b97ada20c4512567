"""disrespect: the levels of misconduct, added up to 1, and fading over three years."""

from datetime import timedelta
from itertools import pairwise

import pytest

from clienthealth.rules.base import Observation
from clienthealth.rules.bnd005_disrespect import RULE
from depth import FULL
from one_client import TODAY, Seen, Unseen, facts_of, ledger_with, observed


def acts(*levels: str) -> str:
    lines = (
        f"  - {{kind: misconduct, at: 2026-03-{day:02}, level: {level}, note: words}}"
        for day, level in enumerate(levels, 1)
    )
    return "\n".join(["events:", *lines])


@pytest.mark.parametrize(
    ("levels", "intensity"),
    [
        (["annoying"], 0.05),
        (["unprofessional"], 0.15),
        (["disrespectful"], 0.35),
        (["abusive"], 1.0),
        (["disrespectful", "unprofessional", "annoying", "annoying"], 0.60),
        (["disrespectful"] * 3, 1.0),
        (["abusive", "abusive"], 1.0),
    ],
)
def test_the_levels_add_up_to_one(levels: list[str], intensity: float, see: Seen) -> None:
    seen = see(acts(*levels))
    assert seen.intensity == pytest.approx(intensity)
    assert len(seen.evidence) == len(levels)


def test_the_message_tells_the_business_s_own_days(seen: Observation) -> None:
    """
    events:
      - {kind: misconduct, at: 2023-07-01, level: abusive, note: three years ago}
      - {kind: misconduct, at: 2025-07-01, level: annoying, note: words}
      - {kind: misconduct, at: 2026-03-01T23:30, level: unprofessional, note: words}
      - {kind: misconduct, at: 2026-07-01, level: abusive, note: not yet}
    """
    assert seen.message == "misconduct: annoying on 1 Jul 2025, unprofessional on 1 Mar 2026"
    assert seen.intensity == pytest.approx(0.20)


def abuse(days_ago: int, level: str = "abusive") -> str:
    day = TODAY - timedelta(days_ago)
    return f"events:\n  - {{kind: misconduct, at: {day}, level: {level}, note: words}}"


@pytest.mark.parametrize(
    ("days_ago", "left"),
    [(0, 1), (364, 1), (365, 1), (366, 729 / 730), (730, 0.5), (1094, 1 / 730), (1095, 0)],
)
def test_an_act_fades_from_the_end_of_the_window_until_three_years_are_over(
    days_ago: int, left: float, see: Seen
) -> None:
    seen = see(abuse(days_ago))
    assert seen.intensity == pytest.approx(left)
    assert seen.evidence == ((("events", 0),) if left else ())
    assert see(abuse(days_ago, "disrespectful")).intensity == pytest.approx(0.35 * left)


def test_it_never_fades_by_more_than_a_little_a_day(see: Seen) -> None:
    every = 1 if FULL else 10
    course = [see(abuse(days_ago)).intensity for days_ago in range(0, 1100, every)]
    steps = [before - after for before, after in pairwise(course)]
    assert min(steps) == 0
    assert max(steps) < 0.002 * every
    assert see(abuse(730)).message == "misconduct: abusive on 30 Jun 2024 (faded to 50 %)"


@pytest.mark.parametrize(("window", "left"), [(30, 365 / 1065), (730, 1), (1095, 1), (3650, 1)])
def test_the_window_is_where_it_begins_to_fade(window: int, left: float) -> None:
    top = f"policy: {{window_days: {window}}}"
    facts = facts_of(ledger_with(abuse(730), top=top))
    assert observed(RULE, facts).intensity == pytest.approx(left if window < 1095 else 1)


def test_how_long_it_is_remembered_is_an_option(see: Seen) -> None:
    assert see(abuse(366), memory_days=365).intensity == 0
    assert see(abuse(364), memory_days=0).intensity == 1


def test_what_a_talk_has_settled_does_not_come_back_when_the_talk_is_old() -> None:
    facts = facts_of(ledger_with(abuse(600)))
    for days_ago in (500, 100):
        since = facts.since(TODAY - timedelta(days_ago))
        assert observed(RULE, since).intensity == 0
    assert observed(RULE, facts.since(TODAY - timedelta(700))).intensity == pytest.approx(495 / 730)


def test_two_acts_of_one_day_read_the_same_in_either_order(see: Seen) -> None:
    one = "{kind: misconduct, at: 2026-03-01, level: annoying, note: words}"
    other = "{kind: misconduct, at: 2026-03-01, level: abusive, note: words}"
    first = see(f"events:\n  - {one}\n  - {other}")
    second = see(f"events:\n  - {other}\n  - {one}")
    assert first.message == second.message


def test_none_means_none_where_it_is_kept(see: Seen, cannot_see: Unseen) -> None:
    assert see("aliases: [x]", "keeps: [misconduct]").intensity == 0
    assert cannot_see("aliases: [x]").why == "no misconduct recorded"
    assert RULE.severity == "critical"

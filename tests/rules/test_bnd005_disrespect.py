"""disrespect: the levels of misconduct, added up to 1."""

import pytest

from clienthealth.rules.base import Observation
from clienthealth.rules.bnd005_disrespect import RULE
from one_client import Seen, Unseen


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
      - {kind: misconduct, at: 2025-06-30, level: abusive, note: before the window}
      - {kind: misconduct, at: 2025-07-01, level: annoying, note: words}
      - {kind: misconduct, at: 2026-03-01T23:30, level: unprofessional, note: words}
      - {kind: misconduct, at: 2026-07-01, level: abusive, note: not yet}
    """
    assert seen.message == "misconduct: annoying on 2025-07-01, unprofessional on 2026-03-01"
    assert seen.intensity == pytest.approx(0.20)


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

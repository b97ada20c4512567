"""future-work-bait: promises of later work that were not kept in 90 days."""

from datetime import date

import pytest

from clienthealth.rules.val003_future_work_bait import RULE
from one_client import Seen, Unseen, happenings

DAYS = [f"2026-01-{day:02}" for day in range(1, 10)]


@pytest.mark.parametrize(("count", "intensity"), [(0, 0.0), (1, 0.0), (2, 0.5), (3, 1.0), (5, 1.0)])
def test_the_ramp_from_one_to_three(count: int, intensity: float, see: Seen) -> None:
    seen = see(happenings("future_work_promise", *DAYS[:count]), "keeps: [future_work_promise]")
    assert seen.measure.value == count
    assert seen.intensity == pytest.approx(intensity)


def test_a_promise_is_judged_after_ninety_days_and_until_it_is_kept(see: Seen) -> None:
    client = """
    events:
      - {kind: future_work_promise, at: 2026-04-01}
      - {kind: future_work_promise, at: 2026-04-02}
      - {kind: future_work_promise, at: 2026-01-01, kept: true}
      - {kind: future_work_promise, at: 2026-01-01, kept: 2026-06-30}
      - {kind: future_work_promise, at: 2026-01-01, kept: 2026-07-01}
      - {kind: future_work_promise, at: 2025-06-30}
    """
    assert see(client).evidence == (("events", 4), ("events", 0))
    later = see(client, as_of=date(2026, 7, 1))
    assert later.evidence == (("events", 0), ("events", 1))


def test_what_a_prospect_promises_is_bait_at_once(see: Seen) -> None:
    client = "first_contact: 2026-06-01\n" + happenings(
        "future_work_promise", "2026-06-28", "2026-06-29", "2026-06-30"
    )
    assert see(client, as_of=date(2026, 6, 28)).intensity == 0.5
    assert see(client, as_of=date(2026, 6, 29)).intensity == 1
    assert see(client, prospect_bad=4).intensity == 0.75


def test_none_means_none_where_promises_are_kept(cannot_see: Unseen) -> None:
    assert "future_work_promise" in cannot_see("aliases: [x]").remedy
    assert RULE.options.grace_days == 90

"""never-yes-never-no: days of the courtship without a decision, from 30 to 120."""

from datetime import date, timedelta

import pytest

from clienthealth.rules.base import Observation
from clienthealth.rules.pro005_never_yes_never_no import RULE
from one_client import TODAY, Seen, Unseen

STALL = "events: [{kind: stall, at: 2026-06-30}]"


@pytest.mark.parametrize(
    ("days", "intensity"),
    [(0, 0.0), (30, 0.0), (31, 1 / 90), (75, 0.5), (119, 89 / 90), (120, 1.0), (180, 1.0)],
)
def test_the_ramp_from_thirty_to_a_hundred_and_twenty_days(
    days: int, intensity: float, see: Seen
) -> None:
    seen = see(f"first_contact: {TODAY - timedelta(days=days)}\n{STALL}")
    assert seen.measure.value == days
    assert seen.intensity == pytest.approx(intensity)
    assert seen.evidence == ((("events", 0),) if days else ())


@pytest.mark.parametrize(
    "events",
    [
        "[]",
        "[{kind: stall, at: 2025-06-30}]",  # the day before the window
        "[{kind: stall, at: 2026-07-01}]",
        "[{kind: stall, at: 2026-04-01}, {kind: decision, at: 2026-06-30}]",
        "[{kind: free_advice, at: 2026-04-01}]",
    ],
)
def test_a_long_courtship_or_a_decision_is_fine(events: str, see: Seen) -> None:
    seen = see(f"first_contact: 2025-01-01\nevents: {events}", "keeps: [stall]")
    assert (seen.intensity, seen.measure.value, seen.evidence) == (0, 0, ())


def test_a_decision_of_tomorrow_is_none(see: Seen) -> None:
    client = """
    first_contact: 2026-03-02
    events: [{kind: stall, at: 2026-04-01}, {kind: decision, at: 2026-07-01}]
    """
    assert see(client).measure.value == 120
    assert see(client, as_of=date(2026, 7, 1)).intensity == 0


def test_a_decision_taken_back_is_none(seen: Observation) -> None:
    """
    first_contact: 2026-03-02
    events:
      - {kind: decision, at: 2026-04-01, what: a yes}
      - {kind: stall, at: 2026-04-20}
      - {kind: decision, at: 2026-05-01, reversed: true}
      - {kind: stall, at: 2026-05-20}
    """
    assert seen.intensity == 1
    assert seen.evidence == (("events", 1), ("events", 3))
    assert seen.message == "neither a yes nor a no in 120 days"


def test_the_decision_after_one_that_was_taken_back_counts(seen: Observation) -> None:
    """
    first_contact: 2026-03-02
    events:
      - {kind: stall, at: 2026-04-20}
      - {kind: decision, at: 2026-05-01, reversed: true}
      - {kind: decision, at: 2026-05-02, what: a no}
    """
    assert seen.intensity == 0


@pytest.mark.parametrize(
    ("events", "days"),
    [
        (["stall, at: 2026-05-31"], 30),  # a first contact years ago is another courtship
        (["meeting, at: 2026-03-02", "stall, at: 2026-05-31"], 120),
        (["meeting, at: 2025-01-02", "stall, at: 2025-07-01"], 544),  # 180 days are no silence
        (["meeting, at: 2025-01-01", "stall, at: 2025-07-01"], 364),
        (["stall, at: 2026-03-02", "meeting, at: 2026-06-01", "stall, at: 2026-06-29"], 120),
        (["decision, at: 2026-04-01", "meeting, at: 2026-05-01", "stall, at: 2026-06-29"], 60),
        (["stall, at: 2026-03-02", "decision, at: 2026-04-01", "stall, at: 2026-06-29"], 1),
    ],
)
def test_the_days_count_from_the_first_event_of_the_present_courtship(
    events: list[str], days: int, see: Seen
) -> None:
    lines = "\n".join(f"  - {{kind: {event}}}" for event in events)
    assert see(f"first_contact: 2021-03-02\nevents:\n{lines}").measure.value == days


def test_one_more_stall_never_makes_it_better(see: Seen) -> None:
    early = "  - {kind: stall, at: 2025-08-01}"
    client = f"first_contact: 2025-07-15\nevents:\n{early}"
    assert see(client).measure.value == 350
    assert see(f"{client}\n  - {{kind: stall, at: 2026-06-20}}").measure.value == 350


def test_it_can_tell_without_a_first_contact_but_not_where_no_stall_is_kept(
    see: Seen, cannot_see: Unseen
) -> None:
    assert see("events: [{kind: stall, at: 2026-05-01}]").measure.value == 60
    assert cannot_see("first_contact: 2026-01-01").why == "no stall recorded"
    assert RULE.stages == ("prospect",)

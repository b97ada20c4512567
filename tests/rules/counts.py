"""What all rules that count the events of one kind have in common."""

from datetime import date

import pytest

from one_client import Seen, Unseen, happenings


def check_a_count_of_events(
    kind: str, fine: int, bad: int, see: Seen, cannot_see: Unseen, more: str = ""
) -> None:
    """A linear ramp from `fine` to `bad` events in the 365 days up to 2026-06-30.

    `more` is what every event of the kind must say beside its day.
    """
    days = [f"2026-03-{day:02}" for day in range(1, bad + 2)]
    for count in range(max(1, fine), bad + 2):
        seen = see(happenings(kind, *days[:count], more=more))
        expected = min(1, (count - fine) / (bad - fine))
        assert seen.measure.value == count
        assert seen.intensity == pytest.approx(expected)
        assert len(seen.evidence) == count
    # The window's first day counts, the day before does not, nor does tomorrow.
    edges = happenings(kind, "2025-06-30", "2025-07-01", "2026-06-30", "2026-07-01", more=more)
    seen = see(edges)
    assert seen.measure.value == 2
    assert seen.evidence == (("events", 1), ("events", 2))
    assert see(edges, as_of=date(2026, 7, 1)).evidence == (("events", 2), ("events", 3))
    # None means none only where the kind is kept.
    kept = see("aliases: [x]", f"keeps: [{kind}]")
    assert kept.intensity == 0
    assert kept.evidence == ()
    assert kind in cannot_see("aliases: [x]").remedy
    assert kind in cannot_see("aliases: [x]", "keeps: [praise]").remedy
    assert kind in cannot_see(happenings(kind, "2026-07-01", more=more)).remedy

"""reversed-decisions: decisions taken back, for 365 days."""

import pytest

from clienthealth.rules.dec004_reversed_decisions import RULE
from one_client import Seen, Unseen, happenings

DAYS = [f"2026-03-{day:02}" for day in range(1, 10)]


@pytest.mark.parametrize(
    ("count", "intensity"), [(0, 0.0), (1, 0.0), (2, 1 / 3), (3, 2 / 3), (4, 1.0), (6, 1.0)]
)
def test_the_ramp_from_one_to_four(count: int, intensity: float, see: Seen) -> None:
    back = happenings("decision", *DAYS[:count], more="reversed: true")
    seen = see(f"{back}\n  - {{kind: decision, at: 2026-04-01}}")
    assert seen.measure.value == count
    assert seen.intensity == pytest.approx(intensity)
    assert len(seen.evidence) == count


def test_the_window(see: Seen) -> None:
    edges = happenings("decision", "2025-06-30", "2025-07-01", "2026-07-01", more="reversed: true")
    assert see(edges).evidence == (("events", 1),)


def test_none_means_none_where_decisions_are_kept(see: Seen, cannot_see: Unseen) -> None:
    assert see("aliases: [x]", "keeps: [decision]").intensity == 0
    assert cannot_see("aliases: [x]").why == "no decision recorded"
    assert RULE.articles == ()

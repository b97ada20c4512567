"""not-a-hell-yes: your own rating of the fit, from 4 down to 2."""

from datetime import date

import pytest

from clienthealth.rules.pro004_not_a_hell_yes import RULE
from one_client import Seen, Unseen


@pytest.mark.parametrize(("fit", "intensity"), [(5, 0.0), (4, 0.0), (3, 0.5), (2, 1.0), (1, 1.0)])
def test_the_ramp_falls_from_four_to_two(fit: int, intensity: float, see: Seen) -> None:
    seen = see(f"first_contact: 2026-01-12\nfit: {fit}")
    assert seen.intensity == intensity
    assert seen.message == f"you rate the fit {fit} out of 5"
    assert seen.evidence == ()


def test_the_rating_of_the_day_counts(see: Seen, cannot_see: Unseen) -> None:
    client = """
    fit:
      - {value: 2, from: 2026-06-30}
      - {value: 5, from: 2026-02-01}
      - {value: 1, from: 2026-07-01}
    """
    assert see(client).measure.value == 2
    assert see(client, as_of=date(2026, 6, 29)).measure.value == 5
    assert see(client, as_of=date(2026, 7, 1)).measure.value == 1
    assert cannot_see(client, as_of=date(2026, 1, 31)).why == "no rating of the fit"


def test_without_a_rating_it_cannot_tell(cannot_see: Unseen) -> None:
    assert "`fit`" in cannot_see("first_contact: 2026-01-12").remedy
    assert RULE.severity == "high"

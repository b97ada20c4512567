"""discount-pressure: a count of events for 365 days, from 1 to 4."""

import pytest

from clienthealth.rules.val002_discount_pressure import RULE
from one_client import Seen, Unseen, happenings
from rules.counts import check_a_count_of_events


def test_it_counts_its_events(see: Seen, cannot_see: Unseen) -> None:
    check_a_count_of_events("discount_request", 1, 4, see, cannot_see)


def test_the_ramp_is_its_own() -> None:
    assert (RULE.options.fine, RULE.options.bad) == (1, 4)


@pytest.mark.parametrize(("count", "intensity"), [(1, 0.5), (2, 1.0)])
def test_of_a_prospect_the_first_counts(count: int, intensity: float, see: Seen) -> None:
    days = ["2026-06-08", "2026-06-09"][:count]
    seen = see("first_contact: 2026-06-01\n" + happenings("discount_request", *days))
    assert (seen.intensity, seen.measure.fine, seen.measure.bad) == (intensity, 0, 2)
    assert see(happenings("discount_request", *days)).intensity == pytest.approx((count - 1) / 3)

"""stalling: a count of events for 365 days, from 1 to 4."""

from clienthealth.rules.dec002_stalling import RULE
from one_client import Seen, Unseen
from rules.counts import check_a_count_of_events


def test_it_counts_its_events(see: Seen, cannot_see: Unseen) -> None:
    check_a_count_of_events("stall", 1, 4, see, cannot_see)


def test_the_ramp_is_its_own() -> None:
    assert (RULE.options.fine, RULE.options.bad) == (1, 4)

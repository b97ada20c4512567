"""disputes-agreement: a count of events for 365 days, from 1 to 3."""

from clienthealth.rules.sco005_disputes_agreement import RULE
from one_client import Seen, Unseen
from rules.counts import check_a_count_of_events


def test_it_counts_its_events(see: Seen, cannot_see: Unseen) -> None:
    check_a_count_of_events("agreement_dispute", 1, 3, see, cannot_see)


def test_the_ramp_is_its_own() -> None:
    assert (RULE.options.fine, RULE.options.bad) == (1, 3)

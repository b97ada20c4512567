"""one-sided-effort: proposals asked for without a day for a yes or no, in 365 days, from 1 to 3."""

from clienthealth.rules.base import Observation
from clienthealth.rules.pro002_one_sided_effort import RULE
from one_client import Seen, Unseen, facts_of, happenings, ledger_with, observed
from rules.counts import check_a_count_of_events


def test_it_counts_its_events(see: Seen, cannot_see: Unseen) -> None:
    check_a_count_of_events("proposal_request", 1, 3, see, cannot_see)
    assert (RULE.options.fine, RULE.options.bad) == (1, 3)


def test_a_day_for_the_answer_makes_it_two_sided(seen: Observation) -> None:
    """
    first_contact: 2026-01-12
    events:
      - {kind: proposal_request, at: 2026-02-03, answer_by: 2026-02-20}
      - {kind: proposal_request, at: 2026-03-03, what: mock-ups}
      - {kind: proposal_request, at: 2026-04-03, answer_by: 2026-08-01}
      - {kind: proposal_request, at: 2026-05-03}
    """
    assert seen.measure.value == 2
    assert seen.intensity == 0.5
    assert seen.evidence == (("events", 1), ("events", 3))
    assert seen.message == "asked twice for a proposal without a date for their answer"


def test_only_two_sided_requests_are_fine_and_not_unknown(see: Seen) -> None:
    client = "events: [{kind: proposal_request, at: 2026-02-03, answer_by: 2026-02-20}]"
    seen = see(client, "keeps: [praise]")
    assert (seen.measure.value, seen.intensity, seen.evidence) == (0, 0, ())


def test_one_more_request_does_not_show_that_a_talk_had_its_effect() -> None:
    client = "\n".join(
        [
            happenings("proposal_request", "2026-02-03", "2026-03-03"),
            "  - {kind: praise, at: 2026-03-04}",
        ]
    )
    facts = facts_of(ledger_with(client))
    assert RULE.good(facts, observed(RULE, facts)) == 1

"""unresponsive: the share of our messages without an answer in a week, from 20 % to 60 %.

The share is mixed with four fine ones: (silent + 0.8) / (all + 4).
"""

from datetime import date

import pytest

from clienthealth.rules.base import NotAssessed, Observation
from clienthealth.rules.eng001_unresponsive import RULE
from one_client import Seen, Unseen, facts_of, ledger_with, observed


def sent(silent: int, of: int) -> str:
    lines = []
    for day in range(1, of + 1):
        answer = "" if day <= silent else f", answered_at: 2026-03-{day:02}"
        lines.append(f"  - {{kind: message, at: 2026-03-{day:02}, direction: out{answer}}}")
    return "\n".join(["events:", *lines])


@pytest.mark.parametrize(
    ("silent", "of", "share", "intensity"),
    [
        (0, 4, 0.1, 0.0),
        (1, 5, 0.2, 0.0),
        (1, 4, 0.225, 0.0625),
        (2, 4, 0.35, 0.375),
        (3, 4, 0.475, 0.6875),
        (4, 4, 0.6, 1.0),
        (5, 5, 5.8 / 9, 1.0),
    ],
)
def test_the_ramp_over_the_shrunk_share(
    silent: int, of: int, share: float, intensity: float, see: Seen
) -> None:
    seen = see(sent(silent, of))
    assert seen.measure.value == pytest.approx(share)
    assert seen.intensity == pytest.approx(intensity)
    assert seen.evidence == tuple(("events", index) for index in range(silent))


def test_an_answer_on_the_seventh_day_is_one_and_on_the_eighth_none(seen: Observation) -> None:
    """
    events:
      - {kind: message, at: 2026-03-02, direction: out, answered_at: 2026-03-09}
      - {kind: message, at: 2026-03-02, direction: out, answered_at: 2026-03-10}
      - {kind: message, at: 2026-03-02T08:00, direction: out, answered_at: 2026-03-09T20:00}
      - {kind: message, at: 2026-03-02T23:00, direction: out, answered_at: 2026-03-10T01:00}
    """
    assert seen.evidence == (("events", 1), ("events", 3))
    assert seen.measure.value == pytest.approx(2.8 / 8)
    assert seen.message == "did not answer 2 of your 4 messages within 7 days"


FRESH = """
events:
  - {kind: message, at: 2026-06-22, direction: out}
  - {kind: message, at: 2026-06-23, direction: out}
  - {kind: message, at: 2026-06-22, direction: out, answered_at: 2026-07-01}
  - {kind: message, at: 2026-06-24, direction: out, answered_at: 2026-07-01}
  - {kind: message, at: 2026-06-30, direction: out, answered_at: 2026-06-30}
  - {kind: message, at: 2026-03-01, direction: out, answered_at: 2026-03-01}
"""


def test_a_message_younger_than_a_week_may_still_be_answered(see: Seen) -> None:
    """On the 30th the second and the fourth are open; on 1 July the second has been too long."""
    seen = see(FRESH)
    assert seen.evidence == (("events", 0), ("events", 2))
    assert seen.measure.value == pytest.approx(2.8 / 8)
    later = see(FRESH, as_of=date(2026, 7, 1))
    assert later.evidence == (("events", 0), ("events", 2), ("events", 1))
    assert later.measure.value == pytest.approx(3.8 / 10)


def test_how_long_an_answer_may_take_is_an_option(see: Seen) -> None:
    assert see(FRESH, answer_days=0).measure.value == pytest.approx(4.8 / 10)
    assert see(FRESH, answer_days=6).measure.value == pytest.approx(3.8 / 9)


def test_three_are_too_few(not_seen: NotAssessed) -> None:
    """
    events:
      - {kind: message, at: 2026-03-02, direction: out}
      - {kind: message, at: 2026-03-03, direction: out}
      - {kind: message, at: 2026-03-04, direction: out, channel: call}
      - {kind: message, at: 2026-03-04, answered_at: 2026-05-04}
      - {kind: message, at: 2026-06-29, direction: out}
      - {kind: message, at: 2026-07-01, direction: out, answered_at: 2026-07-01}
      - {kind: outreach, at: 2026-03-04, step: call}
    """
    assert not_seen.why == "3 messages to the client recorded, 4 needed"


def test_three_suffice_to_judge_a_prospect(see: Seen) -> None:
    seen = see("first_contact: 2026-03-01\n" + sent(3, 3))
    assert seen.measure.value == pytest.approx(3.8 / 7)
    assert seen.intensity == pytest.approx((3.8 / 7 - 0.2) / 0.4)


def test_two_are_too_few_for_a_prospect_too(cannot_see: Unseen) -> None:
    why = cannot_see("first_contact: 2026-03-01\n" + sent(2, 2)).why
    assert why == "2 messages to the client recorded, 3 needed"


def test_answers_belong_to_the_business_s_own_days(see: Seen) -> None:
    berlin = 'working_hours: {start: "09:00", end: "18:00", timezone: Europe/Berlin}'
    client = """
    events:
      - {kind: message, at: 2026-03-02T12:00, direction: out, answered_at: 2026-03-09T17:59-05:00}
      - {kind: message, at: 2026-03-02T12:00, direction: out, answered_at: 2026-03-09T19:00-05:00}
      - {kind: message, at: 2026-03-02T12:00, direction: out, answered_at: 2026-03-02T12:00}
      - {kind: message, at: 2026-03-02T12:00, direction: out, answered_at: 2026-03-02T12:00}
    """
    assert see(client, berlin).evidence == (("events", 1),)  # 23:59 of the 9th; 01:00 of the 10th


def test_two_suffice_after_a_talk(cannot_see: Unseen) -> None:
    facts = facts_of(ledger_with(sent(4, 4))).since(date(2026, 3, 2))
    assert observed(RULE, facts).measure.value == pytest.approx(2.8 / 6)
    assert RULE.observations(facts) == 2
    assert cannot_see("aliases: [x]").why == "0 messages to the client recorded, 4 needed"

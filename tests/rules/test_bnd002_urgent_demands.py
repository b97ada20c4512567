"""urgent-demands: urgent messages of the client a month, from 1 to 4."""

from datetime import date, timedelta

import pytest

from clienthealth.rules.base import Observation
from clienthealth.rules.bnd002_urgent_demands import RULE
from one_client import Seen, Unseen, facts_of, happenings, ledger_with, observed

WEEKS = [str(date(2025, 7, 1) + timedelta(days=7 * week)) for week in range(52)]
MONTH = 365 / 12


def urgent(*days: str) -> str:
    return happenings("message", *days, more="urgent: true")


@pytest.mark.parametrize(
    ("count", "intensity"),
    [(0, 0.0), (11, 0.0), (12, 0.0), (13, 1 / 36), (30, 0.5), (47, 35 / 36), (48, 1.0), (52, 1.0)],
)
def test_twelve_a_year_are_fine_and_forty_eight_the_worst(
    count: int, intensity: float, see: Seen
) -> None:
    seen = see(urgent(*WEEKS[:count]), "keeps: [message]")
    assert seen.measure.value == pytest.approx(count / 12)
    assert seen.intensity == pytest.approx(intensity)
    assert (seen.intensity > 0) is (count > 12)
    assert len(seen.evidence) == count


def test_less_than_a_month_counts_as_one(see: Seen) -> None:
    days = urgent("2026-06-21", "2026-06-22", "2026-06-23")
    assert see(f"since: 2026-06-20\n{days}").measure.value == 3
    assert see(f"since: 2026-06-30\n{days}").measure.value == 3
    assert see(f"since: 2026-05-01\n{days}").measure.value == pytest.approx(3 * MONTH / 60)


def test_the_months_begin_with_the_first_contact(see: Seen) -> None:
    days = urgent("2026-06-21", "2026-06-22", "2026-06-23")
    early = f"first_contact: 2026-01-01\nsince: 2026-06-20\n{days}"
    assert see(early).measure.value == pytest.approx(3 * MONTH / 180)
    assert see(f"first_contact: 2020-01-01\n{days}").measure.value == pytest.approx(3 / 12)


def test_only_what_the_client_wants_at_once_counts(seen: Observation) -> None:
    """
    since: 2026-06-01
    events:
      - {kind: message, at: 2026-06-02}
      - {kind: message, at: 2026-06-02, channel: call}
      - {kind: message, at: 2026-06-02, urgent: true, direction: out}
      - {kind: message, at: 2026-06-02, urgent: true}
      - {kind: message, at: 2026-06-30T23:59, urgent: true, channel: chat}
      - {kind: message, at: 2026-07-01, urgent: true}
    """
    assert seen.measure.value == 2
    assert seen.evidence == (("events", 3), ("events", 4))
    assert seen.message == "2 urgent requests in 1 month"


def test_after_a_talk_the_months_begin_with_it() -> None:
    client = urgent("2026-04-01", "2026-05-01", "2026-05-02", "2026-05-03")
    since = facts_of(ledger_with(client)).since(date(2026, 5, 1))
    seen = observed(RULE, since)
    assert seen.measure.value == pytest.approx(2 * MONTH / 60)
    assert seen.evidence == (("events", 2), ("events", 3))


def test_none_means_none_where_messages_are_kept(see: Seen, cannot_see: Unseen) -> None:
    assert see("aliases: [x]", "keeps: [message]").intensity == 0
    assert cannot_see("aliases: [x]").why == "no message recorded"
    assert see("events: [{kind: message, at: 2026-06-02}]").intensity == 0

"""never-satisfied: the share of answers that are complaints without cause."""

from datetime import date

import pytest

from clienthealth.rules.base import NotAssessed, Observation
from clienthealth.rules.val005_never_satisfied import RULE
from one_client import Seen, facts_of, ledger_with, observed


def answers(groundless: int, fine: int) -> str:
    kinds = ["complaint, justified: false"] * groundless + ["praise"] * fine
    lines = (f"  - {{at: 2026-02-{day:02}, kind: {kind}}}" for day, kind in enumerate(kinds, 1))
    return "\n".join(["events:", *lines])


@pytest.mark.parametrize(
    ("groundless", "fine", "value", "intensity"),
    [
        (3, 7, 0.30, 0.0),  # (3 + 1.2) / 14
        (6, 2, 0.60, 0.5),  # (6 + 1.2) / 12
        (24, 0, 0.90, 1.0),  # (24 + 1.2) / 28
        (5, 0, 6.2 / 9, (6.2 / 9 - 0.3) / 0.6),
    ],
)
def test_the_shrunk_share(
    groundless: int, fine: int, value: float, intensity: float, see: Seen
) -> None:
    seen = see(answers(groundless, fine))
    assert seen.measure.value == pytest.approx(value)
    assert seen.intensity == pytest.approx(intensity, abs=1e-9)
    assert seen.intensity > 0 or intensity == 0
    assert len(seen.evidence) == groundless


def test_what_counts_as_an_answer(seen: Observation) -> None:
    """
    events:
      - {kind: complaint, at: 2026-02-03, justified: false}
      - {kind: complaint, at: 2026-02-04, justified: true}
      - {kind: feedback, at: 2026-02-05, clear: true}
      - {kind: feedback, at: 2026-02-06, clear: false}
      - {kind: praise, at: 2026-02-07}
      - {kind: referral, at: 2026-02-08}
      - {kind: complaint, at: 2026-07-01, justified: false}
      - {kind: complaint, at: 2025-06-30, justified: false}
    """
    assert seen.measure.value == pytest.approx((1 + 1.2) / (4 + 4))
    assert seen.evidence == (("events", 0),)


def test_two_answers_are_too_few(not_seen: NotAssessed) -> None:
    """
    events:
      - {kind: complaint, at: 2026-02-03, justified: false}
      - {kind: complaint, at: 2026-02-04, justified: false}
      - {kind: feedback, at: 2026-02-05, clear: false}
    """
    assert not_seen.why.startswith("2 answers to your work recorded, 3 needed")


def test_two_suffice_after_a_talk() -> None:
    since = facts_of(ledger_with(answers(2, 0))).since(date(2026, 1, 31))
    assert observed(RULE, since).measure.value == pytest.approx(3.2 / 6)

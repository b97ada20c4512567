"""vague-feedback: the share of answers that are unclear, shrunk towards fine."""

from datetime import date

import pytest

from clienthealth.rules.base import NotAssessed
from clienthealth.rules.dec001_vague_feedback import RULE
from one_client import Seen, facts_of, ledger_with, observed


def answers(vague: int, clear: int) -> str:
    kinds = ["false"] * vague + ["true"] * clear
    lines = (
        f"  - {{kind: feedback, at: 2026-03-{day:02}, clear: {kind}}}"
        for day, kind in enumerate(kinds, 1)
    )
    return "\n".join(["events:", *lines])


@pytest.mark.parametrize(
    ("vague", "clear", "value", "intensity"),
    [
        (3, 7, 0.30, 0.0),  # (3 + 1.2) / 14
        (12, 8, 0.55, 0.5),  # (12 + 1.2) / 24
        (10, 0, 0.80, 1.0),  # (10 + 1.2) / 14
        (3, 0, 0.60, 0.6),  # (3 + 1.2) / 7
        (0, 3, 1.2 / 7, 0.0),
    ],
)
def test_the_shrunk_share(
    vague: int, clear: int, value: float, intensity: float, see: Seen
) -> None:
    seen = see(answers(vague, clear))
    assert seen.measure.value == pytest.approx(value)
    assert seen.intensity == pytest.approx(intensity)
    assert len(seen.evidence) == vague


def test_exactly_fine_is_no_finding_and_exactly_bad_is_the_worst(see: Seen) -> None:
    assert see(answers(3, 7)).intensity == 0
    assert see(answers(10, 0)).intensity == 1


def test_two_answers_are_too_few(not_seen: NotAssessed) -> None:
    """
    events:
      - {kind: feedback, at: 2025-06-30, clear: false}
      - {kind: feedback, at: 2026-02-03, clear: false}
      - {kind: feedback, at: 2026-02-17, clear: false}
      - {kind: feedback, at: 2026-07-01, clear: false}
    """
    assert not_seen.why.startswith("2 answers to your work recorded, 3 needed")


def test_two_answers_suffice_after_a_talk() -> None:
    since = facts_of(ledger_with(answers(0, 4))).since(date(2026, 3, 2))
    assert observed(RULE, since).measure.value == pytest.approx(1.2 / 6)

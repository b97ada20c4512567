"""absent-sponsor: the share of held meetings without a decision-maker, from 25 % to 75 %.

The share is mixed with four fine ones: (missed + 1) / (all + 4).
"""

from datetime import date

import pytest

from clienthealth.rules.base import NotAssessed, Observation
from clienthealth.rules.eng002_absent_sponsor import RULE
from one_client import Seen, facts_of, ledger_with, observed


def meetings(missed: int, of: int) -> str:
    lines = (
        f"  - {{kind: meeting, at: 2026-03-{day:02}, "
        f"decision_maker_present: {'false' if day <= missed else 'true'}}}"
        for day in range(1, of + 1)
    )
    return "\n".join(["events:", *lines])


@pytest.mark.parametrize(
    ("missed", "of", "share", "intensity"),
    [
        (0, 3, 1 / 7, 0.0),
        (1, 4, 0.25, 0.0),
        (1, 3, 2 / 7, (2 / 7 - 0.25) * 2),
        (3, 4, 0.5, 0.5),
        (3, 3, 4 / 7, (4 / 7 - 0.25) * 2),
        (11, 12, 0.75, 1.0),
        (12, 12, 13 / 16, 1.0),
    ],
)
def test_the_ramp_over_the_shrunk_share(
    missed: int, of: int, share: float, intensity: float, see: Seen
) -> None:
    seen = see(meetings(missed, of))
    assert seen.measure.value == pytest.approx(share)
    assert seen.intensity == pytest.approx(intensity)
    assert seen.evidence == tuple(("events", index) for index in range(missed))


def test_only_held_meetings_of_which_it_is_known_count(seen: Observation) -> None:
    """
    events:
      - {kind: meeting, at: 2026-03-01, decision_maker_present: false}
      - {kind: meeting, at: 2026-03-02}
      - {kind: meeting, at: 2026-03-03, decision_maker_present: false, outcome: moved}
      - {kind: meeting, at: 2026-03-04, decision_maker_present: false, outcome: cancelled, by: us}
      - {kind: meeting, at: 2026-03-05, decision_maker_present: true}
      - {kind: meeting, at: 2026-06-30, decision_maker_present: false}
      - {kind: meeting, at: 2026-07-01, decision_maker_present: false}
      - {kind: meeting, at: 2025-06-30, decision_maker_present: false}
    """
    assert seen.measure.value == pytest.approx(3 / 7)
    assert seen.evidence == (("events", 0), ("events", 5))
    assert seen.message == "2 of 3 meetings without a decision-maker"


def test_two_are_too_few(not_seen: NotAssessed) -> None:
    """
    events:
      - {kind: meeting, at: 2026-03-01, decision_maker_present: false}
      - {kind: meeting, at: 2026-03-02, decision_maker_present: false}
      - {kind: meeting, at: 2026-03-03}
    """
    assert not_seen.why == "2 meetings with `decision_maker_present`, 3 needed"


def test_two_suffice_after_a_talk() -> None:
    since = facts_of(ledger_with(meetings(4, 4))).since(date(2026, 3, 2))
    assert observed(RULE, since).measure.value == pytest.approx(0.5)
    assert RULE.observations(since) == 2

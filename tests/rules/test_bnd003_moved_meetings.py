"""moved-meetings: the share of meetings that the client did not keep, from 15 % to 50 %.

The share is mixed with four fine ones: (missed + 0.6) / (all + 4).
"""

from datetime import date

import pytest

from clienthealth.rules.base import NotAssessed, Observation
from clienthealth.rules.bnd003_moved_meetings import RULE
from one_client import Seen, Unseen, facts_of, ledger_with, observed


def meetings(missed: int, of: int) -> str:
    outcomes = ["cancelled", "moved", "no-show"] * of
    words = [*outcomes[:missed], *["held"] * (of - missed)]
    lines = (
        f"  - {{kind: meeting, at: 2026-03-{day:02}, outcome: {word}}}"
        for day, word in enumerate(words, 1)
    )
    return "\n".join(["events:", *lines])


@pytest.mark.parametrize(
    ("missed", "of", "share", "intensity"),
    [
        (0, 3, 0.6 / 7, 0.0),
        (3, 20, 0.15, 0.0),
        (1, 3, 1.6 / 7, (1.6 / 7 - 0.15) / 0.35),
        (2, 4, 0.325, 0.5),
        (2, 3, 2.6 / 7, (2.6 / 7 - 0.15) / 0.35),
        (3, 3, 3.6 / 7, 1.0),
        (7, 10, 7.6 / 14, 1.0),
    ],
)
def test_the_ramp_over_the_shrunk_share(
    missed: int, of: int, share: float, intensity: float, see: Seen
) -> None:
    seen = see(meetings(missed, of))
    assert seen.measure.value == pytest.approx(share)
    assert seen.intensity == pytest.approx(intensity)
    assert seen.evidence == tuple(("events", index) for index in range(missed))


def test_what_we_moved_ourselves_counts_as_held(seen: Observation) -> None:
    """
    events:
      - {kind: meeting, at: 2026-03-01, outcome: moved, by: us}
      - {kind: meeting, at: 2026-03-02, outcome: cancelled, by: us}
      - {kind: meeting, at: 2026-03-03, outcome: no-show, by: us}
      - {kind: meeting, at: 2026-03-04, outcome: held, by: client}
      - {kind: meeting, at: 2026-03-05, outcome: no-show, by: client}
    """
    assert seen.measure.value == pytest.approx(1.6 / 9)
    assert seen.evidence == (("events", 4),)
    assert seen.message == "cancelled, moved or missed 1 of 5 arranged meetings"


def test_ad_hoc_meetings_do_not_make_up_for_arranged_ones(see: Seen, cannot_see: Unseen) -> None:
    sudden = "  - {kind: meeting, at: 2026-04-01, ad_hoc: true}\n" * 30
    assert see(f"{meetings(2, 4)}\n{sudden}") == see(meetings(2, 4))
    assert cannot_see(f"events:\n{sudden}").why == "0 arranged meetings recorded, 3 needed"
    moved = "  - {kind: meeting, at: 2026-04-01, ad_hoc: true, outcome: moved}"
    assert see(f"{meetings(2, 4)}\n{moved}").measure.value == pytest.approx(3.6 / 9)


def test_two_meetings_are_too_few(not_seen: NotAssessed) -> None:
    """
    events:
      - {kind: meeting, at: 2025-06-30, outcome: moved}
      - {kind: meeting, at: 2025-07-01, outcome: moved}
      - {kind: meeting, at: 2026-06-30, outcome: moved}
      - {kind: meeting, at: 2026-07-01, outcome: moved}
    """
    assert not_seen.why == "2 arranged meetings recorded, 3 needed"


def test_two_suffice_after_a_talk() -> None:
    since = facts_of(ledger_with(meetings(2, 4))).since(date(2026, 3, 1))
    assert RULE.observations(since) == 3
    later = facts_of(ledger_with(meetings(4, 4))).since(date(2026, 3, 2))
    assert observed(RULE, later).measure.value == pytest.approx(2.6 / 6)
    assert RULE.observations(later) == 2

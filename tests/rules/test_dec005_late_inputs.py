"""late-inputs: average days late of what the client owed."""

from datetime import date, timedelta

import pytest

from clienthealth.rules.base import NotAssessed, Observation
from clienthealth.rules.dec005_late_inputs import RULE
from one_client import Seen, facts_of, ledger_with, observed


def inputs(*late: int) -> str:
    due = date(2026, 3, 1)
    lines = (
        f"  - {{kind: input_due, due: {due}, received: {due + timedelta(days=days)}}}"
        for days in late
    )
    return "\n".join(["events:", *lines])


@pytest.mark.parametrize(
    ("late", "mean", "intensity"),
    [
        ((2, 2, 2), 2, 0.0),
        ((8, 8, 8), 8, 0.5),
        ((14, 14, 14), 14, 1.0),
        ((0, 0, 42), 14, 1.0),
        ((-9, 0, 6), 2, 0.0),
    ],
)
def test_the_ramp_from_two_to_fourteen_days(
    late: tuple[int, ...], mean: float, intensity: float, see: Seen
) -> None:
    seen = see(inputs(*late))
    assert seen.measure.value == pytest.approx(mean)
    assert seen.intensity == pytest.approx(intensity)
    assert len(seen.evidence) == sum(days > 0 for days in late)


def test_what_is_missing_counts_with_its_days_so_far(seen: Observation) -> None:
    """
    events:
      - {kind: input_due, due: 2026-06-30}
      - {kind: input_due, due: 2026-06-20}
      - {kind: input_due, due: 2026-06-28, received: 2026-07-10}
      - {kind: input_due, due: 2026-07-01}
    """
    assert seen.measure.value == pytest.approx((0 + 10 + 2) / 3)
    assert seen.evidence == (("events", 1), ("events", 2))


def test_two_inputs_are_too_few(not_seen: NotAssessed) -> None:
    """
    events:
      - {kind: input_due, due: 2025-06-30}
      - {kind: input_due, due: 2026-03-01}
      - {kind: input_due, due: 2026-03-02, at: 2026-02-02}
      - {kind: input_due, due: 2026-07-01, at: 2026-02-02}
    """
    assert not_seen.why == "2 inputs due in the window, 3 needed"


def test_two_suffice_after_a_talk() -> None:
    since = facts_of(ledger_with(inputs(10, 20))).since(date(2026, 2, 1))
    assert observed(RULE, since).measure.value == pytest.approx(15)

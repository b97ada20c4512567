"""The ramp from fine to bad, against which every threshold of a rule is measured."""

import pytest

from clienthealth.rules.base import Ramp


@pytest.mark.parametrize(
    ("value", "intensity"), [(4.0, 0.0), (5.0, 0.0), (10.0, 0.2), (30.0, 1.0), (31.0, 1.0)]
)
def test_it_rises_in_a_straight_line_from_fine_to_bad(value: float, intensity: float) -> None:
    assert Ramp(fine=5, bad=30).intensity(value) == intensity


@pytest.mark.parametrize(
    ("value", "intensity"), [(96.0, 0.0), (95.0, 0.0), (71.5, 0.5), (48.0, 1.0), (40.0, 1.0)]
)
def test_it_may_fall(value: float, intensity: float) -> None:
    assert Ramp(fine=95, bad=48).intensity(value) == intensity


def test_where_both_are_one_it_is_a_step_and_what_meets_it_is_bad() -> None:
    assert [Ramp(fine=2, bad=2).intensity(value) for value in (1.99, 2, 3)] == [0, 1, 1]


def test_a_share_is_mixed_with_four_fine_observations() -> None:
    assert Ramp(fine=0.1, bad=0.5).shrunk(3, 4) == pytest.approx(3.4 / 8)

"""hours-overrun: hours of fixed-fee work beyond its estimate, in the window."""

import pytest

from clienthealth.rules.base import NotAssessed, Observation
from clienthealth.rules.sco001_hours_overrun import RULE
from one_client import Seen


@pytest.mark.parametrize(
    ("hours", "ratio", "intensity"),
    [
        (20, 1.0, 0.0),
        (22, 1.1, 0.0),
        (27, 1.35, 0.5),
        (32, 1.6, 1.0),
        (40, 2.0, 1.0),
        (2, 1.0, 0.0),
    ],
)
def test_the_ramp_from_a_tenth_to_six_tenths(
    hours: int, ratio: float, intensity: float, see: Seen
) -> None:
    seen = see(
        f"""
        projects: [{{id: shop, fee: 2000, estimated_hours: 20}}]
        time:
          - {{date: 2026-03-02, hours: 1, project: shop}}
          - {{date: 2026-03-03, hours: {(hours - 1) / 2}, project: shop}}
          - {{date: 2026-03-04, hours: {(hours - 1) / 2}, project: shop}}
        """
    )
    assert seen.measure.value == pytest.approx(ratio)
    assert seen.intensity == pytest.approx(intensity)
    assert seen.intensity > 0 or intensity == 0 == seen.intensity
    assert seen.evidence == ((("projects", 0),) if ratio > 1 else ())


def test_what_was_over_before_the_window_is_past(seen: Observation) -> None:
    """
    projects: [{id: shop, fee: 2000, estimated_hours: 20}]
    time:
      - {date: 2025-06-29, hours: 15, project: shop}
      - {date: 2025-06-30, hours: 15, project: shop}
      - {date: 2025-07-01, hours: 5, project: shop}
      - {date: 2026-07-01, hours: 9, project: shop}
    """
    assert seen.measure.value == pytest.approx(1.25)


def test_hours_before_the_window_use_the_estimate_up(seen: Observation) -> None:
    """
    projects: [{id: shop, fee: 2000, estimated_hours: 20}]
    time:
      - {date: 2025-06-30, hours: 16, project: shop}
      - {date: 2025-07-01, hours: 10, project: shop}
    """
    assert seen.measure.value == pytest.approx(1.30)


def test_another_project_puts_it_into_proportion_and_does_not_make_up_for_it(
    seen: Observation,
) -> None:
    """
    projects:
      - {id: shop, fee: 2000, estimated_hours: 20}
      - {id: logo, fee: 2000, estimated_hours: 60}
      - {id: idle, fee: 2000, estimated_hours: 500}
      - {id: hourly, estimated_hours: 1}
    time:
      - {date: 2026-03-02, hours: 20, project: shop}
      - {date: 2026-03-03, hours: 20, project: shop}
      - {date: 2026-03-04, hours: 1, project: logo}
      - {date: 2026-03-05, hours: 20, project: hourly}
    """
    assert seen.measure.value == pytest.approx(1 + 20 / 80)
    assert seen.evidence == (("projects", 0),)


def test_work_by_the_hour_has_no_estimate_to_overrun(not_seen: NotAssessed) -> None:
    """
    projects: [{id: hourly, estimated_hours: 5}, {id: open, fee: 5000}]
    time: [{date: 2026-03-02, hours: 9, project: hourly},
        {date: 2026-03-02, hours: 9, project: open}]
    """
    assert "fixed-fee" in not_seen.why
    assert RULE.code == "SCO001"

"""constant-changes: change requests for each month of running project."""

import pytest

from clienthealth.rules.base import Observation
from clienthealth.rules.sco004_constant_changes import RULE
from one_client import Seen, Unseen

MONTH = 365 / 12


def changes(*days: str) -> str:
    return "[" + ", ".join(f"{{date: {day}}}" for day in days) + "]"


@pytest.mark.parametrize(
    ("count", "intensity"), [(0, 0.0), (1, 0.0), (2, 1 / 3), (3, 2 / 3), (4, 1.0), (7, 1.0)]
)
def test_a_project_of_days_counts_as_a_month(count: int, intensity: float, see: Seen) -> None:
    days = changes(*(f"2026-06-{16 + n}" for n in range(count)))
    client = f"projects: [{{id: shop, started: 2026-06-15, change_requests: {days}}}]"
    seen = see(client, "keeps: [change_request]")
    assert seen.measure.value == count
    assert seen.intensity == pytest.approx(intensity)
    assert len(seen.evidence) == count


def test_the_months_of_all_projects_add_up(seen: Observation) -> None:
    """
    projects:
      - {id: shop, started: 2026-01-01, finished: 2026-03-02,
          change_requests: [{date: 2026-01-05, billed: true}, {date: 2026-02-05, billed: true}]}
      - {id: logo, started: 2026-06-01, change_requests: [{date: 2026-06-05}, {date: 2025-06-30},
          {date: 2026-07-01}]}
    """
    assert seen.measure.value == pytest.approx(3 / ((60 + 29) / MONTH))


def test_a_project_without_a_start_runs_from_its_first_hour(seen: Observation) -> None:
    """
    projects: [{id: shop, change_requests: [{date: 2026-05-05}]}]
    time:
      - {date: 2026-05-01, hours: 1, project: shop}
      - {date: 2026-04-01, hours: 1}
    """
    assert seen.measure.value == pytest.approx(1 / (60 / MONTH))


def test_the_window_limits_the_months(seen: Observation) -> None:
    """
    projects: [{id: shop, started: 2020-01-01, change_requests: [{date: 2026-05-05}]}]
    """
    assert seen.measure.value == pytest.approx(1 / 12)


def test_without_a_project_or_changes_kept_it_cannot_tell(cannot_see: Unseen) -> None:
    assert cannot_see("aliases: [x]").why == "no project"
    assert cannot_see("projects: [{id: shop}]").why == "no change request recorded"
    assert RULE.severity == "low"

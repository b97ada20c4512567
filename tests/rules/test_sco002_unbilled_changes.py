"""unbilled-changes: hours of changes done and not billed, by the project's hours."""

from datetime import date

import pytest

from clienthealth.rules.base import NotAssessed, Observation
from clienthealth.rules.sco002_unbilled_changes import RULE
from one_client import Seen, Unseen


@pytest.mark.parametrize(
    ("hours", "share", "intensity"),
    [(1, 0.05, 0.0), (3, 0.15, 0.5), (5, 0.25, 1.0), (9, 0.45, 1.0)],
)
def test_the_ramp_from_a_twentieth_to_a_quarter(
    hours: int, share: float, intensity: float, see: Seen
) -> None:
    seen = see(
        f"""
        projects:
          - id: shop
            estimated_hours: 20
            change_requests: [{{date: 2026-03-02, hours: {hours}, done: 2026-03-09}}]
        """
    )
    assert seen.measure.value == pytest.approx(share)
    assert seen.intensity == pytest.approx(intensity)
    assert seen.intensity > 0 or intensity == 0
    assert f"({hours * 95}.00 EUR at the target rate)" in seen.message
    assert seen.evidence == (("projects", 0, "change_requests", 0),)


def test_only_what_is_done_in_the_window_and_unbilled_by_the_day_counts(see: Seen) -> None:
    client = """
    projects:
      - id: shop
        estimated_hours: 20
        change_requests:
          - {date: 2025-06-01, hours: 1, done: 2025-06-30}
          - {date: 2025-06-01, hours: 2, done: 2025-07-01}
          - {date: 2026-06-01, hours: 4, done: 2026-07-01}
          - {date: 2026-06-01, hours: 8}
          - {date: 2026-03-01, hours: 16, done: 2026-03-02, billed: true}
          - {date: 2026-03-01, hours: 0.5, done: 2026-03-02, billed: 2026-07-01}
          - {date: 2026-03-01, hours: 32, done: 2026-03-02, billed: 2026-06-30}
          - {date: 2026-03-01, done: 2026-03-02}
    """
    seen = see(client)
    assert seen.measure.value == pytest.approx(2.5 / 20)
    assert [path[-1] for path in seen.evidence] == [1, 5]
    # A month after it was asked for, the one without `done` counts as done.
    assert see(client, as_of=date(2026, 7, 1)).measure.value == pytest.approx((4 + 8) / 20)


def test_the_worst_project_tells_and_hours_stand_in_for_an_estimate(seen: Observation) -> None:
    """
    projects:
      - {id: big, estimated_hours: 100,
          change_requests: [{date: 2026-03-02, hours: 2, done: 2026-03-09}]}
      - {id: small, change_requests: [{date: 2026-03-02, hours: 2, done: 2026-03-09}]}
    time: [{date: 2026-03-02, hours: 10, project: small}]
    """
    assert seen.measure.value == pytest.approx(0.2)
    assert seen.message.startswith("4 hours")
    assert len(seen.evidence) == 2


def test_none_means_none_where_changes_are_kept(see: Seen, cannot_see: Unseen) -> None:
    client = "projects: [{id: shop, estimated_hours: 20}]"
    assert see(client, "keeps: [change_request]").intensity == 0
    assert cannot_see(client).why == "no change request recorded"


def test_a_project_without_hours_cannot_tell(not_seen: NotAssessed) -> None:
    """
    projects: [{id: shop, change_requests: [{date: 2026-03-02, hours: 2, done: 2026-03-09}]}]
    """
    assert not_seen.why == "no project with hours"
    assert RULE.severity == "high"


@pytest.mark.parametrize(
    ("change", "project", "as_of", "hours"),
    [
        ("date: 2026-03-02, hours: 4", "finished: 2026-03-10", "2026-03-09", 0),
        ("date: 2026-03-02, hours: 4", "finished: 2026-03-10", "2026-03-10", 4),
        ("date: 2026-03-02, hours: 4", "finished: 2026-02-10", "2026-03-02", 4),
        ("date: 2026-03-02, hours: 4", "name: Shop", "2026-03-31", 0),
        ("date: 2026-03-02, hours: 4", "name: Shop", "2026-04-01", 4),  # thirty days later
        ("date: 2026-03-02, hours: 3", "name: Shop", "2026-03-20", 3),  # three hours are logged
        ("date: 2026-03-02, hours: 3", "name: Shop", "2026-03-19", 0),
        ("date: 2026-03-02, hours: 3.5", "name: Shop", "2026-03-20", 0),
        ("date: 2026-03-02, hours: 4, billed: true", "finished: 2026-03-10", "2026-03-10", 0),
        ("date: 2026-03-02, hours: 4, done: 2026-05-01", "finished: 2026-03-10", "2026-04-30", 0),
    ],
)
def test_when_a_change_without_a_day_counts_as_done(
    change: str, project: str, as_of: str, hours: float, see: Seen
) -> None:
    seen = see(
        f"""
        projects:
          - {{id: shop, estimated_hours: 20, {project}, change_requests: [{{{change}}}]}}
        time:
          - {{date: 2026-03-01, hours: 9, project: shop}}
          - {{date: 2026-03-05, hours: 1, project: shop}}
          - {{date: 2026-03-06, hours: 9}}
          - {{date: 2026-03-20, hours: 2, project: shop}}
        """,
        as_of=date.fromisoformat(as_of),
    )
    assert seen.measure.value == pytest.approx(hours / 20)


@pytest.mark.parametrize(
    ("projects", "why"),
    [
        (
            (
                "[{id: shop, estimated_hours: 20, "
                "change_requests: [{date: 2026-03-02, done: 2026-03-09}]}]"
            ),
            "1 unbilled change request without hours",
        ),
        (
            (
                "[{id: shop, estimated_hours: 20}, "
                "{id: site, change_requests: [{date: 2026-03-02, hours: 9}]}]"
            ),
            "1 unbilled change request without hours",
        ),
    ],
)
def test_what_has_no_hours_is_not_said_to_be_fine(
    projects: str, why: str, cannot_see: Unseen
) -> None:
    assert cannot_see(f"projects: {projects}").why == why

"""endless-revisions: rounds beyond those that the price includes."""

from datetime import date

import pytest

from clienthealth.rules.base import NotAssessed, Observation
from clienthealth.rules.sco003_endless_revisions import RULE
from one_client import Seen, Unseen


@pytest.mark.parametrize(
    ("rounds", "beyond", "intensity"),
    [(2, 0, 0.0), (3, 1, 0.0), (4, 2, 1 / 3), (5, 3, 2 / 3), (6, 4, 1.0), (9, 7, 1.0)],
)
def test_the_ramp_from_one_to_four_beyond_two(
    rounds: int, beyond: int, intensity: float, see: Seen
) -> None:
    days = ", ".join(f"{{date: 2026-03-{day:02}}}" for day in range(rounds, 0, -1))
    seen = see(
        f"""
        contract: {{included_revisions: 2}}
        projects: [{{id: logo, revisions: [{days}]}}]
        """
    )
    assert seen.measure.value == beyond
    assert seen.intensity == pytest.approx(intensity)
    # Written down from the last to the first: those beyond are the first of the list.
    last = [("projects", 0, "revisions", rounds - 1 - n) for n in range(2, rounds)]
    assert sorted(seen.evidence) == sorted(last)


def test_rounds_before_the_window_use_up_what_is_included(seen: Observation) -> None:
    """
    contract: {included_revisions: 2}
    projects:
      - id: logo
        revisions: [{date: 2025-06-01}, {date: 2025-06-15}, {date: 2025-06-30}, {date: 2025-07-01},
            {date: 2025-07-02}, {date: 2026-07-01}]
    """
    assert seen.measure.value == 2


def test_a_project_may_include_more_and_the_worst_tells(seen: Observation) -> None:
    """
    contract: {included_revisions: 0}
    projects:
      - {id: logo, included_revisions: 3, revisions: [{date: 2026-03-01}, {date: 2026-03-02},
          {date: 2026-03-03}, {date: 2026-03-04}]}
      - {id: shop, name: The shop, revisions: [{date: 2026-03-01}, {date: 2026-03-02}]}
    """
    assert seen.measure.value == 2
    assert seen.message == "2 extra rounds of revision on The shop, beyond what the price includes"


def test_a_contract_signed_later_includes_nothing_yet(see: Seen, cannot_see: Unseen) -> None:
    client = """
    contract: {signed: 2026-07-01, included_revisions: 0}
    projects: [{id: logo, revisions: [{date: 2026-03-01}, {date: 2026-03-02}]}]
    """
    assert "included_revisions" in cannot_see(client).remedy
    assert see(client, as_of=date(2026, 7, 1)).measure.value == 2


def test_none_means_none_where_revisions_are_kept(see: Seen, cannot_see: Unseen) -> None:
    client = "projects: [{id: logo, included_revisions: 1}]"
    assert see(client, "keeps: [revision]").measure.value == 0
    assert cannot_see(client).why == "no round of revision recorded"


def test_without_an_included_number_nothing_is_beyond(not_seen: NotAssessed) -> None:
    """
    projects: [{id: logo, revisions: [{date: 2026-03-01}]}]
    """
    assert "included_revisions" in not_seen.remedy
    assert RULE.code == "SCO003"

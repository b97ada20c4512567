"""low-rate: the effective hourly rate between the target and the cost rate."""

import pytest

from clienthealth.rules.val001_low_rate import RULE
from one_client import Seen, Unseen


def work(revenue: float, hours: int = 20, more: str = "") -> str:
    half = hours / 2
    return f"""invoices: [{{number: "1", issued: 2026-04-10, amount: {revenue},
        payments: [{{date: 2026-04-20, amount: {revenue}}}]}}]
time: [{{date: 2026-04-01, hours: {half}}}, {{date: 2026-04-02, hours: {half}}}]
{more}"""


@pytest.mark.parametrize(
    ("rate", "intensity"),
    [(95, 0.0), (120, 0.0), (71.5, 0.5), (48, 1.0), (10, 1.0), (83.25, 0.25)],
)
def test_the_ramp_from_target_to_cost(rate: float, intensity: float, see: Seen) -> None:
    seen = see(work(rate * 20))
    assert seen.measure.value == pytest.approx(rate)
    assert seen.intensity == pytest.approx(intensity)
    assert seen.intensity > 0 or intensity == 0
    assert seen.evidence == (("invoices", 0),)


def test_without_a_cost_rate_half_the_target_is_as_bad_as_it_gets(see: Seen) -> None:
    own = "target_rate: 100\ncost_rate: []"
    assert see(work(75 * 20), own).intensity == pytest.approx(0.5)
    assert see(work(50 * 20), own).intensity == pytest.approx(1.0)


def test_the_target_of_the_day_counts(see: Seen) -> None:
    own = (
        "target_rate: [{value: 60}, {value: 95, from: 2026-06-30}, {value: 200, from: 2026-07-01}]"
    )
    assert see(work(71.5 * 20), own).intensity == pytest.approx(0.5)


def test_a_cost_rate_above_the_target_is_no_ramp(see: Seen) -> None:
    assert see(work(50 * 20), "target_rate: 40\ncost_rate: 60").intensity == 0


def test_when_it_cannot_tell(cannot_see: Unseen) -> None:
    assert cannot_see(work(100, 19)).why == "19 hours logged in the window, 20 needed"
    assert cannot_see("aliases: [x]").why == "0 hours logged in the window, 20 needed"
    assert cannot_see(work(100), "target_rate: []").why == "no target rate"
    assert cannot_see(work(100, more="billing: pro-bono")).why == "pro bono client"
    assert RULE.severity == "high"

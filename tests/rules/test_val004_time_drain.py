"""time-drain: the share of time and trouble divided by that of revenue, for the top fifth."""

from typing import Any

import pytest

from clienthealth import assess
from clienthealth.rules.base import NotAssessed, Observation
from clienthealth.rules.position import Standing
from clienthealth.rules.val004_time_drain import RULE
from one_client import TODAY, facts_of, found, ledger_with, loaded

FACTS = facts_of(ledger_with("aliases: [x]"))


def check(**shares: Any) -> Any:
    known = {"hours_share": 0.3, "trouble_share": 0.3, "revenue_share": 0.2, "drain_rank": 1}
    standing = Standing(FACTS, active=5, drain_count=1, **{**known, **shares})
    return RULE.check(standing, RULE.options)


@pytest.mark.parametrize(
    ("hours", "trouble", "revenue", "value", "intensity"),
    [
        (0.24, 0.24, 0.2, 1.2, 0.0),
        (0.20, 0.54, 0.2, 1.85, 0.5),
        (0.50, 0.50, 0.2, 2.5, 1.0),
        (0.37, None, 0.2, 1.85, 0.5),  # too little trouble in all to compare
        (0.10, 0.10, 0.2, 0.5, 0.0),
    ],
)
def test_the_mean_share_by_the_share_of_revenue(
    hours: float, trouble: float | None, revenue: float, value: float, intensity: float
) -> None:
    seen = check(hours_share=hours, trouble_share=trouble, revenue_share=revenue)
    assert isinstance(seen, Observation)
    assert seen.measure.value == pytest.approx(value)
    assert seen.intensity == pytest.approx(intensity, abs=1e-9)


def test_only_the_fifth_that_takes_most() -> None:
    assert check(hours_share=0.9, trouble_share=0.9, drain_rank=1).intensity == 1
    assert check(hours_share=0.9, trouble_share=0.9, drain_rank=2).intensity == 0


def test_hours_for_nothing_are_the_worst() -> None:
    assert check(hours_share=0.01, trouble_share=0.0, revenue_share=0.0).intensity == 1


@pytest.mark.parametrize("missing", ["hours_share", "drain_rank"])
def test_without_time_it_cannot_tell(missing: str) -> None:
    assert isinstance(check(**{missing: None}), NotAssessed)


@pytest.mark.parametrize(("troubles", "taken"), [(9, (20 / 50 + 9 / 10) / 2), (8, 20 / 50)])
def test_shares_are_those_of_the_active_clients(troubles: int, taken: float) -> None:
    """Of 50 hours it takes 20, of 10 troubles 9, of 1000 revenue 200; five clients are compared.

    Nine troubles in all are too few to compare.
    """
    one = """
      - id: {id}
        name: {id}
        since: 2024-01-01
        until: {until}
        invoices: [{{number: "1", issued: 2026-05-10, amount: 200,
            payments: [{{date: 2026-05-10, amount: 200}}]}}]
        time: [{{date: 2026-05-01, hours: {hours}}}]
        events: [{events}]
    """
    stall = "{kind: stall, at: 2026-05-01}"
    ledger = loaded(
        "version: 1\nbusiness: {name: A, currency: EUR}\nclients:"
        + one.format(id="taker", until="2027-01-01", hours=20, events=", ".join([stall] * troubles))
        + one.format(id="b", until="2027-01-01", hours=10, events=stall)
        + one.format(id="c", until="2027-01-01", hours=10, events="")
        + one.format(id="d", until="2027-01-01", hours=6, events="")
        + one.format(id="e", until="2027-01-01", hours=4, events="")
        + one.format(id="gone", until="2026-06-01", hours=24, events=", ".join([stall] * 9))
    )
    drains = {c.id: found(c, "VAL004") for c in assess(ledger, as_of=TODAY).clients}
    assert {name for name, finding in drains.items() if finding} == {"taker"}
    taker = drains["taker"]
    assert taker is not None
    assert taker.measure.value == pytest.approx(taken / (1 / 5))
    assert ("trouble" in taker.message) is (troubles == 9)
    assert taker.weight == taker.points == 0

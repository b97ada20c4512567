"""The map of health and hourly rate: one map, whichever command draws it."""

from datetime import date
from decimal import Decimal
from textwrap import indent
from typing import get_args

import pytest

from cli.program import STUDIO
from clienthealth import Ledger, assess, load_ledger, review
from clienthealth.judging.health_map import Quadrant, map_of
from one_client import TODAY, bills, ledger_under_contract, ledger_with, loaded

PAID = bills(("2026-02-10", -2), ("2026-03-10", -2), ("2026-04-10", -2), amount=1000)


def clients(*hours: tuple[str, str]) -> Ledger:
    """Clients who pay alike, by stage and hours; the business has no target rate."""
    texts = [
        f"id: c{i}\nname: C{i}\n{stage}\n{PAID}\ntime: [{{date: 2026-03-01, hours: {each}}}]"
        for i, (stage, each) in enumerate(hours)
    ]
    listed = "\n".join("- " + text.replace("\n", "\n  ") for text in texts)
    top = "version: 1\nbusiness: {name: Ada, currency: EUR}\npolicy: {minimum_coverage: 0}\n"
    return loaded(f"{top}clients:\n{indent(listed, '  ')}\n")


def test_score_and_review_put_everybody_in_the_same_quadrant() -> None:
    """Hours for a client who left belong to the rate of the whole business, in both."""
    ledger = clients(("since: 2024-01-01", "24"), ("since: 2024-01-01\nuntil: 2026-05-01", "1"))
    assert ledger.business.target_rate == ()
    found = assess(ledger, as_of=TODAY).health_map
    assert found == review(ledger, last_day=TODAY, draws=1).health_map
    assert [(spot.id, spot.quadrant) for spot in found.spots] == [("c0", "raise-the-rate")]


def test_somebody_alone_brings_what_the_whole_business_brings() -> None:
    """3,000 in 23.99 hours is 125.0521 an hour, 125.06 if it were rounded up."""
    for hours in ("23.99", "23.97", "7.01"):
        found = assess(clients(("since: 2024-01-01", hours)), as_of=TODAY).health_map
        assert found.spots[0].effective_rate == found.rate_line, hours
        assert found.spots[0].quadrant == "keep", hours


def test_the_studio_has_one_map() -> None:
    ledger, day = load_ledger(STUDIO), date(2026, 10, 31)
    found = assess(ledger, as_of=day).health_map
    assert found == review(ledger, last_day=day, draws=1).health_map
    assert {spot.quadrant for spot in found.spots} <= set(get_args(Quadrant))


def test_each_client_has_the_share_of_the_revenue_that_they_bring() -> None:
    ledger = clients(*(("since: 2024-01-01", hours) for hours in ("20", "21", "22", "23")))
    spots = assess(ledger, as_of=TODAY).health_map.spots
    assert [spot.revenue_share for spot in spots] == [0.25] * 4


def test_where_nobody_brings_anything_the_shares_are_nothing() -> None:
    ledger = ledger_under_contract("time: [{date: 2026-06-20, hours: 20, billable: false}]")
    spots = assess(ledger, as_of=TODAY).health_map.spots
    assert [spot.revenue_share for spot in spots] == [0.0]


def test_without_hours_there_is_no_place_on_the_map() -> None:
    assessment = assess(ledger_with(PAID), as_of=TODAY)
    assert assessment.clients[0].health is not None
    assert assessment.health_map.spots == ()


@pytest.mark.parametrize(
    ("health", "rate", "quadrant"),
    [
        (75.0, "95.00", "keep"),
        (75.0, "94.99", "raise-the-rate"),
        (74.9, "95.00", "renegotiate"),
        (74.9, "94.99", "let-go"),
    ],
)
def test_who_is_healthy_and_who_pays_begins_at_the_lines(
    health: float, rate: str, quadrant: Quadrant
) -> None:
    """The target of this business is 95 an hour."""
    assessment = assess(
        ledger_with(f"{PAID}\ntime: [{{date: 2026-03-01, hours: 20}}]"), as_of=TODAY
    )
    [client] = assessment.clients
    moved = client._replace(health=health, effective_rate=Decimal(rate))
    found = map_of(assessment._replace(clients=(moved,)))
    assert (found.health_line, found.rate_line, found.line_is_target) == (75, 95, True)
    [spot] = found.spots
    assert (spot.health, spot.effective_rate, spot.quadrant) == (health, Decimal(rate), quadrant)


def test_a_loss_has_no_share_of_the_revenue_and_pro_bono_work_no_spot() -> None:
    lost = (
        "id: lost\nname: Lost\nsince: 2024-01-01\ntime: [{date: 2026-03-01, hours: 10}]\n"
        "costs: [{date: 2026-03-01, amount: 100, what: print}]\n"
        "events: [{kind: misconduct, at: 2026-03-01, level: abusive, note: words}]"
    )
    good = (
        f"id: good\nname: Good\nsince: 2024-01-01\n{PAID}\ntime: [{{date: 2026-03-01, hours: 10}}]"
    )
    free = good.replace("good", "free").replace("since:", "billing: pro-bono\nsince:")
    texts = "\n".join("- " + text.replace("\n", "\n  ") for text in (lost, good, free))
    top = "version: 1\nbusiness: {name: Ada, currency: EUR}\npolicy: {minimum_coverage: 0}\n"
    spots = assess(loaded(f"{top}clients:\n{indent(texts, '  ')}\n"), as_of=TODAY).health_map.spots
    assert [(spot.id, spot.revenue_share) for spot in spots] == [("lost", 0.0), ("good", 0.5)]

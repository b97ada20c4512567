"""The dates of one client are the same in the review, in the plans and in `today`."""

from datetime import date

import pytest

from cli.program import STUDIO
from clienthealth import Ledger, assess, boundaries, letgo, load_ledger, review, today
from clienthealth.planning.due import glance
from clienthealth.reviewing.model import Beyond, Bottom, Review
from clienthealth.reviewing.raising import FEW

from .conftest import step

DAY = date(2026, 10, 31)
MONTHS = [date(2026, 2, 28), date(2026, 7, 28)]


@pytest.fixture(scope="module")
def studio() -> Ledger:
    """The example of a studio with trouble of every kind."""
    return load_ledger(STUDIO)


def parted(found: Review) -> list[Bottom | Beyond]:
    """Everybody whom the review says to part with."""
    return [*found.to_go, *found.beyond]


@pytest.mark.parametrize("day", [date(2026, 3, 31), DAY])
def test_the_review_takes_its_dates_from_the_plans(studio: Ledger, day: date) -> None:
    found = review(studio, last_day=day, draws=20, trends="none")
    for each in parted(found):
        way = letgo(studio, each.id, as_of=day).way
        assert way is not None
        assert (each.when.act_on, each.when.last_day) == (way.talk, way.last_day)
        assert each.when.timed == way.timed
    for each in found.bottom:
        if each.decision == "talk-first":
            plan = boundaries(studio, each.id, as_of=day)
            if step(plan, "meet").done is None:
                assert each.when.act_on == step(plan, "meet").due
            assert each.when.look_again == step(plan, "look-again").due


def test_money_that_is_worth_waiting_for_comes_first_in_the_review(studio: Ledger) -> None:
    """An invoice that has been disputed since August is not waited for."""
    found = review(studio, last_day=DAY, draws=20, trends="none")
    [lowest] = found.to_go
    assert lowest.id == "knallpreis"
    assert lowest.when.timed == "after-payment"
    assert lowest.when.act_on == date(2026, 11, 9)
    assert lowest.when.last_day == date(2026, 12, 9)


@pytest.mark.parametrize("day", MONTHS)
def test_a_glance_counts_what_today_lists(studio: Ledger, day: date) -> None:
    at_a_glance = glance(assess(studio, as_of=day))
    found = today(studio, as_of=day)
    assert [(e.day, e.kind, e.client) for e in at_a_glance.items] == [
        (e.day, e.kind, e.client) for e in found.items
    ]


def test_a_talk_raises_a_few_things_and_records_those(studio: Ledger) -> None:
    plan = boundaries(studio, "knallpreis", as_of=DAY)
    raised = [each for each in plan.steps if each.key.startswith("raise-")]
    meet = step(plan, "meet").due
    assert [each.due for each in raised] == [meet] * FEW + [None] * (len(raised) - FEW)
    assert len(raised) > FEW
    command = step(plan, "log").command
    assert command is not None
    assert command.line == (
        "clienthealth log knallpreis boundary low-rate overdue-balance disrespect"
    )

"""What is true of every plan, whatever the ledger and the day."""

from datetime import date, timedelta
from decimal import Decimal
from functools import cache

import icalendar
import pytest
from hypothesis import given
from hypothesis import strategies as st

from clienthealth import Client, Ledger, NoPlanError, Plan, boundaries, letgo, render
from clienthealth.facts.client import ClientFacts
from clienthealth.facts.context import Context, context_of
from clienthealth.facts.notice import notice_of
from clienthealth.facts.working_days import (
    is_working_day,
    working_day_from,
    working_day_until,
)
from clienthealth.ledger.events import MisconductEvent
from clienthealth.report.formats import FORMATS
from depth import often
from one_client import TODAY, ledger_with
from strategies import Data, ledgers, load

DAYS = st.dates(date(2024, 1, 1), date(2032, 12, 31))
"""Leap days, turns of the year and changes of the clocks among them."""
BUSINESSES = (
    "",
    "country: DE",
    'country: US\nworking_hours: {days: [mon, wed], start: "09:00", end: "17:00"}',
    'working_hours: {days: [sat, sun], start: "22:00", end: "06:00", timezone: Europe/London}',
)


@cache
def context(business: str) -> Context:
    ledger = ledger_with("language: de", business)
    return context_of(ledger, TODAY, ledger.policy)


@often
@given(day=DAYS, business=st.sampled_from(BUSINESSES))
def test_the_next_working_day_is_the_first_and_the_last_one_the_last(
    day: date, business: str
) -> None:
    found = context(business)
    following, before = working_day_from(found, day), working_day_until(found, day)
    assert before <= day <= following
    assert is_working_day(found, following)
    assert is_working_day(found, before)
    between = (before + timedelta(days=n) for n in range(1, (following - before).days))
    assert not any(is_working_day(found, each) for each in between)
    assert (before == following) is is_working_day(found, day)


@often
@given(day=DAYS, notice=st.integers(0, 400), business=st.sampled_from(BUSINESSES))
def test_a_notice_has_its_days_and_ends_work_within_them(
    day: date, notice: int, business: str
) -> None:
    client = f"contract: {{signed: 2020-01-01, notice_days: {notice}}}"
    ledger = ledger_with(client, business)
    facts = ClientFacts(ledger.clients[0], context_of(ledger, day, ledger.policy))
    found = notice_of(facts)
    assert (found.ends(day) - day).days == notice
    last = found.last_day(facts, day)
    assert day <= last <= found.ends(day)
    assert last == day or is_working_day(facts.context, last)


def plans_of(ledger: Ledger, as_of: date = TODAY) -> list[Plan]:
    """Every plan that there is for the clients of a ledger."""
    found = []
    for client in ledger.clients:
        for planned in (letgo, boundaries):
            try:
                found.append(planned(ledger, client.id, as_of=as_of))
            except NoPlanError:
                continue
    return found


@given(data=ledgers(most=2))
def test_what_holds_of_every_plan(data: Data) -> None:
    ledger = load(data)
    abusers = {client.id for client in ledger.clients if was_abusive(client)}
    for plan in plans_of(ledger):
        dates_follow_one_another(plan)
        assert len({step.key for step in plan.steps}) == len(plan.steps)
        assert len(plan.script) <= 3
        assert all(step.amount is None or step.amount > 0 for step in plan.steps)
        if plan.kind == "letgo":
            has_open = (plan.client.facts.open_balance or Decimal(0)) > 0
            money = {"collect", "dispute"} & {step.key for step in plan.steps}
            assert bool(money) is has_open  # what is disputed is settled, the rest collected
            sums = [step.amount or Decimal(0) for step in plan.steps if step.key in money]
            assert sum(sums) == (plan.client.facts.open_balance or Decimal(0))
            assert len([way for way in plan.ways if way.advised]) == 1
        if plan.kind == "letgo" and plan.client.id in abusers:
            recommends_nobody(plan)


def was_abusive(client: Client) -> bool:
    """Whether there is an act of abuse in the ledger; nothing in it is later than the day."""
    return any(
        isinstance(event, MisconductEvent) and event.level == "abusive" for event in client.events
    )


def recommends_nobody(plan: Plan) -> None:
    assert plan.alternative == "none"
    assert "alternative" not in {step.key for step in plan.steps}
    assert "colleague" not in " ".join(plan.script)


def dates_follow_one_another(plan: Plan) -> None:
    for step in plan.steps:
        assert step.done is None or step.done <= plan.as_of
        assert step.done is not None or step.due is None or step.due >= plan.as_of
    for way in plan.ways:
        assert way.talk <= way.last_day <= max(way.talk, way.notice_ends)
        assert way.waiting_days >= 0
        assert way.at_risk is not None
        assert way.at_risk >= 0


@given(data=ledgers(most=1))
def test_a_plan_is_the_same_each_time_in_every_format(data: Data) -> None:
    ledger = load(data)
    for plan, again in zip(plans_of(ledger), plans_of(ledger), strict=True):
        texts = {name: render(plan, name) for name in FORMATS["letgo"]}
        assert texts == {name: render(again, name) for name in texts}
        entries = icalendar.Calendar.from_ical(texts["ics"]).walk("VEVENT")
        due = [step.due for step in plan.steps if step.due is not None and step.done is None]
        assert [entry.decoded("dtstart") for entry in entries] == due


@pytest.mark.parametrize(
    ("told", "notice", "ends", "last"),
    [
        (date(2028, 1, 30), 30, date(2028, 2, 29), date(2028, 2, 29)),  # a leap day, a Tuesday
        (date(2026, 1, 29), 30, date(2026, 2, 28), date(2026, 2, 27)),  # ends on a Saturday
        (date(2026, 3, 2), 30, date(2026, 4, 1), date(2026, 4, 1)),  # over the change of the clocks
        (date(2026, 11, 26), 30, date(2026, 12, 26), date(2026, 12, 24)),  # Boxing Day, Christmas
        (date(2026, 12, 2), 30, date(2027, 1, 1), date(2026, 12, 31)),
        (date(2026, 5, 4), 0, date(2026, 5, 4), date(2026, 5, 4)),
    ],
)
def test_the_last_working_day_by_hand(told: date, notice: int, ends: date, last: date) -> None:
    client = f"contract: {{signed: 2020-01-01, notice_days: {notice}}}"
    ledger = ledger_with(client, "country: DE")
    facts = ClientFacts(ledger.clients[0], context_of(ledger, told, ledger.policy))
    found = notice_of(facts)
    assert (found.ends(told), found.last_day(facts, told)) == (ends, last)

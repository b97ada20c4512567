"""What is true of the hours, costs and stages of any client, on any day."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from clienthealth import Ledger
from clienthealth.facts.client import ClientFacts
from clienthealth.facts.context import context_of
from clienthealth.facts.months import monthly
from strategies import TODAY, Data, amounts, around, clients, day, days, load

modest = settings(
    max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize=True
)
KINDS = (None, "delivery", "revision", "meeting", "admin", "travel")
MONTH_ENDS = [date(2026, 6, 30), date(2026, 5, 31), date(2026, 2, 28), date(2025, 12, 31)]
"""Days on which a window of 365 days begins and ends with a month."""


@st.composite
def workers(draw: st.DrawFn) -> Data:
    """A client with all that work may be: hours of months, kinds, own costs, a platform."""
    client: Data = draw(clients())
    for entry in client["time"]:
        entry["kind"] = draw(st.sampled_from(KINDS[1:]))
    client["time"] += draw(st.lists(months_of_time(), max_size=4))
    client["costs"] = draw(st.lists(costs(), max_size=3))
    if draw(st.booleans()):
        client["platform_fee_percent"] = draw(
            st.sampled_from(["10", [{"value": "20"}, {"value": "5", "from": day(-100)}]])
        )
    return client


@st.composite
def months_of_time(draw: st.DrawFn) -> Data:
    month = draw(st.integers(1, 12))
    year = draw(st.sampled_from([2025, 2026]))
    return {
        "month": f"{year}-{month:02}",
        "hours": draw(st.sampled_from(["12", "33:20", "7h 40m"])),
        "billable": draw(st.booleans()),
    }


@st.composite
def costs(draw: st.DrawFn) -> Data:
    return {"date": day(draw(days())), "amount": draw(amounts), "what": "help"}


def facts_on(client: Data, as_of: date) -> ClientFacts:
    ledger: Ledger = load(around(client))
    return ClientFacts(ledger.clients[0], context_of(ledger, as_of, ledger.policy))


def figures(facts: ClientFacts) -> Any:
    """All that the work comes to."""
    return (
        facts.stage,
        facts.since_day,
        facts.revenue,
        facts.hours,
        facts.effective_rate,
        facts.hours_gap,
        facts.hours_by_kind,
        facts.kept_by_platform,
        facts.cost_of_work,
        monthly(facts),
    )


@modest
@given(
    st.lists(
        st.tuples(
            st.sampled_from([2024, 2025, 2026]),
            st.integers(1, 12),
            st.integers(1, 28),
            st.sampled_from(["0.5", "12", "7h 40m", "23:59"]),
        ),
        max_size=8,
    ),
    st.sampled_from(MONTH_ENDS),
)
def test_hours_of_a_month_equal_the_same_hours_on_days_at_month_ends(
    worked: list[tuple[int, int, int, str]], as_of: date
) -> None:
    """Where a window begins and ends with months, the days within a month do not matter."""
    client: Data = {"id": "client", "name": "Client", "since": "2023-01-01"}
    month_by_month, day_by_day = (
        facts_on(client | {"time": [{**when, "billable": False} for when in time]}, as_of)
        for time in (
            [{"month": f"{y}-{m:02}", "hours": hours} for y, m, _, hours in worked],
            [{"date": f"{y}-{m:02}-{d:02}", "hours": hours} for y, m, d, hours in worked],
        )
    )
    assert month_by_month.hours == day_by_day.hours
    assert [m.hours for m in monthly(month_by_month)] == [m.hours for m in monthly(day_by_day)]


@modest
@given(workers(), costs(), days(-400, 200))
def test_a_further_cost_never_raises_the_rate(client: Data, cost: Data, offset: int) -> None:
    as_of = TODAY + timedelta(days=offset)
    before = facts_on(client, as_of)
    client["costs"] = [*client["costs"], cost]
    after = facts_on(client, as_of)
    assert after.revenue <= before.revenue
    assert after.hours == before.hours
    if before.effective_rate is not None and after.effective_rate is not None:
        assert after.effective_rate <= before.effective_rate


@modest
@given(workers(), st.lists(months_of_time(), max_size=3), st.lists(costs(), max_size=3))
def test_no_cost_and_no_month_after_the_date_is_seen(
    client: Data, more_time: list[Data], more_costs: list[Data]
) -> None:
    as_of = TODAY - timedelta(days=200)
    before = figures(facts_on(client, as_of))
    later = [e for e in more_time if e["month"] >= f"{as_of:%Y-%m}"]
    client["time"] = [*client["time"], *later, {"date": day(-199), "hours": "3"}]
    ahead = [e for e in more_costs if e["date"] > str(as_of)]
    client["costs"] = [*client["costs"], *ahead, {"date": day(-199), "amount": "7"}]
    percent = client.get("platform_fee_percent", "0")
    series = percent if isinstance(percent, list) else [{"value": percent}]
    client["platform_fee_percent"] = [*series[:1], {"value": "50", "from": day(-199)}]
    assert figures(facts_on(client, as_of)) == before


@modest
@given(workers(), days(-300, 300))
def test_the_months_add_up_with_costs_fees_and_thirds_of_hours(client: Data, offset: int) -> None:
    facts = facts_on(client, TODAY + timedelta(days=offset))
    assert sum((m.revenue for m in monthly(facts)), Decimal(0)) == facts.revenue
    assert sum((m.hours for m in monthly(facts)), Decimal(0)) == facts.hours

"""Revenue and hours by calendar month: where each part belongs, and that nothing is lost."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from clienthealth import Ledger
from clienthealth.facts.client import ClientFacts
from clienthealth.facts.context import context_of
from clienthealth.facts.months import monthly
from one_client import facts_of, ledger_with
from strategies import TODAY, Data, around, days, ledgers, load

Row = tuple[str, Decimal | int, Decimal | int]


def active(facts: ClientFacts) -> list[Row]:
    """The months in which anything was, as year and month, revenue and hours."""
    return [(f"{m.first:%Y-%m}", m.revenue, m.hours) for m in monthly(facts) if m.is_active]


def test_every_month_that_the_window_touches_is_there(facts: ClientFacts) -> None:
    """
    aliases: [x]
    """
    months = monthly(facts)
    assert [m.first for m in months][:2] == [date(2025, 7, 1), date(2025, 8, 1)]
    assert len(months) == 12
    assert not any(m.is_active for m in months)


@pytest.mark.parametrize(("as_of", "count"), [("2026-06-30", 12), ("2026-07-01", 13)])
def test_a_window_that_begins_within_a_month_touches_thirteen(as_of: str, count: int) -> None:
    months = monthly(facts_of(ledger_with("aliases: [x]"), date.fromisoformat(as_of)))
    assert len(months) == count
    assert (months[0].first, months[-1].first.month) == (date(2025, 7, 1), int(as_of[5:7]))


def test_hours_by_the_day_worked_and_hourly_work_by_the_invoice(facts: ClientFacts) -> None:
    """
    invoices:
      - {number: "1", issued: 2025-06-30, amount: 50, payments: [{date: 2025-07-05, amount: 50}]}
      - {number: "2", issued: 2025-07-01, amount: 119, tax: 19,
          payments: [{date: 2025-08-05, amount: 119}]}
      - {number: "3", issued: 2026-06-30, amount: 400, payments: [{date: 2026-06-30, amount: 400}]}
    time:
      - {date: 2025-06-30, hours: 1}
      - {date: 2025-07-01, hours: 2}
      - {date: 2025-07-31, hours: 3}
      - {date: 2026-05-31, hours: 4}
    """
    assert active(facts) == [("2025-07", 100, 5), ("2026-05", 0, 4), ("2026-06", 400, 0)]


def test_work_in_progress_is_out(facts: ClientFacts) -> None:
    """
    time: [{date: 2026-06-29, hours: 5}, {date: 2026-03-02, hours: 1}]
    """
    assert active(facts) == [("2026-03", 0, 1)]


def test_a_fixed_fee_by_the_progress_of_each_month(facts: ClientFacts) -> None:
    """
    projects: [{id: shop, fee: 1000, estimated_hours: 40, finished: 2026-05-20}]
    invoices:
      - {number: "1", issued: 2026-01-15, project: shop, amount: 1300,
          payments: [{date: 2026-02-05, amount: 1300}]}
    time:
      - {date: 2025-06-30, hours: 4, project: shop}
      - {date: 2026-02-10, hours: 8, project: shop}
      - {date: 2026-03-10, hours: 12, project: shop}
    """
    # a tenth was earned before the window; what is beyond the fee is earned with its invoice
    expected = [("2026-01", 300, 0), ("2026-02", 200, 8), ("2026-03", 300, 12), ("2026-05", 400, 0)]
    assert active(facts) == expected
    assert facts.revenue == 1200


def test_a_loss_belongs_to_the_month_of_the_invoice(facts: ClientFacts) -> None:
    """
    invoices:
      - number: "1"
        issued: 2026-01-10
        amount: 1190
        tax: 190
        payments: [{date: 2026-01-11, amount: 595}]
        credit_notes: [{date: 2026-02-10, amount: 357}]
        write_offs: [{date: 2026-03-10, amount: 119}]
      - {number: "2", issued: 2026-04-10, due: 2026-06-25, amount: 100}
    """
    # 1000 less 300, 100, and all of the 100 that is long overdue; 4 % of the other
    assert active(facts) == [("2026-01", 500, 0), ("2026-04", 96, 0)]


def test_a_loss_of_an_older_invoice_has_the_day_it_was_lost(facts: ClientFacts) -> None:
    """
    invoices:
      - number: "1"
        issued: 2025-03-10
        amount: 1000
        credit_notes:
          - {date: 2025-04-10, amount: 100}
          - {date: 2025-09-10, amount: 200}
          - {date: 2026-07-01, amount: 50}
        write_offs: [{date: 2025-11-10, amount: 300}]
    """
    assert active(facts) == [("2025-11", -500, 0)]


def test_months_are_in_the_currency_of_the_business() -> None:
    client = """
    currency: USD
    invoices:
      - {number: "1", issued: 2026-01-10, amount: 10.01,
          payments: [{date: 2026-01-11, amount: 10.01}]}
      - {number: "2", issued: 2026-02-10, amount: 10.01,
          payments: [{date: 2026-02-11, amount: 10.01}]}
    """
    facts = facts_of(ledger_with(client, top="exchange_rates: {USD: 0.92}"))
    # 9.2092 each: in cents, and the last takes what the rounding leaves
    assert active(facts) == [("2026-01", Decimal("9.21"), 0), ("2026-02", Decimal("9.2084"), 0)]


def all_facts(ledger: Ledger, as_of: date, window: int) -> list[ClientFacts]:
    policy = ledger.policy.model_copy(update={"window_days": window})
    context = context_of(ledger, as_of, policy)
    return [ClientFacts(client, context) for client in ledger.clients]


UNEVEN = {
    "id": "uneven",
    "name": "Uneven",
    "currency": "USD",
    "projects": [{"id": "third", "fee": "1.00", "estimated_hours": "3"}],
    "invoices": [
        {
            "number": "1",
            "issued": "2026-01-10",
            "amount": "5000.07",
            "tax": "790.01",
            "payments": [{"date": "2026-01-11", "amount": "5000.07"}],
        },
        {
            "number": "2",
            "issued": "2025-03-10",
            "amount": "5000.07",
            "tax": "790.01",
            "credit_notes": [{"date": "2026-05-10", "amount": "5000.07"}],
        },
    ],
    "time": [{"date": "2026-03-02", "hours": "1", "project": "third"}],
}
"""A third of 0.92 is all that a large amount and its loss leave, each with all its digits."""


@given(ledgers(), days(-700, 400), st.sampled_from([30, 365, 500]))
@example(around(UNEVEN), 0, 365)
def test_months_add_up_to_the_window(data: Data, offset: int, window: int) -> None:
    for facts in all_facts(load(data), TODAY + timedelta(days=offset), window):
        months = monthly(facts)
        assert sum(m.revenue for m in months) == facts.revenue
        assert sum(m.hours for m in months) == facts.hours
        firsts = [m.first for m in months]
        assert firsts == sorted(set(firsts))
        assert firsts[0] <= facts.start + timedelta(days=1)
        assert firsts[-1] == facts.as_of.replace(day=1)
        assert all(first.day == 1 for first in firsts)


@given(ledgers())
def test_the_order_of_the_entries_does_not_matter(data: Data) -> None:
    turned = {
        **data,
        "clients": [
            {**each, "invoices": each["invoices"][::-1], "time": each["time"][::-1]}
            for each in data["clients"]
        ],
    }
    for one, other in zip(
        all_facts(load(data), TODAY, 365), all_facts(load(turned), TODAY, 365), strict=True
    ):
        assert active(one) == active(other)


def test_a_fee_proceeds_by_the_hours_of_its_own_project(facts: ClientFacts) -> None:
    """
    projects: [{id: p, fee: 1000, estimated_hours: 10}, {id: q, fee: 400, estimated_hours: 4}]
    time:
      - {date: 2026-04-01, hours: 5, project: p}
      - {date: 2026-05-01, hours: 2, project: q}
      - {date: 2026-06-01, hours: 9}
    """
    brought = {month.first.month: month.revenue for month in monthly(facts) if month.revenue}
    assert brought == {4: 500, 5: 200}

"""What it costs to part with a client, and what it frees."""

from datetime import date
from decimal import Decimal

import pytest

from clienthealth.facts.client import ClientFacts
from clienthealth.reviewing.cost_of_parting import cost_of_parting, months_a_client
from one_client import TODAY, facts_of, ledger_with

SOLD = """
invoices: [{number: "1", issued: 2026-01-31, amount: 2400,
  payments: [{date: 2026-02-01, amount: 2400}]}]
time: [{date: 2026-01-10, hours: 20}, {date: 2026-01-11, hours: 20}]
"""
"""2400 for 40 hours: 60 an hour."""
LATELY = """
since: 2026-04-19
invoices: [{number: "1", issued: 2026-05-31, amount: 2400}]
time: [{date: 2026-04-20, hours: 20}, {date: 2026-05-11, hours: 20}]
"""


def test_a_client_of_the_whole_window() -> None:
    """Of 10000 for 120 hours: at a target of 95 all hours should bring 11400, the others bring
    7600, so the 40 hours must bring 3800."""
    cost = cost_of_parting(facts_of(ledger_with(SOLD)), Decimal(10000), Decimal(120))
    assert str(cost.revenue_a_year) == "2400.00"
    assert str(cost.revenue_a_month) == "200.00"
    assert str(cost.hours_a_month) == "3.33"
    assert cost.income_share == 0.24
    assert str(cost.break_even_rate) == "60.00"
    assert str(cost.rate_to_target) == "95.00"


def test_a_new_client_at_the_pace_of_its_months() -> None:
    """73 of 365 days: 2.4 months."""
    facts = facts_of(ledger_with(LATELY))
    assert months_a_client(facts) == Decimal("2.4")
    cost = cost_of_parting(facts, Decimal(2400), Decimal(40))
    assert str(cost.revenue_a_month) == "1000.00"
    assert str(cost.revenue_a_year) == "12000.00"
    assert str(cost.hours_a_month) == "16.67"
    assert str(cost.break_even_rate) == "60.00"
    assert cost.income_share == 1


TALKED = "first_contact: 2025-01-01"
BILLED = "invoices: [{number: A, issued: 2026-05-02, amount: 1}]"


@pytest.mark.parametrize(
    ("client", "days"),
    [
        ("since: 2024-01-01", 365),
        ("first_contact: 2026-01-01\nsince: 2026-05-02", 60),  # the talks before do not count
        (f"{TALKED}\n{BILLED}", 60),
        (f"{TALKED}\n{BILLED}\ntime: [{{date: 2026-04-02, hours: 1}}]", 90),  # billed in arrears
        (f"{TALKED}\n{BILLED}\ntime: [{{date: 2026-04-02, hours: 1, billable: false}}]", 90),
        (f"{TALKED}\n{BILLED}\ntime: [{{date: 2026-05-20, hours: 1}}]", 60),
        (f"{TALKED}\ntime: [{{month: 2026-04, hours: 1}}]", 91),
        (  # the hours of the month may have come before the day that is known
            f"{TALKED}\ntime: [{{date: 2026-04-20, hours: 1}}, {{month: 2026-04, hours: 1}}]",
            91,
        ),
        (
            f"{TALKED}\ntime: [{{date: 2026-04-20, hours: 1}}, {{month: 2026-05, hours: 1}}]",
            72,
        ),
        ("since: 2026-06-20", 365 / 12),
        (TALKED, 365),  # a prospect: never asked, and no error
    ],
)
def test_the_months_a_client(client: str, days: float) -> None:
    months = months_a_client(facts_of(ledger_with(client)))
    assert float(months) == pytest.approx(days * 12 / 365)


def test_the_rate_that_makes_up_for_a_poor_client() -> None:
    """At 60 an hour, of 9600 for 120 hours: 11400 less the others' 7200 are 4200 for 40 hours."""
    cost = cost_of_parting(facts_of(ledger_with(SOLD)), Decimal(9600), Decimal(120))
    assert cost.rate_to_target == 105


def test_where_the_others_reach_the_target_alone() -> None:
    """12000 of the others are more than 11400."""
    cost = cost_of_parting(facts_of(ledger_with(SOLD)), Decimal(14400), Decimal(120))
    assert str(cost.rate_to_target) == "0.00"


def test_without_hours_or_a_target() -> None:
    idle = facts_of(ledger_with(SOLD.partition("time")[0]))
    cost = cost_of_parting(idle, Decimal(2400), Decimal(0))
    assert (cost.hours_a_month, cost.break_even_rate, cost.rate_to_target) == (None, None, None)
    assert cost.revenue_a_year == 2400
    untold = facts_of(ledger_with(SOLD, "target_rate: []"))
    assert cost_of_parting(untold, Decimal(2400), Decimal(40)).rate_to_target is None


def test_who_brings_nothing_breaks_even_at_nothing() -> None:
    """A credit note for an older invoice is all that is in the window."""
    lost = facts_of(
        ledger_with(
            """
            invoices: [{number: "1", issued: 2025-01-31, amount: 500,
              credit_notes: [{date: 2026-01-31, amount: 500}]}]
            time: [{date: 2026-01-10, hours: 10}]
            """
        )
    )
    cost = cost_of_parting(lost, Decimal(-500), Decimal(10))
    assert (cost.revenue_a_year, cost.income_share) == (-500, None)
    assert str(cost.break_even_rate) == "0.00"


def test_in_the_business_s_currency_and_without_work_in_progress() -> None:
    client = f"currency: USD\n{SOLD}".replace(
        "hours: 20}]", "hours: 20}, {date: 2026-06-20, hours: 7}]"
    )
    facts: ClientFacts = facts_of(ledger_with(client, top="exchange_rates: {USD: 0.5}"), TODAY)
    cost = cost_of_parting(facts, Decimal(2400), Decimal(100))
    assert cost.revenue_a_year == 1200
    assert cost.income_share == 0.5
    assert (cost.break_even_rate, str(cost.hours_a_month)) == (30, "3.33")
    assert facts.as_of == date(2026, 6, 30)


def test_a_single_hour_for_a_single_euro_has_its_rates() -> None:
    client = """
    invoices: [{number: "1", issued: 2026-01-31, amount: 1, paid: 2026-02-01}]
    time: [{date: 2026-01-10, hours: 1}]
    """
    cost = cost_of_parting(facts_of(ledger_with(client)), Decimal(1), Decimal(1))
    assert (str(cost.hours_a_month), str(cost.break_even_rate)) == ("0.08", "1.00")
    assert (cost.income_share, str(cost.revenue_a_year)) == (1, "1.00")

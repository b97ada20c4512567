"""overdue-balance: how long at least 5 % of the window's revenue has been past due."""

from datetime import date, timedelta

import pytest

from clienthealth import assess
from clienthealth.rules.base import NotAssessed, Observation
from clienthealth.rules.pay002_overdue_balance import PAID_IN_TIME, RULE
from one_client import TODAY, Seen, bills, facts_of, ledger_with, observed


@pytest.mark.parametrize(
    ("age", "intensity"), [(0, 0.0), (15, 0.0), (16, 1 / 75), (45, 0.4), (90, 1.0), (200, 1.0)]
)
def test_the_ramp_from_15_to_90_days(age: int, intensity: float, see: Seen) -> None:
    seen = see(bills((str(TODAY - timedelta(days=age)), None)))
    assert seen.measure.value == age
    assert seen.intensity == pytest.approx(intensity)


@pytest.mark.parametrize(("rest", "age"), [("100.00", 60), ("99.99", 0)])
def test_less_than_a_twentieth_of_the_revenue_is_not_worth_talking_about(
    rest: str, age: int, see: Seen
) -> None:
    seen = see(
        f"""
        invoices:
          - {{number: "1", issued: 2026-01-10, due: 2026-05-01, amount: {rest}}}
          - {{number: "2", issued: 2026-01-10, due: 2026-02-09, amount: {2000 - float(rest):.2f},
              payments: [{{date: 2026-02-09, amount: {2000 - float(rest):.2f}}}]}}
        """
    )
    assert seen.measure.value == age


def test_amounts_of_different_ages_add_up_from_the_oldest(seen: Observation) -> None:
    """
    invoices:
      - {number: "1", issued: 2026-01-10, due: 2026-04-01, amount: 60}
      - {number: "2", issued: 2026-01-10, due: 2026-06-10, amount: 40}
      - {number: "3", issued: 2026-01-10, due: 2026-02-09, amount: 1900,
          payments: [{date: 2026-02-09, amount: 1900}]}
    """
    assert seen.measure.value == 20  # 60 of 2000 are 90 days old, 100 are 20 days old
    assert seen.evidence == (("invoices", 0), ("invoices", 1))


def test_the_revenue_is_net_of_tax_and_expenses(seen: Observation) -> None:
    """
    invoices:
      - {number: "1", issued: 2026-01-10, due: 2026-05-01, amount: 50}
      - {number: "2", issued: 2026-01-10, due: 2026-02-09, amount: 1950, tax: 400, expenses: 600,
          payments: [{date: 2026-02-09, amount: 1950}]}
    """
    assert seen.measure.value == 60  # 5 % of 1000


def test_without_revenue_any_amount_counts(seen: Observation) -> None:
    """
    invoices:
      - {number: "1", issued: 2025-05-01, due: 2025-05-31, amount: 3}
    """
    assert seen.measure.value == 395
    assert seen.intensity == 1


@pytest.mark.parametrize(("day", "age"), [("2025-06-30", 0), ("2025-07-01", 395)])
def test_what_was_given_up_in_the_window_counts_on(day: str, age: int, see: Seen) -> None:
    seen = see(
        f"""
        invoices:
          - {{number: "1", issued: 2025-05-01, due: 2025-05-31, amount: 500,
              write_offs: [{{date: {day}, amount: 500}}]}}
        """
    )
    assert seen.measure.value == age


def test_a_small_rest_is_not_overdue(seen: Observation) -> None:
    """
    invoices:
      - {number: "1", issued: 2026-01-10, due: 2026-02-01, amount: 1000,
          payments: [{date: 2026-02-01, amount: 995}]}
    """
    assert seen.measure.value == 0
    assert seen.evidence == ()


def test_nothing_is_known_before_the_first_due_date(not_seen: NotAssessed) -> None:
    """
    invoices: [{number: "1", issued: 2026-06-10, due: 2026-07-01, amount: 1000}]
    """
    assert not_seen.why == "no invoice has come due yet"


def test_after_a_talk_the_age_counts_from_it() -> None:
    since = facts_of(ledger_with(bills(("2026-01-30", None)))).since(date(2026, 5, 1))
    assert observed(RULE, since).measure.value == 60


def test_what_was_given_up_before_the_window_is_past(seen: Observation) -> None:
    """
    invoices:
      - number: "1"
        issued: 2025-05-01
        due: 2025-05-31
        amount: 500
        write_offs: [{date: 2025-06-30, amount: 300}]
    """
    assert seen.message == "200.00 EUR overdue for 395 days"


@pytest.mark.parametrize(
    ("amounts", "message"),
    [
        ([("2026-04-01", 100)], "100.00 EUR overdue for 90 days"),
        ([("2026-06-29", 100)], "100.00 EUR overdue for 1 day"),
        (
            [("2026-04-01", 80), ("2026-06-10", 1040)],
            "1,120.00 EUR overdue, 80.00 EUR of it for 90 days",
        ),
        (
            [("2026-03-02", 20), ("2026-04-01", 60), ("2026-06-10", 1040)],
            "1,120.00 EUR overdue for up to 120 days",
        ),
        ([("2026-04-01", 10)], "10.00 EUR overdue, too little of it to matter"),
    ],
)
def test_the_message_says_how_much_is_how_old(
    amounts: list[tuple[str, int]], message: str, see: Seen
) -> None:
    """One paid invoice of 450.00 beside what is overdue."""
    rows = [
        f'- {{number: "{place}", issued: 2026-01-10, due: {due}, amount: {amount}}}'
        for place, (due, amount) in enumerate(amounts)
    ]
    paid = (
        '- {number: "p", issued: 2026-01-10, due: 2026-02-09, amount: 450,'
        " payments: [{date: 2026-02-09, amount: 450}]}"
    )
    assert see("\n".join(["invoices:", *rows, paid])).message == message


@pytest.mark.parametrize(
    ("paid", "cure"),
    [
        ("", "they pay what is overdue, or at least everything that is more than 15 days overdue"),
        (
            ", write_offs: [{date: 2026-06-01, amount: 100}]",
            PAID_IN_TIME,
        ),
        (
            ", write_offs: [{date: 2026-06-01, amount: 60}]",
            f"they pay what is overdue, and {PAID_IN_TIME}",
        ),
        (
            ", write_offs: [{date: 2026-06-01, amount: 4}]",  # 4 % of the revenue
            "they pay what is overdue, or at least everything that is more than 15 days overdue",
        ),
    ],
)
def test_what_ends_it_is_not_a_payment_of_what_was_written_off(paid: str, cure: str) -> None:
    ledger = ledger_with(
        f'invoices: [{{number: "1", issued: 2026-01-10, due: 2026-02-09, amount: 100{paid}}}]'
    )
    client = assess(ledger, as_of=TODAY).clients[0]
    found = next(each for each in client.findings if each.code == "PAY002")
    assert found.cure == cure

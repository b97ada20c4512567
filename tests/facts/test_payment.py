"""Ageing, days beyond terms, days to pay, and the state of invoices on a day."""

from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal
from itertools import permutations

import pytest

from clienthealth.facts.client import ClientFacts
from clienthealth.facts.payment import AGE_BANDS, age_band, kendall_p
from one_client import TODAY, bills, facts_of, judged, ledger_with


@pytest.mark.parametrize(
    ("days", "band"),
    [
        (-20, "not_due"),
        (0, "not_due"),
        (1, "1-30"),
        (30, "1-30"),
        (31, "31-60"),
        (60, "31-60"),
        (61, "61-90"),
        (90, "61-90"),
        (91, "over_90"),
        (3000, "over_90"),
    ],
)
def test_the_bands_of_the_ageing(days: int, band: str) -> None:
    assert age_band(days) == band
    ageing = judged(ledger_with(bills((str(TODAY - timedelta(days=days)), None)))).facts.ageing
    assert ageing == {name: Decimal(1000 * (name == band)) for name in AGE_BANDS}


def test_the_ageing_adds_up_to_the_open_balance_in_a_foreign_currency() -> None:
    """Each open amount is converted and rounded once: 0.333 of 33.35, 10.01, 10.02, 3.33."""
    client = """
    currency: USD
    invoices:
      - {number: "1", issued: 2026-06-29, due: 2026-07-29, amount: 33.35}
      - {number: "2", issued: 2026-05-01, due: 2026-06-29, amount: 10.01}
      - {number: "3", issued: 2026-04-01, due: 2026-05-30, amount: 20.02,
          payments: [{date: 2026-06-01, amount: 10}]}
      - {number: "4", issued: 2026-01-01, due: 2026-03-31, amount: 3.33}
    """
    found = judged(ledger_with(client, top="exchange_rates: {USD: 0.333}")).facts
    assert found.ageing == {
        "not_due": Decimal("11.11"),  # 11.10555
        "1-30": Decimal("3.33"),  # 3.33333
        "31-60": Decimal("3.34"),  # 3.33666
        "61-90": Decimal("0.00"),
        "over_90": Decimal("1.11"),  # 1.10889
    }
    assert found.open_balance == Decimal("18.89")
    assert found.overdue_balance == Decimal("7.78")


def test_the_rate_of_the_day_of_assessment_values_what_is_open() -> None:
    client = """
    currency: USD
    invoices: [{number: "1", issued: 2026-01-01, amount: 100}]
    """
    rates = "exchange_rates: {USD: [{value: 0.5}, {value: 0.8, from: 2026-06-30}]}"
    ledger = ledger_with(client, top=rates)
    assert judged(ledger).facts.open_balance == Decimal("80.00")
    assert judged(ledger, date(2026, 6, 29)).facts.open_balance == Decimal("50.00")


def test_a_small_rest_stays_in_the_ageing_and_is_not_late(facts: ClientFacts) -> None:
    """
    invoices: [{number: "1", issued: 2026-01-01, due: 2026-01-31, amount: 1000,
        payments: [{date: 2026-01-31, amount: 995}]}]
    """
    assert facts.overdue_balance == Decimal(5)
    assert facts.dbt == 0
    assert not facts.all_invoices[0].is_overdue(TODAY)


@pytest.mark.parametrize(
    ("number", "rest"),
    [(1, None), (1, "2026-02-01"), (1, "2026-06-30"), (1, "2026-07-01"), (2, "2026-06-30")],
)
def test_a_small_rest_counts_alike_whenever_it_is_paid(number: int, rest: str | None) -> None:
    """98 of 100 come in time: when the last 2.00 come changes nothing, only that they are open."""
    parts = [f"{{date: {rest}, amount: {2 // number}}}"] * number if rest else []
    client = f"""
    invoices: [{{number: "1", issued: 2026-01-01, due: 2026-01-31, amount: 100,
        payments: [{", ".join(["{date: 2026-01-30, amount: 98}", *parts])}]}}]
    """
    facts = facts_of(ledger_with(client))
    assert facts.dbt == 0
    assert facts.all_invoices[0].settled == date(2026, 1, 30)
    assert facts.all_invoices[0].slices == ((100, date(2026, 1, 30)),)
    assert facts.open_balance == (2 if rest in {None, "2026-07-01"} else 0)


def test_what_a_credit_note_leaves_over_is_settled_with_it(facts: ClientFacts) -> None:
    """
    invoices:
      - number: "1"
        issued: 2026-01-01
        due: 2026-01-31
        amount: 1000
        credit_notes: [{date: 2026-01-20, amount: 996}]
    """
    state = facts.all_invoices[0]
    assert state.settled == date(2026, 1, 20)
    assert state.open == 4
    assert not state.is_overdue(TODAY)


def test_a_tiny_invoice_is_not_settled_by_being_tiny(facts: ClientFacts) -> None:
    """
    invoices: [{number: "1", issued: 2026-01-01, due: 2026-01-31, amount: 1.50}]
    """
    assert facts.all_invoices[0].is_overdue(TODAY)
    assert facts.dbt == 150


def test_a_credit_note_after_payment_reduces_what_was_paid_last(facts: ClientFacts) -> None:
    """
    invoices:
      - number: "1"
        issued: 2026-01-01
        due: 2026-01-31
        amount: 1000
        payments: [{date: 2026-03-02, amount: 400}, {date: 2026-01-31, amount: 600}]
        credit_notes: [{date: 2026-04-01, amount: 100}]
    """
    state = facts.all_invoices[0]
    assert [(s.amount, s.paid) for s in state.slices] == [
        (600, date(2026, 1, 31)),
        (300, date(2026, 3, 2)),
    ]
    assert (state.open, facts.credit_balance, state.billed) == (0, 100, 900)
    assert facts.dbt == Decimal(300 * 30) / 900


def test_a_deposit_counts_from_the_day_of_issue_on() -> None:
    client = """
    invoices:
      - number: "1"
        issued: 2026-06-15
        amount: 1000
        payments: [{date: 2026-06-01, amount: 1000, deposit: true}]
    """
    ledger = ledger_with(client)
    assert facts_of(ledger, date(2026, 6, 14)).all_invoices == ()
    found = judged(ledger).facts
    assert found.days_to_pay == -14
    assert found.open_balance == 0


def test_days_to_pay_are_of_what_was_paid_in_the_window() -> None:
    client = """
    invoices:
      - number: "1"
        issued: 2025-06-01
        amount: 900
        payments: [{date: 2025-06-30, amount: 300}, {date: 2025-07-01, amount: 300},
            {date: 2026-07-01, amount: 300}]
      - {number: "2", issued: 2026-01-01, amount: 600, payments: [{date: 2026-01-11, amount: 600}]}
    """
    assert judged(ledger_with(client)).facts.days_to_pay == Decimal(300 * 30 + 600 * 10) / 900


@pytest.mark.parametrize(
    ("terms", "due"),
    [
        ("due: 2024-02-29", date(2024, 2, 29)),
        ("aliases: []", date(2024, 3, 30)),
        ("contract: {terms_days: 14}", date(2024, 3, 14)),
        ("contract: {terms_days: 0}", date(2024, 2, 29)),
        ("contract: {terms_days: 14, signed: 2024-02-29}", date(2024, 3, 14)),
        ("contract: {terms_days: 14, signed: 2024-03-01}", date(2024, 3, 30)),
        ("contract: {terms_days: 366}", date(2025, 3, 1)),
    ],
)
def test_an_invoice_of_a_leap_day_falls_due(terms: str, due: date) -> None:
    own = f", {terms}" if terms.startswith("due") else ""
    client = f'invoices: [{{number: "1", issued: 2024-02-29, amount: 100{own}}}]'
    ledger = ledger_with(client if own else f"{client}\n{terms}", "terms_days: 30")
    assert [s.due for s in facts_of(ledger).all_invoices] == [due]


def test_the_window_of_365_days_across_a_leap_day() -> None:
    events = """
    events: [{kind: stall, at: 2023-03-02}, {kind: stall, at: 2023-03-01}]
    since: 2023-01-01
    """
    ledger = ledger_with(events)
    assert facts_of(ledger, date(2024, 2, 29)).start == date(2023, 3, 1)
    assert [s.day for s in facts_of(ledger, date(2024, 2, 29)).events] == [date(2023, 3, 2)]
    assert len(facts_of(ledger, date(2024, 2, 28)).events) == 2


def test_the_late_share_counts_invoices() -> None:
    client = bills(("2026-03-01", 0), ("2026-03-02", 1), ("2026-06-29", None), ("2026-06-30", None))
    assert judged(ledger_with(client)).facts.late_share == pytest.approx(0.5)
    assert judged(ledger_with("aliases: [x]")).facts.late_share is None


def test_the_chance_of_a_rise_is_kendall_s() -> None:
    for n in (3, 5, 6):
        scores = [
            sum(
                (order[b] > order[a]) - (order[b] < order[a])
                for a in range(n)
                for b in range(a + 1, n)
            )
            for order in permutations(range(n))
        ]
        for score in set(scores):
            assert kendall_p(score, n) == pytest.approx(
                sum(other >= score for other in scores) / len(scores)
            )


@pytest.mark.parametrize(("policy", "open_", "credit"), [("", 20, 0), ("{set_off: false}", 50, 30)])
def test_what_was_overpaid_is_a_credit_and_no_negative_balance(
    policy: str, open_: int, credit: int
) -> None:
    client = """
    invoices:
      - {number: "1", issued: 2026-01-01, amount: 100, payments: [{date: 2026-01-05, amount: 130}]}
      - {number: "2", issued: 2026-06-01, amount: 50}
    """
    found = judged(ledger_with(client, top=f"policy: {policy or '{}'}")).facts
    assert (found.open_balance, found.credit_balance) == (open_, credit)


@pytest.mark.parametrize(("note", "settled"), [("994.99", "2026-06-01"), ("995", "2026-03-20")])
def test_a_credit_note_that_leaves_half_a_percent_settles(note: str, settled: str) -> None:
    """Half a percent of 1,000 is 5.00, the largest remainder that nobody chases."""
    text = f"""
        invoices: [{{number: "1", issued: 2026-03-01, due: 2026-03-31, amount: 1000,
          payments: [{{date: 2026-06-01, amount: 1}}],
          credit_notes: [{{date: 2026-03-20, amount: {note}}}]}}]
        """
    assert str(facts_of(ledger_with(text)).all_invoices[0].settled) == settled


NOTE = "{date: 2026-03-20, amount: 995}"


@pytest.mark.parametrize(
    ("payments", "notes", "settled"),
    [
        (("03-10", "03-30"), (NOTE,), "2026-03-10"),
        (("03-10", "03-15"), (NOTE,), "2026-03-10"),
        (("03-25", "03-30"), (NOTE,), "2026-03-20"),
        ((), ("{date: 2026-03-20, amount: 500}", "{date: 2026-03-20, amount: 495}"), "2026-03-20"),
        ((), ("{date: 2026-03-20, amount: 500}", "{date: 2026-03-22, amount: 495}"), "2026-03-22"),
    ],
)
def test_what_a_credit_note_takes_off_was_never_owed(
    payments: Sequence[str], notes: Sequence[str], settled: str
) -> None:
    """Of 1,000 only 5.00 was ever owed, so a euro before the note had settled it."""
    paid = ", ".join(f"{{date: 2026-{day}, amount: 1}}" for day in payments)
    text = f"""
        invoices: [{{number: "1", issued: 2026-03-01, due: 2026-03-31, amount: 1000,
          payments: [{paid}], credit_notes: [{", ".join(notes)}]}}]
        """
    assert str(facts_of(ledger_with(text)).all_invoices[0].settled) == settled


OLD_AND_NEW = bills(("2025-06-01", None), ("2025-09-01", 0), ("2026-02-01", 3), ("2026-05-01", 5))
"""The first is overdue since before the window of a year."""


def test_the_series_of_payments_has_old_debts_until_a_talk_and_only_new_ones_after_it() -> None:
    facts = facts_of(ledger_with(OLD_AND_NEW))
    assert [str(s.due) for s in facts.due_series] == [
        "2025-06-01",
        "2025-09-01",
        "2026-02-01",
        "2026-05-01",
    ]
    talked = facts.since(date(2026, 2, 1))
    assert [str(s.due) for s in talked.due_series] == ["2026-05-01"]
    before = facts.since(date(2026, 1, 31))
    assert [str(s.due) for s in before.due_series] == ["2026-02-01", "2026-05-01"]


def test_after_a_talk_two_observations_are_enough() -> None:
    facts = facts_of(ledger_with(OLD_AND_NEW))
    assert (facts.least(3), facts.least(1)) == (3, 1)
    talked = facts.since(date(2026, 1, 31))
    assert (talked.least(3), talked.least(1)) == (2, 1)
    long_ago = facts.since(date(2025, 6, 30))  # the day before the window: it begins as it does
    assert (long_ago.restarted, long_ago.least(3)) == (False, 3)


def test_a_count_is_by_the_year_and_never_scaled_up() -> None:
    text = "since: 2020-01-01"
    for days, expected in ((365, 6.0), (730, 3.0), (366, 6 * 365 / 366), (180, 6.0)):
        facts = facts_of(ledger_with(text, top=f"policy: {{window_days: {days}}}"))
        assert facts.per_year(6) == expected


@pytest.mark.parametrize(("due", "days"), [("2026-06-29", 1), ("2026-06-30", 0)])
def test_what_is_due_today_is_not_overdue_since_any_day(due: str, days: int) -> None:
    found = judged(ledger_with(bills(("2026-05-01", 0), (due, None)))).payments
    assert found.overdue == (1000 if days else 0)
    assert (found.overdue_days, found.overdue_count) == (days, days)

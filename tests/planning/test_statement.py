"""The statement of account: its lines, and a balance that equals the facts."""

import json
from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from books import FIRST, clients, modest
from clienthealth import Ledger, render
from clienthealth.facts.client import ClientFacts
from clienthealth.facts.context import cents, context_of
from clienthealth.ledger.models import Business, Client
from clienthealth.ledger.policy import Policy
from clienthealth.planning.statement import statement
from one_client import ledger_with

DAY = date(2026, 6, 30)


def lines(ledger: Ledger, as_of: date = DAY) -> list[tuple[str, str, str, int]]:
    """The entries as day, kind, reference and amount."""
    made = statement(ledger, ledger.clients[0].id, as_of=as_of)
    return [(str(e.day), e.kind, e.reference, int(e.amount)) for e in made.entries]


def test_a_statement_lists_what_was_billed_and_what_came(ledger: Ledger) -> None:
    """
    payments: [{date: 2026-05-02, amount: 100}]
    invoices:
      - {number: "1", issued: 2026-02-01, amount: 1000, paid: 2026-03-10}
      - {number: "2", issued: 2026-03-01, amount: 1000,
         payments: [{date: 2026-04-01, amount: 580, deducted: 20, reason: discount}],
         credit_notes: [{date: 2026-04-10, amount: 50}]}
      - {number: "3", issued: 2026-04-01, amount: 500,
         payments: [{date: 2026-04-20, amount: 500},
                    {date: 2026-05-05, amount: -500, reason: returned}]}
    """
    assert lines(ledger) == [
        ("2026-02-01", "invoice", "1", 1000),
        ("2026-03-01", "invoice", "2", 1000),
        ("2026-03-10", "payment", "1", -1000),
        ("2026-04-01", "invoice", "3", 500),
        ("2026-04-01", "payment", "2", -580),
        ("2026-04-01", "discount", "2", -20),
        ("2026-04-10", "credit-note", "2", -50),
        ("2026-04-20", "payment", "3", -500),
        ("2026-05-02", "advance", "", -100),
        ("2026-05-05", "returned", "3", 500),
    ]
    made = statement(ledger, ledger.clients[0].id, as_of=DAY)
    assert made.balance == 750
    assert [(o.number, o.open) for o in made.open_invoices] == [("2", 250), ("3", 500)]


def test_what_is_open_is_told_by_instalment_and_age(ledger: Ledger) -> None:
    """
    invoices:
      - {number: "7", issued: 2026-03-01, amount: 900, due: [
          {date: 2026-04-01, amount: 300}, {date: 2026-06-15, amount: 300},
          {date: 2026-07-15, amount: 300}], payments: [{date: 2026-04-01, amount: 100}]}
    """
    made = statement(ledger, ledger.clients[0].id, as_of=DAY)
    assert [(o.open, o.days, o.band) for o in made.open_invoices] == [
        (200, 90, "61-90"),
        (300, 15, "1-30"),
        (300, 0, "not_due"),
    ]
    assert dict(made.ages)["61-90"] == 200
    assert sum(amount for _, amount in made.ages) == made.balance == 800


def test_a_credit_paid_before_the_rest_is_not_paid_twice(ledger: Ledger) -> None:
    """
    payments: [{date: 2026-02-10, amount: 300}]
    invoices: [{number: "1", issued: 2026-02-01, amount: 1000, paid: 2026-03-10}]
    """
    assert lines(ledger)[1:] == [
        ("2026-02-10", "advance", "", -300),
        ("2026-03-10", "payment", "1", -700),
    ]


def test_what_came_before_the_first_day_is_the_opening_balance(ledger: Ledger) -> None:
    """
    invoices:
      - {number: "1", issued: 2025-02-01, amount: 1000}
      - {number: "2", issued: 2026-05-01, amount: 500}
    """
    made = statement(ledger, ledger.clients[0].id, as_of=DAY, first_day=date(2026, 1, 1))
    assert made.opening == 1000
    assert [(e.reference, e.balance) for e in made.entries] == [("2", 1500)]


def test_an_entry_of_the_first_day_is_listed_and_not_in_the_opening_balance(
    ledger: Ledger,
) -> None:
    """
    invoices:
      - {number: "1", issued: 2025-12-31, amount: 1000}
      - {number: "2", issued: 2026-01-01, amount: 500}
    """
    made = statement(ledger, "example", as_of=DAY, first_day=date(2026, 1, 1))
    assert (made.opening, made.balance) == (1000, 1500)
    assert [(e.reference, e.balance) for e in made.entries] == [("2", 1500)]


def test_a_statement_of_one_day(ledger: Ledger) -> None:
    """
    invoices:
      - {number: "1", issued: 2026-06-29, amount: 1000}
      - {number: "2", issued: 2026-06-30, amount: 500}
    """
    made = statement(ledger, "example", as_of=DAY, first_day=DAY)
    assert (made.opening, [(e.reference, e.balance) for e in made.entries]) == (
        1000,
        [("2", 1500)],
    )
    before = statement(ledger, "example", as_of=date(2026, 6, 28))
    assert (before.opening, before.entries, before.balance) == (0, (), 0)


def test_nothing_later_is_seen(ledger: Ledger) -> None:
    """
    invoices:
      - {number: "1", issued: 2026-05-01, amount: 1000, payments: [{date: 2026-06-20, amount: 400}]}
      - {number: "2", issued: 2026-06-25, amount: 500}
    """
    assert lines(ledger, date(2026, 6, 10)) == [("2026-05-01", "invoice", "1", 1000)]


@modest
@given(clients(short=True), st.integers(0, 200))
def test_the_balance_is_that_of_the_facts(client: Client, days: int) -> None:
    as_of = FIRST + timedelta(days=days)
    ledger = Ledger(version="1", business=Business(name="Ada", currency="EUR"), clients=(client,))
    facts = ClientFacts(client, context_of(ledger, as_of, Policy()))
    made = statement(ledger, client.id, as_of=as_of)
    assert made.balance == facts.open_balance - facts.credit_balance
    assert sum((e.open for e in made.open_invoices), Decimal(0)) == facts.open_balance
    last = made.entries[-1].balance if made.entries else made.opening
    assert last == made.balance


@modest
@given(clients(short=True), st.integers(0, 200))
def test_the_lines_add_up_without_a_line_that_explains_nothing(client: Client, days: int) -> None:
    """Only where more went back to the client than ever came is there an adjustment."""
    as_of = FIRST + timedelta(days=days)
    ledger = Ledger(version="1", business=Business(name="Ada", currency="EUR"), clients=(client,))
    went_back = any(
        payment.amount < 0
        for payments in (client.payments, *(each.payments for each in client.invoices))
        for payment in payments
    )
    made = statement(ledger, client.id, as_of=as_of)
    assert went_back or all(e.kind != "adjustment" for e in made.entries)


@modest
@given(clients(short=True), st.integers(0, 200), st.integers(1, 3))
def test_what_was_paid_on_unknown_days_needs_no_adjustment(
    client: Client, days: int, parts: int
) -> None:
    """A part of each invoice was paid, nobody knows when."""
    invoices = tuple(
        each.model_copy(update={"settled": cents(each.amount / parts), "payments": ()})
        if each.paid != "unknown" and each.amount > 0
        else each.model_copy(update={"payments": ()})
        for each in client.invoices
    )
    client = client.model_copy(update={"invoices": invoices, "payments": ()})
    as_of = FIRST + timedelta(days=days)
    ledger = Ledger(version="1", business=Business(name="Ada", currency="EUR"), clients=(client,))
    made = statement(ledger, client.id, as_of=as_of)
    assert all(each.kind != "adjustment" for each in made.entries)
    assert made.opening + sum(each.amount for each in made.entries) == made.balance


def test_the_last_payment_is_what_payments_and_deductions_left(ledger: Ledger) -> None:
    """
    invoices: [{number: "1", issued: 2026-02-01, amount: 1000, paid: 2026-05-10,
      payments: [{date: 2026-04-01, amount: 580, deducted: 20, reason: discount}]}]
    """
    assert lines(ledger) == [
        ("2026-02-01", "invoice", "1", 1000),
        ("2026-04-01", "payment", "1", -580),
        ("2026-04-01", "discount", "1", -20),
        ("2026-05-10", "payment", "1", -400),
    ]


def test_each_kind_of_line_in_the_order_of_a_day(ledger: Ledger) -> None:
    """
    payments:
      - {date: 2026-06-29, amount: -10, reason: refund}
      - {date: 2026-06-30, amount: 40}
      - {date: 2026-07-01, amount: 50}
    invoices:
      - {number: "0", issued: 2025-06-30, amount: 7}
      - {number: "1", issued: 2025-07-01, amount: 100, paid: unknown}
      - {number: "2", issued: 2026-02-01, amount: 1000,
         write_offs: [{date: 2026-03-01, amount: 300}, {date: 2026-06-30, amount: 100}],
         credit_notes: [{date: 2026-06-30, amount: 5}, {date: 2026-07-01, amount: 5}]}
      - {number: "3", issued: 2026-02-01, amount: 500, payments: [
          {date: 2026-06-30, amount: 90, deducted: 10, reason: fee},
          {date: 2026-06-30, amount: 80, deducted: 20, reason: withheld-tax},
          {date: 2026-06-30, amount: 70, deducted: 30, reason: discount},
          {date: 2026-07-01, amount: 200}]}
      - {number: "4", issued: 2026-06-30, amount: -60, payments: [
          {date: 2026-06-30, amount: -20}, {date: 2026-07-01, amount: -5}]}
      - {number: "5", issued: 2026-05-01, amount: -30, paid: 2026-06-30}
      - {number: "6", issued: 2026-05-01, amount: 200, paid: 2026-06-30,
         credit_notes: [{date: 2026-06-30, amount: 50}]}
    """
    made = statement(ledger, "example", as_of=DAY)
    assert (made.first_day, made.opening) == (date(2025, 7, 1), 7)  # of the day before
    assert lines(ledger) == [
        ("2025-07-01", "invoice", "1", 100),
        ("None", "paid-earlier", "1", -100),  # nobody knows when
        ("2026-02-01", "invoice", "2", 1000),
        ("2026-02-01", "invoice", "3", 500),
        ("2026-05-01", "invoice", "6", 200),
        ("2026-05-01", "credit-note", "5", -30),
        ("2026-06-29", "refund", "", 10),
        ("2026-06-30", "credit-note", "2", -5),
        ("2026-06-30", "credit-note", "4", -60),
        ("2026-06-30", "credit-note", "6", -50),
        ("2026-06-30", "payment", "3", -90),
        ("2026-06-30", "payment", "3", -80),
        ("2026-06-30", "payment", "3", -70),
        ("2026-06-30", "payment", "6", -150),
        ("2026-06-30", "advance", "", -40),
        ("2026-06-30", "refund", "4", 20),
        ("2026-06-30", "discount", "3", -30),
        ("2026-06-30", "fee", "3", -10),
        ("2026-06-30", "withheld-tax", "3", -20),
        ("2026-06-30", "written-off", "2", -400),
    ]
    assert (made.balance, made.credit) == (702, 0)
    assert [(o.number, o.open, o.due) for o in made.open_invoices] == [
        ("2", 502, date(2026, 3, 3)),
        ("3", 200, date(2026, 3, 3)),
    ]


def test_a_statement_says_whose_it_is_and_in_which_currency() -> None:
    text = "invoices: [{number: '1', issued: 2026-06-01, amount: 100}]"
    made = statement(ledger_with(f"currency: USD\n{text}", top=RATES), "example", as_of=DAY)
    assert (made.currency, made.balance) == ("USD", 100)
    assert statement(ledger_with(text), "example", as_of=DAY).currency == "EUR"
    with pytest.raises(LookupError, match="nobody"):
        statement(ledger_with(text), "nobody", as_of=DAY)


RATES = "exchange_rates: {USD: 0.5}"


def test_open_instalments_are_by_the_day_they_are_due(ledger: Ledger) -> None:
    """
    invoices:
      - {number: "2", issued: 2026-05-02, due: 2026-06-29, amount: 20}
      - {number: "1", issued: 2026-05-01, amount: 100, due: [
          {date: 2026-06-30, amount: 60}, {date: 2026-06-28, amount: 40}],
         payments: [{date: 2026-06-20, amount: 40}]}
      - {number: "3", issued: 2026-05-03, due: 2026-07-02, amount: 30}
    """
    made = statement(ledger, "example", as_of=DAY)
    assert [(o.number, o.open, o.days, o.band) for o in made.open_invoices] == [
        ("2", 20, 1, "1-30"),
        ("1", 60, 0, "not_due"),
        ("3", 30, 0, "not_due"),
    ]
    assert dict(made.ages) == {"not_due": 90, "1-30": 20, "31-60": 0, "61-90": 0, "over_90": 0}


def test_a_payment_on_an_unknown_day_is_listed_without_one(ledger: Ledger) -> None:
    """
    language: en
    invoices:
      - {number: "1", issued: 2026-02-01, amount: 100, paid: unknown}
      - {number: "2", issued: 2026-03-01, amount: 50}
    """
    made = statement(ledger, "example", as_of=DAY)
    assert [(e.day, e.kind, e.balance) for e in made.entries] == [
        (date(2026, 2, 1), "invoice", 100),
        (None, "paid-earlier", 0),
        (date(2026, 3, 1), "invoice", 50),
    ]
    shown = render(made, "table")
    [line] = [each for each in shown.splitlines() if "earlier" in each]
    assert line.split("  ")[0].strip() == ""
    assert "Paid earlier, thank you" in line
    assert json.loads(render(made, "json"))["entries"][1]["date"] is None


def test_a_part_paid_on_unknown_days_is_listed_after_its_invoice(ledger: Ledger) -> None:
    """
    language: en
    invoices:
      - {number: "0", issued: 2025-02-01, amount: 70, settled: 30}
      - {number: "1", issued: 2026-02-01, amount: 100, settled: 40}
      - {number: "2", issued: 2026-03-01, amount: 50, settled: 20, paid: 2026-04-01}
      - {number: "3", issued: 2026-03-05, amount: 90, settled: 10,
         payments: [{date: 2026-04-02, amount: 15}]}
    """
    made = statement(ledger, "example", as_of=DAY)
    assert made.opening == 40
    assert [(e.day, e.kind, e.reference, e.amount) for e in made.entries] == [
        (date(2026, 2, 1), "invoice", "1", 100),
        (None, "paid-earlier", "1", -40),
        (date(2026, 3, 1), "invoice", "2", 50),
        (None, "paid-earlier", "2", -20),
        (date(2026, 3, 5), "invoice", "3", 90),
        (None, "paid-earlier", "3", -10),
        (date(2026, 4, 1), "payment", "2", -30),
        (date(2026, 4, 2), "payment", "3", -15),
    ]
    assert made.balance == 40 + 60 + 65
    assert "adjustment" not in render(made, "json")


def test_of_several_invoices_of_a_day_each_is_followed_by_what_was_paid_earlier(
    ledger: Ledger,
) -> None:
    """
    invoices:
      - {number: "1", issued: 2026-02-01, amount: 1000, settled: 40}
      - {number: "2", issued: 2026-02-01, amount: 500, settled: 20}
    """
    assert [(kind, number) for _, kind, number, _ in lines(ledger)] == [
        ("invoice", "1"),
        ("paid-earlier", "1"),
        ("invoice", "2"),
        ("paid-earlier", "2"),
    ]

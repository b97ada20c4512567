"""The evidence of a finding adds up to its sums, and a debt is told the same way everywhere."""

from clienthealth import assess, collect, render, today
from clienthealth.report.score.explanation import Explanation, explained
from one_client import TODAY, found, judged, ledger_with

INSTALMENTS = """
    invoices:
      - number: "1"
        issued: 2026-01-02
        amount: 11900
        due:
          - {date: 2026-02-01, amount: 3570}
          - {date: 2026-04-01, amount: 3570}
          - {date: 2026-06-01, amount: 2380}
          - {date: 2026-12-01, amount: 2380}
        payments: [{date: 2026-02-20, amount: 3570}, {date: 2026-05-15, amount: 2000}]
      - {number: "2", issued: 2026-05-01, due: 2026-05-31, amount: 1000}
"""
"""Three instalments are due: one was paid late, one in part, one not at all."""
DOLLARS = """
    currency: USD
    invoices:
      - {number: "1", issued: 2026-01-01, due: 2026-01-31, amount: 500}
      - {number: "2", issued: 2026-03-01, due: 2026-04-01, amount: 2500}
      - {number: "3", issued: 2026-03-01, due: 2026-04-01, amount: 12000, paid: 2026-04-01}
"""
"""500.00 for 150 days is less than 5 % of the revenue; with 2,500.00 for 90 days it is more."""
RATE = "exchange_rates: {USD: 0.90}"


def told(client: str, top: str = "") -> str:
    assessment = assess(ledger_with(client, top=top), as_of=TODAY)
    text = explained(Explanation(assessment, assessment.clients[0], everything=True))
    return " ".join(text.split())


def test_each_instalment_that_is_due_is_shown() -> None:
    assert (
        "1, 11,900.00 EUR, 3 of 4 instalments due; "
        "1 Feb 2026: 3,570.00 EUR paid 20 Feb 2026, 19 days late; "
        "1 Apr 2026: 2,000.00 EUR paid 15 May 2026, 44 days late, "
        "1,570.00 EUR open, 90 days late; "
        "1 Jun 2026: 2,380.00 EUR open, 29 days late"
    ) in told(INSTALMENTS)


def test_instalments_are_counted_as_what_they_are() -> None:
    text = told(INSTALMENTS)
    assert "4 of 4 invoices and instalments late" in text
    assert "100 % of 4 invoices and instalments late" in text
    assert "based on: 4 due invoices and instalments, 0 hours" in text


def test_a_part_that_was_paid_has_its_own_days() -> None:
    client = """
    invoices:
      - {number: "1", issued: 2026-01-01, due: 2026-02-01, amount: 1800,
         payments: [{date: 2026-03-03, amount: 900}]}
    """
    assert (
        "1, 1,800.00 EUR, due 1 Feb 2026, 900.00 EUR paid 3 Mar 2026, 30 days late, "
        "900.00 EUR open, 149 days late"
    ) in told(client)


def test_a_debt_in_another_currency_is_told_in_both() -> None:
    client = judged(ledger_with(DOLLARS, top=RATE))
    late = found(client, "PAY002")
    assert late is not None
    assert late.message == "3,000.00 USD overdue for up to 150 days"
    assert client.verdict is not None
    assert [hold.why for hold in client.verdict.holds] == [
        "2,700.00 EUR overdue (3,000.00 USD at 0.9)"
    ]


def test_the_oldest_debt_has_the_same_days_in_every_command() -> None:
    ledger = ledger_with(DOLLARS, top=RATE)
    days = "overdue for up to 150 days"
    assert days in told(DOLLARS, RATE)
    assert days in render(collect(ledger, as_of=TODAY, client="example"), "table")
    assert any(days in due.why for due in today(ledger, as_of=TODAY).items)


def test_the_age_that_is_judged_says_whose_it_is() -> None:
    assert "90 days, the age of 5 % of the revenue (15 is fine" in told(DOLLARS, RATE)


def test_hours_in_progress_are_named_apart() -> None:
    client = """
    invoices: [{number: "1", issued: 2026-04-30, amount: 9500, paid: 2026-05-20}]
    time: [{month: 2026-04, hours: 100}, {date: 2026-06-20, hours: 8}]
    """
    assert "108 hours, 8 of them in progress, and 0 events" in told(client)
    assert judged(ledger_with(client)).facts.hours == 100


def test_hours_that_are_all_billed_are_just_hours() -> None:
    client = """
    invoices: [{number: "1", issued: 2026-04-30, amount: 9500, paid: 2026-05-20}]
    time: [{month: 2026-04, hours: 100}]
    """
    assert "1 due invoice, 100 hours and 0 events" in told(client)

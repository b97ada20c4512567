"""The days of a client's payments: what is paid and what is still open are never one figure."""

import re
from datetime import date

import pytest

from clienthealth import Assessment, assess, collect, render, today
from clienthealth.report.score.explanation import Explanation, explained
from one_client import TODAY, bills, ledger_with

PARTLY_OPEN = bills(("2026-01-31", 10), ("2026-02-28", 10), ("2026-03-31", None))
"""Two of 1,000 paid after 40 days, ten of them late, and one open for 91 days."""
PAID = bills(("2026-01-31", 10), ("2026-02-28", 10), ("2026-03-31", 10))
WITH_OPEN = "37 days beyond terms, with the open invoices so far"  # (10 + 10 + 91) / 3


def judged(client: str, as_of: date = TODAY) -> Assessment:
    return assess(ledger_with(client), as_of=as_of)


def told(assessment: Assessment) -> str:
    return " ".join(explained(Explanation(assessment, assessment.clients[0])).split())


def test_explain_says_which_days_are_of_paid_and_which_of_open_invoices() -> None:
    text = told(judged(PARTLY_OPEN))
    assert (
        f"pays: paid invoices took 40 days on average; {WITH_OPEN}; 100 % of 3 invoices late"
        in text
    )
    assert (
        "pays 37 days late on average (weighted by amount, open ones so far); 3 of 3 invoices late"
    ) in text


def test_nothing_is_said_of_open_invoices_where_all_are_paid() -> None:
    text = told(judged(PAID))
    assert "paid invoices took 40 days on average; 10 days beyond terms; 100 % of 3" in text
    assert "open invoices" not in text


def test_an_open_invoice_that_is_not_due_is_not_counted() -> None:
    client = bills(("2026-01-31", 10), ("2026-02-28", 10), ("2026-07-31", None))
    assert "open invoices so far" not in told(judged(client))


@pytest.mark.parametrize("format_name", ["table", "markdown"])
def test_the_totals_of_score_say_that_open_invoices_are_in_them(format_name: str) -> None:
    assert f"paid: {WITH_OPEN}" in render(judged(PARTLY_OPEN), format_name)
    assert "open invoices so far" not in render(judged(PAID), format_name)


@pytest.mark.parametrize("format_name", ["table", "markdown", "html"])
def test_the_column_of_the_days_is_of_paid_invoices(format_name: str) -> None:
    text = render(judged(PARTLY_OPEN), format_name)
    assert "paid in" in text
    assert not re.search(r"pays in\b", text, re.IGNORECASE)


@pytest.mark.parametrize(
    ("client", "line"),
    [
        (
            bills(("2026-06-29", None)),
            "1,000.00 EUR is open, all of it overdue for 1 day.",
        ),
        (
            bills(("2026-06-20", None), ("2026-06-25", None)),
            "2,000.00 EUR is open, all of it overdue for up to 10 days.",
        ),
        (
            bills(("2026-06-25", None), ("2026-07-29", None)),
            "2,000.00 EUR is open, 1,000.00 EUR of it overdue for 5 days.",
        ),
    ],
)
def test_one_invoice_is_overdue_for_its_days_and_several_for_up_to_the_most(
    client: str, line: str
) -> None:
    ledger = ledger_with(client)
    assert line in render(collect(ledger, as_of=TODAY, client="example"), "table")
    why = line.removesuffix(".").partition("of it ")[2]
    assert why in {due.why for due in today(ledger, as_of=TODAY).items}


def test_a_count_of_one_is_singular_everywhere() -> None:
    text = told(judged("time: [{date: 2026-06-29, hours: 1}]"))
    assert "0 due invoices, 1 hour in progress and 0 events over 1 day " in text
    one_day = """
    invoices: [{number: "1", issued: 2026-06-01, due: 2026-06-02, amount: 9, paid: 2026-06-02}]
    """
    assert "1 invoice paid, in 1 day with 1 day to pay" in render(judged(one_day), "table")

"""The days of a client's payments: what is paid and what is still open are never one figure."""

import re
from datetime import date

import pytest

from clienthealth import Assessment, assess, render
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
    assert f"pays: paid invoices took 40 days; {WITH_OPEN}; 100 % of 3 invoices late" in text
    assert (
        "pays 37 days late on average (weighted by amount, with the open invoices so far); "
        "3 of 3 invoices late"
    ) in text


def test_nothing_is_said_of_open_invoices_where_all_are_paid() -> None:
    text = told(judged(PAID))
    assert "paid invoices took 40 days; 10 days beyond terms; 100 % of 3" in text
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

"""A revenue or a rate less likely write-offs says so, beside the rate as if all were paid."""

import re
from datetime import date

import pytest

from clienthealth import Assessment, Ledger, Plan, Review, assess, letgo, render, review
from clienthealth.report.score.explanation import Explanation, explained
from one_client import TODAY, ledger_with

HOURS = "time: [{month: 2026-02, hours: 40}]"
OVERDUE = (
    'invoices: [{number: "1", issued: 2026-02-01, amount: 2000, paid: 2026-02-20},\n'
    '  {number: "2", issued: 2026-03-01, amount: 400}]\n'
) + HOURS
"""2,400 for 40 hours are 60 an hour. 91 days overdue, the 400 are given up: 50 an hour."""
PAID = OVERDUE.replace("amount: 400", "amount: 400, paid: 2026-03-31")
NET = "after likely write-offs"


def shown(found: Assessment | Plan | Review, format_name: str) -> str:
    """A report without the spaces on pages that keep an amount and its currency together."""
    return render(found, format_name).replace("&nbsp;", " ").replace("\N{NO-BREAK SPACE}", " ")


def told(ledger: Ledger) -> str:
    assessment = assess(ledger, as_of=TODAY)
    return " ".join(explained(Explanation(assessment, assessment.clients[0])).split())


def test_explain_names_both_rates() -> None:
    text = told(ledger_with(OVERDUE))
    assert f"an hour brings in: 50.00 EUR {NET}; worth" in text
    assert "an hour brings in 60.00 EUR if they pay what is overdue (2,400.00 for 40 hours)" in text


def test_one_rate_where_nothing_is_overdue() -> None:
    text = told(ledger_with(PAID))
    assert "an hour brings in: 60.00 EUR; worth" in text
    assert "an hour brings in 60.00 EUR (2,400.00 for 40 hours)" in text


@pytest.mark.parametrize("format_name", ["table", "markdown", "html"])
def test_the_totals_of_score_say_that_write_offs_are_off(format_name: str) -> None:
    text = shown(assess(ledger_with(OVERDUE), as_of=TODAY), format_name)
    assert re.search(rf"2,000\.00 EUR (in|for) 40(\.00)? hours,? {NET}", text)
    assert NET not in shown(assess(ledger_with(PAID), as_of=TODAY), format_name)


@pytest.mark.parametrize("format_name", ["table", "markdown", "html"])
def test_what_parting_costs_is_said_to_be_net(format_name: str) -> None:
    plan = letgo(ledger_with(OVERDUE), "example", as_of=TODAY)
    assert f"2,000.00 EUR a year {NET}" in shown(plan, format_name)
    assert f"a year {NET}" not in shown(letgo(ledger_with(PAID), "example", as_of=TODAY), "table")


@pytest.mark.parametrize("format_name", ["table", "markdown", "html"])
def test_the_business_s_rate_in_the_review_is_said_to_be_net(format_name: str) -> None:
    found = review(ledger_with(OVERDUE), last_day=date(2026, 6, 30), draws=10, trends="none")
    assert NET in shown(found, format_name)
    paid = review(ledger_with(PAID), last_day=date(2026, 6, 30), draws=10, trends="none")
    assert NET not in shown(paid, format_name)

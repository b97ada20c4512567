"""A debt that was written off is never called overdue, and its days are never called open."""

from datetime import date

import pytest

from clienthealth import ClientAssessment, assess, render
from clienthealth.report.score.explanation import Explanation, explained
from one_client import TODAY, found, judged, ledger_with

LOSSY = """
    invoices:
      - {number: "1", issued: 2025-12-01, due: 2026-01-01, amount: 2000,
         payments: [{date: 2026-01-31, amount: 1500}],
         write_offs: [{date: 2026-04-01, amount: 500}]}
      - {number: "2", issued: 2026-02-01, due: 2026-03-01, amount: 1500,
         write_offs: [{date: 2026-06-01, amount: 1500}]}
      - {number: "3", issued: 2026-03-01, due: 2026-04-01, amount: 2100}
"""
"""2,100.00 is open for 90 days, 2,000.00 was given up, and the oldest fell due 180 days ago."""
GONE = """
    since: 2025-01-01
    until: 2026-05-31
    invoices:
      - {number: "1", issued: 2026-01-01, due: 2026-02-01, amount: 900,
         write_offs: [{date: 2026-05-01, amount: 900}]}
      - {number: "2", issued: 2026-02-01, due: 2026-03-01, amount: 600,
         write_offs: [{date: 2026-05-01, amount: 600}]}
"""
"""A former client whose two invoices were given up."""


def told(client: str, as_of: date = TODAY) -> str:
    assessment = assess(ledger_with(client), as_of=as_of)
    text = explained(Explanation(assessment, assessment.clients[0], everything=True))
    return " ".join(text.split())


def message(client: ClientAssessment, code: str) -> str:
    finding = found(client, code)
    assert finding is not None
    return finding.message


def test_open_and_written_off_are_two_sums() -> None:
    client = judged(ledger_with(LOSSY))
    assert message(client, "PAY002") == (
        "2,100.00 EUR overdue and 2,000.00 EUR written off; the oldest is 180 days past due"
    )
    assert client.facts.overdue_balance == 2100


def test_a_debt_that_was_given_up_is_written_off_and_not_overdue() -> None:
    client = judged(ledger_with(GONE))
    assert message(client, "PAY002") == (
        "1,500.00 EUR written off; the oldest is 149 days past due"
    )
    assert "overdue " not in told(GONE).replace("overdue-balance", "")


def test_the_only_debt_has_its_own_days() -> None:
    client = """
    invoices:
      - {number: "1", issued: 2026-01-01, due: 2026-02-01, amount: 900,
         write_offs: [{date: 2026-05-01, amount: 900}]}
    """
    assert message(judged(ledger_with(client)), "PAY002") == (
        "900.00 EUR written off, 149 days past due"
    )


@pytest.mark.parametrize(
    ("client", "ones", "invoices"),
    [
        (
            LOSSY,
            "open and written-off ones so far",
            "with the open and written-off invoices so far",
        ),
        (GONE, "written-off ones so far", "with the written-off invoices so far"),
    ],
)
def test_the_days_late_say_which_unpaid_invoices_are_in_them(
    client: str, ones: str, invoices: str
) -> None:
    text = told(client)
    assert f"(weighted by amount, {ones})" in text
    assert invoices in text


def test_the_totals_of_score_say_so_too() -> None:
    assessment = assess(ledger_with(LOSSY), as_of=TODAY)
    assert "with the open and written-off invoices so far" in render(assessment, "table")


def test_the_evidence_has_the_day_of_the_write_off_and_the_days_that_count() -> None:
    text = told(LOSSY)
    assert (
        "1, 2,000.00 EUR, due 1 Jan 2026, 1,500.00 EUR paid 31 Jan 2026, 30 days late, "
        "500.00 EUR written off 1 Apr 2026, 180 days past due"
    ) in text
    assert "2, 1,500.00 EUR, due 1 Mar 2026, written off 1 Jun 2026, 121 days past due" in text


def test_a_former_client_has_no_next_invoice() -> None:
    assert judged(ledger_with(GONE)).facts.late_risk is None
    assert "next invoice is paid late" not in told(GONE)
    before = date(2026, 5, 31)
    assert judged(ledger_with(GONE), before).facts.late_risk is not None

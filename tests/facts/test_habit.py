"""How a client usually pays: what counts as a payment, and when there is no usual time."""

from collections.abc import Iterable
from datetime import date

import pytest

from clienthealth import assess, collect, render
from clienthealth.facts.client import ClientFacts
from clienthealth.facts.context import context_of
from clienthealth.facts.habit import Habit, habit_of
from clienthealth.report.score.explanation import Explanation, explained
from one_client import TODAY, ledger_with


def habit(client: str) -> Habit | None:
    """The habit of a client, given their YAML."""
    ledger = ledger_with(client)
    return habit_of(ClientFacts(ledger.clients[0], context_of(ledger, TODAY, ledger.policy)))


def paid_in(days: Iterable[int]) -> str:
    """The YAML of invoices that were paid after these days, one a month."""
    rows = [
        f"  - {{number: p{n}, issued: 2026-0{n}-01, amount: 100, "
        f"paid: {date.fromordinal(date(2026, n, 1).toordinal() + each)}}}"
        for n, each in enumerate(days, 1)
    ]
    return "invoices:\n" + "\n".join(rows)


def text(client: str, window: int = 365) -> str:
    """What `collect` says about the habit."""
    ledger = ledger_with(client, top=f"policy: {{window_days: {window}}}")
    shown = render(collect(ledger, as_of=TODAY, client="example"), "table")
    return next(
        line for line in shown.splitlines() if line.startswith(("They ", "Half ", "The ledger "))
    )


def test_a_credit_that_is_set_off_is_no_payment() -> None:
    advance = "{date: 2026-01-01, amount: 50}"
    found = habit(
        "invoices:\n"
        "  - {number: a, issued: 2026-02-01, amount: 50}\n"
        "  - {number: b, issued: 2026-03-01, amount: 100, paid: 2026-03-21}\n"
        f"payments: [{advance}]"
    )
    assert found is not None
    assert (found.paid, found.median_days) == (1, 20)


def test_a_payment_that_names_no_invoice_is_one() -> None:
    found = habit(
        "invoices: [{number: a, issued: 2026-02-01, amount: 50}]\n"
        "payments: [{date: 2026-02-11, amount: 50}]"
    )
    assert found is not None
    assert (found.paid, found.median_days) == (1, 10)


def test_payments_close_together_are_a_habit() -> None:
    assert text(paid_in([12, 13, 14, 15])) == (
        "Half of their invoices are paid within 13.5 days, 16.5 days before the due date "
        "(4 invoices paid in the last 365 days, the middle half of them after 13 to 14 days)."
    )


def test_a_median_between_two_clusters_is_no_habit() -> None:
    assert text(paid_in([12, 13, 52, 53])) == (
        "They have no fixed habit: 4 invoices paid in the last 365 days, the middle half of them "
        "after 13 to 52 days; the latest took 13, 52 and 53 days."
    )


def test_the_habit_names_the_window_that_it_is_of() -> None:
    assert text(paid_in([12, 13, 14, 15]), 90) == (
        "They paid one invoice in the last 90 days, in 15 days, 15 days before the due date."
    )
    assert text("language: de", 730) == (
        "The ledger has no day in the last 730 days on which they paid an invoice in full, so "
        "their habit is not known."
    )


def test_the_habit_says_what_was_counted_and_what_was_not() -> None:
    """Two invoices are covered by an advance of 200; one is paid in 20 days."""
    advance = (
        "invoices:\n"
        "  - {number: a, issued: 2026-02-01, amount: 100}\n"
        "  - {number: b, issued: 2026-03-01, amount: 100}\n"
        "  - {number: c, issued: 2026-04-01, amount: 100PAID}\n"
        "payments: [{date: 2026-01-01, amount: 200}]"
    )
    assert text(advance.replace("PAID", ", paid: 2026-04-21")) == (
        "They paid one invoice in the last 365 days, in 20 days, 10 days before the due date. "
        "2 more were covered by a credit, so they do not count."
    )
    assert text(advance.replace("PAID", "")) == (
        "The ledger has no day in the last 365 days on which they paid an invoice in full, so "
        "their habit is not known. 2 were covered by a credit, so they do not count."
    )


def test_instalments_are_not_called_invoices() -> None:
    """One of two instalments is paid, then both."""
    bill = (
        "invoices:\n"
        "  - number: a\n"
        "    issued: 2026-02-01\n"
        "    amount: 100\n"
        "    due: [{date: 2026-02-11, amount: 50}, {date: 2026-03-01, amount: 50}]\n"
        "    payments: [{date: 2026-02-11, amount: 50}MORE]"
    )
    assert text(bill.replace("MORE", "")).startswith("They paid one instalment in the last")
    both = text(bill.replace("MORE", ", {date: 2026-03-01, amount: 50}"))
    assert both.startswith("Half of their instalments are paid within")
    assert "(2 instalments paid in the last 365 days)" in both


def test_a_range_of_one_number_is_one_number() -> None:
    assert "the middle half of them after 14 days)." in text(paid_in([14, 14, 14]))


def test_a_median_is_said_to_be_one_and_a_mean_to_be_one() -> None:
    """Two of 100 after 30 and 32 days, one of 900 after 40: half within 32, 38.4 on average."""
    bills = (
        "invoices:\n"
        "  - {number: a, issued: 2026-01-01, amount: 100, paid: 2026-01-31}\n"
        "  - {number: b, issued: 2026-02-01, amount: 100, paid: 2026-03-05}\n"
        "  - {number: c, issued: 2026-03-01, amount: 900, paid: 2026-04-10}\n"
    )
    assert text(bills).startswith(
        "Half of their invoices are paid within 32 days, 2 days after the due date (3 invoices "
    )
    assessment = assess(ledger_with(bills), as_of=TODAY)
    explained_text = explained(Explanation(assessment, assessment.clients[0]))
    assert "paid invoices took 38.4 days on average" in explained_text


def paid(*rows: tuple[str, str]) -> str:
    """Invoices by their day, each due 30 days later and paid on a day."""
    lines = [
        f'  - {{number: "{n}", issued: {issued}, amount: 100, paid: {day}}}'
        for n, (issued, day) in enumerate(rows)
    ]
    return "\n".join(["invoices:", *lines])


@pytest.mark.parametrize(
    ("day", "counts"), [("2025-06-30", False), ("2025-07-01", True), ("2026-06-30", True)]
)
def test_a_habit_is_of_the_payments_of_the_window(day: str, counts: bool) -> None:
    assert (habit(paid(("2025-05-01", day))) is not None) is counts


def test_a_habit_has_the_days_from_issue_and_beyond_terms_and_the_latest_of_them() -> None:
    """10, 40, 20, 50 and 31 days, by the day of payment."""
    rows = [
        ("2026-01-01", "2026-01-11"),
        ("2026-01-02", "2026-02-11"),
        ("2026-02-01", "2026-02-21"),
        ("2026-02-02", "2026-03-24"),
        ("2026-03-01", "2026-04-01"),
    ]
    found = habit(paid(*rows))
    assert found is not None
    assert (found.paid, found.median_days, found.median_late) == (5, 31.0, 1.0)
    assert found.spread == (20.0, 40.0)
    assert found.latest == (20, 50, 31)
    two = habit(paid(*rows[:2]))
    assert two is not None
    assert (two.spread, two.is_steady, two.latest) == (None, True, (10, 40))

"""Work that is done and not billed: hours, the earned part of a fee, changes beyond it."""

from decimal import Decimal

import pytest

from clienthealth.facts.unbilled import Unbilled, unbilled_work
from one_client import facts_of, ledger_with


def unbilled(client: str) -> list[tuple[str, str | None, Decimal, Decimal | None]]:
    """Kind, project, hours and amount at the target rate of 95."""
    found: tuple[Unbilled, ...] = unbilled_work(facts_of(ledger_with(client)))
    return [(each.kind, each.project, each.hours, each.amount) for each in found]


def project(fields: str, rest: str = "") -> str:
    return f"projects: [{{id: shop, {fields}}}]\n{rest}"


HOURS = "time: [{date: 2026-06-01, hours: 5, project: shop}]"


@pytest.mark.parametrize(
    ("client", "amount"),
    [
        (project("fee: 1000, estimated_hours: 20", HOURS), 250),
        (project("fee: 1000, estimated_hours: 4", HOURS), 1000),  # never more than the fee
        (project("fee: 1000, estimated_hours: 20, finished: 2026-06-30", HOURS), 1000),
        (project("fee: 1000, estimated_hours: 20, finished: 2026-07-01", HOURS), 250),
        (project("fee: 1000, finished: 2026-06-30"), 1000),
        (project("fee: 1000"), None),  # nobody knows how far it is
        (project("estimated_hours: 20, finished: 2026-06-30"), None),
    ],
)
def test_a_fee_is_to_be_billed_as_far_as_it_is_earned(client: str, amount: int | None) -> None:
    fees = [each[3] for each in unbilled(client) if each[0] == "fee"]
    assert fees == ([amount] if amount else [])


@pytest.mark.parametrize(("billed", "left"), [(999, 1), (1000, None), (1001, None)])
def test_what_invoices_leave_of_a_fee_is_to_be_billed(billed: int, left: int | None) -> None:
    invoice = (
        f'invoices: [{{number: "1", issued: 2026-06-01, amount: {billed}, project: shop}}, '
        '{number: "2", issued: 2026-06-01, amount: 500, project: other}]'
    )
    client = project("fee: 1000, finished: 2026-06-30}, {id: other", invoice)
    assert [each[3] for each in unbilled(client)] == ([left] if left else [])


def test_where_an_invoice_names_no_project_nobody_knows_what_is_left_of_a_fee() -> None:
    invoice = 'invoices: [{number: "1", issued: 2026-06-01, amount: 1}]'
    assert unbilled(project("fee: 1000, finished: 2026-06-30", invoice)) == []


def change(fields: str, project_fields: str = "fee: 1000, estimated_hours: 20") -> str:
    invoice = 'invoices: [{number: "1", issued: 2026-06-30, amount: 1000, project: shop}]'
    return project(f"{project_fields}, change_requests: [{{{fields}}}]", invoice)


@pytest.mark.parametrize(
    ("fields", "done"),
    [
        ("date: 2026-06-01, hours: 2, done: 2026-06-30", True),
        ("date: 2026-06-01, hours: 2, done: 2026-07-01", False),
        ("date: 2026-05-31, hours: 2", True),  # after thirty days it counts as done
        ("date: 2026-06-01, hours: 2", False),
        ("date: 2026-06-01, hours: 2, done: 2026-06-02, billed: true", False),
        ("date: 2026-06-01, hours: 2, done: 2026-06-02, billed: 2026-06-30", False),
        ("date: 2026-06-01, hours: 2, done: 2026-06-02, billed: 2026-07-01", True),
        ("date: 2026-07-01, hours: 2, done: 2026-07-01", False),
    ],
)
def test_a_change_is_to_be_billed_once_it_is_done(fields: str, done: bool) -> None:
    found = [each for each in unbilled(change(fields)) if each[0] == "changes"]
    assert found == ([("changes", "shop", Decimal(2), Decimal("190.00"))] if done else [])


def test_a_change_without_hours_has_no_price() -> None:
    found = unbilled(change("date: 2026-06-01, done: 2026-06-02"))
    assert found == [("changes", "shop", 0, None)]


def test_the_changes_of_hourly_work_are_among_its_hours() -> None:
    text = change("date: 2026-06-01, hours: 2, done: 2026-06-02", "estimated_hours: 20")
    assert unbilled(text) == []


@pytest.mark.parametrize(
    ("entry", "hours"),
    [
        ("date: 2026-06-20, hours: 3", 3),
        ("date: 2026-06-20, hours: 3, billable: false", None),
        ("date: 2026-06-15, hours: 3", None),  # on the bill of that day
        ("date: 2026-06-16, hours: 3", 3),
        ("date: 2026-06-20, hours: 3, invoice: A", None),
        ("date: 2026-06-20, hours: 3, project: other", 3),
    ],
)
def test_hours_after_the_last_bill_are_to_be_billed(entry: str, hours: int | None) -> None:
    text = f"""
    projects: [{{id: other}}]
    invoices: [{{number: A, issued: 2026-06-15, amount: 100}}]
    time: [{{{entry}}}]
    """
    found = [(each[0], each[2], each[3]) for each in unbilled(text)]
    assert found == ([("time", hours, hours * Decimal(95))] if hours else [])

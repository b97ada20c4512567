"""Public data sets as ledgers; they are read in place and never copied."""

import csv
import os
from collections.abc import Callable, Collection, Iterable
from datetime import date, datetime
from pathlib import Path

import pytest

FOLDER = Path(__file__).resolve().parents[1].parent / "shared" / "data"
RECEIVABLES = "ibm_accounts_receivable.csv"
FREELANCE = "jperkel_freelance_invoices.csv"

Row = dict[str, str]


def path_of(name: str) -> Path:
    """Where a data set is; skips the test where it is not at hand."""
    folder = Path(os.environ.get("CLIENTHEALTH_TEST_DATA", FOLDER))
    path = folder / name
    if not path.is_file():
        pytest.skip(f"{name} is not in {folder}; name its folder in CLIENTHEALTH_TEST_DATA")
    return path


def rows_of(name: str) -> list[Row]:
    """The rows of a data set; skips the test where it is not at hand."""
    with path_of(name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def receivables_ledger() -> str:
    """2,466 invoices of 100 customers, all settled, with a window that takes them all."""

    def invoice(row: Row) -> str:
        amount = row["InvoiceAmount"]
        disputed = "true" if row["Disputed"] == "Yes" else "false"
        return (
            f'{{number: "{row["invoiceNumber"]}", issued: {american(row["InvoiceDate"])}, '
            f"due: {american(row['DueDate'])}, amount: {amount}, disputed: {disputed}, "
            f"payments: [{{date: {american(row['SettledDate'])}, amount: {amount}}}]}}"
        )

    return _ledger(rows_of(RECEIVABLES), "customerID", invoice, "policy: {window_days: 3660}")


def freelance_ledger(deposits: Collection[int] = (), left_out: Collection[int] = ()) -> str:
    """The first forty invoices of a freelance writer, with nothing but their dates.

    Args:
        deposits: The numbers of invoices that are marked as paid in advance.
        left_out: The numbers of invoices to leave out.
    """

    def invoice(row: Row) -> str:
        deposit = "deposit: true, " if int(row["inv_no"]) in deposits else ""
        return (
            f'{{number: "{row["inv_no"]}", issued: {row["inv_date"]}, '
            f"amount: {row['amt_billed']}, {deposit}"
            f"payments: [{{date: {row['paid_date']}, amount: {row['amt_paid']}}}]}}"
        )

    rows = [row for row in rows_of(FREELANCE)[:40] if int(row["inv_no"]) not in left_out]
    return _ledger(rows, "clientID", invoice, "policy: {window_days: 1460}")


def american(text: str) -> date:
    """A date written as month/day/year."""
    return datetime.strptime(text, "%m/%d/%Y").date()  # noqa: DTZ007  # a calendar date


def _ledger(rows: Iterable[Row], client: str, invoice: Callable[[Row], str], policy: str) -> str:
    by_client: dict[str, list[str]] = {}
    for row in rows:
        by_client.setdefault(row[client], []).append(invoice(row))
    lines = ["version: 1", "business: {name: Studio, currency: USD, terms_days: 30}", policy]
    lines.append("clients:")
    for name, invoices in by_client.items():
        lines += [f'  - id: "{name}"', f'    name: "{name}"', "    invoices:"]
        lines += [f"      - {line}" for line in invoices]
    return "\n".join(lines) + "\n"

"""How long an export of 100,000 rows takes, compared with the csv module and pydantic.

python tests/benchmarks/exports.py [ROWS]
"""

import csv
import gc
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from clienthealth.ledger.fields import MARK
from clienthealth.ledger.models import Invoice, TimeRow
from clienthealth.ledger.reading import read_ledger

ROUNDS = 5
LEDGER = """\
version: 1
business: {{name: Ada, currency: EUR}}
include: [{{file: rows.csv, {include}}}]
clients:
{clients}
"""
CLIENTS = 50


def write(folder: Path, include: str, rows: list[str]) -> None:
    """A ledger with 50 clients that includes these rows."""
    clients = "\n".join(f"- {{id: c{n}, name: Client {n} GmbH}}" for n in range(CLIENTS))
    (folder / "ledger.yaml").write_text(LEDGER.format(include=include, clients=clients))
    (folder / "rows.csv").write_text("\n".join(rows) + "\n")


def time_rows(count: int) -> list[str]:
    """A detailed report of a time tracker."""
    header = "User,Email,Client,Project,Description,Billable,Start date,Start time,Duration"
    return [
        header,
        *(
            f"Ada,a@example.org,Client {n % CLIENTS} GmbH,,Work {n},Yes,"
            f"20{n % 26:02}-{n % 12 + 1:02}-{n % 28 + 1:02},09:00:00,0{n % 9}:{n % 60:02}:30"
            for n in range(count)
        ),
    ]


def invoice_rows(count: int) -> list[str]:
    """A list of invoices."""
    header = "Number,Issued,Due,Client,Amount,Tax,Paid,Status"
    return [
        header,
        *(
            f"R{n},2025-{n % 12 + 1:02}-{n % 28 + 1:02},,Client {n % CLIENTS} GmbH,"
            f"{n + 100}.{n % 100:02},19.00,2026-01-{n % 28 + 1:02},paid"
            for n in range(count)
        ),
    ]


def bare_time(path: Path) -> None:
    """What csv and pydantic need for the entries of `time_rows`."""
    with path.open(newline="") as file:
        for row in csv.DictReader(file):
            raw = {MARK: 1, "date": row["Start date"], "hours": row["Duration"]}
            raw |= {"note": row["Description"], "billable": row["Billable"]}
            TimeRow.model_validate(raw)


def bare_invoices(path: Path) -> None:
    """What csv and pydantic need for the entries of `invoice_rows`."""
    with path.open(newline="") as file:
        for row in csv.DictReader(file):
            paid = {MARK: 1, "date": row["Paid"], "amount": row["Amount"]}
            raw = {MARK: 1, "number": row["Number"], "issued": row["Issued"], "payments": [paid]}
            raw |= {"amount": row["Amount"], "tax": row["Tax"], "status": row["Status"]}
            Invoice.model_validate(raw)


def seconds(work: Callable[[Path], object], path: Path) -> float:
    """The time of the processor for one run."""
    gc.collect()
    start = time.process_time()
    work(path)
    return time.process_time() - start


def main() -> None:
    """Print both kinds with their ratios."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    invoices = (
        "kind: invoices, columns: {number: Number, issued: Issued, due: Due, client: Client, "
        "amount: Amount, tax: Tax, paid: Paid, status: Status}"
    )
    kinds = (
        ("time", "format: toggl", time_rows(count), bare_time),
        ("invoices", invoices, invoice_rows(count), bare_invoices),
    )
    for name, include, rows, bare in kinds:
        with tempfile.TemporaryDirectory() as folder:
            ledger = Path(folder) / "ledger.yaml"
            write(Path(folder), include, rows)
            gc.disable()
            pairs = [
                (seconds(bare, Path(folder) / "rows.csv"), seconds(read_ledger, ledger))
                for _ in range(ROUNDS)  # one after the other, so that both are disturbed alike
            ]
        least, whole = (statistics.median(each) for each in zip(*pairs, strict=True))
        print(f"{count:,} rows of {name}: {whole:.2f} s, csv and pydantic {least:.2f} s", end="")
        print(f", ratio {whole / least:.2f}")


if __name__ == "__main__":
    main()

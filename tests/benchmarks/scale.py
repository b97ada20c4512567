"""Time and memory on large ledgers, against hledger and ledger on the same transactions.

    python tests/benchmarks/scale.py [--invoices 100000] [--runs 3] [--growth]

Each command runs as a whole process; the median of its wall-clock seconds and its largest
resident memory are printed, and the ratios to the peers that are installed. `--growth` runs
`score` alone on 1,000, 10,000, ... invoices up to the number given, to see whether the cost
per invoice stays the same.
"""

import argparse
import os
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import NamedTuple

from ledgers import ledger

ENTRY = re.compile(
    r"number: (\S+), issued: (\S+), amount: (\S+), payments: \[\{date: (\S+), amount: ([\d.]+)"
)
CLIENT_SIZE = 100


class Cost(NamedTuple):
    """Wall-clock seconds and megabytes of one process."""

    seconds: float
    megabytes: float


def journal(text: str) -> str:
    """The same invoices and payments as a journal of plain-text accounting."""
    entries = []
    for number, issued, amount, paid, received in ENTRY.findall(text):
        client = number.split("-")[0]
        entries.append(
            f"{issued} invoice {number}\n    assets:receivable:c{client}  {amount} EUR\n"
            f"    income\n\n"
            f"{paid} payment {number}\n    assets:bank  {received} EUR\n"
            f"    assets:receivable:c{client}\n\n"
        )
    return "".join(entries)


def cost(arguments: list[str]) -> Cost:
    """Run a process to its end."""
    skipped = {"PYTHONDONTWRITEBYTECODE", "PYTHONUNBUFFERED"}
    environment = {k: v for k, v in os.environ.items() if k not in skipped}
    begin = time.perf_counter()
    process = subprocess.Popen(arguments, stdout=subprocess.DEVNULL, env=environment)
    _, status, usage = os.wait4(process.pid, 0)
    if status:
        sys.exit(f"{arguments[0]} failed")
    return Cost(time.perf_counter() - begin, usage.ru_maxrss / 1024)


def median(arguments: list[str], runs: int) -> Cost:
    """The median of several runs after one that does not count."""
    cost(arguments)
    costs = [cost(arguments) for _ in range(runs)]
    return Cost(statistics.median(c.seconds for c in costs), max(c.megabytes for c in costs))


def score(path: Path) -> list[str]:
    return [
        *(sys.executable, "-m", "clienthealth", "score", str(path)),
        *("--as-of", "2026-10-31", "--format", "csv"),
    ]


def against_peers(folder: Path, invoices: int, runs: int) -> None:
    text = ledger(max(1, invoices // CLIENT_SIZE), invoices)
    path, book = folder / "ledger.yaml", folder / "book.journal"
    path.write_text(text)
    book.write_text(journal(text))
    own = median(score(path), runs)
    print(f"clienthealth score: {own.seconds:.2f} s, {own.megabytes:.0f} MB")
    for peer in ("hledger", "ledger"):
        if shutil.which(peer) is None:
            print(f"{peer}: not installed")
            continue
        other = median([peer, "-f", str(book), "balance"], runs)
        print(
            f"{peer} balance: {other.seconds:.2f} s, {other.megabytes:.0f} MB; ratio "
            f"{own.seconds / other.seconds:.2f} in time, {own.megabytes / other.megabytes:.2f} "
            "in memory"
        )


def growth(folder: Path, invoices: int, runs: int) -> None:
    size = 1000
    while size <= invoices:
        path = folder / "ledger.yaml"
        path.write_text(ledger(max(1, size // CLIENT_SIZE), size))
        own = median(score(path), runs)
        each = own.seconds / size * 1e6
        print(f"{size} invoices: {own.seconds:.2f} s, {each:.0f} us each, {own.megabytes:.0f} MB")
        size *= 10


def main() -> None:
    """Print the costs."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--invoices", type=int, default=100_000)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--growth", action="store_true")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        measure = growth if options.growth else against_peers
        measure(Path(name), options.invoices, options.runs)


if __name__ == "__main__":
    main()

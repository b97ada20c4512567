"""How many ledgers a core scores in a second, and what their rows weigh.

    .venv/bin/python tests/benchmarks/throughput.py [--seconds 10] [--rows 200000]

One process that has begun already, as a worker of an engine is; the processor's time. Then as many
rows as asked for are ranked, for the time and the memory of the last step.
"""

import argparse
import pickle
import resource
import time
from datetime import date
from decimal import Decimal
from pathlib import Path

from ledgers import ledger

from clienthealth import ClientRow, fleet_bottom, fleet_rows

STUDIO = Path(__file__).parents[2] / "examples" / "studio.yaml"
DAY = date(2026, 10, 31)
LEDGERS = {
    "small: 8 clients, 100 invoices, 300 time entries, 60 events": ledger(8, 100, 300, 60),
    "start: 20 clients, 500 invoices, 500 time entries, 200 events": ledger(20, 500, 500, 200),
    "examples/studio.yaml": STUDIO.read_text(encoding="utf-8"),
}


def throughput(text: str, most: float) -> tuple[float, int, float]:
    """Ledgers for a second of the processor, rows of a ledger, bytes of a row in a pickle."""
    rows = fleet_rows("ledger", as_of=DAY, text=text)
    begin, done = time.process_time(), 0
    while time.process_time() - begin < most:
        fleet_rows("ledger", as_of=DAY, text=text)
        done += 1
    each = len(pickle.dumps(rows)) / len(rows)
    return done / (time.process_time() - begin), len(rows), each


def ranked(count: int) -> tuple[float, float]:
    """Seconds and megabytes for the bottom of so many rows, ten of a ledger."""
    first = next(r for r in fleet_rows(STUDIO, as_of=DAY) if isinstance(r, ClientRow) and r.rank)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    rows = [
        first._replace(
            ledger=f"ledger-{n // 10}", id=f"c{n % 10}", worth=Decimal(n * 7919 % 20011) / 100
        )
        for n in range(count)
    ]
    begin = time.process_time()
    found = fleet_bottom(rows)
    took = time.process_time() - begin
    assert found.overall.ranked == count
    return took, (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--seconds", type=float, default=10)
    parser.add_argument("--rows", type=int, default=200_000)
    chosen = parser.parse_args()
    print("| ledger | KB of YAML | ledgers a CPU second | rows | bytes a row |")
    print("| --- | ---: | ---: | ---: | ---: |")
    for name, text in LEDGERS.items():
        rate, rows, each = throughput(text, chosen.seconds)
        print(f"| {name} | {len(text.encode()) / 1000:.0f} | {rate:.1f} | {rows} | {each:.0f} |")
    took, memory = ranked(chosen.rows)
    print(f"\nThe bottom of {chosen.rows:,} rows: {took:.1f} s, {memory:.0f} MB")


if __name__ == "__main__":
    main()

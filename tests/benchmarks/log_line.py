"""How long `log` takes from start to the written line on a ledger of 500 invoices.

    .venv/bin/python tests/benchmarks/log_line.py [--runs 15]

The processor's time of whole processes, in turn with `score` on the same ledger and with the bare
imports, because the speed of a machine drifts.
"""

import argparse
import os
import statistics
import sys
import tempfile
from pathlib import Path

from ledgers import ledger
from processes import IMPORTS, PROGRAM, cost


def main() -> None:
    """Print the median times and ratios."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--runs", type=int, default=15)
    runs = parser.parse_args().runs
    with tempfile.TemporaryDirectory() as folder:
        os.environ["XDG_STATE_HOME"] = folder
        path = Path(folder) / "ledger.yaml"
        path.write_text(ledger(clients=20, invoices=500, entries=500, events=200))
        program = [sys.executable, "-c", PROGRAM]
        lines = {
            "log hours": [*program, "log", "client-0", "hours", "1", "--ledger", str(path)],
            "score": [*program, "score", str(path)],
            "bare imports": [sys.executable, "-c", IMPORTS],
        }
        for line in lines.values():
            cost(line)
        rounds = [[cost(line).cpu for line in lines.values()] for _ in range(runs)]
    for name, times in zip(lines, zip(*rounds, strict=True), strict=True):
        print(f"{name}: {statistics.median(times) * 1000:.0f} ms (best {min(times) * 1000:.0f})")
    ratios = [log / score for log, score, _ in rounds]
    print(f"log / score: {statistics.median(ratios):.2f} ({min(ratios):.2f} to {max(ratios):.2f})")


if __name__ == "__main__":
    main()

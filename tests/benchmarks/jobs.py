"""What each process of `score --jobs` takes, of the processor and of memory.

    .venv/bin/python tests/benchmarks/jobs.py [--invoices 50000] [--jobs 1,2,4] [--runs 3]

The longest way is the first process and the longest of the others: what the clock would show on
cores that do nothing else. It needs Linux, whose `/proc` tells it of processes that still run.
"""

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from ledgers import ledger
from processes import PROGRAM, environment

TICKS = os.sysconf("SC_CLK_TCK")
CLIENT_SIZE = 100


class Taken(NamedTuple):
    """What a run took: seconds of the processor, and megabytes of the largest processes."""

    everything: float
    first: float
    longest: float
    memory_of_first: int
    memory_of_others: int


def taken(path: Path, jobs: int) -> Taken:
    """One run of `score` as CSV."""
    command = ["score", str(path), "--as-of", "2026-10-31", "--format", "csv", "--jobs", str(jobs)]
    process = subprocess.Popen(
        [sys.executable, "-c", PROGRAM, *command],
        stdout=subprocess.DEVNULL,
        env=environment(),
    )
    others: dict[int, tuple[float, int]] = {}
    memory = 0
    while True:
        memory = max(memory, *(each for _, each in seen(process.pid)), 0)
        for other in started_by(process.pid):
            for seconds, megabytes in seen(other):
                others[other] = (seconds, megabytes)
        ended, _, used = os.wait4(process.pid, os.WNOHANG)
        if ended:
            break
        time.sleep(0.01)
    everything = used.ru_utime + used.ru_stime
    first = everything - sum(seconds for seconds, _ in others.values())
    longest = max((seconds for seconds, _ in others.values()), default=0.0)
    largest = max((megabytes for _, megabytes in others.values()), default=0)
    return Taken(everything, first, first + longest, memory, largest)


def started_by(process: int) -> list[int]:
    """The processes that a process has started."""
    with suppress(OSError):
        return [
            int(each)
            for each in Path(f"/proc/{process}/task/{process}/children").read_text().split()
        ]
    return []


def seen(process: int) -> Iterator[tuple[float, int]]:
    """What a process has taken so far; nothing where it has gone."""
    with suppress(OSError):
        figures = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
        status = Path(f"/proc/{process}/status").read_text().splitlines()
        kilobytes = [int(line.split()[1]) for line in status if line.startswith("VmHWM")]
        if kilobytes:
            yield (int(figures[11]) + int(figures[12])) / TICKS, kilobytes[0] // 1024


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--invoices", type=int, default=50_000)
    parser.add_argument("--jobs", default="1,2,4")
    parser.add_argument("--runs", type=int, default=3)
    chosen = parser.parse_args()
    count = chosen.invoices
    print("| ledger | jobs | all CPU | first process | longest way | memory: first, others |")
    print("| --- | ---: | ---: | ---: | ---: | ---: |")
    with tempfile.TemporaryDirectory() as folder:
        for name, more in (("invoices", ()), ("with time and events", (count, count * 2 // 5))):
            path = Path(folder) / "ledger.yaml"
            path.write_text(ledger(max(1, count // CLIENT_SIZE), count, *more), encoding="utf-8")
            for jobs in map(int, chosen.jobs.split(",")):
                runs = [taken(path, jobs) for _ in range(chosen.runs)]
                middle = [statistics.median(each) for each in zip(*runs, strict=True)]
                everything, first, longest, own, others = middle
                print(
                    f"| {count:,} {name} | {jobs} | {everything:.2f} s | {first:.2f} s "
                    f"| {longest:.2f} s | {own:.0f} MB, {others:.0f} MB each |",
                    flush=True,
                )


if __name__ == "__main__":
    main()

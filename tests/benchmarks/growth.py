"""How the cost of each command grows with each list of a ledger.

    python tests/benchmarks/growth.py [--commands score,check] [--lists "invoices paid late,…"]
        [--from 250] [--to 16000] [--runs 1] [--most 1.1] [--least 0.5] [--instructions]

One list at a time is grown by four. The lists are those of the models, rows of exports, and
mistakes (`long_lists.py`). Each command runs in a process of its own, forked with everything
imported; printed are its seconds of the processor, and the exponent between the last two sizes:
1.0 is a cost that grows as the list does, 2.0 one that grows with its square. The cost of a list
with one entry is taken off before. A cell whose exponent is above `--most` is measured again,
up to six times, and counts as it is at its best; the table ends with those that stay above. Of a
cost below `--least` seconds the exponent is noise, and none is printed.

With `--instructions` each command runs under valgrind, and counted are the instructions of its
process, in thousand millions. That is forty times as slow, and the same on a busy machine.
"""

import argparse
import gc
import importlib
import math
import os
import pkgutil
import re
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from long_lists import AS_OF, LISTS, MISTAKES, NAME, Long

DATE = f"--as-of={AS_OF}"
JSON = "--format=json"
COMMANDS = {
    "score": ["score", "{}", DATE, JSON],
    "explain": ["explain", "acme", "{}", DATE],
    "check": ["check", "{}", DATE, JSON, "--fail-on=none"],
    "check --new-since": ["check", "{}", DATE, JSON, "--fail-on=none", "--new-since=HEAD"],
    "review": ["review", "{}", DATE, JSON],
    "trend": ["trend", "{}", DATE, JSON],
    "today": ["today", "{}", DATE, JSON],
    "letgo": ["letgo", "acme", "{}", DATE, JSON],
    "boundaries": ["boundaries", "acme", "{}", DATE, JSON],
    "collect": ["collect", "{}", DATE, JSON],
    "log": ["log", "acme", "message", "--ledger={}", "--at=2026-10-31", "--dry-run"],
    "import": ["import", "{}/rows.txt", "--ledger={}", "--kind=time", "--copy", "--dry-run"],
}
REFUSED = ("check", "log", "import")
"""The commands for ledgers with mistakes: most end where the ledger is read."""
LONGEST = 120
"""In seconds: a command that takes more is ended, and counts as if it had taken as much."""
VALGRIND = ("valgrind", "--tool=callgrind", "--callgrind-out-file=/dev/null")
AGAIN = 6
"""How often a cell above the limit is measured again."""
CLEAR = 1.5
"""An exponent that is not measured again, as no noise makes it."""
FOUND = {0, 1, 2, 3}
"""The exit codes that are no fault: a plan may refuse its client."""


def imported() -> None:
    """Import the program and what it needs, so that a fork finds everything."""
    import clienthealth  # noqa: PLC0415  # measured from here on

    for module in pkgutil.walk_packages(clienthealth.__path__, "clienthealth."):
        if not module.name.endswith("__main__"):
            importlib.import_module(module.name)


def cpu_seconds(arguments: list[str]) -> float:
    """The processor's seconds of a command in a fork of this process."""
    child = os.fork()
    if child == 0:
        nothing = os.open(os.devnull, os.O_RDWR)
        for stream in (0, 1, 2):
            os.dup2(nothing, stream)
        resource.setrlimit(resource.RLIMIT_CPU, (LONGEST, LONGEST + 5))
        sys.argv = ["clienthealth", *arguments]
        from clienthealth import cli  # noqa: PLC0415  # is there

        gc.disable()  # as the command itself does
        os._exit(cli.run())
    _, status, usage = os.wait4(child, 0)
    if os.waitstatus_to_exitcode(status) not in {*FOUND, -signal.SIGXCPU}:
        sys.exit(f"{' '.join(arguments)} failed: {status}")
    return usage.ru_utime + usage.ru_stime


def instructions(arguments: list[str]) -> float:
    """The instructions of a command on one core, in thousand millions: it starts no process."""
    program = "from clienthealth import cli; cli.main()"
    done = subprocess.run(
        [*VALGRIND, sys.executable, "-c", program, *arguments],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        check=False,
        preexec_fn=lambda: os.sched_setaffinity(0, {0}),
    )
    counted = re.search(r"Collected : (\d+)", done.stderr)
    if counted is None or done.returncode not in FOUND:
        sys.exit(f"{' '.join(arguments)} failed: {done.returncode}\n{done.stderr}")
    return int(counted[1]) / 1e9


def sizes(smallest: int, largest: int) -> Iterator[int]:
    """250, 1,000, 4,000, 16,000, …"""
    size = smallest
    while size <= largest:
        yield size
        size *= 4


def written(long: Long, size: int, folder: Path) -> Path:
    """A repository with a ledger whose list is this long, and a file to import beside it.

    The working tree has one entry less than the last commit.
    """
    shutil.rmtree(folder, ignore_errors=True)
    _write(long.make(size), folder)
    rows = "".join(f"2026-03-{1 + n % 28:02},Acme,0.{n:05}\n" for n in range(100))
    (folder / "rows.txt").write_text(f"date,client,hours\n{rows}")
    _committed(folder)
    _write(long.make(max(size - 1, 1)), folder)
    return folder


def _write(files: dict[str, str], folder: Path) -> None:
    for name, text in files.items():
        (folder / name).parent.mkdir(exist_ok=True, parents=True)
        (folder / name).write_text(text, encoding="utf-8")


def _committed(folder: Path) -> None:
    for command in (
        ["init", "--quiet"],
        ["add", "--all"],
        ["-c", "user.name=x", "-c", "user.email=x@x.example", "commit", "--quiet", "-m", "x"],
    ):
        subprocess.run(["git", "-C", str(folder), *command], check=True)


def cost(
    long: Long, size: int, command: str, folder: Path, measure: Callable[[list[str]], float]
) -> float:
    """What a command costs for a size."""
    ledger = folder / str(size)
    if not ledger.exists():
        written(long, size, ledger)
    where = str(ledger if len(long.make(1)) > 1 else ledger / NAME)
    parts = [part.replace("{}/", f"{ledger}/").replace("{}", where) for part in COMMANDS[command]]
    return measure(parts)


def exponent(costs: dict[int, float], base: float, larger: int, least: float) -> float | None:
    """How the cost grows up to the larger of two sizes; None where it is too small to tell."""
    if costs[larger] - base < least:
        return None
    smaller = max(costs[larger // 4] - base, 0.001)
    return math.log((costs[larger] - base) / smaller, 4)


def measured(
    long: Long, command: str, folder: Path, wanted: list[int], chosen: argparse.Namespace
) -> tuple[dict[int, float], float | None]:
    """What each size costs, the best of some runs, and the exponent of the last two."""
    costs = dict.fromkeys([1, *wanted], math.inf)
    found = None
    measure = instructions if chosen.instructions else cpu_seconds
    for again in range(chosen.runs + (0 if chosen.instructions else AGAIN)):
        if again >= chosen.runs and (found is None or not chosen.most < found < CLEAR):
            break
        # Each size in turn: what else the machine does then slows all of them.
        for size in costs if again < chosen.runs else [1, *wanted[-2:]]:
            costs[size] = min(costs[size], cost(long, size, command, folder, measure))
        found = exponent(costs, costs[1], wanted[-1], chosen.least)
    return {size: costs[size] for size in wanted}, found


def main() -> None:
    """Print the table."""
    every = {**LISTS, **MISTAKES}
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--commands", default=",".join(COMMANDS))
    parser.add_argument("--lists", default="")
    parser.add_argument("--from", type=int, default=250, dest="smallest")
    parser.add_argument("--to", type=int, default=16_000)
    parser.add_argument("--runs", type=int, default=1)
    parser.add_argument("--most", type=float, default=1.1)
    parser.add_argument("--least", type=float, default=0.5)
    parser.add_argument("--instructions", action="store_true")
    chosen = parser.parse_args()
    wanted = [*sizes(chosen.smallest, chosen.to)]
    names = [name.strip() for name in chosen.lists.split(",") if name.strip()] or [*every]
    imported()
    heads = " | ".join(f"{size:,}" for size in wanted)
    print(f"| list | command | {heads} | exponent |")
    print(f"| --- | --- |{' ---: |' * (len(wanted) + 1)}", flush=True)
    above, start, cells = [], time.process_time(), 0
    for name in names:
        with tempfile.TemporaryDirectory() as folder:
            for command in chosen.commands.split(","):
                if name in MISTAKES and command not in REFUSED:
                    continue
                costs, found = measured(every[name], command, Path(folder), wanted, chosen)
                shown = " | ".join(f"{seconds:.2f}" for seconds in costs.values())
                told = "-" if found is None else f"{found:.2f}"
                print(f"| {name} | {command} | {shown} | {told} |", flush=True)
                cells += 1
                if found is not None and found > chosen.most:
                    above.append(f"{name}, {command}: {told}")
    print(f"\n{cells} cells, {len(above)} above {chosen.most}")
    print("\n".join(above))
    print(f"{time.process_time() - start:.0f} s of this process", file=sys.stderr)


if __name__ == "__main__":
    main()

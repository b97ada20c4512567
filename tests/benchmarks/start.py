"""How much a start costs, against a hello world of the same libraries: the budgets of the start.

    .venv/bin/python tests/benchmarks/start.py [--runs 25]

Whole processes, run in turn, so that all see the same moments of a busy machine. The processor's
time (user and system) is what is compared, as the wall clock says little while others work on the
machine: the least of the runs of each, and the median of the ratios, round by round. `score` runs
in a pipe, and at a terminal of its own in the colours of one.
"""

import argparse
import os
import pty
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path
from typing import NamedTuple

from ledgers import ledger

STUDIO = Path(__file__).parents[2] / "examples" / "studio.yaml"
DAY = ("--as-of", "2026-10-31")
PROGRAM = "import sys; sys.argv[0] = 'clienthealth'; from clienthealth.cli import main; main()"
IMPORTS = "import typer, rich.console"
HELLO = """
import gc, os, sys; gc.disable()
from pathlib import Path
from typing import Optional
import typer, yaml
from pydantic import BaseModel
from rich.console import Console
from rich.table import Table
app = typer.Typer(add_completion=False, rich_markup_mode=None, pretty_exceptions_enable=False)
class Item(BaseModel):
    id: str
    name: str
class Ledger(BaseModel):
    items: list[Item]
@app.command()
def score(path: Path, as_of: Optional[str] = None, format: str = "table") -> None:
    rows = "".join(f"- {{id: client-{i:05d}, name: Client {i}}}\\n" for i in range(20))
    ledger = Ledger.model_validate(yaml.load("items:\\n" + rows, Loader=yaml.CSafeLoader))
    table = Table()
    for title in ("id", "name", "health", "grade"):
        table.add_column(title)
    for item in ledger.items:
        table.add_row(item.id, item.name, "90.0", "healthy")
    Console().print(table)
try:
    app(["x"])
except SystemExit:
    sys.stdout.flush(); os._exit(0)
"""
"""A typer command with a path, two models, 20 rows of YAML, and a table by rich."""


class Compared(NamedTuple):
    """One of the budgets."""

    name: str
    ours: list[str]
    theirs: list[str]
    most: float
    at_terminal: bool = False


class Cost(NamedTuple):
    """What one process took, in seconds."""

    cpu: float
    wall: float


def budgets(path: Path) -> list[Compared]:
    """The budgets, with `score` on the ledger at a path."""
    python = sys.executable
    ours, hello = [python, "-c", PROGRAM], [python, "-c", HELLO]
    score, imports = [*ours, "score", str(path), *DAY], [python, "-c", IMPORTS]
    studio = [*ours, "score", str(STUDIO), *DAY]
    return [
        Compared("score in a pipe / hello world", score, hello, 1.45),
        Compared("score at a terminal / hello world", score, hello, 1.6, at_terminal=True),
        Compared("score examples/studio.yaml / hello world", studio, hello, 2.0),
        Compared("--help / typer and rich.console", [*ours, "--help"], imports, 0.8),
        Compared("--version / typer and rich.console", [*ours, "--version"], imports, 0.8),
    ]


def environment() -> dict[str, str]:
    """An environment in which byte code is cached, with a terminal of 120 columns."""
    skipped = {"PYTHONDONTWRITEBYTECODE", "PYTHONUNBUFFERED", "FORCE_COLOR", "NO_COLOR"}
    own = {key: value for key, value in os.environ.items() if key not in skipped}
    return {**own, "TERM": "xterm-256color", "COLUMNS": "120"}


def cost(command: list[str], *, at_terminal: bool) -> Cost:
    """What a whole process takes."""
    own, theirs = pty.openpty() if at_terminal else os.pipe()
    reader = threading.Thread(target=read_all, args=(own,))
    reader.start()
    begin = time.perf_counter()
    process = subprocess.Popen(
        command, stdin=subprocess.DEVNULL, stdout=theirs, stderr=theirs, env=environment()
    )
    os.close(theirs)
    _, status, used = os.wait4(process.pid, 0)
    wall = time.perf_counter() - begin
    process.returncode = os.waitstatus_to_exitcode(status)
    reader.join()
    os.close(own)
    if process.returncode:
        sys.exit(f"ended with {process.returncode}: {' '.join(command)}")
    return Cost(used.ru_utime + used.ru_stime, wall)


def read_all(descriptor: int) -> None:
    """Read what a process prints, until it has gone."""
    while True:
        try:
            if not os.read(descriptor, 65536):
                return
        except OSError:  # a terminal whose other side is closed
            return


def row(each: Compared, rounds: list[tuple[Cost, Cost]]) -> str:
    """A row of the table."""
    ratio = statistics.median(ours.cpu / theirs.cpu for ours, theirs in rounds)
    wall = statistics.median(ours.wall / theirs.wall for ours, theirs in rounds)
    ours, theirs = (min(cost.cpu for cost in costs) for costs in zip(*rounds, strict=True))
    kept = "yes" if ours / theirs <= each.most else "no"
    return (
        f"| {each.name} | {ours * 1000:.0f} ms | {theirs * 1000:.0f} ms | {ours / theirs:.2f} | "
        f"{ratio:.2f} | {wall:.2f} | {each.most:g} | {kept} |"
    )


def main() -> None:
    """Print what each start costs, and whether its budget is kept."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--runs", type=int, default=25)
    runs = parser.parse_args().runs
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "ledger.yaml")
        path.write_text(ledger(clients=20, invoices=500, entries=500, events=200))
        every = budgets(path)
        found: list[list[tuple[Cost, Cost]]] = [[] for _ in every]
        for number in range(runs + 1):
            for each, rounds in zip(every, found, strict=True):
                ours = cost(each.ours, at_terminal=each.at_terminal)
                theirs = cost(each.theirs, at_terminal=each.at_terminal)
                if number:  # the first fills the caches
                    rounds.append((ours, theirs))
    print("| start | ours | theirs | best / best | median ratio | by the clock | budget | kept |")
    print("| --- | ---: | ---: | ---: | ---: | ---: | ---: | --- |")
    for each, rounds in zip(every, found, strict=True):
        print(row(each, rounds))


if __name__ == "__main__":
    main()

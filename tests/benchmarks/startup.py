"""How long `score` takes from start to end on a small ledger, against the bare imports.

    .venv/bin/python tests/benchmarks/startup.py [--runs 15]

Runs the two processes in turn and prints the median and the range of their ratio, pair by
pair, because the speed of a machine drifts. Each ratio stands for whole processes by the wall
clock, with the table rendered by rich.
"""

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from ledgers import ledger

LAZY = "import typer, pydantic, yaml, rich.console, rich.table"
IMPORTS = {
    "bare imports (`import pydantic` loads nothing of it)": LAZY,
    "the same with pydantic's BaseModel": f"{LAZY}; from pydantic import BaseModel",
    "the same with one model built": f"{LAZY}\n"
    "from pydantic import BaseModel\nclass M(BaseModel):\n    name: str\n",
}
FLOOR = f"""
import gc, os; gc.disable()
{LAZY}
app = typer.Typer(add_completion=False)
@app.command()
def score(path: str = "", count: int = 3) -> None:
    class Model(pydantic.BaseModel):
        name: str
try:
    app([])
except SystemExit:
    os._exit(0)
"""
"""The least that a typer command with a single model takes, with the same short cuts as ours."""

SCORE = "import sys; sys.argv[0] = 'clienthealth'; from clienthealth.cli import main; main()"


def environment() -> dict[str, str]:
    """An environment in which byte code is cached and the table is a terminal's."""
    skipped = {"PYTHONDONTWRITEBYTECODE", "PYTHONUNBUFFERED"}
    own = {key: value for key, value in os.environ.items() if key not in skipped}
    return {**own, "FORCE_COLOR": "1", "COLUMNS": "160"}


def seconds(arguments: list[str]) -> float:
    """The wall-clock time of one whole process."""
    begin = time.perf_counter()
    subprocess.run(arguments, check=True, env=environment(), stdout=subprocess.DEVNULL)
    return time.perf_counter() - begin


def compare(name: str, ours: list[str], theirs: list[str], runs: int) -> None:
    """Print the ratio of two processes, run in turn."""
    seconds(ours)
    seconds(theirs)
    pairs = [(seconds(ours), seconds(theirs)) for _ in range(runs)]
    ratios = [a / b for a, b in pairs]
    a, b = (statistics.median(times) for times in zip(*pairs, strict=True))
    print(
        f"{name}: {statistics.median(ratios):.2f} ({min(ratios):.2f} to {max(ratios):.2f}); "
        f"{a * 1000:.0f} ms against {b * 1000:.0f} ms"
    )


def main() -> None:
    """Compare `score`, `--help` and `--version` with bare imports."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--runs", type=int, default=15)
    runs = parser.parse_args().runs
    python = sys.executable
    floor, bare = [python, "-c", FLOOR], [python, "-c", LAZY]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "ledger.yaml")
        path.write_text(ledger(clients=20, invoices=500, entries=500, events=200))
        score = [python, "-c", SCORE, "score", str(path), "--as-of", "2026-10-31"]
        compare("an empty typer command with one model / bare imports", floor, bare, runs)
        for name, imports in IMPORTS.items():
            compare(f"score / {name}", score, [python, "-c", imports], runs)
    few = [python, "-c", "import typer, rich.console"]
    for option in ("--help", "--version"):
        compare(f"{option} / typer, rich.console", [python, "-c", SCORE, option], few, runs)


if __name__ == "__main__":
    main()

"""How long `check` takes from start to end on a ledger of 100 clients, against `score`.

    .venv/bin/python tests/benchmarks/check.py [--runs 15]

Runs `score`, `check` and `check --new-since HEAD` in turn, so that all three see the same moments
of a busy machine, and prints the median and the range of the ratios, run by run, and the ratio of
the best runs. Each stands for a whole process by the wall clock, printing to a pipe.
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

DAY = ("--as-of", "2026-10-31")
SCORE = ("score", *DAY)
COMMANDS = {
    "check": ("check", *DAY, "--fail-on", "none"),
    "check --new-since HEAD": ("check", *DAY, "--fail-on", "none", "--new-since", "HEAD"),
}
START = "import sys; sys.argv[0] = 'clienthealth'; from clienthealth.cli import main; main()"
GIT = ("git", "-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false")


def environment() -> dict[str, str]:
    """An environment in which byte code is cached, without the machine's settings of git."""
    skipped = {"PYTHONDONTWRITEBYTECODE", "PYTHONUNBUFFERED"}
    own = {key: value for key, value in os.environ.items() if key not in skipped}
    return {**own, "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}


def prepare(folder: Path) -> None:
    """A repository with a ledger, of which the work tree has some more entries."""
    path = folder / "clienthealth.yaml"
    path.write_text(ledger(clients=100, invoices=2500, entries=2500, events=1000))
    for command in (["init", "--quiet"], ["add", "."], ["commit", "--quiet", "-m", "x"]):
        subprocess.run([*GIT, *command], cwd=folder, check=True, env=environment())
    path.write_text(ledger(clients=100, invoices=2510, entries=2510, events=1010))


def seconds(folder: Path, arguments: tuple[str, ...]) -> float:
    """The wall-clock time of one whole process."""
    begin = time.perf_counter()
    subprocess.run(
        [sys.executable, "-c", START, *arguments],
        cwd=folder,
        check=True,
        env=environment(),
        stdout=subprocess.DEVNULL,
    )
    return time.perf_counter() - begin


def main() -> None:
    """Compare `check`, alone and with a revision, with `score`."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--runs", type=int, default=15)
    runs = parser.parse_args().runs
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        prepare(folder)
        every = (SCORE, *COMMANDS.values())
        rounds = [[seconds(folder, each) for each in every] for _ in range(runs + 1)][1:]
    score, *others = zip(*rounds, strict=True)
    for called, times in zip(COMMANDS, others, strict=True):
        ratios = [a / b for a, b in zip(times, score, strict=True)]
        print(
            f"{called} / score: {statistics.median(ratios):.2f} "
            f"({min(ratios):.2f} to {max(ratios):.2f}), of the best runs "
            f"{min(times) / min(score):.2f}; {statistics.median(times) * 1000:.0f} ms "
            f"against {statistics.median(score) * 1000:.0f} ms"
        )


if __name__ == "__main__":
    main()

"""How many small faults the tests find: `python -m tests.mutation.run --sample 200 --seed 1`.

Prints a Markdown table by part of the program, and each fault that no test found. It wants Linux
or macOS, and two cores for half an hour. See docs/mutation.md.
"""

import argparse
import sys
import tempfile
from collections import Counter
from dataclasses import replace
from functools import partial
from pathlib import Path
from random import Random

import pytest

from .at_import import killer_of
from .mutants import FOLDERS, ROOT, Mutant, modules_of, mutants_of
from .processes import in_forks
from .reached import Reached
from .trying import Trial, killed_in, reached_in

TESTS = (
    *("facts", "judging", "rules", "reviewing", "planning", "independent", "balance"),
    *("cli/test_score.py", "cli/test_review.py", "cli/test_plans.py", "cli/test_collect.py"),
    *("cli/test_trend.py", "cli/test_stages.py", "report/plan", "report/test_review_*.py"),
    *("report/test_table_score.py", "ledger/test_odd_entries.py", "test_*.py"),
    "checking/test_odd_entry_results.py",
)
"""The tests that are tried: what computes, and what shows it as a whole."""
NOT_TRIED = {
    *("test_ci_kit", "test_ci_page", "test_release", "test_versions", "test_layout"),
    *("test_real_data", "test_feeding_page", "test_feeding_mail_page", "test_logging_page"),
}
"""They start programs, or read texts alone."""
ARGUMENTS = [
    *("-n0", "-qq", "-s", "-p", "no:cacheprovider", "-c", str(ROOT / "pyproject.toml")),
    "--tb=native",  # a fault may leave code without the number of its line, which pytest wants
]


def main() -> int:
    """Read the command line, try the faults, print the table."""
    parser = argparse.ArgumentParser(prog="python -m tests.mutation.run", description=__doc__)
    parser.add_argument("--sample", type=int, default=200, help="how many faults are tried")
    parser.add_argument("--seed", type=int, default=1, help="another one takes other faults")
    parser.add_argument("--jobs", type=int, default=2, help="processes at once")
    parser.add_argument("--folder", type=Path, help="where the state of the run is kept")
    args = parser.parse_args()
    folder = args.folder or Path(tempfile.mkdtemp(prefix="mutation-"))
    folder.mkdir(parents=True, exist_ok=True)
    for old in folder.glob("killed-*.txt"):
        old.unlink()
    every = [mutant for path in modules_of(FOLDERS) for mutant in mutants_of(path)]
    sample = sorted(Random(args.seed).sample(range(len(every)), min(args.sample, len(every))))
    mutants = {number: every[number] for number in sample}
    killers = killers_of(mutants, args.jobs, folder)
    print("\n".join(table(mutants, killers, len(every))))
    return 0


def killers_of(mutants: dict[int, Mutant], jobs: int, folder: Path) -> dict[int, str]:
    """Of each mutant that a test found, that test; what was reached is kept in the folder."""
    inside = {n: mutant for n, mutant in mutants.items() if mutant.inside is not None}
    log = folder / "log.txt"
    in_forks([partial(_pytest, Trial(inside, jobs, folder))], 1, log)
    reached = Reached.read(reached_in(folder))
    for name in reached.failed:
        print(f"{name} fails without a fault, and is left out", file=sys.stderr)
    # A function that no test calls may fill a constant.
    at_import = {n: replace(m, inside=None) for n, m in mutants.items() if not reached.calls(m)}
    in_forks([partial(_import, m, n, reached, folder) for n, m in at_import.items()], jobs, log)
    files = {n: killed_in(folder, n) for n in mutants}
    return {n: file.read_text(encoding="utf-8") for n, file in files.items() if file.exists()}


def _pytest(trial: Trial) -> None:
    status = pytest.main([*ARGUMENTS, *_tests()], plugins=[trial])
    if status != pytest.ExitCode.OK:
        raise RuntimeError(f"pytest ended with {status}")


def _tests() -> list[str]:
    found = dict.fromkeys(path for name in TESTS for path in sorted((ROOT / "tests").glob(name)))
    return [str(path) for path in found if path.stem not in NOT_TRIED]


def _import(mutant: Mutant, number: int, reached: Reached, folder: Path) -> None:
    killer = killer_of(mutant, reached, ARGUMENTS)
    if killer:
        killed_in(folder, number).write_text(killer, encoding="utf-8")


def table(mutants: dict[int, Mutant], killers: dict[int, str], every: int) -> list[str]:
    """The counts by part of the program, and what survived."""
    tried = Counter(mutant.folder for mutant in mutants.values())
    killed = Counter(mutants[number].folder for number in killers)
    lines = ["| Part | Tried | Killed | Survived | Killed, % |", "|---|--:|--:|--:|--:|"]
    lines += [_row(folder, tried[folder], killed[folder]) for folder in FOLDERS if tried[folder]]
    lines.append(_row(f"all, of {every:,}", tried.total(), killed.total()))
    survivors = [f"- {mutant}" for number, mutant in mutants.items() if number not in killers]
    return [*lines, "", *(survivors or ["No survivors."])]


def _row(name: str, tried: int, killed: int) -> str:
    return f"| {name} | {tried} | {killed} | {tried - killed} | {100 * killed / tried:.1f} |"


if __name__ == "__main__":
    sys.exit(main())

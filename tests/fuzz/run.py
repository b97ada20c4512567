"""Broken input at random: `python -m tests.fuzz.run --minutes 10 --jobs 2 [--target mbox]`.

What fails is kept in `tests/fuzz/corpus/TARGET/`, and is tried by the tests from then on.
"""

import argparse
import hashlib
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path
from random import Random

from .mutating import mutated
from .targets import TARGETS, Target
from .trying import SECONDS, fault_of

CORPUS = Path(__file__).parent / "corpus"
BLOCK = 60
"""Inputs a process: what memory it took is then told from what it takes."""


def block(target: Target, seed: int, folder: Path) -> int:
    """Try some inputs in this process; each is written down before it is tried."""
    random = Random(f"{target.name} {seed}")
    faults = 0
    for seed_data in target.seeds:  # what is loaded for the first time is no fault of an input
        fault_of(target, seed_data, Random(0), folder / "try")
    for _ in range(BLOCK):
        data = mutated(random.choice(target.seeds), random)
        (folder / "current").write_bytes(data)
        fault = fault_of(target, data, random, folder / "try")
        if fault is not None:
            faults += 1
            print(f"fault {_keep(target, data)}: {fault}", flush=True)
    return faults


def _keep(target: Target, data: bytes) -> Path:
    kept = CORPUS / target.name / hashlib.sha256(data).hexdigest()[:16]
    kept.parent.mkdir(parents=True, exist_ok=True)
    kept.write_bytes(data)
    return kept


def _start(name: str, seed: int) -> tuple[subprocess.Popen[str], Path, str, float]:
    folder = Path(tempfile.mkdtemp(prefix="fuzz-"))
    command = [sys.executable, "-m", "tests.fuzz.run", "--block", name, str(seed), str(folder)]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    return process, folder, name, time.monotonic()


def search(names: list[str], minutes: float, jobs: int, seed: int) -> int:
    """Try inputs for some minutes; the number of faults."""
    end, tried, faults = time.monotonic() + 60 * minutes, Counter[str](), Counter[str]()
    running: list[tuple[subprocess.Popen[str], Path, str, float]] = []
    while running or time.monotonic() < end:
        while len(running) < jobs and time.monotonic() < end:
            running.append(_start(names[seed % len(names)], seed))
            seed += 1
        time.sleep(0.05)
        for each in running[:]:
            process, folder, name, begun = each
            if process.poll() is None and time.monotonic() - begun < BLOCK * SECONDS / 4:
                continue
            running.remove(each)
            process.kill()
            out = process.communicate()[0]
            told = [line for line in out.splitlines() if line.startswith("fault ")]
            if process.returncode != 0:
                kept = _keep(TARGETS[name], (folder / "current").read_bytes())
                told.append(f"fault {kept}: the process ended with {process.returncode}")
            tried[name] += BLOCK
            faults[name] += len(told)
            print(*told, sep="\n", end="\n" if told else "", flush=True)
    print("\n| input | tried | faults |\n| --- | ---: | ---: |")
    for name in names:
        print(f"| {name} | {tried[name]:,} | {faults[name]} |")
    print(f"| all | {tried.total():,} | {faults.total()} |\n\nnext seed: {seed}")
    return faults.total()


def main() -> int:
    """Read the arguments and search; 1 where a fault was found."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--minutes", type=float, default=10)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--target", choices=TARGETS, action="append")
    parser.add_argument("--block", nargs=3, metavar=("TARGET", "SEED", "FOLDER"))
    given = parser.parse_args()
    if given.block:
        name, seed, folder = given.block
        block(TARGETS[name], int(seed), Path(folder))
        return 0
    return int(search(given.target or [*TARGETS], given.minutes, given.jobs, given.seed) > 0)


if __name__ == "__main__":
    sys.exit(main())

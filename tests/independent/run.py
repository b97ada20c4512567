"""Many random ledgers: `python -m tests.independent.run --ledgers 10000 --seed 1 --jobs 2`."""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Iterable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field

from clienthealth import LedgerError

from .comparing import Comparison, as_yaml, compare
from .generated import ledger

BLOCK = 25


@dataclass
class Outcome:
    """What came of some ledgers."""

    ledgers: int = 0
    clients: int = 0
    figures: int = 0
    differing: int = 0
    beyond: int = 0
    differences: list[str] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)

    def add(self, other: Outcome) -> None:
        self.ledgers += other.ledgers
        self.clients += other.clients
        self.figures += other.figures
        self.differing += other.differing
        self.beyond += other.beyond
        self.differences += other.differences
        self.refused += other.refused


def held_against(seeds: range) -> Outcome:
    """Compare the ledgers of some seeds."""
    outcome = Outcome()
    for seed in seeds:
        drawn, as_of = ledger(seed)
        found = Comparison()
        try:
            compare(drawn, as_of, found, f"seed {seed} ")
        except LedgerError as error:
            outcome.refused.append(
                "\n  ".join([f"refused: seed {seed}", *map(str, error.problems[:2])])
            )
            continue
        outcome.ledgers += 1
        outcome.clients += len(drawn["clients"])
        outcome.figures += sum(found.compared.values())
        outcome.differing += bool(found.differences)
        outcome.beyond += bool(found.differences) and found.beyond
        outcome.differences += found.differences
    return outcome


def told(outcomes: Iterable[Outcome]) -> Outcome:
    """Print the differences as they come."""
    total = Outcome()
    for outcome in outcomes:
        for line in outcome.differences + outcome.refused:
            print(line, flush=True)
        total.add(outcome)
    return total


def main() -> int:
    """Print every difference, and how much was compared."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--ledgers", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=1, help="of the first ledger")
    parser.add_argument("--jobs", type=int, default=1, help="processes at once")
    parser.add_argument("--show", action="store_true", help="print the ledgers too")
    chosen = parser.parse_args()
    seeds = range(chosen.seed, chosen.seed + chosen.ledgers)
    if chosen.show:
        for seed in seeds:
            drawn, as_of = ledger(seed)
            print(as_yaml(drawn), f"as of {as_of}", sep="\n")
    blocks = [seeds[at : at + BLOCK] for at in range(0, len(seeds), BLOCK)]
    if chosen.jobs > 1:
        with ProcessPoolExecutor(chosen.jobs) as pool:
            total = told(pool.map(held_against, blocks))
    else:
        total = told(map(held_against, blocks))
    print(
        f"seeds {seeds.start} to {seeds.stop - 1}: {total.ledgers} ledgers, "
        f"{total.clients} clients, {total.figures} figures, {len(total.differences)} differences "
        f"in {total.differing} ledgers "
        f"({total.beyond} of them with a write-off beyond what was open), "
        f"{len(total.refused)} refused"
    )
    kinds = Counter(each.split(": computed")[0].split(maxsplit=3)[-1] for each in total.differences)
    for kind, count in kinds.most_common():
        print(f"  {kind}: {count}")
    return bool(total.differences)


if __name__ == "__main__":
    sys.exit(main())

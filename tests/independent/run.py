"""Many ledgers at random: `python -m tests.independent.run --ledgers 10000 --seed 1`."""

from __future__ import annotations

import argparse
import sys
from collections import Counter

from clienthealth import LedgerError

from .comparing import Comparison, as_yaml, compare
from .generated import ledger


def main() -> int:
    """Print every difference, and how much was compared."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--ledgers", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--show", action="store_true", help="print the ledger of a single seed")
    chosen = parser.parse_args()
    found = Comparison()
    refused = clients = 0
    kinds: Counter[str] = Counter()
    for seed in range(chosen.seed, chosen.seed + chosen.ledgers):
        drawn, as_of = ledger(seed)
        text = as_yaml(drawn)
        if chosen.show:
            print(text)
            print("as of", as_of)
        before = len(found.differences)
        try:
            compare(text, as_of, found, f"seed {seed} ")
        except LedgerError as error:
            refused += 1
            print("refused", seed, *error.problems[:2], sep="\n  ")
            continue
        clients += len(drawn["clients"])
        for line in found.differences[before:]:
            print(line)
            kinds[line.split(": computed")[0].split(maxsplit=3)[-1]] += 1
    print(
        f"{chosen.ledgers - refused} ledgers, {clients} clients, "
        f"{sum(found.compared.values())} figures, {len(found.differences)} differences, "
        f"{refused} refused"
    )
    for kind, count in kinds.most_common():
        print(f"  {kind}: {count}")
    return bool(found.differences)


if __name__ == "__main__":
    sys.exit(main())

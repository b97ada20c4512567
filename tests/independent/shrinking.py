"""The smallest ledger on which a figure still differs."""

from __future__ import annotations

import argparse
import copy
from collections.abc import Iterator
from datetime import date
from typing import Any

from clienthealth import LedgerError

from .comparing import Comparison, as_yaml, compare
from .entries import Entry
from .generated import ledger

Path = tuple[Any, ...]


def differs(drawn: Entry, as_of: date, figure: str) -> list[str]:
    """The differences of one figure, or those that read as given; none where it is refused."""
    found = Comparison()
    try:
        compare(drawn, as_of, found)
    except (LedgerError, KeyError, StopIteration):
        return []
    return [
        each
        for each in found.differences
        if figure in {(what := each.split(" ", 1)[1]), what.split(": computed")[0]}
    ]


def paths(value: Any, at: Path = ()) -> Iterator[Path]:
    """Every key and entry, the largest first."""
    keys = list(value) if isinstance(value, dict) else range(len(value))
    for key in keys:
        yield (*at, key)
    for key in keys:
        if isinstance(value[key], (dict, list)):
            yield from paths(value[key], (*at, key))


def without(drawn: Entry, path: Path) -> Entry:
    smaller = copy.deepcopy(drawn)
    inner: Any = smaller
    for key in path[:-1]:
        inner = inner[key]
    del inner[path[-1]]
    return smaller


def shrink(drawn: Entry, as_of: date, figure: str) -> Entry:
    """Leave out whatever can be left out."""
    again = True
    while again:
        again = False
        for path in sorted(paths(drawn), key=lambda each: (len(each), str(each))):
            try:
                smaller = without(drawn, path)
            except (KeyError, IndexError):
                continue
            if differs(smaller, as_of, figure):
                drawn, again = smaller, True
                break
    return drawn


def main() -> None:
    """`python -m tests.independent.shrinking SEED FIGURE`."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("seed", type=int)
    parser.add_argument("figure", help="such as dbt, or 'stage: computed active, program dormant'")
    chosen = parser.parse_args()
    drawn, as_of = ledger(chosen.seed)
    small = shrink(drawn, as_of, chosen.figure)
    print(as_yaml(small), "as of", as_of, *differs(small, as_of, chosen.figure), sep="\n")


if __name__ == "__main__":
    main()

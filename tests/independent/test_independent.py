"""The program's figures are those that docs/ describes, computed a second time.

Written from docs/ alone, without the program's code, so that a mistake in one is not repeated in
the other. `python -m tests.independent.run --ledgers 10000 --seed 1` compares more.
"""

from __future__ import annotations

from datetime import date

import pytest

from .comparing import Comparison, compare
from .generated import ledger

SEEDS = range(1, 61)
BLOCK = 20


@pytest.mark.parametrize("first", SEEDS[::BLOCK])
def test_every_figure_is_what_the_documentation_says(first: int) -> None:
    found = Comparison()
    for seed in range(first, first + BLOCK):
        drawn, as_of = ledger(seed)
        compare(drawn, as_of, found, f"seed {seed} ")
    assert not found.differences
    assert found.compared["open"] > BLOCK


def test_a_difference_is_found() -> None:
    """The comparison itself: another day gives other figures."""
    drawn, as_of = ledger(2)
    found = Comparison()
    compare(drawn, as_of, found)
    assert not found.differences
    compare(drawn, as_of, found, program_on=date(2025, 6, 30))
    assert any(" open:" in each for each in found.differences)

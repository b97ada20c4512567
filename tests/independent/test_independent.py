"""The program's figures are those that docs/ describes, computed a second time.

Written from docs/ alone, without the program's code, so that a mistake in one is not repeated in
the other. `python -m tests.independent.run --ledgers 10000 --seed 1 --jobs 2` compares more.
"""

from __future__ import annotations

from datetime import date

import pytest

from .comparing import Comparison, compare
from .generated import ledger

SEEDS = range(1, 41)
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
    """The comparison itself: the program is asked about a day on which the second is not issued.

    clients: [{id: a, name: A, invoices: [
      {number: 1, issued: 2026-01-05, amount: 1000}, {number: 2, issued: 2026-05-05, amount: 500}]}]
    """
    invoices = [
        {"number": "1", "issued": date(2026, 1, 5), "amount": 1000},
        {"number": "2", "issued": date(2026, 5, 5), "amount": 500},
    ]
    written = {
        "version": 1,
        "business": {"name": "Studio", "currency": "EUR", "target_rate": 90},
        "clients": [{"id": "a", "name": "A", "invoices": invoices}],
    }
    found = Comparison()
    compare(written, date(2026, 6, 30), found)
    assert not found.differences
    compare(written, date(2026, 6, 30), found, program_on=date(2026, 4, 30))
    assert "a open: computed 1500.00, program 1000.00" in found.differences

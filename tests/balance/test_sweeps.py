"""Each measure, from fine to bad with all else good, passes keep, watch and renegotiate."""

from itertools import groupby
from pathlib import Path

import pytest

from balance.sweeps import SWEEPS, Sweep, row, verdicts

PAGE = Path(__file__).resolve().parents[2] / "docs" / "balance.md"
EACH = [pytest.param(sweep, id=sweep.name) for sweep in SWEEPS]


@pytest.mark.parametrize("sweep", EACH)
def test_a_measure_passes_the_three_verdicts_in_order(sweep: Sweep) -> None:
    passed = [action for action, _ in groupby(action for _, action in verdicts(sweep))]
    assert passed == ["keep", "watch", "renegotiate"]


@pytest.mark.parametrize("sweep", EACH)
def test_where_each_verdict_begins_is_written_down(sweep: Sweep) -> None:
    assert row(sweep) in PAGE.read_text("utf-8")

"""Which columns of a table a terminal shows, and how many rows are folded."""

import pytest

from clienthealth.report.text.blocks import Column, grid
from clienthealth.report.text.grids import grid_lines
from clienthealth.report.text.wording import few

COLUMNS = (
    Column("client"),
    Column("kind", wide_only=True),
    Column("when", least=6),
    Column("worth", right=True, wide_only=True),
)
ROWS = [["acme", "grinder", "talk on Monday", "28.81"]]


def head(width: int, rows: list[list[str]]) -> list[str]:
    first = next(iter(grid_lines(grid(COLUMNS, rows), width)))
    return "".join(cell.text for cell in first).split()


@pytest.mark.parametrize(
    ("width", "shown"),
    [
        (30, ["client", "when"]),
        (31, ["client", "kind", "when"]),
        (37, ["client", "kind", "when"]),
        (38, ["client", "kind", "when", "worth"]),
        (150, ["client", "kind", "when", "worth"]),
    ],
)
def test_a_column_is_shown_where_it_fits_beside_the_others(width: int, shown: list[str]) -> None:
    assert head(width, ROWS) == shown


def test_no_cell_wraps_for_a_column_that_is_not_needed() -> None:
    long = [["acme", "grinder", "talk on Monday, and look again in a month", "28.81"]]
    assert head(60, long) == ["client", "kind", "when"]
    assert head(50, long) == ["client", "when"]


@pytest.mark.parametrize(("count", "shown"), [(7, 7), (8, 8), (9, 9), (10, 8), (20, 8)])
def test_a_single_row_is_never_folded(count: int, shown: int) -> None:
    assert len(few(range(count), 8)) == shown

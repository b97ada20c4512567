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


NAMES = (
    Column("client"),
    Column("name", from_width=60, least=8),
    Column("why", least=10, room=30),
    Column("flags", from_width=60, least=8),
)


@pytest.mark.parametrize(
    ("width", "why", "shown"),
    [
        (59, "short", ["client", "why"]),
        (60, "short", ["client", "name", "why", "flags"]),
        (60, "a reason of some thirty cells", ["client", "why", "flags"]),
        (60, "a reason " * 20, ["client", "why", "flags"]),
        (100, "a reason " * 20, ["client", "name", "why", "flags"]),
    ],
)
def test_a_sentence_keeps_its_room_before_names_and_names_go_first(
    width: int, why: str, shown: list[str]
) -> None:
    rows = [["acme", "Acme Corporation", why, "late-payment"]]
    first = next(iter(grid_lines(grid(NAMES, rows), width)))
    assert "".join(cell.text for cell in first).split() == shown


@pytest.mark.parametrize(("count", "shown"), [(7, 7), (8, 8), (9, 9), (10, 8), (20, 8)])
def test_a_single_row_is_never_folded(count: int, shown: int) -> None:
    assert len(few(range(count), 8)) == shown

"""A table of headers and rows of cells; every format of an export is read as one."""

from collections.abc import Iterator
from typing import NamedTuple


class TableRow(NamedTuple):
    """The cells of one row, and the line of the file where it begins, from 1."""

    line: int
    cells: list[str]


class Table(NamedTuple):
    """The headers of an export and its rows, which are read one by one."""

    headers: list[str]
    rows: Iterator[TableRow]


class TableError(Exception):
    """A file that is not a table of its format, by line; the message says what to do."""

    def __init__(self, line: int, message: str) -> None:
        super().__init__(message)
        self.line = line

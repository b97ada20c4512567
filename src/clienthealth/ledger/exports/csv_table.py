"""CSV files as tables."""

import csv
import io
import re
from collections.abc import Iterator

from clienthealth.ledger.exports.table import Table, TableError, TableRow
from clienthealth.ledger.lines import line_end

LONGEST_CELL = 1_000_000
"""In characters."""
MOST_COLUMNS = 1_000

EMPTY_FILE = "the file is empty; export it again"
"""What to say about a file without a single character that shows."""

_HINT = re.compile(r'"?sep=(.)"?[ \t]*(?=[\r\n]|\Z)', re.IGNORECASE)

csv.field_size_limit(LONGEST_CELL)


def csv_table(text: str, delimiter: str, header_line: int = 1) -> Table:
    """The table of a CSV file.

    Args:
        text: The content of the file.
        delimiter: What separates its columns.
        header_line: The line of its headers, from 1; lines above it are left out. A first line
            with a hint to the delimiter is none of headers.

    Raises:
        TableError: it is not valid CSV; also raised while the rows are read.
    """
    counted = _CountedLines(text, _line_of_headers(text, header_line))
    stream = csv.reader(counted, delimiter=delimiter, strict=True)
    try:
        headers = [header.strip() for header in next(stream, [])]
    except csv.Error as error:
        raise _no_csv(error, counted) from None
    if len(headers) > MOST_COLUMNS:
        text = f"{len(headers):,} columns, but at most {MOST_COLUMNS:,} are read"
        raise TableError(header_line, f"{text}; export fewer columns")
    return Table(headers, _rows(stream, counted))


def delimiter_of(text: str, header_line: int = 1) -> str:
    """The most likely delimiter of a file: what its first line says, or what its headers have."""
    if hint := delimiter_hint(text):
        return hint
    lines = text.split("\n", header_line)
    header = lines[header_line - 1] if len(lines) >= header_line else ""
    return max((",", ";", "\t", "|"), key=header.count)


def delimiter_hint(text: str) -> str | None:
    """The delimiter in a first line such as `sep=;`, which Excel reads; None without one."""
    found = _HINT.match(text)
    return found[1] if found else None


def _line_of_headers(text: str, header_line: int) -> int:
    return 2 if header_line == 1 and delimiter_hint(text) else header_line


def _rows(stream: Iterator[list[str]], counted: "_CountedLines") -> Iterator[TableRow]:
    start = counted.next_line
    try:
        for cells in stream:
            yield TableRow(start, cells)
            start = counted.next_line
    except csv.Error as error:
        raise _no_csv(error, counted) from None


def _no_csv(error: csv.Error, counted: "_CountedLines") -> TableError:
    if "field limit" in str(error):
        text = f"a cell is longer than {LONGEST_CELL:,} characters"
        return TableError(counted.last_line, f"{text}; is a quotation mark missing?")
    text = f"not valid CSV: {error}; check the delimiter and quotation marks"
    return TableError(counted.last_line, text)


class _CountedLines:
    r"""The lines of a text for the reader of CSV, which also takes `\r` alone for an end.

    They are counted as in all files of a ledger.
    """

    def __init__(self, text: str, first: int) -> None:
        self._lines = io.StringIO(text, newline="")
        self._end = line_end(text)
        self.last_line = self.next_line = 1
        while self.next_line < first and next(self, None) is not None:
            pass

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        line = next(self._lines)
        self.last_line = self.next_line
        self.next_line += line.endswith(self._end)
        return line

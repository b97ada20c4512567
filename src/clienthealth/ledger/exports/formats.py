"""The forms of files that are read as tables."""

from collections.abc import Callable
from typing import NamedTuple

from clienthealth.ledger.exports.csv_table import csv_table, delimiter_of
from clienthealth.ledger.exports.table import Table

CSV = "csv"


class Source(NamedTuple):
    """A file to be read, as text."""

    text: str
    delimiter: str | None
    """What separates its columns; None: what its line of headers seems to be separated by."""


Reader = Callable[[Source, int], Table]


def _csv(source: Source, header_line: int) -> Table:
    delimiter = source.delimiter or delimiter_of(source.text, header_line)
    return csv_table(source.text, delimiter, header_line)


READERS: dict[str, Reader] = {CSV: _csv}
"""By the word that a preset says after `reads`."""

"""The forms of files that are read as tables."""

from collections.abc import Callable
from typing import NamedTuple
from zoneinfo import ZoneInfo

from clienthealth.ledger.exports.csv_table import csv_table, delimiter_of
from clienthealth.ledger.exports.names import Names
from clienthealth.ledger.exports.opened import Say
from clienthealth.ledger.exports.table import Table

CSV = "csv"


class Source(NamedTuple):
    """A file to be read, and what a form may have to know of the ledger around it."""

    text: str
    delimiter: str | None
    """What separates its columns; None: what its line of headers seems to be separated by."""
    header_line: int
    names: Names
    zone: ZoneInfo | None
    """The time zone of the business."""
    report: Say
    """Called for problems of single entries that make no row."""


def _csv(source: Source) -> Table:
    delimiter = source.delimiter or delimiter_of(source.text, source.header_line)
    return csv_table(source.text, delimiter, source.header_line)


READERS: dict[str, Callable[[Source], Table]] = {CSV: _csv}
"""By the word that a preset says after `reads`."""

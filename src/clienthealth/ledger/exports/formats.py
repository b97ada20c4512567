"""The file formats that are read as tables."""

import re
from collections.abc import Callable
from typing import NamedTuple
from zoneinfo import ZoneInfo

from clienthealth.ledger.exports.csv_table import csv_table, delimiter_of
from clienthealth.ledger.exports.names import Names
from clienthealth.ledger.exports.opened import Say
from clienthealth.ledger.exports.setting import Setting
from clienthealth.ledger.exports.table import Table
from clienthealth.ledger.exports.timeclock import timeclock_table
from clienthealth.ledger.exports.timewarrior import timewarrior_table

CSV = "csv"

_STARTS = (
    ("mbox", re.compile(rb"From [^\n]*\n[!-9;-~]+:")),
    ("ics", re.compile(rb"BEGIN:VCALENDAR", re.IGNORECASE)),
    ("timeclock", re.compile(rb"(?:[;#*][^\n]*\n|\s)*i \d{4}[-/.]\d\d?[-/.]\d\d? \d\d?:\d\d")),
    ("timewarrior", re.compile(rb'\[\s*\{[^{}]{0,200}"start"\s*:\s*"\d{8}T\d{6}Z"')),
    ("hledger", re.compile(rb'\[\s*\{\s*"tcode"\s*:')),
)
"""How files begin that are not tables, each with the name of its preset."""


def known_by_start(start: bytes) -> str | None:
    """The preset of a file with this beginning; None where the beginning does not say."""
    bare = start.removeprefix(b"\xef\xbb\xbf")
    return next((name for name, begins in _STARTS if begins.match(bare)), None)


class Source(NamedTuple):
    """A file to be read, and what a format may need to know about the ledger."""

    text: str
    delimiter: str | None
    """What separates its columns; None: what its line of headers seems to use."""
    header_line: int
    names: Names
    zone: ZoneInfo | None
    """The time zone of the business."""
    report: Say
    """Called for problems of entries that make no row."""


def _csv(source: Source) -> Table:
    delimiter = source.delimiter or delimiter_of(source.text, source.header_line)
    return csv_table(source.text, delimiter, source.header_line)


def _timewarrior(source: Source) -> Table:
    return timewarrior_table(source.text, Setting(source.names, source.zone), source.report)


def _timeclock(source: Source) -> Table:
    return timeclock_table(source.text, Setting(source.names, source.zone), source.report)


READERS: dict[str, Callable[[Source], Table]] = {
    CSV: _csv,
    "timewarrior": _timewarrior,
    "timeclock": _timeclock,
}
"""By the preset's word after `reads`."""

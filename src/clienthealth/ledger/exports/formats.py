"""The forms of files that are read as tables."""

import re
from collections.abc import Callable
from typing import NamedTuple

from clienthealth.ledger.exports.csv_table import csv_table, delimiter_of
from clienthealth.ledger.exports.setting import Report, Setting
from clienthealth.ledger.exports.table import Table
from clienthealth.ledger.exports.timeclock import timeclock_table
from clienthealth.ledger.exports.timewarrior import timewarrior_table

CSV = "csv"

_STARTS = (
    ("mbox", re.compile(rb"From [^\n]*\n[!-9;-~]+:")),
    ("ics", re.compile(rb"BEGIN:VCALENDAR", re.IGNORECASE)),
    ("timeclock", re.compile(rb"(?:[;#*][^\n]*\n|\s)*i \d{4}[-/.]\d\d?[-/.]\d\d? \d\d?:\d\d")),
    ("timewarrior", re.compile(rb'\[\s*\{[^{}]{0,200}"start"\s*:\s*"\d{8}T\d{6}Z"')),
)
"""How files begin that are no tables, each with the name of its preset."""


def known_by_start(start: bytes) -> str | None:
    """The name of the preset of a file that begins so; None where that says nothing."""
    bare = start.removeprefix(b"\xef\xbb\xbf")
    return next((name for name, begins in _STARTS if begins.match(bare)), None)


class Source(NamedTuple):
    """A file to be read, as text."""

    text: str
    delimiter: str | None
    """What separates its columns; None: what its line of headers seems to be separated by."""
    setting: Setting
    report: Report


Reader = Callable[[Source, int], Table]


def _csv(source: Source, header_line: int) -> Table:
    delimiter = source.delimiter or delimiter_of(source.text, header_line)
    return csv_table(source.text, delimiter, header_line)


def _timewarrior(source: Source, _: int) -> Table:
    return timewarrior_table(source.text, source.setting, source.report)


def _timeclock(source: Source, _: int) -> Table:
    return timeclock_table(source.text, source.setting, source.report)


READERS: dict[str, Reader] = {CSV: _csv, "timewarrior": _timewarrior, "timeclock": _timeclock}
"""By the word that a preset says after `reads`."""

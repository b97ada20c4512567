"""Mailbox files: where each message begins, and its headers alone.

The text of a message is passed over. Only one thing is looked for in it: whether a part of it is
an invitation or an answer that a calendar wrote.
"""

import re
from collections.abc import Iterator
from mmap import mmap
from typing import NamedTuple

from clienthealth.ledger.exports.table import TableError

LONGEST_HEAD = 256 * 1024
"""In bytes: what follows in the headers of a message is not read."""

_FIRST = re.compile(rb"From [^\n]*\n")
_FROM_LINE = re.compile(rb"From [^\n]{0,500}\d\d:\d\d[^\n]{0,100}\n(?=[!-9;-~]{1,100}:)")
_HEADER = re.compile(rb"[!-9;-~]{1,100}:")
_CALENDAR = b"text/calendar"
_CONTENT_TYPE = re.compile(
    rb"content-type:[ \t]*text/calendar[^\n]{0,500}(?:\n[ \t][^\n]{0,500}){0,5}", re.IGNORECASE
)


class Head(NamedTuple):
    """The headers of one message, and the line of the file on which the message begins."""

    line: int
    headers: bytes
    by_calendar: bool
    """Whether a part of it is an invitation or an answer that a calendar wrote."""


def heads(data: bytes | mmap) -> Iterator[Head]:
    """The messages of an mbox file, or the one of a file that holds a single message.

    Raises:
        TableError: the file holds no mail.
    """
    first = _FIRST.match(data)
    if first is None and len(data) and not _HEADER.match(data):
        text = "is no mailbox; export the mail as mbox, or name a Maildir folder"
        raise TableError(1, text)
    line, counted = 1, 0
    begin, start = 0, first.end() if first else 0
    while start < len(data):
        following, next_start = _next(data, start)
        line, counted = line + _breaks(data, counted, begin), begin
        yield _head(data, line, start, following)
        begin, start = following, next_start


def _next(data: bytes | mmap, start: int) -> tuple[int, int]:
    """Where the next message begins, and where its headers do."""
    place = data.find(b"\nFrom ", start)
    while place >= 0:
        found = _FROM_LINE.match(data, place + 1)
        if found:
            return place + 1, found.end()
        place = data.find(b"\nFrom ", place + 1)
    return len(data), len(data)


def _head(data: bytes | mmap, line: int, start: int, end: int) -> Head:
    limit = min(end, start + LONGEST_HEAD)
    if data[start : start + 1] in {b"\n", b"\r"}:
        return Head(line, b"", by_calendar=False)
    ends = (data.find(blank, start, limit) for blank in (b"\n\n", b"\n\r\n"))
    stop = min((place for place in ends if place >= 0), default=limit)
    return Head(line, data[start:stop], _is_by_calendar(data, start, end))


def _is_by_calendar(data: bytes | mmap, start: int, end: int) -> bool:
    place = data.find(_CALENDAR, start, end)
    while place >= 0:
        begin = max(data.rfind(b"\n", start, place) + 1, start)
        found = _CONTENT_TYPE.match(data, begin, end) if place - begin < 100 else None
        if found and b"method=" in found[0].lower():
            return True
        place = data.find(_CALENDAR, place + 1, end)
    return False


def _breaks(data: bytes | mmap, start: int, end: int) -> int:
    step = 1 << 20
    return sum(data[at : min(at + step, end)].count(b"\n") for at in range(start, end, step))

"""Mailbox files: where each message begins, and its headers alone.

The text of a message is skipped. It is only searched for a part that is an invitation or an
answer from a calendar.
"""

import re
from collections.abc import Iterator
from functools import partial
from typing import BinaryIO, NamedTuple

from clienthealth.ledger.exports.table import TableError

LONGEST_HEAD = 256 * 1024
"""In bytes; the rest of a message's headers is not read."""
_LONGEST_LINE = 64 * 1024

_FROM_LINE = re.compile(rb"From (?:-?[ \t]*[\r\n]|.{0,500}\d\d:\d\d.{0,100}[\r\n])", re.DOTALL)
"""It says when the message arrived; some versions of Thunderbird leave the rest empty."""
_HEADER = re.compile(rb"[!-9;-~]{1,100}:")


_SIGNS = b"FCc"
"""Other lines of a text are ignored."""


class Head(NamedTuple):
    """The headers of one message, and the line of the file where it begins."""

    line: int
    headers: bytes
    by_calendar: bool
    """Whether a part of it is an invitation or an answer from a calendar."""


def heads(stream: BinaryIO) -> Iterator[Head]:
    """The messages of an mbox file, or the one of a file that holds a single message.

    It is read line by line, and only the headers of one message are kept.

    Raises:
        TableError: the file has no mail in it.
    """
    reader = _Reader()
    number, at_start = 1, True
    for raw in iter(partial(stream.readline, _LONGEST_LINE), b""):
        if at_start and (raw[0] in _SIGNS or not reader.passes_over):
            yield from reader.line(number, raw)
        at_start = raw.endswith(b"\n")
        number += at_start
    if (last := reader.message()) is not None:
        yield last


class _Reader:
    """The message that is being read."""

    def __init__(self) -> None:
        self.passes_over = False
        """Whether a text is being read, most of whose lines are ignored."""
        self._line = 0
        """Where it begins; 0 before the first."""
        self._head: list[bytes] = []
        self._size = 0
        self._in_head = False
        self._by_calendar = False
        self._part = b""
        """The header of a part of it that may go on in the next line."""
        self._after_from = 0
        """The line before, where it seems to separate two messages."""

    def message(self) -> Head | None:
        """The message so far."""
        self._end_part()
        if not self._line:
            return None
        return Head(self._line, b"".join(self._head), self._by_calendar)

    def line(self, number: int, raw: bytes) -> Iterator[Head]:
        """Take in a line; gives the previous message where a new one begins."""
        if self._after_from:
            begins, self._after_from = self._after_from, 0
            if begins == 1 or _HEADER.match(raw):
                if (earlier := self.message()) is not None:
                    yield earlier
                self._begin(begins)
        elif not self._line and number == 1 and not raw.startswith(b"From "):
            if not _HEADER.match(raw):
                text = "is not a mailbox; export the mail as mbox, or name a Maildir folder"
                raise TableError(1, text)
            self._begin(1)
        if raw.startswith(b"From ") and (number == 1 or _FROM_LINE.match(raw)):
            self._after_from = number
        elif self._in_head:
            self._take(raw)
        elif self._part or raw[:1] in b"Cc":
            self._look_at(raw)
        self.passes_over = not (self._in_head or self._after_from or self._part)

    def _begin(self, number: int) -> None:
        self._line, self._head, self._size = number, [], 0
        self._in_head, self._by_calendar = True, False

    def _take(self, raw: bytes) -> None:
        if raw in {b"\n", b"\r\n"}:
            self._in_head = False
        elif self._size < LONGEST_HEAD:
            self._head.append(raw)
            self._size += len(raw)

    def _look_at(self, raw: bytes) -> None:
        if self._part and raw[:1] in b" \t" and len(self._part) < 2000:
            self._part += raw
            return
        self._end_part()
        start = raw[:100].lower()
        if start.startswith(b"content-type:") and b"text/calendar" in start:
            self._part = raw

    def _end_part(self) -> None:
        self._by_calendar |= b"method=" in self._part.lower()
        self._part = b""

"""The text of a ledger cut at its clients, so that several processes can each read a part.

Only the usual layout is cut: `clients:` at the left margin with its items below it, each beginning
with a dash. Whether a line of the text is what it looks like is not known before it is read: it may
lie within quotation marks. So each piece is a whole text that is read by itself. A piece that ends
within quotation marks or brackets cannot be read; where all of them can, every cut was right.
"""

import re
from bisect import bisect_left
from collections.abc import Container
from itertools import pairwise
from typing import NamedTuple

_CLIENTS = re.compile(rb"(?m)^(?P<quote>[\"']?)clients(?P=quote):[ \t]*(?:[ \t]#[^\n]*)?\r?\n")
_FIRST_ITEM = re.compile(rb"(?:[ \t]*(?:#[^\n]*)?\r?\n)*( *)-(?=[ \t\r\n])")
# Both begin with the end of the line before, which is found far sooner than a beginning.
_ITEM = rb"\n {%d}-(?=[ \t\r\n])"
_END = rb"(?m)\n(?! {%d}(?: |-[ \t\r\n])|[ \t]*(?:#|\r?$))[^\n]"
_MORE_BREAKS = (b"\xc2\x85", b"\xe2\x80\xa8", b"\xe2\x80\xa9")
"""What ends a line for YAML and for nobody besides: U+0085, U+2028 and U+2029."""


class Pieces(NamedTuple):
    """A ledger in pieces. Everything is on the line that it has in the ledger."""

    head: bytes
    """The ledger up to `clients:`, with nothing below that."""
    frame: bytes
    """The ledger without its clients: what is before and after them."""
    parts: tuple[bytes, ...]
    """Its clients, under a `clients:` of their own."""


def cut(data: bytes, parts: int) -> Pieces | None:
    """A ledger in this many parts of about the same size, or in fewer where it has few clients.

    None where the layout is another, or there are no two parts.
    """
    clients = _CLIENTS.search(data)
    first = _FIRST_ITEM.match(data, clients.end()) if clients else None
    if clients is None or first is None or _has_other_breaks(data):
        return None
    indent, start = len(first[1]), clients.end()
    after = re.compile(_END % indent).search(data, start - 1)
    end = after.start() + 1 if after else len(data)
    if data[end : end + 1] in {b" ", b"\t"}:  # below `clients:` alone, it could be its value
        return None
    cuts = _cuts(data, re.compile(_ITEM % indent), (first.start(1), end), parts)
    if not cuts:
        return None
    bounds = [start, *cuts, end]
    head = data[:start]
    line = head.count(b"\n") - 1  # the part's own `clients:` takes the last line of the head
    pieces: list[bytes] = []
    for begin, stop in pairwise(bounds):
        part = data[begin:stop]
        pieces.append(b"\n" * line + b"clients:\n" + part)
        line += part.count(b"\n")
    frame = head + b"\n" * data.count(b"\n", start, end) + data[end:]
    return Pieces(head, frame, tuple(pieces))


def with_some(part: bytes, wanted: Container[int], count: int) -> bytes | None:
    """A part with some of its clients, each on the lines that they have in the part.

    Args:
        part: The part.
        wanted: The places of these clients among those of the part.
        count: How many clients the part has.

    Returns:
        The text; None where it does not show where each client begins.
    """
    head = _CLIENTS.search(part)
    first = _FIRST_ITEM.match(part, head.end()) if head else None
    if head is None or first is None:
        return None
    item = re.compile(_ITEM % len(first[1]))
    begins = [found.start() + 1 for found in item.finditer(part, first.start(1) - 1)]
    if len(begins) != count:  # one lies within quotation marks
        return None
    pieces = [part[: begins[0]]]
    for place, (begin, end) in enumerate(pairwise([*begins, len(part)])):
        left_out = b"\n" * part.count(b"\n", begin, end)
        pieces.append(part[begin:end] if place in wanted else left_out)
    return b"".join(pieces)


def _has_other_breaks(data: bytes) -> bool:
    lone = b"\r" in data and data.count(b"\r") != data.count(b"\r\n")
    return lone or any(each in data for each in _MORE_BREAKS)


def _cuts(data: bytes, item: re.Pattern[bytes], within: tuple[int, int], parts: int) -> list[int]:
    """Where the parts after the first begin: at the clients nearest to even shares of the text."""
    begin, end = within
    items = [found.start() + 1 for found in item.finditer(data, begin, end)]
    chosen: list[int] = []
    for number in range(1, parts):
        at = bisect_left(items, begin + (end - begin) * number // parts)
        near = [place for place in items[max(0, at - 1) : at + 1] if place not in chosen]
        aim = begin + (end - begin) * number // parts
        if near:
            chosen.append(min(near, key=lambda place: abs(place - aim)))
    return sorted(chosen)

r"""Entries in braces on lines of their own, taken out of a text before YAML's parser sees it.

Long lists have their entries like that: `- {date: 2026-01-05, hours: 3.5}`. A parser makes some
twenty objects of each. Here one pattern takes the values out of a line, and what is left, its
form, is looked into once for all lines that have it. In the text `- {}` stands in for such lines,
with as many line breaks, so that everything around them keeps its place. That an entry means what
YAML says is certain where these hold:

- The line is a dash and braces with keys in small letters, each once. A value is plain text without
  signs of YAML, or quoted text without escapes, or a list of such braces with such values.
- The parser finds the stand-in as an entry of a list: it is not inside of a text or a bracket.

Other lines are left to the parser, and after another problem the text is read again as it is.
"""

import re
from bisect import bisect_left
from functools import lru_cache
from itertools import takewhile
from typing import Any, NamedTuple

from clienthealth.ledger.fields import MARK
from clienthealth.ledger.lines import yaml_counts_more

_REFUSED = r"\x00-\x1f\x7f-\x9f"
_SIGNS = rf"""{_REFUSED}"#&'*,:;<=>?\[-^`{{-~"""
"""What plain text here is without: signs that may mean something in YAML."""
_PLAIN = rf"[-+]?[^{_SIGNS} -/@\xa0][^{_SIGNS}]*(?::[0-9A-Za-z][^{_SIGNS}]*)*(?<! )"
_QUOTED = rf""""[^{_REFUSED}"\\]*"|'[^{_REFUSED}']*'"""
_VALUE = re.compile(rf": ({_PLAIN}|{_QUOTED})(?= ?[,}}\]])")
_NULLS = {"null", "Null", "NULL"}

_DASH = re.compile(r"^ *- \{", re.MULTILINE)
_KEY = "[a-z_]+"
_VALUES = rf"\{{ ?{_KEY}\0(?:, {_KEY}\0)* ?\}}"
_ONE = rf"{_KEY}(?:\0|: \[{_VALUES}(?:, {_VALUES})*\])"
_ENTRY = re.compile(rf" *- \{{ ?{_ONE}(?:, {_ONE})* ?\}}")
"""The form of a line; a NUL is a value, with the colon before it."""
_ITEM = re.compile(rf"(?P<key>{_KEY})(?:\0|: (?P<list>\[[^\]]*\]))")
_BRACES = re.compile(r"\{[^}]*\}")

_AT_ONCE = 200
"""Lines for one stand-in: only so many have to be in memory."""


class _Mapping(NamedTuple):
    """A mapping in a list of an entry."""

    keys: tuple[str, ...]
    """That of the mark, and those of its values."""
    first: int
    last: int
    """Its values among those of the line, from `first` to before `last`."""
    column: int
    """Where it begins, counted from 1, if the values before it had no length."""


class Form(NamedTuple):
    """What is the same in lines that only differ in their values."""

    head: tuple[str, ...]
    """The keys of the first values, after that of the mark."""
    rest: tuple[tuple[str, int | list[_Mapping]], ...]
    """The keys from the first list on, with the number of their value in the line."""
    column: int
    """Where the mapping begins, counted from 1."""
    nodes: int
    """How many values YAML counts in it."""
    quoted: bool

    def mapping(self, written: list[str], line: int) -> dict[str, Any]:
        """What the reader of YAML makes of the entry.

        Args:
            written: The values, as they are in the line.
            line: The mark of the line's beginning.
        """
        values = [*map(_unquoted, written)] if self.quoted else written
        head = zip(self.head, [line + self.column, *values])  # noqa: B905  # named, it takes longer
        result: dict[str, Any] = dict(head)
        at, passed = line, 0
        for key, item in self.rest:
            if isinstance(item, int):
                result[key] = values[item]
                continue
            inner = []
            for keys, first, last, column in item:
                at += len("".join(written[passed:first]))
                passed = first
                mark = at + column
                inner.append(dict(zip(keys, [mark, *values[first:last]])))  # noqa: B905  # the same
            result[key] = inner
        return result


Entry = tuple[Form, list[str]]
"""An entry on a line: what the line has in common with others, and its own values."""
ENTRY_DEPTH = 3
"""The levels of an entry: its own, its lists, and the mappings in these."""


def can_have_entry_lines(text: str) -> bool:
    """Whether no character of a text makes it unsure what its lines are to a parser of YAML."""
    return not yaml_counts_more(text) and not any(map(text.__contains__, "\ufeff\ufffe\uffff"))


class EntryLines:
    """A text without its entries in lines, as a stream for a parser.

    `found` has for the line of each stand-in, counted from 0 as the parser does, the entries that
    it stands for. Who takes them removes them; the parser is never far ahead.
    """

    def __init__(self, text: str) -> None:
        self._text = text
        self._at = 0
        self._line = 0
        self.found: dict[int, list[Entry]] = {}

    def read(self, _: int = 0) -> str:
        """The text up to the end of the next stand-in; nothing at its end."""
        begin = at = self._at
        while dash := _DASH.search(self._text, at):
            entries, end = self._entries(dash.start())
            if entries:
                return self._standing_in(begin, dash, entries, end)
            at = dash.end()
        self._at = len(self._text)
        return self._text[begin:]

    def _entries(self, at: int) -> tuple[list[Entry], int]:
        """The entries that begin at an offset, with the same indentation, and where they end."""
        text = self._text
        entries: list[Entry] = []
        column = None
        while len(entries) < _AT_ONCE:
            end = text.find("\n", at)
            if end < 0:  # a stand-in ends with a line break
                break
            line = text[at:end].removesuffix("\r")
            parts = _VALUE.split(line)
            values = parts[1::2]
            form = _form(tuple(parts[::2]), '"' in line or "'" in line)
            if form is None or not _NULLS.isdisjoint(values):
                break
            if column is not None and form.column != column:
                break
            column = form.column
            entries.append((form, values))
            at = end + 1
        return entries, at

    def _standing_in(self, begin: int, dash: re.Match[str], entries: list[Entry], end: int) -> str:
        before = self._text[begin : dash.start()]
        line = self._line + before.count("\n")
        self.found[line] = entries
        self._line = line + len(entries)
        self._at = end
        return f"{before}{dash[0]}}}" + "\n" * len(entries)


def _unquoted(text: str) -> str:
    return text[1:-1] if text[0] in "\"'" else text


@lru_cache(maxsize=256)  # few in a ledger, and those again and again
def _form(between: tuple[str, ...], quoted: bool) -> Form | None:  # noqa: FBT001  # for the cache
    """The form of a line, by the text between its values; None where YAML has to be asked."""
    line = "\0".join(between)
    if line.count("\0") != len(between) - 1 or not _ENTRY.fullmatch(line):
        return None
    items: dict[str, int | list[_Mapping]] = {}
    values = [value.start() for value in re.finditer("\0", line)]
    found = [*_ITEM.finditer(line)]
    for item in found:
        braces = _BRACES.finditer(line, *item.span("list")) if item["list"] else ()
        inner = [_inner(line, values, *each.span()) for each in braces]
        items[item["key"]] = inner or bisect_left(values, item.start())
    inner = [each for item in items.values() if isinstance(item, list) for each in item]
    if len(items) < len(found) or any(len(set(each.keys)) < len(each.keys) for each in inner):
        return None  # a key is there twice, which the reader tells
    head = [*takewhile(lambda key: isinstance(items[key], int), items)]
    rest = [*items.items()][len(head) :]
    nodes = len(between) + len(inner) + sum(isinstance(item, list) for item in items.values())
    return Form((MARK, *head), tuple(rest), line.index("{") + 1, nodes, quoted)


def _inner(line: str, values: list[int], begin: int, end: int) -> _Mapping:
    first, last = bisect_left(values, begin), bisect_left(values, end)
    keys = re.findall(rf"({_KEY})\0", line[begin:end])
    # For each value before it, a NUL is there in place of a colon and a space.
    return _Mapping((MARK, *keys), first, last, begin + first + 1)

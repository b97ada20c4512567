"""Where a key of a mapping and its value begin, found again in the file when a problem is shown.

The reader notes only where each mapping begins. Looking for a key reads that one mapping
once more, so that a single warning about a large ledger costs next to nothing.
"""

import re
from collections.abc import Iterator
from typing import Any, NamedTuple

import yaml
from yaml.events import (
    AliasEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)

from clienthealth.ledger.sources import Place, Sources, file_number
from clienthealth.ledger.yaml_events import event_parser

_BREAK = re.compile("\r\n|[\r\n\x85\u2028\u2029]")  # what YAML takes for the end of a line
_OPENING = (MappingStartEvent, SequenceStartEvent)
_CLOSING = (MappingEndEvent, SequenceEndEvent)
_NODES = (*_OPENING, ScalarEvent, AliasEvent)
_FLOW = re.compile(r"(?:[&!]\S*\s+)*\{")


class _Text(NamedTuple):
    text: str
    starts: list[int]


class KeyPlaces:
    """The places of keys in the files of one ledger."""

    def __init__(self, sources: Sources) -> None:
        self._sources = sources
        self._yaml: set[int] = set()
        self._texts: dict[int, _Text] = {}
        self.merged: dict[int, list[int]] = {}
        """The mappings that a mapping takes over by `<<`."""
        self.moved: dict[tuple[int, str], int] = {}
        """For a key that came into a mapping from another file: the mapping it came from."""

    def add(self, file: int) -> None:
        """Tell of a YAML file; in others there are no keys to look for."""
        self._yaml.add(file)

    def place(self, mark: int, key: str | None, *, at_key: bool) -> Place | None:
        """The place of a key (or its value) in the mapping at a mark, else of the mapping."""
        found = self._find(mark, key, at_key=at_key) if key is not None else None
        return found or self._sources.place(mark)

    def _find(self, mark: int, key: str, *, at_key: bool) -> Place | None:
        waiting, seen = [self.moved.get((mark, key), mark)], set[int]()
        while waiting:
            mark = waiting.pop()
            if mark in seen:
                continue
            seen.add(mark)
            found = self._own(mark, key, at_key=at_key)
            if found is not None:
                return found
            waiting.extend(reversed(self.merged.get(mark, ())))
        return None

    def _own(self, mark: int, key: str, *, at_key: bool) -> Place | None:
        place, text = self._sources.place(mark), self._text(file_number(mark))
        if place is None or text is None or place.line > len(text.starts):
            return None
        for found, key_at, value_at in _entries(text, place.line, place.column):
            if found == key:
                return Place(place.file, *(key_at if at_key else value_at))
        return None

    def _text(self, file: int) -> _Text | None:
        if file not in self._texts and file in self._yaml:
            text = self._sources.text(file)
            self._texts[file] = _Text(text, [0, *(m.end() for m in _BREAK.finditer(text))])
        return self._texts.get(file)


class _Tail:
    """A text from an offset on, as a stream, so that a parser takes no more than it needs."""

    def __init__(self, text: str, offset: int, indent: int) -> None:
        self._text, self._offset, self._indent = text, offset, indent

    def read(self, size: int) -> str:
        if self._indent:
            indent, self._indent = " " * self._indent, 0
            return indent
        start = self._offset
        self._offset = start + size // 4  # the size asked for is in bytes
        return self._text[start : self._offset]


def _entries(
    text: _Text, line: int, column: int
) -> Iterator[tuple[str, tuple[int, int], tuple[int, int]]]:
    """The keys of the mapping at a place; where each begins, and where its value does."""
    offset = text.starts[line - 1] + column - 1
    # A block mapping is known by its indentation; a flow mapping may begin anywhere, far to
    # the right even, so that its columns are corrected instead.
    flow = _FLOW.match(text.text, offset) is not None
    shift = column - 1 if flow else 0
    events = _events(_Tail(text.text, offset, 0 if flow else column - 1))

    def at(event: Any) -> tuple[int, int]:
        mark = event.start_mark
        return line + mark.line, mark.column + 1 + (shift if mark.line == 0 else 0)

    depth, key = 0, None
    for event in events:
        if isinstance(event, _CLOSING):
            depth -= 1
            if depth == 0:
                return
        elif isinstance(event, _NODES):
            if depth == 1 and key is None:
                key = event
            elif depth == 1:
                if isinstance(key, ScalarEvent):
                    yield key.value, at(key), at(event)
                key = None
            depth += isinstance(event, _OPENING)


def _events(stream: _Tail) -> Iterator[Any]:
    try:
        parser = event_parser()(stream)
        while True:
            yield parser.get_event()
    except yaml.YAMLError:  # past the end of the mapping, whose surroundings are not read
        return

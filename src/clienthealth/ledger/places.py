"""Where the keys and values of a mapping begin, looked up when a problem is shown.

The reader records only where each mapping begins. To find a key, that one mapping is read again,
so a single warning about a large ledger costs next to nothing.
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

from clienthealth.ledger.lines import Lines
from clienthealth.ledger.sources import Place, Sources, file_number
from clienthealth.ledger.yaml_events import event_parser

_OPENING = (MappingStartEvent, SequenceStartEvent)
_CLOSING = (MappingEndEvent, SequenceEndEvent)
_NODES = (*_OPENING, ScalarEvent, AliasEvent)
_FLOW = re.compile(r"(?:[&!]\S*\s+)*\{")
_NO_COLON = re.compile(r"\s*(?:#.*\s*)*[,}]")


class _Text(NamedTuple):
    text: str
    lines: Lines


class _Pair(NamedTuple):
    """A key of a mapping with its value, by their offsets in the text."""

    key: str
    key_start: int
    key_end: int
    value: str | None
    """A plain scalar's text; None for anything else."""
    value_start: int
    is_bare: bool
    """Whether it is a word in braces, without a colon."""


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
        """Register a YAML file; other files have no keys to look for."""
        self._yaml.add(file)

    def place(self, mark: int, key: str | None, *, at_key: bool) -> Place | None:
        """The place of a key (or its value) in the mapping at a mark, or that of the mapping."""
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
        if place is None or text is None:
            return None
        for pair in _pairs(text, place):
            if pair.key == key:
                found = text.lines.place(pair.key_start if at_key else pair.value_start)
                return Place(place.file, *found)
        return None

    def divided(self, mark: int, piece: str) -> "Divided | None":
        """The value that unquoted commas have split, where a key is a piece of it.

        In `{note: a, b}` the key `b` is such a piece. None where the key is not one.
        """
        place, text = self._sources.place(mark), self._text(file_number(mark))
        if place is None or text is None:
            return None
        found: Divided | None = None
        pieces: set[str] = set()
        for pair in _pairs(text, place):
            if not pair.is_bare:
                if piece in pieces:
                    break
                pieces.clear()
                found = None if pair.value is None else Divided(pair.key, pair.value, pair.value)
                start = pair.value_start
            elif found is not None:
                if not pieces:
                    first = Place(place.file, *text.lines.place(pair.key_start))
                    found = found._replace(place=first)
                pieces.add(pair.key)
                found = found._replace(whole=text.text[start : pair.key_end])
        return found if piece in pieces else None

    def _text(self, file: int) -> _Text | None:
        if file not in self._texts and file in self._yaml:
            text = self._sources.text(file)
            self._texts[file] = _Text(text, Lines(text))
        return self._texts.get(file)


class Divided(NamedTuple):
    """A value in braces that commas have split into a value and keys without values."""

    key: str
    value: str
    """What is left of it."""
    whole: str
    """What was written."""
    place: Place | None = None
    """Where the first piece begins that was taken for a key."""


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


def _pairs(text: _Text, place: Place) -> Iterator[_Pair]:
    """The keys and values of the mapping at a place, as they follow each other."""
    offset = text.lines.offset(place.line, place.column)
    if offset is None:
        return
    # A block mapping is recognized by its indentation; a flow mapping may begin anywhere.
    flow = _FLOW.match(text.text, offset) is not None
    indentation = 0 if flow else text.lines.yaml_indentation(offset)
    shift = offset - indentation
    depth, key = 0, None
    for event in _events(_Tail(text.text, offset, indentation)):
        if isinstance(event, _CLOSING):
            depth -= 1
            if depth == 0:
                return
        elif isinstance(event, _NODES):
            if depth == 1 and key is None:
                key = event
            elif depth == 1:
                if isinstance(key, ScalarEvent):
                    yield _pair(text.text, shift, key, event, flow=flow)
                key = None
            depth += isinstance(event, _OPENING)


def _pair(text: str, shift: int, key: Any, value: Any, *, flow: bool) -> _Pair:
    start, end = key.start_mark.index + shift, key.end_mark.index + shift
    plain = isinstance(value, ScalarEvent) and not value.style
    colon = _NO_COLON.match(text, end) is None
    return _Pair(
        key.value,
        start,
        end,
        value.value if plain and value.value else None,
        value.start_mark.index + shift,
        flow and plain and not value.value and not key.style and not colon,
    )


def _events(stream: _Tail) -> Iterator[Any]:
    try:
        parser = event_parser()(stream)
        while True:
            yield parser.get_event()
    except yaml.YAMLError:  # past the end of the mapping, whose surroundings are not read
        return

"""YAML text as plain Python values: scalars stay text, and every mapping has its place.

The events of PyYAML's C parser are read; its pure-Python parser takes over where libyaml is
missing. What YAML allows and a ledger does not need (tags, several documents, aliases that
multiply, endless nesting) is refused with a place.
"""

from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from typing import Any, NamedTuple

import yaml
from yaml.events import (
    AliasEvent,
    DocumentEndEvent,
    DocumentStartEvent,
    Event,
    MappingEndEvent,
    MappingStartEvent,
    NodeEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
    StreamEndEvent,
    StreamStartEvent,
)
from yaml.scanner import ScannerError

from clienthealth.ledger.entry_lines import ENTRY_DEPTH, Entry, EntryLines, can_have_entry_lines
from clienthealth.ledger.fields import EMPTY, MARK, shown
from clienthealth.ledger.lines import Lines, yaml_counts_more
from clienthealth.ledger.sources import COLUMN_BITS, pack
from clienthealth.ledger.yaml_syntax import syntax_problem

MAX_DEPTH = 20
MAX_ALIASED_NODES = 100_000

NULLS = {"", "~", "null", "Null", "NULL"}
LONGEST_NULL = max(map(len, NULLS))


class _PurePythonParser(yaml.reader.Reader, yaml.scanner.Scanner, yaml.parser.Parser):
    """The parser for machines without libyaml."""

    def __init__(self, stream: Any) -> None:
        yaml.reader.Reader.__init__(self, stream)
        yaml.scanner.Scanner.__init__(self)
        yaml.parser.Parser.__init__(self)

    def scan_to_next_token(self) -> None:
        """Pass over blanks; unlike in PyYAML, a tab is one wherever it indents nothing."""
        while True:
            super().scan_to_next_token()
            if self.peek() != "\t" or (not self.flow_level and self.allow_simple_key):
                return
            self.forward()

    def scan_plain_spaces(self, indent: int, start: Any) -> list[str]:
        """The blanks within a text without quotes; unlike in PyYAML, a tab is one."""
        before = ""
        while self.peek() in (" ", "\t"):
            before += self.peek()
            self.forward()
        after = super().scan_plain_spaces(indent, start)
        return after or ([before] if before else [])

    def get_event(self) -> Any:
        """The next event; unlike in PyYAML, escapes must be valid characters."""
        mark: Any
        try:
            event = super().get_event()  # type: ignore[no-untyped-call]  # the stubs leave it so
        except ValueError:
            mark = self.get_mark()
        else:
            if not isinstance(event, ScalarEvent) or _encodable(event.value):
                return event
            mark = event.start_mark
        raise ScannerError("while scanning a quoted scalar", mark, "not a character", mark)


def _encodable(text: str) -> bool:
    return text.isascii() or not any("\ud800" <= char <= "\udfff" for char in text)


def event_parser() -> Callable[[Any], Any]:
    """The fastest parser of a text or a stream that this machine has."""
    try:
        from yaml._yaml import CParser  # noqa: PLC0415  # absent where PyYAML has no libyaml
    except ImportError:
        return _PurePythonParser
    parser: Callable[[Any], Any] = CParser
    return parser


class Shape(NamedTuple):
    """What the reader does with the mappings of a list as soon as each is complete."""

    keys: Mapping[str, "Shape"] = {}
    items: "Shape | None" = None
    finish: Callable[[dict[str, Any]], object | None] | None = None


class Unreadable(Exception):  # noqa: N818  # it ends the reading of one file, and is caught there
    """The text cannot be read past this place."""

    def __init__(self, line: int, column: int, message: str) -> None:
        super().__init__(message)
        self.line, self.column, self.message = line, column, message


class ReadAsItIsError(Exception):
    """The text has to be read without taking lines out of it."""


class _Refused(Exception):  # noqa: N818  # as above; its place is not worked out yet
    def __init__(self, event: Event, message: str) -> None:
        super().__init__(message)
        self.event = event


class _Anchor(NamedTuple):
    value: object
    nodes: int


class YamlReader:
    """Reads one file's text into dicts, lists and strings.

    `report(line, column, message)` is called for each problem that does not end the reading.
    Every dict has its mark under `MARK`. A null value is left out, and its key is listed under
    `EMPTY`.
    `merged` has the marks of the mappings that a mapping took over by `<<`, in order.
    `bare` has the keys in braces that lack even a colon, each with the mark of its mapping: in
    `{note: family, project}` a comma has made a key of a word.
    With `by_lines`, entries on lines of their own are not left to the parser.
    """

    def __init__(
        self,
        text: str,
        file: int,
        report: Callable[[int, int, str], None],
        *,
        by_lines: bool = False,
    ) -> None:
        self._text = text
        self._entry_lines = EntryLines(text) if by_lines and can_have_entry_lines(text) else None
        self.merged: dict[int, list[int]] = {}
        self.bare: list[tuple[int, str]] = []
        self._file = file
        self._beginning = pack(file, 0, 0)
        self._report = report
        self._anchors: dict[str, _Anchor] = {}
        self._open_anchors: set[str] = set()
        self._lines = Lines(text) if yaml_counts_more(text) else None
        """Set where the parser's own lines differ from those that people see."""
        self._text_lines: Lines | None = None
        self._depth = 0
        self._nodes = 0
        self.aliased = 0
        """How many values aliases have repeated."""

    def read(self, shape: Shape) -> object | None:
        """The value of the only document, or None for an empty file.

        Raises:
            Unreadable: the text is not YAML, or goes beyond a limit.
            ReadAsItIsError: it may be so, or lines were taken out of it that are no entries.
        """
        if self._entry_lines is not None:
            return self._by_lines(self._entry_lines, shape)
        try:
            return self._parsed(shape)
        except _Refused as error:
            raise Unreadable(*self._place(error.event), str(error)) from None

    def _by_lines(self, lines: EntryLines, shape: Shape) -> object | None:
        try:
            self._parser = event_parser()(lines)
            value = self._document(shape)
        except (_Refused, yaml.YAMLError):
            raise ReadAsItIsError from None
        if lines.found:
            raise ReadAsItIsError
        return value

    def _parsed(self, shape: Shape) -> object | None:
        try:
            self._parser = event_parser()(self._text)
            return self._document(shape)
        except yaml.YAMLError as error:
            if isinstance(error, ScannerError):
                self._refuse_what_comes_before(error)
            raise Unreadable(*syntax_problem(error, self._text)) from None

    def _refuse_what_comes_before(self, error: ScannerError) -> None:
        # A scanner runs ahead of its events by up to 1,024 characters. It reports what it cannot
        # read before the events show what is refused: above all how deep the text is by then, as
        # libyaml 0.2.6 itself stops at a thousand levels. Cut off before the error, the same text
        # gives all its events.
        marks = (error.context_mark, error.problem_mark)
        before = self._text[: min(mark.index for mark in marks if mark)]
        reader = YamlReader(before, self._file, lambda *_: None)
        reader._parser = event_parser()(before)
        with suppress(yaml.YAMLError):  # the text now ends too early
            reader._document(_NO_SHAPE)

    def _document(self, shape: Shape) -> object | None:
        value = None
        documents = 0
        while True:
            event = self._parser.get_event()
            if isinstance(event, StreamEndEvent):
                return value
            if isinstance(event, DocumentStartEvent):
                documents += 1
                if documents > 1:
                    raise _Refused(event, "a second document begins here; keep one per file")
            elif not isinstance(event, (StreamStartEvent, DocumentEndEvent)):
                value = self._node(event, shape)

    def _node(self, event: Event, shape: Shape) -> Any:
        self._nodes += 1
        if isinstance(event, ScalarEvent):
            value: Any = event.value
            if event.tag is not None:
                self._refuse_tag(event)
            if not event.style and value in NULLS:
                value = None
            if event.anchor is not None:
                self._anchors[event.anchor] = _Anchor(value, 1)
            return value
        if isinstance(event, AliasEvent):
            return self._alias(event)
        return self._collection(event, shape)

    def _collection(self, event: Any, shape: Shape) -> Any:
        if event.tag is not None:
            self._refuse_tag(event)
        self._depth += 1
        if self._depth > MAX_DEPTH:
            raise _Refused(
                event, f"nested more than {MAX_DEPTH} levels deep; a ledger needs about 8"
            )
        before = self._nodes
        anchor = event.anchor
        if anchor is not None:
            self._open_anchors.add(anchor)
        read = self._mapping if isinstance(event, MappingStartEvent) else self._sequence
        value = read(event, shape)
        if anchor is not None:
            self._open_anchors.discard(anchor)
            self._anchors[anchor] = _Anchor(value, self._nodes - before + 1)
        self._depth -= 1
        return value

    def _sequence(self, _: SequenceStartEvent, shape: Shape) -> list[Any]:
        items: list[Any] = []
        inner = shape.items or _NO_SHAPE
        get_event, node, finish = self._parser.get_event, self._node, inner.finish
        mapping, is_deepest = self._mapping, self._depth >= MAX_DEPTH
        found = self._entry_lines.found if self._entry_lines is not None else {}
        while (kind := type(event := get_event())) is not SequenceEndEvent:
            is_plain = kind is MappingStartEvent and event.anchor is None and event.tag is None
            if is_plain and found and event.start_mark.line in found:
                items.extend(self._entries(found.pop(event.start_mark.line), event, inner))
                continue
            if is_plain and not is_deepest:
                self._nodes += 1  # most are like this: read here, without two calls for each
                self._depth += 1
                value: Any = mapping(event, inner)
                self._depth -= 1
            else:
                value = node(event, inner)
            if finish is not None and type(value) is dict:
                value = finish(value)
                if value is None:  # already reported
                    continue
            items.append(value)
        return items

    def _entries(self, found: list[Entry], start: Any, shape: Shape) -> Iterator[Any]:
        """The entries that a stand-in stands for."""
        self._parser.get_event()  # the end of its mapping, which is empty
        if self._depth + ENTRY_DEPTH > MAX_DEPTH:
            raise ReadAsItIsError
        finish = shape.finish
        line = self._beginning + (start.start_mark.line << COLUMN_BITS)
        for form, values in found:
            line += 1 << COLUMN_BITS
            self._nodes += form.nodes
            raw = form.mapping(values, line)
            value = raw if finish is None else finish(raw)
            if value is not None:
                yield value

    def _mapping(self, start: Any, shape: Shape) -> dict[str, Any]:
        mark = start.start_mark
        if self._lines is None:
            place = self._beginning + (mark.line + 1 << COLUMN_BITS) + mark.column + 1
        else:
            place = pack(self._file, *self._lines.place(mark.index))
        result: dict[str, Any] = {MARK: place}
        merged: list[Any] = []
        empty: dict[str, None] = {}
        get_event, keys = self._parser.get_event, shape.keys
        while type(event := get_event()) is not MappingEndEvent:
            plain = type(event) is ScalarEvent and event.anchor is None and event.tag is None
            key = event.value if plain else self._key(event)
            following = get_event()
            if key == "<<" and type(event) is ScalarEvent and not event.style:
                merged.extend(self._merge_sources(following, self._node(following, shape)))
                continue
            is_scalar = type(following) is ScalarEvent
            if is_scalar and following.anchor is None and following.tag is None:
                self._nodes += 1  # most are like this: read here, without a call for each
                value = following.value
                if len(value) <= LONGEST_NULL and value in NULLS and not following.style:
                    value = None
            else:
                value = self._node(following, keys.get(key, _NO_SHAPE))
            if key in result or key in empty or key == EMPTY:
                self._refuse_repeated(event, key)
            elif value is not None:
                result[key] = value
            else:
                empty[key] = None
                self._note_bare(start, event, following, (result[MARK], key))
        if empty:
            result[EMPTY] = [*empty]
        if merged:
            self._merge(result, merged)
        return result

    def _merge(self, result: dict[str, Any], merged: list[Any]) -> None:
        """Take over what `<<` merges, where the mapping itself does not say it."""
        self.merged[result[MARK]] = [source[MARK] for source in merged]
        own = {EMPTY, *result, *result.get(EMPTY, ())}
        for source in merged:
            for key, value in source.items():
                if key not in own:
                    result.setdefault(key, value)

    def _note_bare(self, start: Any, key: Any, value: Any, name: tuple[int, str]) -> None:
        """Keep the name of a key that has neither a value nor a colon."""
        if start.flow_style and ":" not in self._between(key, value):
            self.bare.append(name)

    def _between(self, key: Any, value: Any) -> str:
        marks = (key.end_mark, value.end_mark)
        if self._entry_lines is None:
            return self._text[marks[0].index : marks[1].index]
        if self._text_lines is None:
            self._text_lines = Lines(self._text)
        starts = [self._text_lines.offset(mark.line + 1, mark.column + 1) for mark in marks]
        return self._text[slice(*starts)]

    def _key(self, event: Any) -> str:
        if isinstance(event, ScalarEvent):
            key: str = event.value
            if event.tag is not None:
                self._refuse_tag(event)
            if event.anchor is not None:
                self._anchors[event.anchor] = _Anchor(key, 1)
            return key
        if isinstance(event, AliasEvent):
            value = self._alias(event)
            if isinstance(value, str):
                return value
        raise _Refused(event, "a key must be plain text; write `key: value`")

    def _merge_sources(self, event: Event, value: object) -> list[Any]:
        sources = value if isinstance(value, list) else [value]
        if all(isinstance(source, dict) for source in sources):
            return sources
        self._problem(event, "`<<` merges a mapping; write `<<: *name` with an anchor &name")
        return []

    def _alias(self, event: AliasEvent) -> Any:
        name = str(event.anchor)
        if name in self._open_anchors:
            raise _Refused(
                event, f"the alias *{name} is inside its own anchor; write the value out"
            )
        anchor = self._anchors.get(name)
        if anchor is None:
            raise _Refused(
                event, f"the alias *{name} has no anchor &{name} before it; quote it if it is text"
            )
        self.aliased += anchor.nodes
        self._nodes += anchor.nodes
        if self.aliased > MAX_ALIASED_NODES:
            raise _Refused(
                event, f"aliases repeat more than {MAX_ALIASED_NODES:,} values; write fewer"
            )
        return anchor.value

    def _refuse_repeated(self, event: Event, key: str) -> None:
        if key in (MARK, EMPTY):  # never read, but always `seen`
            self._problem(event, f"unknown key {shown(key)}; remove it")
        else:
            self._problem(event, f"duplicate key {shown(key)}; keep one")

    def _refuse_tag(self, event: NodeEvent) -> None:
        tag = str(event.tag).replace("tag:yaml.org,2002:", "!!")  # type: ignore[attr-defined]  # stubs lack it
        self._problem(event, f"the tag {shown(tag)} is not allowed in a ledger; remove it")

    def _problem(self, event: Event, message: str) -> None:
        self._report(*self._place(event), message)

    def _place(self, event: Any) -> tuple[int, int]:
        mark = event.start_mark
        if self._lines is not None:
            return self._lines.place(mark.index)
        return mark.line + 1, mark.column + 1


_NO_SHAPE = Shape()

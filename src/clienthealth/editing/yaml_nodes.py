"""Where the entries of a ledger are in its text, as offsets."""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from yaml.events import (
    MappingEndEvent,
    MappingStartEvent,
    NodeEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
    StreamEndEvent,
)

from clienthealth.editing.changes import Where
from clienthealth.ledger.yaml_events import event_parser

BREAKS = "\r\n\x85\u2028\u2029"
"""The ends of a line in YAML."""
BREAK = re.compile(f"\r\n|[{BREAKS}]")
_OPENING = (MappingStartEvent, SequenceStartEvent)
_CLOSING: tuple[type[Any], ...] = (MappingEndEvent, SequenceEndEvent)

Wanted = Mapping[str, Any]
"""The keys whose nodes are kept, each with those below it."""


class Node(NamedTuple):
    """A node of the text; `end` is the offset after its last character, without comments."""

    event: Any
    end: int
    children: tuple["Node", ...] = ()
    """Only of nodes on the way to the lists; of a mapping, keys and values in turn."""

    @property
    def start(self) -> int:
        """The offset of its first character."""
        return int(self.event.start_mark.index)

    @property
    def column(self) -> int:
        """The column of its first character, from 0."""
        return int(self.event.start_mark.column)

    @property
    def is_flow(self) -> bool:
        """Whether it is in brackets; PyYAML's own parser may say None for no."""
        return bool(self.event.flow_style)

    @property
    def is_mapping(self) -> bool:
        """Whether it has keys."""
        return isinstance(self.event, MappingStartEvent)

    @property
    def is_list(self) -> bool:
        """Whether it has items."""
        return isinstance(self.event, SequenceStartEvent)

    @property
    def text(self) -> str | None:
        """The text of a scalar; None for any other node."""
        return str(self.event.value) if isinstance(self.event, ScalarEvent) else None

    @property
    def pairs(self) -> Iterator[tuple["Node", "Node"]]:
        """The plain keys of a mapping, each with its value."""
        pairs = zip(self.children[::2], self.children[1::2], strict=True)
        return ((key, value) for key, value in pairs if isinstance(key.event, ScalarEvent))

    def get(self, name: str) -> tuple["Node", "Node"] | None:
        """The key of that name, with its value."""
        return next((pair for pair in self.pairs if pair[0].text == name), None)


class Found(NamedTuple):
    """An entry in the text, and the lists on the way to it, each with its key."""

    node: Node
    lists: tuple[tuple[Node, Node], ...]


def wanted(ways: Iterable[tuple[Where, str]]) -> Wanted:
    """The nodes of a text to keep for changes of lists or keys."""
    kept: dict[str, Any] = {}
    for where, field in ways:
        at = kept
        for key in (*(part.field for part in where), field):
            at = at.setdefault(key, {})
    return kept


def read_nodes(body: str, keys: Wanted) -> Node | None:
    """The only document of a text without a byte order mark; None where there is none."""
    return _Walk(body).root(keys)


def find(root: Node | None, where: Where) -> Found | None:
    """An entry written out in the text; None where it is an alias or comes from `<<`."""
    lists: list[tuple[Node, Node]] = []
    node = root
    for part in where:
        pair = node.get(part.field) if node is not None and node.is_mapping else None
        if pair is None or not pair[1].is_list:
            return None
        lists.append(pair)
        node = next((each for each in pair[1].children if _is(each, part.key, part.value)), None)
    return Found(node, tuple(lists)) if node is not None and node.is_mapping else None


def _is(node: Node, key: str, value: str) -> bool:
    pair = node.get(key) if node.is_mapping else None
    return pair is not None and pair[1].text == value


class _Walk:
    """Reads a text as nodes; children are kept only along the wanted keys."""

    def __init__(self, body: str) -> None:
        self._body = body
        self._next = event_parser()(body).get_event

    def root(self, keys: Wanted) -> Node | None:
        while not isinstance(event := self._next(), NodeEvent):
            if isinstance(event, StreamEndEvent):
                return None
        return self._node(event, keys)

    def _node(self, event: Any, keys: Wanted | None) -> Node:
        if not isinstance(event, _OPENING):
            return Node(event, _content_end(self._body, event))
        if keys is None:
            return Node(event, self._end_of(event))
        children: list[Node] = []
        end, key = 0, None
        while not isinstance(inner := self._next(), _CLOSING):
            child = self._node(inner, _below(keys, event, key))
            end = child.end
            key = child if key is None else None
            children.append(child)
        # A collection in brackets ends with its bracket. Any other ends with its last node, as
        # the parser reports its end only where something else begins.
        return Node(event, inner.end_mark.index if event.flow_style else end, tuple(children))

    def _end_of(self, event: Any) -> int:
        """The end of a collection with nothing wanted in it."""
        opened, last = [event], event
        while opened:
            inner = self._next()
            if isinstance(inner, _OPENING):
                opened.append(inner)
            elif not isinstance(inner, _CLOSING) or opened.pop().flow_style:
                last = inner
        is_content = not isinstance(last, _CLOSING)
        return _content_end(self._body, last) if is_content else int(last.end_mark.index)


def _below(keys: Wanted | None, parent: Any, key: Node | None) -> Wanted | None:
    """The wanted keys that remain for a child; a list passes them on to each item."""
    if not keys:
        return None
    if isinstance(parent, SequenceStartEvent):
        return keys
    return keys.get(key.event.value) if key and isinstance(key.event, ScalarEvent) else None


def _content_end(body: str, event: Any) -> int:
    end = int(event.end_mark.index)
    if event.start_mark.index == end:  # for an empty node, each parser reports another place
        return back(body, end, " \t")
    if not isinstance(event, ScalarEvent) or event.style not in {"|", ">"}:
        return end
    # The parser includes the blank lines after a block of text. They belong to it only with a
    # `+`, and the blank line before the next client must stay there.
    kept = event.value.rstrip("\n")
    if not kept or kept[-1].isspace() or event.value.endswith("\n\n"):
        return end
    line_break = BREAK.match(body, back(body, end, BREAKS + " "))
    return line_break.end() if line_break else end


def back(body: str, end: int, over: str) -> int:
    """The offset before an end after which there are only certain characters."""
    while end > 0 and body[end - 1] in over:
        end -= 1
    return end

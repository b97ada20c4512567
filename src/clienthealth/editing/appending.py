"""Adding an entry to a list of a client in YAML text, where every other character stays.

The text is read once more as events, whose places in it tell where the entry belongs and how
its neighbours are written; then a few characters are inserted. Nothing is dumped anew. What
aliases and merges make of the change is not judged here: whoever writes the text back reads
the whole ledger first.
"""

import re
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

from yaml.events import (
    AliasEvent,
    MappingEndEvent,
    MappingStartEvent,
    NodeEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
    StreamEndEvent,
)
from yaml.nodes import ScalarNode
from yaml.resolver import Resolver

from clienthealth.ledger.yaml_events import NULLS, event_parser

Scalar = str | date | bool | int | Decimal
Item = Mapping[str, Scalar]
"""An entry by its keys in the file, in the order they are to be written."""

_BYTE_ORDER_MARK = "\ufeff"
_BREAKS = "\r\n\x85\u2028\u2029"  # what YAML takes for the end of a line
_BREAK = re.compile(f"\r\n|[{_BREAKS}]")
_USUAL_BREAK = re.compile("\r\n|\n|\r")
_LINE_END = re.compile(f"[ \t]*(?:#[^{_BREAKS}]*)?(?=[{_BREAKS}]|\\Z)")
_COMMENT_LINE = re.compile(f"( *)#[^{_BREAKS}]*(?:\r\n|[{_BREAKS}]|\\Z)")
_COMMA = re.compile(f"(?:\\s|#[^{_BREAKS}]*+)*+,")
_COLON = re.compile(r"\s*:")
_DASH = re.compile("( *)-( +)")
_PLAIN = re.compile(r"[^\W\d_](?:[\w ./()-]*[\w./)])?")
_ESCAPES = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\t": "\\t"}
_OPENING = (MappingStartEvent, SequenceStartEvent)
_CLOSING: tuple[type[Any], ...] = (MappingEndEvent, SequenceEndEvent)
_TEXT = "tag:yaml.org,2002:str"


class CannotAppendError(Exception):
    """The entry cannot be put into the text by insertions alone; the message says why."""


def appended(text: str, client: str, field: str, item: Item) -> str:
    """The text with an entry at the end of a client's list, and nothing else changed.

    Args:
        text: The YAML of one file of a valid ledger; it may begin with a byte order mark.
        client: The client's id, as this file has it.
        field: The key of the list, such as `waivers`; it is added where it is missing.
        item: What to add.

    Raises:
        CannotAppendError: the file does not write the client or the list out in full.
    """
    body = text.lstrip(_BYTE_ORDER_MARK)
    found = _find(body, client, field)
    if found is None:
        raise CannotAppendError("the client is not written out as an entry of `clients`")
    edits = _Insertion(body, found, field, item).edits()
    pieces, done = [text[: len(text) - len(body)]], 0
    for place, inserted in edits:
        pieces += body[done:place], inserted
        done = place
    return "".join([*pieces, body[done:]])


def own_keys(text: str, client: str) -> frozenset[str]:
    """The keys that a file itself writes in a client's entry; none where it has no such client.

    Keys that come by `<<` are not among them.
    """
    found = _find(text.lstrip(_BYTE_ORDER_MARK), client, "")
    return frozenset(key.event.value for key, _ in found.client.pairs) if found else frozenset()


def written(item: Item) -> str:
    """An entry as a person would add it to a list: `- {key: value}`, on one line."""
    return f"- {_flow(item, quoted=False)}"


# Where things stand


class _Node(NamedTuple):
    """A node of the text; `end` is the offset behind its last character, comments left out."""

    event: Any
    end: int
    children: tuple["_Node", ...] = ()
    """Only of what is on the way to the list; of a mapping, keys and values in turn."""

    @property
    def start(self) -> int:
        return int(self.event.start_mark.index)

    @property
    def column(self) -> int:
        return int(self.event.start_mark.column)

    @property
    def is_flow(self) -> bool:
        """Whether it stands in brackets; PyYAML's own parser may say None for no."""
        return bool(self.event.flow_style)

    @property
    def is_mapping(self) -> bool:
        return isinstance(self.event, MappingStartEvent)

    @property
    def is_list(self) -> bool:
        return isinstance(self.event, SequenceStartEvent)

    @property
    def pairs(self) -> tuple[tuple["_Node", "_Node"], ...]:
        """The keys, where they are plain text, with their values."""
        pairs = zip(self.children[::2], self.children[1::2], strict=True)
        return tuple(pair for pair in pairs if isinstance(pair[0].event, ScalarEvent))

    def get(self, key: str) -> "tuple[_Node, _Node] | None":
        return next((pair for pair in self.pairs if pair[0].event.value == key), None)


class _Found(NamedTuple):
    client: _Node
    clients: tuple[_Node, _Node]
    """The key `clients` and the list."""


def _find(body: str, client: str, field: str) -> _Found | None:
    root = _Walk(body).root(("clients", field))
    clients = root.get("clients") if root is not None and root.is_mapping else None
    if clients is None or not clients[1].is_list:
        return None
    for node in clients[1].children:
        pair = node.get("id") if node.is_mapping else None
        if pair and isinstance(pair[1].event, ScalarEvent) and pair[1].event.value == client:
            return _Found(node, clients)
    return None


class _Walk:
    """Reads a text as nodes, whose children are kept only along a path of keys."""

    def __init__(self, body: str) -> None:
        self._body = body
        self._next = event_parser()(body).get_event

    def root(self, path: tuple[str, ...]) -> _Node | None:
        """The only document; None where there is none."""
        while not isinstance(event := self._next(), NodeEvent):
            if isinstance(event, StreamEndEvent):
                return None
        return self._node(event, path)

    def _node(self, event: Any, path: tuple[str, ...] | None) -> _Node:
        if not isinstance(event, _OPENING):
            return _Node(event, _content_end(self._body, event))
        children: list[_Node] = []
        end, key = 0, None
        while not isinstance(inner := self._next(), _CLOSING):
            child = self._node(inner, _below(path, event, key))
            end = child.end
            key = child if key is None else None
            if path is not None:
                children.append(child)
        # A collection in brackets ends with its bracket; another with the last thing in it,
        # as its own end is known only where something else begins.
        return _Node(event, inner.end_mark.index if event.flow_style else end, tuple(children))


def _below(path: tuple[str, ...] | None, parent: Any, key: _Node | None) -> tuple[str, ...] | None:
    """What of a path is left for a child; a list hands it on to each of its items."""
    if not path:
        return None
    if isinstance(parent, SequenceStartEvent):
        return path
    is_next = key is not None and isinstance(key.event, ScalarEvent) and key.event.value == path[0]
    return path[1:] if is_next else None


def _content_end(body: str, event: Any) -> int:
    end = int(event.end_mark.index)
    if event.start_mark.index == end:  # where nothing stands each parser finds another place
        return _back(body, end, " \t")
    if not isinstance(event, ScalarEvent) or event.style not in {"|", ">"}:
        return end
    # The parser counts the blank lines after a block of text to it. They are a part of it only
    # where the text says so by `+`, and the blank line before the next client is to stay there.
    kept = event.value.rstrip("\n")
    if not kept or kept[-1].isspace() or event.value.endswith("\n\n"):
        return end
    line_break = _BREAK.match(body, _back(body, end, _BREAKS + " "))
    return line_break.end() if line_break else end


def _back(body: str, end: int, over: str) -> int:
    while end > 0 and body[end - 1] in over:
        end -= 1
    return end


# What goes where


class _Insertion:
    """What is inserted to add an entry to a client's list: offsets, in order, with texts."""

    def __init__(self, body: str, found: _Found, field: str, item: Item) -> None:
        self._body = body
        self._found = found
        self._client = found.client
        self._field = field
        self._item = item
        identity = found.client.get("id")
        self._quoted = identity is not None and identity[0].event.style == '"'

    def edits(self) -> list[tuple[int, str]]:
        """The insertions.

        Raises:
            CannotAppendError: insertions alone cannot do it.
        """
        pair = self._client.get(self._field)
        if pair is None:
            return self._new_key()
        key, value = pair
        if isinstance(value.event, AliasEvent):
            raise CannotAppendError(
                f"`{self._field}` is the alias *{value.event.anchor}, which may stand elsewhere too"
            )
        if value.is_list:
            return self._into_flow(value, self._flow) if value.is_flow else self._into_block(value)
        return self._for_null(key, value)

    @property
    def _flow(self) -> str:
        return _flow(self._item, quoted=self._quoted)

    def _new_key(self) -> list[tuple[int, str]]:
        name = _scalar(self._field, quoted=self._quoted)
        if self._client.is_flow:
            return self._into_flow(self._client, f"{name}: [{self._flow}]")
        column = self._client.children[0].column
        lines = [f"{' ' * column}{name}:", self._first_item(column)]
        return self._lines(lines, self._client.end, column)

    def _for_null(self, key: _Node, value: _Node) -> list[tuple[int, str]]:
        event = value.event
        is_null = isinstance(event, ScalarEvent) and not event.style and event.value in NULLS
        if not is_null or event.anchor is not None:
            raise CannotAppendError(f"`{self._field}` is not written as a list")
        if value.start < value.end:
            if self._client.is_flow:
                raise CannotAppendError(f"`{self._field}` is written as {event.value}")
            # Nothing may be taken away, so the word stays behind as a comment.
            return [(value.start, f"[{self._flow}] # ")]
        if self._client.is_flow:
            colon = _COLON.match(self._body, key.end)
            if colon is None:
                raise CannotAppendError(f"`{self._field}` stands without a colon")
            return [(colon.end(), f" [{self._flow}]")]
        return self._lines([self._first_item(key.column)], value.end, None)

    def _first_item(self, column: int) -> str:
        """The line of a first item, indented below its key as far as other lists here are."""
        lists = [
            value.column - key.column
            for key, value in (*self._client.pairs, self._found.clients)
            if value.is_list and not value.is_flow and value.event.anchor is None
        ]
        return f"{' ' * (column + (lists[0] if lists else 2))}- {self._flow}"

    def _into_flow(self, node: _Node, content: str) -> list[tuple[int, str]]:
        if not node.children:
            return [(node.event.end_mark.index, content)]
        first, last = node.children[-2 if node.is_mapping else -1], node.children[-1]
        comma = _COMMA.match(self._body, last.end, node.end - 1)
        after = comma.end() if comma else last.end
        indentation = self._before(first)
        if indentation.strip():
            return [(after, f" {content}," if comma else f", {content}")]
        # Each entry has a line of its own, which may end with a comment on it.
        rest = _LINE_END.match(self._body, after)
        line = f"{self._line_break(after)}{indentation}{content}"
        place = rest.end() if rest else after
        return [(place, line + ",")] if comma else [(after, ","), (place, line)]

    def _into_block(self, node: _Node) -> list[tuple[int, str]]:
        last = node.children[-1]
        dash = _DASH.fullmatch(self._before(last))
        if dash is None and node.event.anchor is not None:
            raise CannotAppendError(f"the layout of `{self._field}` is unusual")
        column, gap = (len(dash[1]), dash[2]) if dash else (node.column, " ")
        begin = f"{' ' * column}-{gap}"
        lines = [begin + self._flow]
        if last.is_mapping and not last.is_flow:
            head, *more = _pairs(self._item, quoted=self._quoted)
            lines = [begin + head, *(" " * len(begin) + pair for pair in more)]
        return self._lines(lines, node.end, column + 1)

    def _lines(self, lines: list[str], end: int, comments: int | None) -> list[tuple[int, str]]:
        """Whole lines behind the one in which something ends.

        Comments right after it that begin at the column `comments` or further on belong to it.
        """
        body, place = self._body, self._next_line(end)
        while comments is not None and (comment := _COMMENT_LINE.match(body, place)):
            if len(comment[1]) < comments:
                break
            place = comment.end()
        line_break = self._line_break(end)
        text = line_break.join(lines)
        is_open = place == len(body) and body[-1] not in _BREAKS
        return [(place, line_break + text if is_open else text + line_break)]

    def _next_line(self, end: int) -> int:
        if self._body[end - 1] in _BREAKS:  # a block of text ends with its last line
            return end
        rest = _LINE_END.match(self._body, end)
        if rest is None:
            raise CannotAppendError("something else stands on the line behind which it would go")
        line_break = _BREAK.match(self._body, rest.end())
        return line_break.end() if line_break else rest.end()

    def _before(self, node: _Node) -> str:
        """What stands on a node's line before it."""
        return self._body[node.start - node.column : node.start]

    def _line_break(self, near: int) -> str:
        found = _USUAL_BREAK.search(self._body, near) or _USUAL_BREAK.search(self._body)
        return found[0] if found else "\n"


# How values are written


def _flow(item: Item, *, quoted: bool) -> str:
    return f"{{{', '.join(_pairs(item, quoted=quoted))}}}"


def _pairs(item: Item, *, quoted: bool) -> list[str]:
    return [
        f"{_scalar(key, quoted=quoted)}: {_scalar(value, quoted=quoted)}"
        for key, value in item.items()
    ]


def _scalar(value: Scalar, *, quoted: bool) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | Decimal):
        return f"{value:f}" if isinstance(value, Decimal) else str(value)
    if isinstance(value, date):
        return f'"{value.isoformat()}"' if quoted else value.isoformat()
    return value if not quoted and _is_plain(value) else _quotation(value)


def _is_plain(text: str) -> bool:
    """Whether every YAML reader takes it for this text without quotation marks."""
    if not _PLAIN.fullmatch(text):
        return False
    tag: str = Resolver().resolve(ScalarNode, text, (True, False))  # type: ignore[no-untyped-call]  # the stubs leave it so
    return tag == _TEXT


def _quotation(text: str) -> str:
    return f'"{"".join(map(_escaped, text))}"'


def _escaped(char: str) -> str:
    if char in _ESCAPES:
        return _ESCAPES[char]
    # What JSON calls an escape too, so that a ledger in JSON stays JSON.
    return char if char.isprintable() or ord(char) > 0xFFFF else f"\\u{ord(char):04x}"

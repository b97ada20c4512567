"""Changes of YAML text that insert a few characters and leave all others where they are.

The text is read again as events. Their places show where an entry belongs and how its neighbours
are written. Nothing is dumped anew. The effect on aliases and merges is not checked here: the
whole ledger is read before the text is written back.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from yaml.events import AliasEvent, ScalarEvent

from clienthealth.editing.changes import Added, Change, Item, KeySet, Where
from clienthealth.editing.yaml_nodes import (
    BREAK,
    BREAKS,
    Found,
    Node,
    find,
    read_nodes,
    wanted,
)
from clienthealth.editing.yaml_values import block, flow, is_long, scalar
from clienthealth.ledger.yaml_events import NULLS

_LINE = 160
"""The most characters that are added to an empty list on its line."""
_BYTE_ORDER_MARK = "\ufeff"
_USUAL_BREAK = re.compile("\r\n|\n|\r")
_LINE_END = re.compile(f"[ \t]*(?:#[^{BREAKS}]*)?(?=[{BREAKS}]|\\Z)")
_COMMENT_LINE = re.compile(f"( *)#[^{BREAKS}]*(?:\r\n|[{BREAKS}]|\\Z)")
_COMMA = re.compile(f"(?:\\s|#[^{BREAKS}]*+)*+,")
_COLON = re.compile(r"\s*:")
_DASH = re.compile("( *)-( +)")
_QUESTION = re.compile(rf"(?:\A|[{BREAKS}])([ -]*)\?\s+\Z")
_NEAR = 200
"""In characters: a `?` further before its key is not found."""


class CannotAppendError(Exception):
    """Insertions alone cannot make the change; the message says why."""


class Edit(NamedTuple):
    """Characters that replace others, mostly none."""

    start: int
    end: int
    text: str


def changed(text: str, changes: Sequence[Change]) -> str:
    """The text with the changes, and nothing else changed.

    Args:
        text: The YAML of one file of a valid ledger; it may begin with a byte order mark.
        changes: What to change, all of it in this file. No two may be of one list or key.

    Raises:
        CannotAppendError: an entry or a list is not written out in the file.
    """
    body = text.lstrip(_BYTE_ORDER_MARK)
    mark = text[: len(text) - len(body)]
    while changes:  # two changes of one entry may need the same place, so they take turns
        turn = {change.where: change for change in reversed(changes)}
        body = _applied(body, _edits(body, [*turn.values()]))
        changes = [change for change in changes if turn[change.where] is not change]
    return mark + body


def _edits(body: str, changes: Sequence[Change]) -> list[Edit]:
    root = read_nodes(body, wanted((each.where, each.field) for each in changes))
    found: list[tuple[int, int, Edit]] = []
    for change in changes:
        at = find(root, change.where)
        if at is None:
            raise CannotAppendError(_not_written(change.where))
        edits = _Insertion(body, at, change).edits()
        # At the same place, the end of the deeper entry comes first.
        found += ((edit.start, -len(change.where), edit) for edit in edits)
    return [edit for *_, edit in sorted(found, key=lambda each: each[:2])]


def _not_written(where: Where) -> str:
    if not where:
        return "the file is not a mapping"
    what = where[-1].field.removesuffix("s")
    return f"the {what} is not an entry of its own in `{where[-1].field}`"


def _applied(body: str, edits: Iterable[Edit]) -> str:
    pieces: list[str] = []
    done = 0
    for edit in edits:
        pieces += body[done : edit.start], edit.text
        done = edit.end
    return "".join([*pieces, body[done:]])


def own_keys(text: str, wheres: Sequence[Where | None]) -> list[frozenset[str]]:
    """The keys that a file itself writes in each entry; none where it does not have the entry.

    Keys from `<<` are not among them.
    """
    known = [where for where in wheres if where is not None]
    if not known:
        return [frozenset()] * len(wheres)
    root = read_nodes(text.lstrip(_BYTE_ORDER_MARK), wanted((where, "") for where in known))
    entries = [find(root, where) if where is not None else None for where in wheres]
    return [
        frozenset(str(key.text) for key, _ in entry.node.pairs) if entry else frozenset()
        for entry in entries
    ]


# What goes where


class _Insertion:
    """The insertions that change an entry: offsets in order, with their texts."""

    def __init__(self, body: str, found: Found, change: Change) -> None:
        self._body = body
        self._lists = found.lists
        self._entry = found.node
        self._change = change
        self._field = change.field
        first = found.node.children[0].event if found.node.children else None
        self._quoted = isinstance(first, ScalarEvent) and first.style == '"'

    def edits(self) -> list[Edit]:
        """The insertions.

        Raises:
            CannotAppendError: insertions alone cannot do it.
        """
        pair = self._entry.get(self._field)
        if pair is None:
            return self._new_key()
        key, value = pair
        if isinstance(value.event, AliasEvent):
            raise CannotAppendError(
                f"`{self._field}` is the alias *{value.event.anchor}, which others may use too"
            )
        if isinstance(self._change, KeySet):
            return self._replaced(key, value)
        if value.is_list:
            return self._into_flow(value, self._flows) if value.is_flow else self._into_block(value)
        return self._for_null(key, value)

    @property
    def _items(self) -> tuple[Item, ...]:
        return self._change.items if isinstance(self._change, Added) else ()

    @property
    def _flows(self) -> list[str]:
        return [flow(item, quoted=self._quoted) for item in self._items]

    @property
    def _whole(self) -> str:
        """The value of the key, on one line."""
        value = self._change.value if isinstance(self._change, KeySet) else self._items
        return flow(value, quoted=self._quoted)

    def _new_key(self) -> list[Edit]:
        name = scalar(self._field, quoted=self._quoted)
        if self._entry.is_flow:
            return self._into_flow(self._entry, [f"{name}: {self._whole}"])
        column = self._column(self._entry.children[0])
        lines = [f"{' ' * column}{name}:", *self._first_items(column)]
        if isinstance(self._change, KeySet):
            lines = [f"{lines[0]} {self._whole}"]
        return self._lines(lines, self._entry.end, column)

    def _replaced(self, key: Node, value: Node) -> list[Edit]:
        event = value.event
        is_text = isinstance(event, ScalarEvent) and event.style in {"|", ">"}
        if is_text or event.anchor is not None or not (value.text is not None or value.is_flow):
            raise CannotAppendError(f"`{self._field}` is written over several lines")
        if value.start < value.end:
            return [Edit(value.start, value.end, self._whole)]
        return [self._behind_colon(key)]

    def _behind_colon(self, key: Node) -> Edit:
        colon = _COLON.match(self._body, key.end)
        if colon is None:
            raise CannotAppendError(f"`{self._field}` has no colon")
        return Edit(colon.end(), colon.end(), f" {self._whole}")

    def _for_null(self, key: Node, value: Node) -> list[Edit]:
        event = value.event
        is_null = isinstance(event, ScalarEvent) and not event.style and event.value in NULLS
        if not is_null or event.anchor is not None:
            raise CannotAppendError(f"`{self._field}` is not written as a list")
        if value.start < value.end:
            if self._entry.is_flow:
                raise CannotAppendError(f"`{self._field}` is written as {event.value}")
            # Nothing may be removed, so the word stays as a comment.
            return [Edit(value.start, value.start, f"{self._whole} # ")]
        if self._entry.is_flow:
            return [self._behind_colon(key)]
        return self._lines([*self._first_items(self._column(key))], value.end, None)

    def _first_items(self, column: int) -> Iterator[str]:
        """The lines of first items, indented below their key like other lists here."""
        lists = [
            value.column - self._column(key)
            for key, value in (*self._entry.pairs, *reversed(self._lists))
            if value.is_list and not value.is_flow and value.event.anchor is None
        ]
        begin = " " * (column + (lists[0] if lists else 2))
        for item in self._items:
            yield from self._item_lines(f"{begin}- ", item, over_lines=is_long(item))

    def _item_lines(self, begin: str, item: Item, *, over_lines: bool) -> Iterator[str]:
        if not over_lines:
            yield begin + flow(item, quoted=self._quoted)
            return
        rest = " " * len(begin)
        for number, line in enumerate(block(item, quoted=self._quoted)):
            yield (rest if number else begin) + line

    def _into_flow(self, node: Node, contents: Sequence[str]) -> list[Edit]:
        if not node.children:
            place = int(node.event.end_mark.index)
            if node.is_mapping or self._entry.is_flow or sum(map(len, contents)) <= _LINE:
                return [Edit(place, place, ", ".join(contents))]
            column = self._column(self._entry.children[0])
            line_break = self._line_break(place)
            begin = f"{line_break}{' ' * (column + 2)}"
            lines = begin + f",{begin}".join(contents)
            return [Edit(place, place, f"{lines}{line_break}{' ' * column}")]
        first, last = node.children[-2 if node.is_mapping else -1], node.children[-1]
        comma = _COMMA.match(self._body, last.end, node.end - 1)
        after = comma.end() if comma else last.end
        indentation = self._before(first)
        if indentation.strip():
            joined = ", ".join(contents)
            return [Edit(after, after, f" {joined}," if comma else f", {joined}")]
        # Each entry has its own line, which may end with a comment.
        rest = _LINE_END.match(self._body, after)
        begin = f"{self._line_break(after)}{indentation}"
        lines = begin + f",{begin}".join(contents)
        place = rest.end() if rest else after
        if comma:
            return [Edit(place, place, lines + ",")]
        return [Edit(after, after, ","), Edit(place, place, lines)]

    def _into_block(self, node: Node) -> list[Edit]:
        last = node.children[-1]
        dash = _DASH.fullmatch(self._before(last))
        if dash is None and node.event.anchor is not None:
            raise CannotAppendError(f"the layout of `{self._field}` is unusual")
        column, gap = (len(dash[1]), dash[2]) if dash else (node.column, " ")
        begin = f"{' ' * column}-{gap}"
        as_block = last.is_mapping and not last.is_flow
        lines = [
            line
            for item in self._items
            for line in self._item_lines(begin, item, over_lines=as_block or is_long(item))
        ]
        return self._lines(lines, node.end, column + 1)

    def _lines(self, lines: list[str], end: int, comments: int | None) -> list[Edit]:
        """Whole lines after the line in which something ends.

        Comments right after it belong to it if they begin at the column `comments` or later.
        """
        body, place = self._body, self._next_line(end)
        while comments is not None and (comment := _COMMENT_LINE.match(body, place)):
            if len(comment[1]) < comments:
                break
            place = comment.end()
        line_break = self._line_break(end)
        text = line_break.join(lines)
        is_open = place == len(body) and body[-1] not in BREAKS
        return [Edit(place, place, line_break + text if is_open else text + line_break)]

    def _next_line(self, end: int) -> int:
        if self._body[end - 1] in BREAKS:  # a block of text ends with its last line
            return end
        rest = _LINE_END.match(self._body, end)
        if rest is None:
            raise CannotAppendError("something else is on the line that it would follow")
        line_break = BREAK.match(self._body, rest.end())
        return line_break.end() if line_break else rest.end()

    def _column(self, key: Node) -> int:
        """The column where a key begins, which is that of its `?` if it has one."""
        near = self._body[max(0, key.start - _NEAR) : key.start]
        question = _QUESTION.search(near)
        return len(question[1]) if question else key.column

    def _before(self, node: Node) -> str:
        """The text before a node on its line."""
        return self._body[node.start - node.column : node.start]

    def _line_break(self, near: int) -> str:
        found = _USUAL_BREAK.search(self._body, near) or _USUAL_BREAK.search(self._body)
        return found[0] if found else "\n"

"""How values are written in YAML, so that every reader understands them the same way."""

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal

from yaml.nodes import ScalarNode
from yaml.resolver import Resolver

from clienthealth.editing.changes import Item, Scalar, Value

_PLAIN = re.compile(r"[^\W\d_](?:[\w ./()-]*[\w./)])?|\d+(?:-\d+)+")
_ESCAPES = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\t": "\\t"}
_TEXT = "tag:yaml.org,2002:str"
_LONG = 160
"""In characters; a longer entry with entries of its own is written over several lines."""


def written(item: Item) -> str:
    """An entry as a person would add it to a list: `- {key: value}`, on one line."""
    return f"- {flow(item)}"


def entry_text(item: Item) -> str:
    """An entry on one line, as in a ledger: `{key: value}`."""
    return flow(item)


def flow(value: Value, *, quoted: bool = False) -> str:
    """A value on one line; `quoted`: as in JSON."""
    if isinstance(value, Mapping):
        return f"{{{', '.join(pairs(value, quoted=quoted))}}}"
    if isinstance(value, Sequence) and not isinstance(value, str):
        return f"[{', '.join(flow(each, quoted=quoted) for each in value)}]"
    return scalar(value, quoted=quoted)


def pairs(item: Item, *, quoted: bool = False) -> list[str]:
    """The keys of an entry, each with its value on one line."""
    return [
        f"{scalar(key, quoted=quoted)}: {flow(value, quoted=quoted)}" for key, value in item.items()
    ]


def block(item: Item, *, quoted: bool = False, step: int = 2) -> Iterator[str]:
    """The lines of an entry: one for each key, and one for each entry of its lists."""
    for key, value in item.items():
        entries = _entries(value)
        if entries:
            yield f"{scalar(key, quoted=quoted)}:"
            yield from (f"{' ' * step}- {flow(each, quoted=quoted)}" for each in entries)
        else:
            yield f"{scalar(key, quoted=quoted)}: {flow(value, quoted=quoted)}"


def is_long(item: Item) -> bool:
    """Whether an entry is better written over several lines."""
    return any(map(_entries, item.values())) and len(flow(item)) > _LONG


def _entries(value: Value) -> Sequence[Item]:
    """The entries of a list; none if it is not a list."""
    if isinstance(value, str) or not isinstance(value, Sequence):
        return ()
    found = [each for each in value if isinstance(each, Mapping)]
    return found if len(found) == len(value) else ()


def scalar(value: Scalar, *, quoted: bool = False) -> str:
    """A single value."""
    if isinstance(value, str):
        return value if not quoted and _is_plain(value) else _quotation(value)
    if isinstance(value, date):
        return f'"{said(value)}"' if quoted else said(value)
    return said(value)


def said(value: Scalar) -> str:
    """The text that the ledger's reader gets for a single value."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, datetime):
        whole = value.second == value.microsecond == 0
        return value.isoformat(timespec="minutes" if whole else "auto")
    if isinstance(value, date):
        return value.isoformat()
    return f"{value:f}" if isinstance(value, Decimal) else str(value)


def _is_plain(text: str) -> bool:
    """Whether every YAML reader reads it as this text without quotation marks."""
    if not _PLAIN.fullmatch(text):
        return False
    tag: str = Resolver().resolve(ScalarNode, text, (True, False))  # type: ignore[no-untyped-call]  # the stubs leave it so
    return tag == _TEXT


def _quotation(text: str) -> str:
    return f'"{"".join(map(_escaped, text))}"'


def _escaped(char: str) -> str:
    if char in _ESCAPES:
        return _ESCAPES[char]
    # The escapes that JSON also has, so that a ledger in JSON stays JSON.
    return char if char.isprintable() or ord(char) > 0xFFFF else f"\\u{ord(char):04x}"

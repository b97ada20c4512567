"""What can be changed in a ledger: an entry more in a list, or a key of an entry."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import NamedTuple, TypeAlias

Scalar = str | date | bool | int | Decimal
Value: TypeAlias = "Scalar | Mapping[str, Value] | Sequence[Value]"
"""What a key can hold; a list or a mapping is written in brackets."""
Item: TypeAlias = Mapping[str, Value]
"""An entry by its keys in the file, in the order they are to be written."""


class Part(NamedTuple):
    """A step from an entry to one of its own: the list, and a key that tells the entry in it."""

    field: str
    key: str
    value: str


Where = tuple[Part, ...]
"""An entry of the ledger, from the top down; with no part, the ledger itself."""
LEDGER: Where = ()


def of_client(identity: str) -> Where:
    """The client of an id."""
    return (Part("clients", "id", identity),)


def of_invoice(client: str, number: str) -> Where:
    """An invoice of a client."""
    return (*of_client(client), Part("invoices", "number", number))


def of_project(client: str, identity: str) -> Where:
    """A project of a client."""
    return (*of_client(client), Part("projects", "id", identity))


class Added(NamedTuple):
    """Entries at the end of a list; the list is made where it is missing."""

    where: Where
    field: str
    items: tuple[Item, ...]


class KeySet(NamedTuple):
    """A key of an entry with a value, in place of the one it has, if any."""

    where: Where
    field: str
    value: Value


Change = Added | KeySet

"""What can be changed in a ledger: a new entry in a list, or a key of an entry."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import NamedTuple, TypeAlias

Scalar = str | date | bool | int | Decimal
Value: TypeAlias = "Scalar | Mapping[str, Value] | Sequence[Value]"
"""The value of a key; a list or a mapping is written in brackets."""
Item: TypeAlias = Mapping[str, Value]
"""An entry by its keys in the file, in the order to write them."""


class Part(NamedTuple):
    """A step from an entry to one inside it: the list, and a key that identifies the entry."""

    field: str
    key: str
    value: str


Where = tuple[Part, ...]
"""An entry of the ledger, from the top down; without parts, the ledger itself."""
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
    """New entries at the end of a list, which is created if it is missing."""

    where: Where
    field: str
    items: tuple[Item, ...]


class KeySet(NamedTuple):
    """A new value for a key of an entry."""

    where: Where
    field: str
    value: Value


Change = Added | KeySet

"""Entries of a ledger as items that can be written into its YAML."""

from collections.abc import Container, Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from functools import cache
from typing import cast

from clienthealth.editing.changes import Item, Value
from clienthealth.ledger.fields import PLAIN_NUMBER, Entry
from clienthealth.ledger.models import MonthOfTime

_UNWRITTEN = {"mark", "empty"}
_NEVER = object()
"""A value that no field has."""


def item_of(entry: Entry, keys: Container[str] | None = None) -> Item:
    """An entry by its keys, without those that have their default.

    `keys` are the wanted ones; None for all.
    """
    item: dict[str, Value] = {}
    for name, key, default in _fields(type(entry)):
        value = getattr(entry, name)
        if value != default and (keys is None or name in keys):
            item[key] = _written(value)
    if isinstance(entry, MonthOfTime):
        item["month"] = f"{entry.month:%Y-%m}"
    return item


@cache
def _fields(kind: type[Entry]) -> tuple[tuple[str, str, object], ...]:
    """The fields of a kind of entry with their keys and defaults."""
    return tuple(
        (name, field.alias or name, _NEVER if field.is_required() else field.get_default())
        for name, field in kind.model_fields.items()
        if name not in _UNWRITTEN
    )


def _written(value: object) -> Value:
    if isinstance(value, Entry):
        return item_of(value)
    if isinstance(value, Mapping):
        return {str(key): _written(each) for key, each in value.items()}
    if isinstance(value, Sequence) and not isinstance(value, str):
        return [_written(each) for each in cast("Iterable[object]", value)]
    if isinstance(value, Decimal) and not PLAIN_NUMBER.fullmatch(f"{value:f}"):
        return _clock(value)
    assert isinstance(value, str | date | bool | int | Decimal)  # noqa: S101  # scalars are left
    return value


def _clock(hours: Decimal) -> str:
    """Hours of a timer as a clock shows them, where they are not a decimal number."""
    minutes, seconds = divmod(round(hours * 3600), 60)
    return f"{minutes // 60}:{minutes % 60:02}:{seconds:02}"

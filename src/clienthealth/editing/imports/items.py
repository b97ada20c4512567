"""Entries of a ledger as items that can be written into its YAML."""

from collections.abc import Container, Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import cast

from clienthealth.editing.changes import Item, Value
from clienthealth.ledger.fields import PLAIN_NUMBER, Entry
from clienthealth.ledger.models import MonthOfTime

_UNWRITTEN = {"mark", "empty"}


def item_of(entry: Entry, keys: Container[str] | None = None) -> Item:
    """An entry by its keys, those left out that hold what they hold by default.

    `keys` are those that are asked for; without them all.
    """
    item: dict[str, Value] = {}
    for name, field in type(entry).model_fields.items():
        if name in _UNWRITTEN or (keys is not None and name not in keys):
            continue
        value = getattr(entry, name)
        is_default = not field.is_required() and value == field.get_default(
            call_default_factory=True
        )
        if not is_default:
            item[field.alias or name] = _written(value)
    if isinstance(entry, MonthOfTime):
        item["month"] = f"{entry.month:%Y-%m}"
    return item


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
    """Hours of a timer, which are no decimal number, as a clock shows them."""
    minutes, seconds = divmod(round(hours * 3600), 60)
    return f"{minutes // 60}:{minutes % 60:02}:{seconds:02}"

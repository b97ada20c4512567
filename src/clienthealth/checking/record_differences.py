"""The differences between two records of a client, field by field, from the models."""

from collections import Counter, defaultdict, deque
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from functools import cache
from itertools import takewhile
from typing import Literal, NamedTuple

from clienthealth.checking.differences import content, hashable
from clienthealth.ledger import written
from clienthealth.ledger.fields import Entry
from clienthealth.ledger.models import Client

_NAMES = ("number", "id", "name")
"""Fields that identify an entry. An entry without them is identified by its day and kind."""
_HAPPENED = ("when", "date", "issued")
"""Fields with the day on which an entry happened."""
_AGREED = ("started", "from_", "due")
"""Fields with a day from or until which something was agreed."""
_ONE_OF = {"time": "time", "events": "event"}
"""The name of one entry of a list, where it is not the list's name without its s."""


class Retold(NamedTuple):
    """One thing that is different, new or gone."""

    kind: Literal["changed", "added", "removed"]
    where: tuple[str, ...]
    """The fields that lead to it from the client: `("invoices", "payments")`."""
    label: str
    """The entry in words, like `payment of 20 Apr 2026 in invoice 3`; empty for the client."""
    happened: bool
    """Whether the entry happened; False for something that was agreed."""
    day: date | None
    """The earlier day of the entry; None where it has none."""
    mark: int
    """Where to look now."""
    field: str | None = None
    """The changed field; None where the whole entry is new or gone."""
    was: object = None
    now: object = None
    entry: Entry | None = None
    """The entry, where it is new or gone as a whole."""


class _Within(NamedTuple):
    """The entry that is being compared."""

    where: tuple[str, ...] = ()
    label: str = ""
    happened: bool = False
    day: date | None = None
    mark: int = 0


def retold(before: Client, now: Client) -> Iterator[Retold]:
    """All differences between two records of a client.

    Lists of entries are compared in any order. An entry is identified by its number, id or name,
    or by its day and kind. Other values are compared as they are written.
    """
    if before is not now and content(before) != content(now):
        yield from _differing(before, now, _Within(mark=now.mark))


def happenings(entry: Entry) -> Iterator[date]:
    """The days of everything that happened in an entry."""
    day = _day(entry, _HAPPENED)
    if day is not None:
        yield day
    yield from happenings_within(entry)


def happenings_within(entry: Entry) -> Iterator[date]:
    """The days of everything that happened in the parts of an entry."""
    for name in _fields(type(entry)):
        if name not in _AGREED:
            for part in _parts(getattr(entry, name)):
                yield from happenings(part)


def happens(model: type[Entry]) -> bool:
    """Whether entries of a model happen, and are not just agreed."""
    return bool(names_of(model, _HAPPENED))


@cache
def names_of(model: type[Entry], names: tuple[str, ...]) -> tuple[str, ...]:
    """Those of some names that the entries of a model have, as fields or properties."""
    return tuple(name for name in names if name in model.model_fields or hasattr(model, name))


def _differing(before: Entry | None, now: Entry, within: _Within) -> Iterator[Retold]:
    """The differences between two entries. A missing entry counts as one with default values."""
    for name, default in _fields(type(now)).items():
        new = getattr(now, name)
        old = getattr(before, name, None) if before else default
        if old is new:
            continue
        if default == () and _is_list(old, new):
            yield from _entries(name, _parts(old), _parts(new), within)
        elif isinstance(new, Entry):
            inside = within._replace(where=(*within.where, name), mark=new.mark or within.mark)
            yield from _differing(old if isinstance(old, Entry) else None, new, inside)
        elif hashable(old) != hashable(new):
            yield Retold("changed", *within, field=name, was=old, now=new)


@cache
def _fields(model: type[Entry]) -> dict[str, object]:
    """The fields of a kind of entry, with their default values; None where a field is required."""
    return {
        name: None if field.is_required() else field.get_default(call_default_factory=True)
        for name, field in model.model_fields.items()
        if not field.exclude
    }


def _is_list(*values: object) -> bool:
    """Whether the values of a field that may be empty are entries in any order.

    Instalments and a figure with its days are not such lists: each is one value in long form.
    """
    parts = [part for value in values for part in _parts(value)]
    return bool(parts) and not any(map(is_dated_figure, parts))


def _parts(value: object) -> tuple[Entry, ...]:
    """The entry that a value is, or the entries in it."""
    held = value if isinstance(value, tuple) else (value,)
    return tuple(part for part in held if isinstance(part, Entry))


def is_dated_figure(value: object) -> bool:
    """Whether a value is a figure with its first day, and nothing else."""
    if not isinstance(value, Entry):
        return False
    names = _fields(type(value))
    return "from_" in names and len(names) == 2


def _entries(
    name: str, before: Sequence[Entry], now: Sequence[Entry], within: _Within
) -> Iterator[Retold]:
    for old, new in _paired(before, now):
        known = old or new
        if known is None:
            continue
        inside = _inside(name, known, new, within)
        if old is not None and new is not None:
            yield from _differing(old, new, inside)
        else:
            yield Retold("added" if old is None else "removed", *inside, entry=known)


def _paired(
    before: Sequence[Entry], now: Sequence[Entry]
) -> Iterator[tuple[Entry | None, Entry | None]]:
    """The different entries of both sides, each with its counterpart."""
    begin = _alike(zip(before, now, strict=False))
    before, now = before[begin:], now[begin:]
    end = _alike(zip(reversed(before), reversed(now), strict=False))
    before, now = before[: len(before) - end], now[: len(now) - end]
    spare: defaultdict[object, deque[Entry]] = defaultdict(deque)
    for entry in _without(now, before):
        spare[_key(entry)].append(entry)
    for entry in _without(before, now):
        same = spare[_key(entry)]
        yield entry, same.popleft() if same else None
    for rest in spare.values():
        yield from ((None, entry) for entry in rest)


def _alike(pairs: Iterable[tuple[Entry, Entry]]) -> int:
    """The number of equal pairs at the start. For a long list, these are nearly all."""
    return sum(1 for _ in takewhile(lambda pair: content(pair[0]) == content(pair[1]), pairs))


def _without(entries: Sequence[Entry], others: Sequence[Entry]) -> Iterator[Entry]:
    """The entries that are not among others. Two equal entries need two equal counterparts."""
    left = Counter(map(hashable, others))
    for entry in entries:
        said = hashable(entry)
        if left[said]:
            left[said] -= 1
        else:
            yield entry


def _key(entry: Entry) -> object:
    name = _name(entry)
    return name if name is not None else (_kind(entry), _day(entry, (*_HAPPENED, *_AGREED)))


def _name(entry: Entry) -> object:
    """What identifies an entry by itself: its number, id or name; None where it has none."""
    return next((getattr(entry, name) for name in names_of(type(entry), _NAMES)), None)


def _kind(entry: Entry) -> str | None:
    """The kind of an event. An optional kind describes an entry but does not identify it."""
    field = type(entry).model_fields.get("kind")
    return getattr(entry, "kind", None) if field is not None and field.is_required() else None


def _day(entry: Entry, names: tuple[str, ...]) -> date | None:
    days = (getattr(entry, name) for name in names_of(type(entry), names))
    found = next((day for day in days if isinstance(day, date)), None)
    return found.date() if isinstance(found, datetime) else found


def _inside(name: str, entry: Entry, now: Entry | None, within: _Within) -> _Within:
    happened = _day(entry, _HAPPENED)
    label = _label(name, entry)
    return _Within(
        where=(*within.where, name),
        label=f"{label} in {within.label}" if within.label else label,
        happened=happened is not None,
        day=happened or _day(entry, _AGREED),
        mark=(now.mark if now else 0) or within.mark,
    )


def _label(name: str, entry: Entry) -> str:
    what = (_kind(entry) or _ONE_OF.get(name) or name.removesuffix("s")).replace("_", " ")
    known = _name(entry)
    if known is not None:
        return f"{what} {known}"
    day = _day(entry, (*_HAPPENED, *_AGREED))
    return f"{what} of {written.day(day)}" if day else what

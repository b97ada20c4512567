"""What the record of a client says differently from before: field by field, from the models."""

from collections import Counter, defaultdict, deque
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from itertools import takewhile
from typing import Literal, NamedTuple

from clienthealth.checking.differences import content
from clienthealth.ledger.fields import Entry
from clienthealth.ledger.models import Client

_NAMES = ("number", "id", "name")
"""Fields by which an entry is known; one without them is known by its day and its kind."""
_HAPPENED = ("when", "date", "issued")
"""Where an entry says on which day it happened."""
_AGREED = ("started", "from_", "due")
"""Where an entry says from or until when something was agreed."""
_ONE_OF = {"time": "time", "events": "event"}
"""What one entry of a list is called, where it is not the list's name without its s."""


class Retold(NamedTuple):
    """One thing that is said differently from before, or is new, or is gone."""

    kind: Literal["changed", "added", "removed"]
    where: tuple[str, ...]
    """The fields that lead to it from the client on: `("invoices", "payments")`."""
    label: str
    """The entry in words, such as `payment of 2026-04-20 in invoice 3`; empty for the client."""
    happened: bool
    """Whether the entry is something that happened, and not something that was agreed."""
    day: date | None
    """The day of the entry, as it was; None where it has none."""
    mark: int
    """Where to look now."""
    field: str | None = None
    """What was changed of the entry; None where the whole entry is new or gone."""
    was: object = None
    now: object = None
    entry: Entry | None = None
    """The entry, where the whole of it is new or gone."""


class _Within(NamedTuple):
    """The entry that is being compared."""

    where: tuple[str, ...] = ()
    label: str = ""
    happened: bool = False
    day: date | None = None
    mark: int = 0


def retold(before: Client, now: Client) -> Iterator[Retold]:
    """Everything that the record of a client says differently from before.

    Lists of entries are compared in any order. An entry is known by its number, its id, its name,
    or by its day and kind. What is not an entry by itself is compared as it is written.
    """
    if content(before) != content(now):
        yield from _differing(before, now, _Within(mark=now.mark))


def happenings(entry: Entry) -> Iterator[date]:
    """The days of everything that happened in an entry."""
    day = _day(entry, _HAPPENED)
    if day is not None:
        yield day
    yield from happenings_within(entry)


def happenings_within(entry: Entry) -> Iterator[date]:
    """The days of everything that happened in the parts of an entry."""
    for name in _fields(entry):
        if name not in _AGREED:
            for part in _parts(getattr(entry, name)):
                yield from happenings(part)


def happens(model: type[Entry]) -> bool:
    """Whether entries of a model are something that happened, and not something agreed."""
    return any(name in model.model_fields or hasattr(model, name) for name in _HAPPENED)


def plain(value: object) -> object:
    """What a value says, wherever it stands; it can be hashed."""
    if isinstance(value, Entry):
        value = content(value)
    if isinstance(value, dict):
        return tuple(sorted((key, plain(part)) for key, part in value.items()))
    return tuple(map(plain, value)) if isinstance(value, (tuple, list)) else value


def _differing(before: Entry | None, now: Entry, within: _Within) -> Iterator[Retold]:
    """What differs between two entries; one that was not there said what is said by default."""
    for name in _fields(now):
        new = getattr(now, name)
        old = getattr(before, name, None) if before else _default(now, name)
        if _is_list(now, name, old, new):
            yield from _entries(name, _parts(old), _parts(new), within)
        elif isinstance(new, Entry):
            inside = within._replace(where=(*within.where, name), mark=new.mark or within.mark)
            yield from _differing(old if isinstance(old, Entry) else None, new, inside)
        elif plain(old) != plain(new):
            yield Retold("changed", *within, field=name, was=old, now=new)


def _fields(entry: Entry) -> Iterator[str]:
    return (name for name, field in type(entry).model_fields.items() if not field.exclude)


def _default(entry: Entry, name: str) -> object:
    field = type(entry).model_fields[name]
    return None if field.is_required() else field.get_default(call_default_factory=True)


def _is_list(entry: Entry, name: str, *values: object) -> bool:
    """Whether a field is a list of entries, which may come in any order.

    A day that may be several (instalments) and a figure with its days are no such lists: they are
    one value, written at length.
    """
    parts = [part for value in values for part in _parts(value)]
    return _default(entry, name) == () and bool(parts) and not any(map(is_dated_figure, parts))


def _parts(value: object) -> tuple[Entry, ...]:
    """The entries that a value is, or holds."""
    held = value if isinstance(value, tuple) else (value,)
    return tuple(part for part in held if isinstance(part, Entry))


def is_dated_figure(value: object) -> bool:
    """Whether a value is a figure with the day from which on it holds, and nothing more."""
    if not isinstance(value, Entry):
        return False
    names = [*_fields(value)]
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
    """The entries that are not the same on both sides, each with its like on the other."""
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
    """How many pairs say the same before one does not; nearly all of a long list, and quickly."""
    return sum(1 for _ in takewhile(lambda pair: content(pair[0]) == content(pair[1]), pairs))


def _without(entries: Sequence[Entry], others: Sequence[Entry]) -> Iterator[Entry]:
    """The entries that are not among others; of two that say the same, each needs its like."""
    left = Counter(map(plain, others))
    for entry in entries:
        said = plain(entry)
        if left[said]:
            left[said] -= 1
        else:
            yield entry


def _key(entry: Entry) -> object:
    name = next((getattr(entry, n) for n in _NAMES if hasattr(entry, n)), None)
    return name if name is not None else (_kind(entry), _day(entry, (*_HAPPENED, *_AGREED)))


def _kind(entry: Entry) -> str | None:
    """The kind of an event. A kind that may be left out says more of an entry, not which it is."""
    field = type(entry).model_fields.get("kind")
    return getattr(entry, "kind", None) if field is not None and field.is_required() else None


def _day(entry: Entry, names: Sequence[str]) -> date | None:
    days = (getattr(entry, name, None) for name in names)
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
    known = next((getattr(entry, n) for n in _NAMES if hasattr(entry, n)), None)
    if known is not None:
        return f"{what} {known}"
    day = _day(entry, (*_HAPPENED, *_AGREED))
    return f"{what} of {day.isoformat()}" if day else what

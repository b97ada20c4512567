"""Which entry of a dated series applies on a day: a rate, the terms, a fee, a yes or no."""

from bisect import bisect_right
from collections.abc import Sequence
from datetime import date
from functools import lru_cache
from typing import Any, Generic, Protocol, TypeVar

SHORT = 8
"""A series of so few is looked through; a longer one is put in order once."""


class Dated(Protocol):
    """What applies from a day on; from the beginning where none is given."""

    @property
    def from_(self) -> date | None:
        """The first day."""


_Dated = TypeVar("_Dated", bound=Dated)


def in_force_on(series: Sequence[_Dated], day: date) -> _Dated | None:
    """The entry that applies on a day; of several from one day the first. None before them all."""
    if len(series) > SHORT:
        starts, entries = _ordered(_Same(series))
        place = bisect_right(starts, day)
        return entries[place - 1] if place else None
    valid = [each for each in series if each.from_ is None or each.from_ <= day]
    return max(valid, key=_start, default=None)


def _start(entry: Dated) -> date:
    return entry.from_ or date.min


class _Same(Generic[_Dated]):
    """A series as itself: one that is equal is another."""

    def __init__(self, series: Sequence[_Dated]) -> None:
        self.series = series

    def __hash__(self) -> int:
        return id(self.series)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and self.series is other.series


@lru_cache(maxsize=64)  # a look-up for each invoice of a client is in the same few series
def _ordered(same: _Same[Any]) -> tuple[list[date], list[Any]]:
    """The first days of a series in order, and the entry of each."""
    firsts: dict[date, Any] = {}
    for entry in same.series:
        firsts.setdefault(_start(entry), entry)
    starts = sorted(firsts)
    return starts, [firsts[start] for start in starts]

"""A problem in a ledger: a value with a place and a remedy, and the error that carries them all."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from difflib import get_close_matches
from functools import lru_cache
from heapq import nlargest
from typing import NamedTuple

from clienthealth.ledger.fields import bare, shown
from clienthealth.ledger.sources import Place

_LONGEST = 80  # comparing texts costs the product of their lengths
_MOST = 200
_SHOWN = 25
_COMPARED = 30


class Problem(NamedTuple):
    """What is wrong, where, and what to write instead."""

    place: Place | None
    message: str
    path: str = ""
    """The symbolic path of the entry, such as `clients[0].invoices[3].due`."""

    def __str__(self) -> str:
        where = str(self.place) if self.place else self.path or "ledger"
        return f"{where}: {self.message}"


class LedgerError(Exception):
    """A ledger that cannot be read or is invalid; `problems` holds everything that is wrong."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems: tuple[Problem, ...] = tuple(sorted(set(problems), key=_order))
        super().__init__("\n".join(map(str, self.problems)))


def _order(problem: Problem) -> tuple[str, int, int, str]:
    place = problem.place or Place("", 0, 0)
    return (place.file, place.line, place.column, problem.message)


def sorted_problems(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Problems without repetition, in the order of their places."""
    return tuple(sorted(set(problems), key=_order))


def did_you_mean(word: str, known: Sequence[str]) -> str:
    """The end of a message: the nearest known word, or the known ones where none is near."""
    if not known:
        return "there is none to refer to"
    near = nearest(word, known)
    if near is not None:
        return f"did you mean {shown(near)}?"
    more = ", ..." if len(known) > _SHOWN else ""
    return f"known: {', '.join(map(bare, known[:_SHOWN]))}{more}"


def nearest(word: str, known: Sequence[str]) -> str | None:
    """The known word that a mistyped one is nearest to; None where none is near."""
    return _nearest(word[:_LONGEST], tuple(known[-_MOST:]))


@lru_cache(maxsize=1024)  # a column of a thousand rows holds the same wrong name
def _nearest(word: str, known: tuple[str, ...]) -> str | None:
    candidates = [name for name in known if len(name) <= _LONGEST]
    if len(candidates) > _COMPARED:
        candidates = nlargest(_COMPARED, candidates, key=lambda name: _shared_ends(word, name))
    return next(iter(get_close_matches(word, candidates, n=1, cutoff=0.6)), None)


def _shared_ends(word: str, name: str) -> int:
    """How much two words have in common from their ends on: a cheap sign of a mistyped word."""
    return _shared_start(word, name) + _shared_start(word[::-1], name[::-1])


def _shared_start(one: str, other: str) -> int:
    pairs = enumerate(zip(one, other, strict=False))
    return next((n for n, (a, b) in pairs if a != b), min(len(one), len(other)))

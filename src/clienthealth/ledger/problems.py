"""A problem in a ledger, with its place and a remedy, and the error that carries them all."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from difflib import get_close_matches
from functools import lru_cache
from heapq import nlargest
from typing import NamedTuple

from clienthealth.ledger.disclosure import ClientId, OwnWords
from clienthealth.ledger.fields import bare, shown
from clienthealth.ledger.sources import Place
from clienthealth.ledger.written import MONTHS

MOST_APART = 5
"""A message that comes more often than this is reported once, with a count."""
MOST_OF_A_KIND = 10
"""The most messages of one kind that are reported."""

_PARTICULAR = re.compile(
    rf'"[^"]*"|`[^`]*`|\b\d{{1,2}} (?:{"|".join(MONTHS)}) \d{{4}}\b|\b\d[\w.,:/-]*'
)
_LONGEST = 80  # comparing texts costs the product of their lengths
_MOST = 200
_SHOWN = 25
_COMPARED = 30


class Problem(NamedTuple):
    """What is wrong, where, and what to write instead."""

    place: Place | None
    message: OwnWords
    path: OwnWords = ""
    """The symbolic path of the entry, such as `clients[0].invoices[3].due`."""
    times: int = 1
    """How many problems this one represents; more than 1 only in the result of `gathered`."""
    lines: tuple[int, ...] = ()
    """The first lines of those, where several lines of a file have the same problem."""
    client: ClientId | None = None
    """The id of the client a warning is about; None for errors and other warnings."""
    about: tuple[OwnWords, ...] = ()
    """What a warning is about, in words that are the same every day; empty: its message."""

    def __str__(self) -> str:
        where = str(self.place) if self.place else self.path or "ledger"
        return f"{where}: {self.told}"

    @property
    def told(self) -> str:
        """The message, with the number of problems that it represents."""
        if self.times == 1:
            return self.message
        if not self.lines:
            return f"{self.message} (and {self.times - 1:,} more of this kind)"
        more = self.times - len(self.lines)
        numbers = ", ".join(map(str, self.lines))
        if len(self.lines) == 1:
            return f"{self.message} ({self.times:,} times in this line)"
        return f"{self.message} ({self.times:,} times: lines {numbers} and {more:,} more)"


class LedgerError(Exception):
    """A ledger that cannot be read or is invalid; `problems` lists everything that is wrong."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems: tuple[Problem, ...] = tuple(sorted(set(problems), key=_order))
        super().__init__("\n".join(map(str, gathered(self.problems))))


def _order(problem: Problem) -> tuple[str, int, int, str]:
    place = problem.place or Place("", 0, 0)
    return (place.file, place.line, place.column, problem.message)


def sorted_problems(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Problems without repetition, in the order of their places."""
    return tuple(sorted(set(problems), key=_order))


def gathered(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Problems as they are reported: repeats become one, and no kind crowds out the others.

    A message that comes more than `MOST_APART` times in a file is reported once, with a count
    and its first lines. Messages that differ only in names and figures are of one kind. The first
    `MOST_OF_A_KIND` of a kind are reported, and then how many more there are. The counts add up
    to the number of problems.
    """
    return tuple(_without_the_many(_once(problems)))


def _once(problems: Iterable[Problem]) -> list[Problem]:
    same: dict[tuple[str, str], list[Problem]] = {}
    for problem in problems:
        file = problem.place.file if problem.place else ""
        same.setdefault((file, problem.message), []).append(problem)
    told: list[Problem] = []
    for group in same.values():
        lines = tuple(dict.fromkeys(each.place.line for each in group if each.place))
        if len(group) <= MOST_APART:
            told += group
        else:
            told.append(group[0]._replace(times=len(group), lines=lines[:MOST_APART]))
    return sorted(told, key=_order)


def _without_the_many(problems: list[Problem]) -> Iterator[Problem]:
    left = Counter[str]()
    for problem in problems:
        left[_kind(problem)] += problem.times
    told = Counter[str]()
    for problem in problems:
        kind = _kind(problem)
        told[kind] += 1
        if told[kind] <= MOST_OF_A_KIND or left[kind] == problem.times:
            left[kind] -= problem.times
            yield problem
        elif told[kind] == MOST_OF_A_KIND + 1:
            yield problem._replace(times=left[kind], lines=())


def _kind(problem: Problem) -> str:
    """A message without its quoted values and figures, which differ within a kind."""
    return _PARTICULAR.sub("", problem.message)


def did_you_mean(word: str, known: Sequence[str]) -> str:
    """The end of a message: the nearest known word, or all of them where none is near."""
    if not known:
        return "there are none yet"
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
    """How much two words have in common at both ends: a cheap sign of a typo."""
    return _shared_start(word, name) + _shared_start(word[::-1], name[::-1])


def _shared_start(one: str, other: str) -> int:
    pairs = enumerate(zip(one, other, strict=False))
    return next((n for n, (a, b) in pairs if a != b), min(len(one), len(other)))

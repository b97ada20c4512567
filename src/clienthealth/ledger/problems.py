"""A problem in a ledger, with its place and a remedy, and the error that carries them all."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Hashable, Iterable, Iterator, Sequence
from difflib import get_close_matches
from functools import cache, lru_cache
from heapq import nlargest
from itertools import islice
from typing import NamedTuple

from clienthealth.ledger.disclosure import ClientId, OwnWords
from clienthealth.ledger.fields import bare, shown
from clienthealth.ledger.sources import Place
from clienthealth.ledger.written import MONTHS

MOST_APART = 5
"""A message that comes more often than this is reported once, with a count."""
MOST_OF_A_KIND = 10
"""The most messages of one kind that are reported."""
MOST_IN_ALL = 100
"""The most messages that are reported together, however many kinds there are."""
EVERY_ONE = "`clienthealth check --format json` lists every one"
"""Where the messages are that are not reported."""

_LONGEST = 80  # comparing texts costs the product of their lengths
_MOST = 200
_SHOWN = 25
_COMPARED = 30

Known = Sequence[str] | dict[str, None]
"""Words that a ledger may use, in order."""


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
    is_mixed: bool = False
    """Whether the problems that this one represents are of several kinds."""

    def __str__(self) -> str:
        where = str(self.place) if self.place else self.path or "ledger"
        return f"{where}: {self.told}"

    @property
    def told(self) -> str:
        """The message, with the number of problems that it represents."""
        if self.times == 1:
            return self.message
        if not self.lines:
            return f"{self.message} (and {more_like_it(self.times - 1, is_mixed=self.is_mixed)})"
        more = self.times - len(self.lines)
        numbers = ", ".join(map(str, self.lines))
        if len(self.lines) == 1:
            return f"{self.message} ({self.times:,} times in this line)"
        return f"{self.message} ({self.times:,} times: lines {numbers} and {more:,} more)"


class Few(NamedTuple):
    """One of the few things of a kind that are told."""

    position: int
    times: int
    """How many things it represents."""
    is_mixed: bool = False
    """Whether those are of several kinds."""


def more_like_it(count: int, *, is_mixed: bool) -> str:
    """How many things one of them represents besides itself, and whether they are of its kind."""
    return f"{count:,} more {'of other kinds' if is_mixed else 'of this kind'}"


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
    `MOST_OF_A_KIND` of a kind are reported, fewer where that would be more than `MOST_IN_ALL`,
    and then how many more there are. The counts add up to the number of problems.
    """
    once = _once(problems)
    kinds = [kind_of(problem.message) for problem in once]
    told = few_of_each(kinds, [problem.times for problem in once])
    return tuple(_standing_for(once[few.position], few) for few in told)


def _standing_for(problem: Problem, few: Few) -> Problem:
    if few.times == problem.times:
        return problem
    return problem._replace(times=few.times, lines=(), is_mixed=few.is_mixed)


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


def few_texts(texts: Sequence[str]) -> list[str]:
    """Messages as they are said one by one: a few of each kind, and how many more there are."""
    told = few_of_each([kind_of(text) for text in texts], [1] * len(texts))
    return [_standing_for(Problem(None, texts[few.position]), few).told for few in told]


def few_of_each(
    kinds: Sequence[Hashable],
    times: Sequence[int],
    most: Sequence[int] = (MOST_OF_A_KIND, 5, 2, 1),
    in_all: int = MOST_IN_ALL,
) -> list[Few]:
    """Which of many things are told, in their order: a few of each kind.

    Args:
        kinds: The kind of each thing.
        times: How many things each one represents already.
        most: How many of a kind are told: the first of these with which all are at most `in_all`.
        in_all: How many are told, however many kinds there are.

    Returns:
        The things told. The last of a kind, or of all, represents what is left out, so that the
        counts add up.
    """
    told: list[Few] = []
    for limit in most:
        told = [*_few(kinds, times, limit)]
        if len(told) <= in_all:
            return told
    rest = told[in_all - 1 :]
    count = sum(few.times for few in rest)
    return [*told[: in_all - 1], Few(rest[0].position, count, is_mixed=True)]


def _few(kinds: Sequence[Hashable], times: Sequence[int], most: int) -> Iterator[Few]:
    left = Counter[Hashable]()
    for kind, count in zip(kinds, times, strict=True):
        left[kind] += count
    told = Counter[Hashable]()
    for index, (kind, count) in enumerate(zip(kinds, times, strict=True)):
        told[kind] += 1
        if told[kind] <= most or left[kind] == count:
            left[kind] -= count
            yield Few(index, count)
        elif told[kind] == most + 1:
            yield Few(index, left[kind])


def kind_of(message: str) -> str:
    """A message without the values, names and figures that differ within a kind."""
    return _particular().sub("", _own_key().sub("", message))


@cache  # as below: a ledger without problems does not wait for it
def _particular() -> re.Pattern[str]:
    """What differs within a kind: quoted words, what is known instead, codes, days and figures."""
    return re.compile(
        r'"(?:\\"|[^"])*"|`[^`]*`|\bknown: .*|\b[A-Z]{3,}\b'
        rf"|\b\d{{1,2}} (?:{'|'.join(MONTHS)}) \d{{4}}\b|\b\d[\w.,:/-]*"
    )


@cache
def _own_key() -> re.Pattern[str]:
    """The start of a message where it is no key of the program's, but a name in the ledger."""
    return re.compile(r'^(?![a-z_]+: )[^:"`]*: ')


def did_you_mean(word: str, known: Known) -> str:
    """The end of a message: the nearest known word, or all of them where none is near.

    Of many known words only the first are named and the last compared. Otherwise a thousand
    unknown words would each be compared with a thousand known ones.
    """
    if not known:
        return "there are none yet"
    near = nearest(word, known)
    if near is not None:
        return f"did you mean {shown(near)}?"
    more = ", ..." if len(known) > _SHOWN else ""
    return f"known: {_listed(tuple(islice(known, _SHOWN)))}{more}"


@lru_cache(maxsize=8)  # one mapping may have thousands of unknown keys
def _listed(known: tuple[str, ...]) -> str:
    return ", ".join(map(bare, known))


def nearest(word: str, known: Known) -> str | None:
    """The known word that a mistyped one is nearest to; None where none is near."""
    return _nearest(word[:_LONGEST], tuple(reversed([*islice(reversed(known), _MOST)])))


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

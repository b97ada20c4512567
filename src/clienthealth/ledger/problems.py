"""A problem in a ledger: a value with a place and a remedy, and the error that carries them all."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from difflib import get_close_matches
from typing import NamedTuple

from clienthealth.ledger.sources import Place


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
    near = get_close_matches(word, known, n=1, cutoff=0.6)
    if near:
        return f'did you mean "{near[0]}"?'
    if not known:
        return "there is none to refer to"
    return f"known: {', '.join(known[:40])}"

"""A part of a ledger in slices: the entries of one slice are in memory at a time.

Each slice is read and judged as far as its clients can be judged by themselves; of that, values
without entries are kept. What they rest on of the whole ledger (the first days of each kind of
entry, the first day written) is guessed: from what the text shows, and what has been read so far.
Where it turns out to be otherwise, the slice is read again. Of the clients, only those are read
again whose verdict the others change, or who are to go.
"""

import gc
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import chain
from pathlib import PurePath
from typing import NamedTuple, TypeVar

from clienthealth.judging.assessment import (
    Assessment,
    ClientAssessment,
    Portfolio,
    evidence_of,
)
from clienthealth.judging.health import Finding
from clienthealth.judging.holds import Hold
from clienthealth.judging.on_a_day import RuleBook
from clienthealth.judging.part import (
    Evidence,
    Expected,
    Judged,
    Known,
    LedgerPart,
    Question,
    Sums,
    Together,
    shifted,
)
from clienthealth.judging.ranking import Comparison, Figures
from clienthealth.judging.strengths import Strength
from clienthealth.judging.waiting import Waiting, compared
from clienthealth.ledger.cutting import with_some
from clienthealth.ledger.models import Ledger
from clienthealth.ledger.problems import LedgerError, Problem

T = TypeVar("T")


class _Noted(NamedTuple):
    """What is kept of a slice that was judged by itself."""

    question: Question
    first: Mapping[str, date]
    """The first days of each kind of entry, as far as they were known."""
    days: frozenset[date]
    """The days that were judged."""
    sums: Sums
    waiting: dict[int, Waiting]
    odd_entries: tuple[Problem, ...]
    """Given the days ahead of the slice alone."""
    evidence: Evidence

    def holds_for(self, question: Question, first: Mapping[str, date]) -> bool:
        """Whether another question, and what else the ledger has, give the same."""
        alike = (_begun(first, day) == _begun(self.first, day) for day in self.days)
        return self.question == question and all(alike)


class _Slice:
    """One slice of a part.

    Args:
        path: The path of the ledger.
        text: Its text.
        frame: The ledger without its clients.
    """

    def __init__(self, path: PurePath, text: bytes, frame: Ledger) -> None:
        self._path, self._text, self._frame = path, text, frame
        self.known = Known((), {}, None, 0)
        self._begin: date | None = None
        self._is_dated = False
        self._odd: tuple[Problem, ...] = ()
        self._noted: _Noted | None = None
        self._first: Mapping[str, date] = {}
        self._done: dict[int, ClientAssessment] = {}
        self._evidence = Evidence({}, {})

    def read(self) -> LedgerPart:
        """The slice with its entries."""
        return LedgerPart(self._path, self._text, self._frame)

    def look(self, before: Known, expected: Expected | None) -> None:
        """Read it, and keep what needs no entry.

        Args:
            before: What is known of the slices before.
            expected: What will be asked, where that is known.
        """
        part = self.read()
        self.known = part.known()
        self._begin = _earlier(before.begin, self.known.begin)
        self._odd, self._is_dated = part.warnings(self._begin), part.is_dated
        if expected is not None:
            first = earliest((expected.first_days, before.first_days, self.known.first_days))
            self._noted = _noted(part, expected.question, first)

    def warnings(self, begin: date | None) -> tuple[Problem, ...]:
        """What is odd in it, given the first day written of any client."""
        if begin == self._begin or self._is_dated:
            return self._odd
        return self.read().warnings(begin)

    def sums(self, question: Question, first: Mapping[str, date]) -> Sums:
        """What it adds to the whole on the date of assessment."""
        if self._noted is None or not self._noted.holds_for(question, first):
            self._noted = _noted(self.read(), question, first)
        self._first, self._done, self._evidence = first, {}, Evidence({}, {})
        return self._noted.sums

    def figures(self, days: Collection[date]) -> dict[date, tuple[Figures, ...]]:
        """What its clients are compared by on other days."""
        part = self.read()
        part.face(self._now.question, self._first)
        return part.figures(days)

    @property
    def _now(self) -> _Noted:
        assert self._noted is not None  # noqa: S101  # `sums` is asked first
        return self._noted

    def judge(
        self,
        together: Together,
        figures: Mapping[date, tuple[Figures, ...]],
        comparison: Comparison,
        book: RuleBook,
    ) -> frozenset[date]:
        """Assess its clients as far as the others are known; gives the days that are missing."""
        left: list[int] = []
        for position, waiting in self._now.waiting.items():
            if position in self._done:
                continue
            found = compared(position, waiting, comparison, book, together.payment_record)
            if found is None or not self._has_evidence(found):
                left.append(position)
            else:
                self._done[position] = found
        return self._judge_anew(left, together, figures) if left else frozenset()

    def _has_evidence(self, client: ClientAssessment) -> bool:
        question, kept = self._now.question, self._now.evidence
        held = kept.marks if question.places else kept.words if question.words else None
        return held is None or all((client.position, path) in held for path in evidence_of(client))

    def _judge_anew(
        self,
        positions: Sequence[int],
        together: Together,
        figures: Mapping[date, tuple[Figures, ...]],
    ) -> frozenset[date]:
        """Read some of the clients again, and assess them with their entries."""
        part, places = self._with_some(positions)
        part.face(self._now.question, self._first)
        missing = part.judge(together, figures, {places.index(each) for each in positions})
        done = part.done
        for each in done:
            self._done[places[each.position]] = each._replace(position=places[each.position])
        found = part.evidence((each.position, evidence_of(each)) for each in done)
        self._evidence = _together([self._evidence, _placed(found, places)])
        return missing

    def _with_some(self, positions: Sequence[int]) -> tuple[LedgerPart, Sequence[int]]:
        """Some clients with their entries, and the place in the slice of each that was read."""
        clients = self.known.clients
        text = with_some(self._text, frozenset(positions), len(clients))
        if text is not None:
            try:
                part = LedgerPart(self._path, text, self._frame)
            except LedgerError:  # an alias of what another client has
                return self.read(), range(len(clients))
            if [each.id for each in part.ledger.clients] == [clients[at].id for at in positions]:
                return part, positions
        return self.read(), range(len(clients))

    def judged(self, before: int, ahead: frozenset[date]) -> Judged:
        """The assessments of its clients.

        Args:
            before: How many clients of the ledger are in the slices before.
            ahead: The days ahead of the whole ledger.
        """
        clients = (self._done[position] for position in sorted(self._done))
        return Judged(
            tuple(each._replace(position=before + each.position) for each in clients),
            self._odd_entries(ahead),
            shifted(_together([self._now.evidence, self._evidence]), before),
        )

    def _odd_entries(self, ahead: frozenset[date]) -> tuple[Problem, ...]:
        own = self._now.sums.days_ahead
        if not own or own == ahead:
            return self._now.odd_entries
        part = self.read()
        part.face(self._now.question, self._first)
        return part.odd_entries(ahead)

    def told(self, function: Callable[[Assessment], T], portfolio: Portfolio) -> T:
        """What a function makes of its clients with their entries."""
        part = self.read()
        part.face(self._now.question, self._first)
        clients = tuple(self._done[position] for position in sorted(self._done))
        return part.told_of(clients, function, portfolio)


class SlicedPart:
    """A part of a ledger in slices; it answers what a `LedgerPart` answers.

    Args:
        path: The path of the ledger.
        texts: The text of each slice.
        frame: The ledger without its clients.

    Raises:
        LedgerError: the ledger has to be read as a whole; from any question.
    """

    def __init__(self, path: PurePath, texts: Sequence[bytes], frame: Ledger) -> None:
        self._slices = [_Slice(path, text, frame) for text in texts]
        self._ahead: frozenset[date] = frozenset()

    def known(self, expected: Expected | None = None) -> Known:
        """What it knows of itself. `expected` is what will be asked, where that is known."""
        known = Known((), {}, None, 0)
        for each in self._one_by_one():
            each.look(known, expected)
            known = Known(
                (*known.clients, *each.known.clients),
                earliest((known.first_days, each.known.first_days)),
                _earlier(known.begin, each.known.begin),
                known.aliased + each.known.aliased,
            )
        return known

    def warnings(self, begin: date | None) -> tuple[Problem, ...]:
        """What is odd in it, given the first day written of any client."""
        return (*chain.from_iterable(each.warnings(begin) for each in self._one_by_one()),)

    def sums(self, question: Question, first: Mapping[str, date]) -> Sums:
        """What it adds to the whole on the date of assessment."""
        self._question, self._book = question, RuleBook(question.policy)
        self._figures: dict[date, tuple[Figures, ...]] = {}
        sums = [each.sums(question, first) for each in self._one_by_one()]
        totals, records, figures, days_ahead = zip(*sums, strict=True)
        return Sums(
            (*chain.from_iterable(totals),),
            (*chain.from_iterable(records),),
            (*chain.from_iterable(figures),),
            frozenset(chain.from_iterable(days_ahead)),
        )

    def figures(self, days: Collection[date]) -> dict[date, tuple[Figures, ...]]:
        """What its clients are compared by on other days."""
        figures = [each.figures(days) for each in self._one_by_one()]
        return {day: (*chain.from_iterable(each[day] for each in figures),) for day in days}

    def judge(
        self, together: Together, compared: Mapping[date, tuple[Figures, ...]]
    ) -> frozenset[date]:
        """Assess its clients, as far as the others are known; as `LedgerPart.judge` does."""
        self._figures.update(compared)
        self._ahead = together.days_ahead
        comparison = Comparison(self._figures[self._question.as_of], self._question.policy)
        return frozenset[date]().union(
            *(
                each.judge(together, self._figures, comparison, self._book)
                for each in self._one_by_one()
            )
        )

    def judged(self, before: int) -> Judged:
        """The assessments of its clients; `before` is how many clients are in the parts before."""
        judged: list[Judged] = []
        for each in self._one_by_one():
            judged.append(each.judged(before, self._ahead))
            before += len(each.known.clients)
        return Judged(
            tuple(chain.from_iterable(each.clients for each in judged)),
            tuple(chain.from_iterable(each.odd_entries for each in judged)),
            _together(each.evidence for each in judged),
        )

    def told(self, function: Callable[[Assessment], Iterable[T]], portfolio: Portfolio) -> list[T]:
        """What a function makes of the clients of each slice, with their entries."""
        told = (each.told(function, portfolio) for each in self._one_by_one())
        return [*chain.from_iterable(told)]

    def _one_by_one(self) -> Iterator[_Slice]:
        """The slices; what one leaves behind is let go before the next."""
        for each in self._slices:
            yield each
            gc.collect(0)  # reading leaves circles; all that came since the last time is young


def part_of(path: PurePath, texts: Sequence[bytes], frame: Ledger) -> LedgerPart | SlicedPart:
    """A part of a ledger: as it is where it has one slice."""
    is_whole = len(texts) == 1
    return LedgerPart(path, texts[0], frame) if is_whole else SlicedPart(path, texts, frame)


def earliest(each: Iterable[Mapping[str, date]]) -> Mapping[str, date]:
    """The first day of each kind in any part."""
    first: dict[str, date] = {}
    for kind, day in chain.from_iterable(days.items() for days in each):
        first[kind] = min(day, first.get(kind, day))
    return first


def _earlier(one: date | None, other: date | None) -> date | None:
    """The earlier of two days, as far as they are known."""
    return min(filter(None, (one, other)), default=None)


def _begun(first: Mapping[str, date], day: date) -> set[str]:
    """The kinds of entry of which there is one by a day."""
    return {kind for kind, begin in first.items() if begin <= day}


def _noted(part: LedgerPart, question: Question, first: Mapping[str, date]) -> _Noted:
    sums = part.sums(question, first)
    waiting, days = part.waiting()
    odd = part.odd_entries(sums.days_ahead)
    pieces = ((position, _paths(each)) for position, each in waiting.items())
    return _Noted(question, first, days, sums, waiting, odd, part.evidence(pieces))


def _paths(waiting: Waiting) -> Collection[tuple[str | int, ...]]:
    """The paths of the evidence about a client, as far as it comes from them alone."""
    own = waiting.own
    pieces: list[Finding | Strength | Hold] = [*own.health.findings, *own.strengths]
    pieces += waiting.holds
    return [*chain.from_iterable(each.evidence for each in pieces)]


def _placed(evidence: Evidence, places: Sequence[int]) -> Evidence:
    """Evidence about clients who have other places."""
    marks = {(places[at], path): mark for (at, path), mark in evidence.marks.items()}
    words = {(places[at], path): text for (at, path), text in evidence.words.items()}
    return Evidence(marks, words)


def _together(each: Iterable[Evidence]) -> Evidence:
    marks: dict[tuple[int, tuple[str | int, ...]], int] = {}
    words: dict[tuple[int, tuple[str | int, ...]], str] = {}
    for evidence in each:
        marks |= evidence.marks
        words |= evidence.words
    return Evidence(marks, words)

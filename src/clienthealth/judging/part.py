"""One part of a ledger: reads its clients and judges them, and answers in small values.

What depends on the other clients is asked for in steps, as each part needs to know a little of all:
the first days of each kind of entry, the figures that clients are compared by, and the payment
record. No answer holds the entries of a client.
"""

from collections.abc import Callable, Collection, Container, Iterable, Mapping
from datetime import date
from pathlib import PurePath
from typing import Literal, NamedTuple, TypeVar

from clienthealth.facts.client import Path
from clienthealth.facts.context import first_days
from clienthealth.facts.entry_text import EntryTexts
from clienthealth.facts.late_risk import PaymentRecord
from clienthealth.facts.odd_entries import days_ahead
from clienthealth.judging.assessment import (
    Assessment,
    ClientAssessment,
    Portfolio,
    Totals,
    assessed,
    evidence_of,
    totals_of,
)
from clienthealth.judging.on_a_day import History, RuleBook
from clienthealth.judging.ranking import Figures
from clienthealth.judging.waiting import Waiting, waiting_client
from clienthealth.ledger.models import Client, Ledger, mark_of
from clienthealth.ledger.odd_entries import first_written_day, has_written_day
from clienthealth.ledger.parts import ReadPart
from clienthealth.ledger.policy import Policy
from clienthealth.ledger.problems import Problem
from clienthealth.rules.registry import vocabulary

T = TypeVar("T")
Words = Literal["told", "withheld"]
"""In which words evidence is told: in full, or as `redact` leaves it."""


class Question(NamedTuple):
    """What is asked of a ledger."""

    as_of: date
    policy: Policy
    only: frozenset[str] | None = None
    """The ids of the clients to assess; None for all."""
    places: bool = True
    """Whether it is asked where evidence is."""
    words: Words | None = None
    """In which words evidence is told afterwards; None: not at all."""


class Expected(NamedTuple):
    """What a ledger will most likely be asked, and what its text shows before it is read."""

    question: Question
    first_days: Mapping[str, date]
    """Perhaps the day of the first entry of each kind."""


class Known(NamedTuple):
    """What a part knows once it is read."""

    clients: tuple[Client, ...]
    """Without their entries."""
    first_days: Mapping[str, date]
    """The day of the first entry of each kind."""
    begin: date | None
    """The first day written of any client."""
    aliased: int
    """How many values aliases repeat."""


class Sums(NamedTuple):
    """What a part adds to the figures of the whole on a date."""

    totals: tuple[Totals, ...]
    """Of each client known on the date, in the order of the ledger."""
    records: tuple[PaymentRecord, ...]
    """The payment record of each of them."""
    figures: tuple[Figures, ...]
    """Of each active client."""
    days_ahead: frozenset[date]


class Together(NamedTuple):
    """What the parts make together on a date."""

    payment_record: PaymentRecord
    days_ahead: frozenset[date]


class Evidence(NamedTuple):
    """What is kept of evidence, by the client's place and the path of the entry."""

    marks: Mapping[tuple[int, Path], int]
    """The mark of each piece, where places were asked for."""
    words: Mapping[tuple[int, Path], str]
    """Each piece in words, where those were asked for."""


class Judged(NamedTuple):
    """The clients of a part on a date."""

    clients: tuple[ClientAssessment, ...]
    odd_entries: tuple[Problem, ...]
    evidence: Evidence


class WholeNeededError(Exception):
    """The ledger cannot be read and judged in parts: one process has to do it."""


class _NotComparedYet(Exception):  # noqa: N818  # it is caught here
    def __init__(self, day: date) -> None:
        super().__init__(day)
        self.day = day


class _Whole:
    """What is known of the whole ledger so far."""

    def __init__(self, first: Mapping[str, date]) -> None:
        self.first_days = first
        self.together = Together(PaymentRecord(0, 0, 0, 0.0), frozenset())
        self.compared: dict[date, tuple[Figures, ...]] = {}

    @property
    def days_ahead(self) -> frozenset[date]:
        return self.together.days_ahead

    @property
    def payment_record(self) -> PaymentRecord:
        return self.together.payment_record

    def figures(self, day: date) -> tuple[Figures, ...]:
        if day not in self.compared:
            raise _NotComparedYet(day)
        return self.compared[day]


class LedgerPart:
    """One part of a ledger in pieces. It is asked one thing after the other, in this order.

    Args:
        path: The path of the ledger.
        part: The text of the part.
        frame: The ledger without its clients.

    Raises:
        LedgerError: the ledger has to be read as a whole.
    """

    def __init__(self, path: PurePath, part: bytes, frame: Ledger) -> None:
        self._read = ReadPart(path, part, frame, vocabulary())
        self._ledger = self._read.ledger
        self._done: dict[int, ClientAssessment] = {}

    @property
    def is_dated(self) -> bool:
        """Whether a day is written of each client, so that `warnings` ask for no other."""
        return all(map(has_written_day, self._ledger.clients))

    @property
    def ledger(self) -> Ledger:
        """The frame with the clients of the part."""
        return self._ledger

    def known(self, expected: Expected | None = None) -> Known:  # noqa: ARG002  # it keeps all
        """What it knows of itself; what is expected does not matter, as it keeps its entries."""
        clients = self._ledger.clients
        begin, aliased = first_written_day(clients), self._read.aliased
        bare = tuple(map(without_entries, clients))
        return Known(bare, first_days(self._ledger), begin, aliased)

    def warnings(self, begin: date | None) -> tuple[Problem, ...]:
        """What is odd in it, given the first day written of any client."""
        return self._read.warnings(begin)

    def face(self, question: Question, first: Mapping[str, date]) -> None:
        """Get ready for a question, given the first day of each kind of entry in the ledger."""
        self._question = question
        self._whole = _Whole(first)
        self._past = History(self._ledger, RuleBook(question.policy), whole=self._whole)
        self._done = {}

    def sums(self, question: Question, first: Mapping[str, date]) -> Sums:
        """What it adds to the whole on the date of assessment."""
        self.face(question, first)
        now = self._past.on(question.as_of)
        return Sums(
            totals=tuple(totals_of(now, position) for position in now.positions),
            records=tuple(map(now.own_record, now.positions)),
            figures=now.figures,
            days_ahead=days_ahead(self._ledger, question.as_of),
        )

    def waiting(self) -> tuple[dict[int, Waiting], frozenset[date]]:
        """Its clients by their places, waiting to be compared; and the days judged for that."""
        now = self._past.on(self._question.as_of)
        waiting = {
            position: waiting_client(now, self._past, position, without_entries)
            for position in now.positions
            if self._is_wanted(position)
        }
        return waiting, self._past.days

    def odd_entries(self, ahead: frozenset[date]) -> tuple[Problem, ...]:
        """What looks odd on the date, given the days ahead of the whole ledger."""
        self._whole.together = self._whole.together._replace(days_ahead=ahead)
        return self._past.on(self._question.as_of).odd_entries

    def figures(self, days: Collection[date]) -> dict[date, tuple[Figures, ...]]:
        """What its clients are compared by on other days."""
        return {day: self._past.on(day).figures for day in days}

    def judge(
        self,
        together: Together,
        compared: Mapping[date, tuple[Figures, ...]],
        positions: Container[int] | None = None,
    ) -> frozenset[date]:
        """Assess its clients, as far as the others are known.

        Args:
            together: What the parts make together.
            compared: The figures of all clients on days that were asked for.
            positions: The places of the clients to assess; None for all that were asked for.

        Returns:
            The days of which the figures of all clients are needed too.
        """
        self._whole.together = together
        self._whole.compared.update(compared)
        now = self._past.on(self._question.as_of)
        asked: set[date] = set()
        for position in now.positions:
            if position in self._done or not self._is_wanted(position):
                continue
            if positions is not None and position not in positions:
                continue
            try:
                self._done[position] = assessed(now, self._past, position)
            except _NotComparedYet as missing:
                asked.add(missing.day)
        return frozenset(asked)

    def judged(self, before: int) -> Judged:
        """The assessments of its clients; `before` is how many clients are in the parts before."""
        clients = self.done
        return Judged(
            tuple(each._replace(position=before + each.position) for each in clients),
            self._past.on(self._question.as_of).odd_entries,
            shifted(self.evidence((each.position, evidence_of(each)) for each in clients), before),
        )

    @property
    def done(self) -> tuple[ClientAssessment, ...]:
        """The assessments so far, with the clients' places in the part."""
        return tuple(self._done[position] for position in sorted(self._done))

    def told(self, function: Callable[[Assessment], T], portfolio: Portfolio) -> T:
        """What a function makes of the assessment of its clients, with their entries."""
        return self.told_of(self.done, function, portfolio)

    def told_of(
        self,
        clients: tuple[ClientAssessment, ...],
        function: Callable[[Assessment], T],
        portfolio: Portfolio,
    ) -> T:
        """The same of clients who were assessed before."""
        question = self._question
        found = Assessment(self._ledger, question.policy, question.as_of, clients, portfolio)
        return function(found)

    def evidence(self, pieces: Iterable[tuple[int, Iterable[Path]]]) -> Evidence:
        """What is asked of evidence, as the question has it.

        Args:
            pieces: The place of each client, with the paths of the evidence about them.
        """
        places, words = self._question.places, self._question.words
        marks: dict[tuple[int, Path], int] = {}
        told: dict[tuple[int, Path], str] = {}
        for position, paths in pieces if places or words else ():
            own = [*dict.fromkeys(((), *paths))]
            if places:
                client = self._ledger.clients[position]
                marks |= {(position, path): mark_of(client, path) for path in own}
            if words:
                texts = self._texts(position, words)
                told |= {(position, path): texts.text(path) for path in own}
        return Evidence(marks, told)

    def _texts(self, position: int, words: Words) -> EntryTexts:
        policy, as_of = self._question.policy, self._question.as_of
        return EntryTexts(self._ledger, position, policy, as_of, withheld=words == "withheld")

    def _is_wanted(self, position: int) -> bool:
        only = self._question.only
        return only is None or self._ledger.clients[position].id in only


def shifted(evidence: Evidence, by: int) -> Evidence:
    """Evidence about clients who are this many places further on."""
    marks = {(by + at, path): mark for (at, path), mark in evidence.marks.items()}
    return Evidence(marks, {(by + at, path): text for (at, path), text in evidence.words.items()})


def without_entries(client: Client) -> Client:
    """A client with what is said of them as a whole."""
    lists = ("contacts", "projects", "invoices", "payments", "time", "costs", "events", "waivers")
    return client.model_copy(update={**dict.fromkeys(lists, ()), "contract": None})

"""One part of a ledger: reads its clients and judges them, and answers in small values.

What depends on the other clients is asked for in steps, as each part needs to know a little of all:
the first days of each kind of entry, the figures that clients are compared by, and the payment
record. No answer holds the entries of a client.
"""

from collections.abc import Callable, Collection, Iterator, Mapping
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
from clienthealth.ledger.models import Client, Ledger, mark_of
from clienthealth.ledger.odd_entries import first_written_day
from clienthealth.ledger.parts import ReadPart
from clienthealth.ledger.policy import Policy
from clienthealth.ledger.problems import Problem
from clienthealth.rules.registry import vocabulary

T = TypeVar("T")
Words = Literal["told", "withheld"]
"""In which words evidence is told: in full, or as `redact` leaves it."""


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


class Judged(NamedTuple):
    """The clients of a part on a date."""

    clients: tuple[ClientAssessment, ...]
    odd_entries: tuple[Problem, ...]
    marks: Mapping[tuple[int, Path], int]
    """The mark of each piece of evidence."""
    words: Mapping[tuple[int, Path], str]
    """Each piece of evidence in words, where those were asked for."""


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

    def known(self) -> Known:
        """What it knows of itself."""
        clients = self._ledger.clients
        begin, aliased = first_written_day(clients), self._read.aliased
        bare = tuple(map(without_entries, clients))
        return Known(bare, first_days(self._ledger), begin, aliased)

    def warnings(self, begin: date | None) -> tuple[Problem, ...]:
        """What is odd in it, given the first day written of any client."""
        return self._read.warnings(begin)

    def sums(self, as_of: date, policy: Policy, first: Mapping[str, date]) -> Sums:
        """What it adds to the whole on the date of assessment."""
        self._as_of, self._policy = as_of, policy
        self._whole = _Whole(first)
        self._past = History(self._ledger, RuleBook(policy), whole=self._whole)
        self._done = {}
        now = self._past.on(as_of)
        return Sums(
            totals=tuple(totals_of(now, position) for position in now.positions),
            records=tuple(map(now.own_record, now.positions)),
            figures=now.figures,
            days_ahead=days_ahead(self._ledger, as_of),
        )

    def figures(self, day: date) -> tuple[Figures, ...]:
        """What its clients are compared by on another day."""
        return self._past.on(day).figures

    def judge(
        self,
        together: Together,
        compared: Mapping[date, tuple[Figures, ...]],
        only: Collection[str] | None,
    ) -> frozenset[date]:
        """Assess its clients, as far as the others are known.

        Args:
            together: What the parts make together.
            compared: The figures of all clients on days that were asked for.
            only: The ids of the clients to assess; None for all.

        Returns:
            The days of which the figures of all clients are needed too.
        """
        self._whole.together = together
        self._whole.compared.update(compared)
        now = self._past.on(self._as_of)
        asked: set[date] = set()
        for position in now.positions:
            if position in self._done or not _is_wanted(self._ledger.clients[position], only):
                continue
            try:
                self._done[position] = assessed(now, self._past, position)
            except _NotComparedYet as missing:
                asked.add(missing.day)
        return frozenset(asked)

    def judged(self, before: int, words: Words | None) -> Judged:
        """The assessments of its clients.

        Args:
            before: How many clients of the ledger are in the parts before.
            words: In which words evidence is told; None where nobody reads them.
        """
        clients = [self._done[position] for position in sorted(self._done)]
        return Judged(
            tuple(each._replace(position=before + each.position) for each in clients),
            self._past.on(self._as_of).odd_entries,
            {(before + at, path): mark for at, path, mark in self._marks(clients)},
            {(before + at, path): text for at, path, text in self._words(clients, words)},
        )

    def told(self, function: Callable[[Assessment], T], portfolio: Portfolio) -> T:
        """What a function makes of the assessment of its clients, with their entries."""
        clients = tuple(self._done[position] for position in sorted(self._done))
        return function(Assessment(self._ledger, self._policy, self._as_of, clients, portfolio))

    def _marks(self, clients: Collection[ClientAssessment]) -> Iterator[tuple[int, Path, int]]:
        for client in clients:
            entry = self._ledger.clients[client.position]
            for path in ((), *evidence_of(client)):
                yield client.position, path, mark_of(entry, path)

    def _words(
        self, clients: Collection[ClientAssessment], words: Words | None
    ) -> Iterator[tuple[int, Path, str]]:
        for client in clients if words is not None else ():
            texts = EntryTexts(
                self._ledger,
                client.position,
                self._policy,
                self._as_of,
                withheld=words == "withheld",
            )
            for path in evidence_of(client):
                yield client.position, path, texts.text(path)


def without_entries(client: Client) -> Client:
    """A client with what is said of them as a whole."""
    lists = ("contacts", "projects", "invoices", "payments", "time", "costs", "events", "waivers")
    return client.model_copy(update={**dict.fromkeys(lists, ()), "contract": None})


def _is_wanted(client: Client, only: Collection[str] | None) -> bool:
    return only is None or client.id in only

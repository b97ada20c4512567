"""A ledger judged in parts, each read by a process of its own: the same figures, in less time.

The text is cut at the clients. This process compares the clients of all parts by their figures and
puts the answers together. Whatever needs the whole text, or seems wrong in a part, ends the work in
parts: then one process reads it all, so that every problem is found and told in the same way.
"""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from datetime import date
from itertools import chain
from typing import Protocol, TypeVar, cast

from clienthealth.facts.late_risk import total_record
from clienthealth.judging.assessment import Assessment, Kept, portfolio_of
from clienthealth.judging.part import (
    Expected,
    Judged,
    Known,
    Question,
    Sums,
    Together,
    WholeNeededError,
    Words,
)
from clienthealth.judging.ranking import Comparison, Figures
from clienthealth.judging.slices import earliest
from clienthealth.ledger.models import Ledger
from clienthealth.ledger.policy import Policy
from clienthealth.ledger.problems import sorted_problems
from clienthealth.ledger.yaml_events import MAX_ALIASED_NODES

T = TypeVar("T")
Only = Collection[str] | None


class Parts(Protocol):
    """The parts of a ledger, wherever they are worked on."""

    def ask(self, what: str, each: Iterable[tuple[object, ...]]) -> list[object]:
        """The answers of all parts to a question with arguments for each.

        Raises:
            WholeNeededError: one of them could not answer.
        """


class LedgerInParts:
    """A ledger that is read and judged in parts.

    Args:
        frame: The ledger without its clients.
        parts: Its parts.
        count: How many there are.
        expected: What it will be asked, where that is known. A part in slices is then read once,
            and once more for any other question.

    Raises:
        WholeNeededError: it has to be read as a whole.
    """

    def __init__(
        self, frame: Ledger, parts: Parts, count: int, expected: Expected | None = None
    ) -> None:
        self._parts, self._count = parts, count
        self._known = self._asked("known", Known, expected)
        clients = tuple(chain.from_iterable(each.clients for each in self._known))
        ids = {client.id for client in clients}
        aliased = sum(each.aliased for each in self._known)
        if len(ids) < len(clients) or aliased > MAX_ALIASED_NODES:
            raise WholeNeededError
        if any(name not in ids for name in frame.policy.clients):
            raise WholeNeededError
        self.ledger = frame.model_copy(update={"clients": clients})
        """The ledger; its clients are without their entries."""
        begin = min(filter(None, (each.begin for each in self._known)), default=None)
        odd = self._asked("warnings", tuple, begin)
        self.ledger._warnings = sorted_problems((*frame.warnings, *chain.from_iterable(odd)))

    def assess(
        self,
        *,
        as_of: date,
        policy: Policy,
        only: Only = None,
        places: bool = True,
        words: Words | None = None,
    ) -> Assessment:
        """What `assess` gives, but that its ledger has no entries.

        Args:
            as_of: The date of assessment.
            policy: The policy in force.
            only: The ids of the clients to include; None for all.
            places: Whether the places of evidence can be told afterwards.
            words: In which words evidence can be told afterwards; None: not at all.

        Raises:
            WholeNeededError: it has to be judged as a whole.
        """
        first = earliest(each.first_days for each in self._known)
        asked = None if only is None else frozenset(only)
        question = Question(as_of, policy, asked, places, words)
        sums = self._asked("sums", Sums, question, first)
        compared = {as_of: (*chain.from_iterable(each.figures for each in sums),)}
        together = Together(
            total_record(chain.from_iterable(each.records for each in sums)),
            frozenset(chain.from_iterable(each.days_ahead for each in sums)),
        )
        ranking = Comparison(compared[as_of], policy).ranking
        self._judge(together, compared)
        judged = self._judged()
        told = _merged(each.evidence.words for each in judged)
        kept = Kept(
            _merged(each.evidence.marks for each in judged) if places else None,
            words=told if words == "told" else None,
            withheld=told if words == "withheld" else None,
        )
        return Assessment(
            self.ledger,
            policy,
            as_of,
            tuple(chain.from_iterable(each.clients for each in judged)),
            portfolio_of(
                [*chain.from_iterable(each.totals for each in sums)],
                ranking,
            ),
            odd_entries=sorted_problems(chain.from_iterable(e.odd_entries for e in judged)),
            kept=kept,
        )

    def of_each(self, function: Callable[[Assessment], Iterable[T]], found: Assessment) -> list[T]:
        """What a function makes of the clients of each part, where their entries are.

        Args:
            function: A function of a module, which the processes can find; it gets the clients
                of a part, each with their place in the part.
            found: What `assess` gave last, of all clients.

        Raises:
            WholeNeededError: it failed.
        """
        asked = [(function, found.portfolio)] * self._count
        answers = cast("list[Iterable[T]]", self._parts.ask("told", asked))
        return [*chain.from_iterable(answers)]

    def _judge(self, together: Together, compared: dict[date, tuple[Figures, ...]]) -> None:
        """Have the clients assessed, each compared with all others on every day that matters."""
        while compared:
            asked = self._asked("judge", frozenset, together, compared)
            days = sorted(frozenset[date]().union(*asked))
            compared = self._figures(days) if days else {}

    def _judged(self) -> Sequence[Judged]:
        befores = [0]
        for each in self._known:
            befores.append(befores[-1] + len(each.clients))
        asked = [(before,) for before in befores[:-1]]
        return _all_of(Judged, self._parts.ask("judged", asked))

    def _figures(self, days: Sequence[date]) -> dict[date, tuple[Figures, ...]]:
        each: list[dict[date, tuple[Figures, ...]]] = self._asked("figures", dict, days)
        return {day: (*chain.from_iterable(own[day] for own in each),) for day in days}

    def _asked(self, what: str, kind: type[T], *arguments: object) -> list[T]:
        return _all_of(kind, self._parts.ask(what, [arguments] * self._count))


def _all_of(kind: type[T], answers: Sequence[object]) -> list[T]:
    found = [each for each in answers if isinstance(each, kind)]
    if len(found) < len(answers):
        raise WholeNeededError
    return found


K = TypeVar("K")
V = TypeVar("V")


def _merged(each: Iterable[Mapping[K, V]]) -> Mapping[K, V]:
    return dict(chain.from_iterable(part.items() for part in each))

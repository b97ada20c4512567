"""The ledger as the review sees it: judged at the end of the period."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from functools import cached_property

from clienthealth.facts.client import ClientFacts
from clienthealth.judging.assessment import (
    Assessment,
    ClientAssessment,
    assessed,
    assessment_at,
)
from clienthealth.judging.guarded import GuardedClient
from clienthealth.judging.on_a_day import History, LedgerOnDate, RuleBook
from clienthealth.ledger.models import Ledger
from clienthealth.ledger.policy import Policy
from clienthealth.reviewing.rank_stability import DRAWS, Sureness, sureness_of
from clienthealth.reviewing.utilisation import WorkingTime, working_time

Progress = Callable[[int, int], None]


class ReviewedPeriod:
    """A ledger judged on a day. Each part is worked out when it is first needed."""

    def __init__(
        self, past: History, day: date, draws: int = DRAWS, progress: Progress | None = None
    ) -> None:
        self.past, self.day, self.draws = past, day, draws
        self._progress = progress
        self.now: LedgerOnDate = past.on(day)

    @classmethod
    def of(cls, ledger: Ledger, policy: Policy, day: date) -> "ReviewedPeriod":
        """A ledger that is judged on this day only."""
        return cls(History(ledger, RuleBook(policy)), day)

    @cached_property
    def assessment(self) -> Assessment:
        """Every client on that day."""
        return assessment_at(self.past, self.day)

    @property
    def policy(self) -> Policy:
        """The policy in force."""
        return self.now.book.policy

    def facts(self, client: ClientAssessment) -> ClientFacts:
        """The facts of a client."""
        return self.now.member(client.position).facts

    @cached_property
    def everyone(self) -> tuple[ClientFacts, ...]:
        """The facts of all clients known on that day, in any stage."""
        return tuple(self.now.member(position).facts for position in self.now.positions)

    @cached_property
    def active(self) -> tuple[ClientFacts, ...]:
        """The facts of the active clients."""
        return tuple(facts for facts in self.everyone if facts.stage == "active")

    @property
    def revenue(self) -> Decimal:
        """The revenue of the active clients."""
        return self.now.revenue

    @cached_property
    def hours(self) -> Decimal:
        """The hours of the active clients, without work in progress."""
        return sum((facts.hours for facts in self.active), Decimal(0))

    @cached_property
    def ranked(self) -> tuple[ClientAssessment, ...]:
        """The clients with a rank, best first."""
        clients = [c for c in self.assessment.clients if c.rank is not None]
        return tuple(sorted(clients, key=lambda c: c.rank or 0))

    @cached_property
    def bottom(self) -> tuple[ClientAssessment, ...]:
        """The bottom group, lowest first."""
        return tuple(c for c in reversed(self.ranked) if c.bottom)

    @cached_property
    def sureness(self) -> dict[str, Sureness]:
        """How sure the bottom group is, for each ranked client."""
        return sureness_of(self.now, draws=self.draws, progress=self._progress)

    @cached_property
    def working_time(self) -> WorkingTime:
        """The hours of the business, and what they brought in."""
        return working_time(self.everyone, self.now.context)


class EarlierPeriod(ReviewedPeriod):
    """A period that another is compared with: only its bottom group is assessed in full."""

    @cached_property
    def clients(self) -> dict[str, GuardedClient]:
        """The clients known on that day by id, with health and verdict where they are asked for."""
        everyone = (GuardedClient(self.now, self.past, i) for i in self.now.positions)
        return {client.id: client for client in everyone}

    def rank(self, client: str) -> int | None:
        """The rank of a client; None for one without."""
        return self.now.ranking.ranks.get(client)

    @cached_property
    def bottom(self) -> tuple[ClientAssessment, ...]:
        """The bottom group, lowest first."""
        ranking = self.now.ranking
        lowest = [name for name in reversed(ranking.ranks) if ranking.is_bottom(name)]
        places = (self.clients[name].position for name in lowest)
        return tuple(assessed(self.now, self.past, place) for place in places)

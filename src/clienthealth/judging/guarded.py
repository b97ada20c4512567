"""What a guard asks about each client: findings and verdict, and no more of them than it shows.

An `Assessment` has every figure that a report may print. A check prints few of them, so that each
is worked out when it is first asked for; the earlier health above all, which only decides between
some verdicts.
"""

from datetime import date
from functools import cached_property

from clienthealth.facts.client import Path, Stage
from clienthealth.judging.actions import Action
from clienthealth.judging.decided import Decided, decided, holds_on
from clienthealth.judging.health import Finding
from clienthealth.judging.holds import Hold
from clienthealth.judging.on_a_day import History, LedgerOnDate
from clienthealth.ledger.models import Ledger
from clienthealth.ledger.policy import Grade, Policy
from clienthealth.ledger.problems import Problem
from clienthealth.ledger.sources import Place


class GuardedClient:
    """A client on a date: what an assessment says, worked out where it is asked for.

    Args:
        now: The ledger on the date.
        past: The same ledger on other dates.
        position: The client's place in the ledger.
    """

    def __init__(self, now: LedgerOnDate, past: History, position: int) -> None:
        self._now, self._past = now, past
        self.position = position
        client = now.ledger.clients[position]
        self.id, self.name = client.id, client.name

    @property
    def stage(self) -> Stage:
        """Prospect, active, dormant or former."""
        return self._now.facts(self.position).stage

    @property
    def health(self) -> float | None:
        """0 to 100 with one decimal; None where too little is known."""
        return self._now.member(self.position).health.value

    @property
    def grade(self) -> Grade | None:
        """The grade of the health; None where too little is known."""
        return self._now.member(self.position).health.grade

    @property
    def unknown_because(self) -> str | None:
        """Why too little is known."""
        return self._now.member(self.position).health.unknown_because

    @property
    def findings(self) -> tuple[Finding, ...]:
        """Heaviest first, then the waived ones, then the position findings."""
        return self._now.findings(self.position)[0]

    @property
    def action(self) -> Action | None:
        """What to do; None for former and dormant clients."""
        return self._decided.row.action if self._decided else None

    @property
    def because(self) -> tuple[str, ...]:
        """The codes of the findings that the verdict rests on."""
        if self._decided is None:
            return ()
        case, row = self._decided
        return tuple(finding.code for finding in row.because(case))

    @cached_property
    def holds(self) -> tuple[Hold, ...]:
        """The reasons to delay the verdict."""
        if self._decided is None:
            return ()
        case, row = self._decided
        return holds_on(self._now, self._past, self.position, row.action, case.findings)

    @cached_property
    def _decided(self) -> Decided | None:
        """What the table decides; None without a verdict."""
        return decided(self._now, self._past, self.position)


class GuardedLedger:
    """A ledger on a date, as a guard looks at it.

    Args:
        past: The ledger on all dates.
        as_of: The date.
    """

    def __init__(self, past: History, as_of: date) -> None:
        self._now = past.on(as_of)
        self.as_of = as_of
        self.clients = tuple(GuardedClient(self._now, past, i) for i in self._now.positions)
        """In the order of the ledger."""
        self._by_id = {client.id: client for client in reversed(self.clients)}

    @property
    def ledger(self) -> Ledger:
        """The ledger."""
        return self._now.ledger

    @property
    def policy(self) -> Policy:
        """The policy in force."""
        return self._now.book.policy

    @property
    def odd_entries(self) -> tuple[Problem, ...]:
        """Odd but accepted entries on this date, in addition to the ledger's own warnings."""
        return self._now.odd_entries

    @property
    def currency(self) -> str:
        """The currency of all amounts."""
        return self.ledger.business.currency

    def client(self, name: str) -> GuardedClient | None:
        """The client with an id."""
        return self._by_id.get(name)

    def place(self, client: GuardedClient, path: Path) -> Place | None:
        """The place of an entry, or of the nearest enclosing entry with a place in a file."""
        return self.ledger.place_of(client.position, path)

"""What of a client is the same on every date: its entries in order, and how its invoices end.

A ledger is judged on many dates (for trends, earlier verdicts, a review). What is here is worked
out once for all of them.
"""

from bisect import bisect_right
from collections.abc import Mapping
from datetime import date
from typing import Literal

from clienthealth.facts.conduct import SeenEvent, ordered_events
from clienthealth.facts.context import Context, first_days
from clienthealth.facts.invoices import net
from clienthealth.facts.lockless import cached_property
from clienthealth.facts.settlement import Settlement, Settlements
from clienthealth.facts.work import BilledMonth, Worked, billed_months, may_lose
from clienthealth.ledger.models import Business, Client, Ledger

Part = Literal["projects", "contacts", "team", "contract", "disputes"]
"""A part of a client's ledger that many clients do not have."""


class ClientHistory:
    """The dated entries of one client, from which a date takes what it sees.

    Args:
        client: The client.
        business: The business, whose terms and whose time zone hold.
        draws: Whether credits pay for open invoices (`policy.set_off`).
    """

    def __init__(self, client: Client, business: Business, *, draws: bool) -> None:
        self._client, self._business, self._draws = client, business, draws

    @classmethod
    def of(cls, client: Client, context: Context) -> "ClientHistory":
        """The history of a client in the business of a context."""
        return cls(client, context.business, draws=context.policy.set_off)

    @cached_property
    def _settlements(self) -> Settlements:
        return Settlements(self._client, self._business.terms_days, draws=self._draws)

    @cached_property
    def _events(self) -> tuple[list[date], tuple[SeenEvent, ...]]:
        events = ordered_events(self._client, self._business)
        return [seen.day for seen in events], events

    @cached_property
    def _time(self) -> tuple[list[date], tuple[Worked, ...]]:
        worked = [Worked(index, entry) for index, entry in enumerate(self._client.time)]
        worked.sort(key=lambda each: each.entry.date)  # those of a day stay in their order
        return [each.entry.date for each in worked], tuple(worked)

    @cached_property
    def _hourly(self) -> tuple[list[date], list[date]]:
        fees = {project.id for project in self._client.projects if project.fee is not None}
        worked = [entry.date for _, entry in self._time[1] if entry.project not in fees]
        bills = [bill for bill in self._settlements.bills if bill.project not in fees]
        return worked, sorted(bill.issued for bill in bills if net(bill) > 0)

    @cached_property
    def parts(self) -> frozenset[Part]:
        """The parts of the ledger that this client has, whatever the day."""
        client = self._client
        there: dict[Part, object] = {
            "projects": client.projects,
            "contacts": client.contacts,
            "team": client.team_buy_in,
            "contract": client.contract,
            "disputes": any(invoice.disputed for invoice in client.invoices),
        }
        return frozenset(part for part, entries in there.items() if entries)

    @cached_property
    def losing(self) -> frozenset[int]:
        """The places of the invoices of which something may be lost."""
        invoices = enumerate(self._client.invoices)
        return frozenset(index for index, invoice in invoices if may_lose(invoice))

    def settlement(self, as_of: date) -> Settlement:
        """What the client owes on a date."""
        return self._settlements.on(as_of)

    def events(
        self, after: date | None, until: date, kind: str | None = None
    ) -> tuple[SeenEvent, ...]:
        """The events after a day, if there is one, and up to another, by day; those of a kind."""
        days, events = self._events if kind is None else self._of_kinds.get(kind, ([], ()))
        return events[_first(days, after) : bisect_right(days, until)]

    @cached_property
    def _of_kinds(self) -> dict[str, tuple[list[date], tuple[SeenEvent, ...]]]:
        kinds: dict[str, list[SeenEvent]] = {}
        for seen in self._events[1]:
            kinds.setdefault(seen.kind, []).append(seen)
        return {kind: ([s.day for s in events], tuple(events)) for kind, events in kinds.items()}

    def events_by_kind(self, after: date | None, until: date) -> dict[str, tuple[SeenEvent, ...]]:
        """The same events by their kind; none of a kind is no key."""
        found = {kind: self.events(after, until, kind) for kind in self._of_kinds}
        return {kind: events for kind, events in found.items() if events}

    def kinds(self, until: date) -> frozenset[str]:
        """The kinds of the events up to a day."""
        return frozenset(kind for kind, (days, _) in self._of_kinds.items() if days[0] <= until)

    def time(self, after: date | None, until: date) -> tuple[Worked, ...]:
        """The time entries after a day, if there is one, and up to another, by day."""
        days, worked = self._time
        return worked[_first(days, after) : bisect_right(days, until)]

    @cached_property
    def _billed_months(self) -> list[BilledMonth]:
        return [*billed_months(*self._hourly)]

    def billed_months(self, until: date) -> list[BilledMonth]:
        """The months with bills for work without a fixed fee up to a day, the latest first."""
        first = until.replace(day=1)
        earlier = [month for month in self._billed_months if month.first < first]
        worked, billed = (days[: bisect_right(days, until)] for days in self._hourly)
        latest = next(billed_months(worked, billed), None)
        return [latest, *earlier] if latest is not None and latest.first == first else earlier


def _first(days: list[date], after: date | None) -> int:
    return 0 if after is None else bisect_right(days, after)


class LedgerHistory:
    """The histories of a ledger's clients, each worked out when it is first asked for.

    Args:
        ledger: The ledger.
        draws: Whether credits pay for open invoices (`policy.set_off`).
    """

    def __init__(self, ledger: Ledger, *, draws: bool) -> None:
        self.ledger = ledger
        self._draws = draws
        self._clients: dict[int, ClientHistory] = {}

    def client(self, position: int) -> ClientHistory:
        """The history of the client at a place in the ledger."""
        if position not in self._clients:
            client = self.ledger.clients[position]
            self._clients[position] = ClientHistory(client, self.ledger.business, draws=self._draws)
        return self._clients[position]

    @cached_property
    def first_days(self) -> Mapping[str, date]:
        """The day from which on the ledger holds an entry of a kind, for each kind in it."""
        return first_days(self.ledger)

"""A ledger judged on one date. Each part is worked out when it is first needed.

The past is judged in the same way, so trends, recurrences and month-ends need no stored history.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple, Protocol, TypeAlias

from clienthealth.facts.client import ClientFacts, Stage
from clienthealth.facts.context import Context, context_of, days_before
from clienthealth.facts.history import LedgerHistory
from clienthealth.facts.late_risk import PaymentRecord, payment_record, total_record
from clienthealth.facts.odd_entries import odd_entries
from clienthealth.judging.actions import ACTIONS, Action
from clienthealth.judging.health import (
    Finding,
    Health,
    HealthAlone,
    Unassessed,
    applying,
    health_alone,
    health_of,
)
from clienthealth.judging.ranking import (
    Comparison,
    Figures,
    Member,
    Ranking,
    figures_of,
    position_findings,
    traits_of,
)
from clienthealth.judging.verdict import CLIENTS, PROSPECTS, Case, Row, row_for
from clienthealth.ledger.fields import unplaced
from clienthealth.ledger.models import Ledger
from clienthealth.ledger.policy import Policy
from clienthealth.ledger.problems import Problem
from clienthealth.rules.meaning import Mark
from clienthealth.rules.registry import Configured, configured, traits_by_comparison

if TYPE_CHECKING:
    from clienthealth.facts.compared import Compared


class RuleBook:
    """The rules that a policy sets for each client.

    `general` replaces the policy's rules for the clients that the policy does not name. It serves
    to try out weights of single rules.
    """

    def __init__(self, policy: Policy, general: tuple[Configured, ...] | None = None) -> None:
        self.policy = policy
        self._general = configured(policy) if general is None else general
        self._own = {client: configured(policy, client) for client in policy.clients}
        self._marked: dict[tuple[Mark, str | None], Configured] = {}
        self._of_stage: dict[tuple[Stage, str | None], tuple[Configured, ...]] = {}

    def rules(self, client: str) -> tuple[Configured, ...]:
        """The rules that apply to a client."""
        return self._own.get(client, self._general)

    def of_stage(self, client: str, stage: Stage) -> tuple[Configured, ...]:
        """Those that look at a client of a stage by itself."""
        key = (stage, client if client in self._own else None)
        if key not in self._of_stage:
            self._of_stage[key] = tuple(applying(self.rules(client), stage))
        return self._of_stage[key]

    def marked(self, mark: Mark, client: str) -> Configured:
        """The one rule with a mark, as it holds for a client."""
        key = (mark, client if client in self._own else None)
        if key not in self._marked:
            rules = self.rules(client)
            self._marked[key] = next(each for each in rules if mark in each.rule.marks)
        return self._marked[key]


class Whole(Protocol):
    """What one part of a ledger needs to know of the whole, in small values without entries."""

    @property
    def first_days(self) -> Mapping[str, date]:
        """The day of the first entry of each kind."""

    @property
    def days_ahead(self) -> Iterable[date]:
        """The days more than a year after the date of assessment."""

    @property
    def payment_record(self) -> PaymentRecord:
        """The payment record of all clients on the date of assessment."""

    def figures(self, day: date) -> tuple[Figures, ...]:
        """The figures of all active clients on a day, in the order of the ledger."""


class Passing(NamedTuple):
    """The facts and the health of a client on a day of which nothing more is shown."""

    facts: ClientFacts
    health: HealthAlone


Found: TypeAlias = tuple[tuple[Finding, ...], tuple[Unassessed, ...]]
"""All findings about a client, position findings last; and the rules that could not judge."""


class LedgerOnDate:
    """All clients of a ledger on one date.

    Args:
        ledger: The ledger.
        as_of: The date.
        book: The rules.
        history: What of the ledger is the same on every date, where it has been worked out.
        twin: Another ledger on the same date, whose clients are judged once for both where they
            are the same.
        whole: The whole ledger, where this one is a part of it.
    """

    def __init__(
        self,
        ledger: Ledger,
        as_of: date,
        book: RuleBook,
        history: LedgerHistory | None = None,
        twin: "Twin | None" = None,
        whole: Whole | None = None,
    ) -> None:
        self.ledger = ledger
        self.book = book
        self._whole = whole
        self._history = history or LedgerHistory(ledger, draws=book.policy.set_off)
        first = (whole or self._history).first_days
        self.context: Context = context_of(ledger, as_of, book.policy, first)
        self._facts: dict[int, ClientFacts] = {}
        self._members: dict[int, Member] = {}
        self._records: dict[int, PaymentRecord] = {}
        keeps_alike = twin is not None and twin.now.context.kept == self.context.kept
        self._twin = twin if keeps_alike else None
        self._findings: dict[int, Found] = {}

    def facts(self, position: int) -> ClientFacts:
        """The facts of the client at a place in the ledger."""
        if position not in self._facts:
            if self._twin is not None and (there := self._twin.position(position)) is not None:
                return self._twin.now.facts(there)
            client = self.ledger.clients[position]
            history = self._history.client(position)
            self._facts[position] = ClientFacts(client, self.context, history)
        return self._facts[position]

    def member(self, position: int) -> Member:
        """The facts and the health of the client at a place in the ledger."""
        if position not in self._members:
            if self._twin is not None and (there := self._twin.position(position)) is not None:
                return self._twin.now.member(there)
            facts = self.facts(position)
            rules = self.book.rules(facts.client.id)
            self._members[position] = Member(facts, health_of(facts, rules))
        return self._members[position]

    def passing(self, position: int) -> Passing | None:
        """The health for one look, of which nothing is kept; None for a client not known yet.

        Of most past days nothing but the health of each client is asked, one after the other.
        """
        if position in self._members:
            facts, health = self._members[position]
            return Passing(facts, health.alone)
        if self._twin is not None and (there := self._twin.position(position)) is not None:
            return self._twin.now.passing(there)
        client = self.ledger.clients[position]
        facts = ClientFacts(client, self.context, self._history.client(position))
        if not facts.is_known:
            return None
        rules = self.book.of_stage(client.id, facts.judged_as)
        return Passing(facts, health_alone(facts, rules))

    @cached_property
    def positions(self) -> tuple[int, ...]:
        """The places of the clients who are known on this date."""
        return tuple(i for i in range(len(self.ledger.clients)) if self.facts(i).is_known)

    @cached_property
    def _active(self) -> list[Member]:
        active = (i for i in self.positions if self.facts(i).stage == "active")
        return [self.member(position) for position in active]

    @cached_property
    def odd_entries(self) -> tuple[Problem, ...]:
        """Odd entries in the ledger on this date, in addition to `ledger.warnings`."""
        known = [self.facts(position) for position in self.positions]
        ahead = self._whole.days_ahead if self._whole else None
        return odd_entries(self.ledger, known, self.context.as_of, ahead)

    @cached_property
    def figures(self) -> tuple[Figures, ...]:
        """What its own active clients are compared by."""
        return tuple(map(figures_of, self._active))

    @cached_property
    def comparison(self) -> Comparison:
        """All active clients compared with each other."""
        day = self.context.as_of
        figures = self._whole.figures(day) if self._whole else self.figures
        return Comparison(figures, self.book.policy)

    @property
    def ranking(self) -> Ranking:
        """The ranks of the active clients."""
        return self.comparison.ranking

    @property
    def revenue(self) -> Decimal:
        """The revenue of all active clients."""
        return self.comparison.revenue

    @cached_property
    def payment_record(self) -> PaymentRecord:
        """The payment record of all clients' settled invoices."""
        if self._whole:
            return self._whole.payment_record
        return total_record(self.own_record(position) for position in self.positions)

    def own_record(self, position: int) -> PaymentRecord:
        """The payment record of the client at a place in the ledger."""
        if position not in self._records:
            record = payment_record([self.facts(position).dues], self.context.as_of)
            self._records[position] = record
        return self._records[position]

    def findings(self, position: int) -> Found:
        """All findings of a client, position findings last; and the rules that could not judge."""
        if position not in self._findings:
            facts, health = member = self.member(position)
            rules = self.book.rules(member.id)
            self._findings[position] = findings_among(facts, health, self.comparison, rules)
        return self._findings[position]

    def case(self, position: int, trend: float | None = None) -> Case:
        """What the decision table looks at."""
        return case_of(self.member(position), self.findings(position)[0], trend, self.book)

    def case_alone(self, position: int, trend: float | None = None) -> Case:
        """The same without what the comparison with the other clients finds."""
        member = self.member(position)
        return case_of(member, member.health.findings, trend, self.book)

    def table(self, position: int) -> tuple[Row, ...] | None:
        """The decision table for a client's stage; None for former clients."""
        return table_of(self.member(position).facts.stage)

    def action(self, position: int) -> Action | None:
        """The verdict's action, without the trend: that never decides whether to part."""
        table = self.table(position)
        if table is None:
            return None
        case, client = self.case_alone(position), self.member(position).id
        action = row_for(case, table).action
        if table is PROSPECTS or ACTIONS[action].parts or not self._may_be_grinder(case, client):
            return action  # the other clients need not be compared
        return row_for(self.case(position), table).action

    def _may_be_grinder(self, case: Case, client: str) -> bool:
        """Whether a comparison with other clients could add the missing grinder traits."""
        enabled = self.book.marked("grinder", client).enabled
        return enabled and len(case.traits) + traits_by_comparison() >= case.traits_needed


class Twin(NamedTuple):
    """Another state of a ledger on a date, and the clients that it has unchanged."""

    now: LedgerOnDate
    same: Mapping[int, int]
    """The places of these clients here, each with the place there."""

    def position(self, position: int) -> int | None:
        """The place there of a client who is the same."""
        return self.same.get(position)


class History:
    """The same ledger on other dates.

    Args:
        ledger: The ledger.
        book: The rules.
        twin: Another state of the ledger, judged under the same rules. A client's health depends
            on the client, on the business and its rates, and on what is kept; so where these are
            the same, the clients that both have in common are judged once.
        whole: The whole ledger, where this one is a part of it.
    """

    def __init__(
        self,
        ledger: Ledger,
        book: RuleBook,
        twin: "History | None" = None,
        whole: Whole | None = None,
    ) -> None:
        self._ledger = ledger
        self._book = book
        self._whole = whole
        self._history = LedgerHistory(ledger, draws=book.policy.set_off)
        self._days: dict[date, LedgerOnDate] = {}
        self._twin = twin
        self._same = _same_clients(ledger, twin._ledger) if twin and twin._book is book else {}

    def on(self, day: date) -> LedgerOnDate:
        """The ledger judged on a day."""
        if day not in self._days:
            twin = Twin(self._twin.on(day), self._same) if self._twin and self._same else None
            self._days[day] = LedgerOnDate(
                self._ledger, day, self._book, self._history, twin, self._whole
            )
        return self._days[day]

    @property
    def days(self) -> frozenset[date]:
        """The days that have been judged, at least in part."""
        return frozenset(self._days)

    def action(self, position: int, day: date) -> Action | None:
        """The action of a client's verdict on a day; None where they were not known yet."""
        judgement = self.on(day)
        return judgement.action(position) if judgement.facts(position).is_known else None


def _same_clients(ledger: Ledger, other: Ledger) -> Mapping[int, int]:
    """The clients that two ledgers share, by their places in both; none for another business."""
    if _figures(ledger) != _figures(other):
        return {}
    there = {id(client): place for place, client in enumerate(other.clients)}
    places = ((place, there.get(id(client))) for place, client in enumerate(ledger.clients))
    return {here: place for here, place in places if place is not None}


def _figures(ledger: Ledger) -> tuple[object, ...]:
    """What all clients are judged by besides the policy: the business and its exchange rates."""
    return unplaced(ledger.business), unplaced(ledger.exchange_rates)


class JudgedAlone(Protocol):
    """A client with their health, alone."""

    @property
    def facts(self) -> "Compared":
        """The client among the others."""

    @property
    def health(self) -> Health:
        """Their health."""


def findings_among(
    facts: "Compared", health: Health, comparison: Comparison, rules: Sequence[Configured]
) -> Found:
    """What is found about a client, alone and compared with the others."""
    standing = comparison.standing(facts)
    if standing is None:
        return health.findings, health.not_assessed
    found, missing = position_findings(standing, health.findings, rules)
    return (*health.findings, *found), (*health.not_assessed, *missing)


def case_of(
    judged: JudgedAlone, found: Sequence[Finding], trend: float | None, book: RuleBook
) -> Case:
    """What the decision table looks at.

    Args:
        judged: The client.
        found: All findings about them, also the waived ones.
        trend: The change of their health in a quarter.
        book: The rules.
    """
    facts, health = judged.facts, judged.health
    counted = tuple(f for f in found if f.waiver is None)
    return Case(
        findings=counted,
        health=health.value,
        trend=trend,
        abuse=_is_abusive(facts, counted),
        grinder=any(f.has("grinder") for f in counted),
        policy=book.policy,
        traits=traits_of(facts, counted),
        traits_needed=book.marked("grinder", facts.client.id).options.traits,
        abused=_was_abusive(facts, health, book),
        refused=facts.has_refused,
        blank=facts.is_blank,
        waived=tuple(f for f in found if f.waiver is not None),
    )


def table_of(stage: Stage) -> tuple[Row, ...] | None:
    """The decision table for a stage; None for clients who get no verdict."""
    return {"active": CLIENTS, "prospect": PROSPECTS}.get(stage)


def _was_abusive(facts: "Compared", health: Health, book: RuleBook) -> bool:
    """Whether there was an abusive act within the remembered time."""
    abuse = book.marked("abuse", facts.client.id)
    if not abuse.enabled or not facts.acts_of_abuse:
        return False
    waived = any(f.has("abuse") and f.waiver is not None for f in health.findings)
    first = days_before(facts.as_of, abuse.options.memory_days)
    return not waived and any(seen.day > first for seen in facts.acts_of_abuse)


def _is_abusive(facts: "Compared", findings: tuple[Finding, ...]) -> bool:
    acts = {path[1] for f in findings if f.has("abuse") for path in f.evidence if len(path) > 1}
    return any(
        seen.position in acts for seen in facts.acts_of_abuse if acts and seen.day > facts.start
    )

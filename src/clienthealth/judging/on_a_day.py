"""A ledger judged on one date. Each part is worked out when it is first needed.

The past is judged in the same way, so trends, recurrences and month-ends need no stored history.
"""

from datetime import date
from decimal import Decimal
from functools import cached_property

from clienthealth.facts.client import ClientFacts
from clienthealth.facts.conduct import SeenEvent
from clienthealth.facts.context import Context, context_of, days_before
from clienthealth.facts.late_risk import PaymentRecord, payment_record
from clienthealth.facts.odd_entries import odd_entries
from clienthealth.judging.actions import ACTIONS, Action
from clienthealth.judging.health import Finding, Unassessed, health_of
from clienthealth.judging.ranking import (
    Member,
    Ranking,
    position_findings,
    rank,
    standings,
    traits_of,
)
from clienthealth.judging.verdict import CLIENTS, PROSPECTS, Case, Row, row_for
from clienthealth.ledger.events import MisconductEvent
from clienthealth.ledger.models import Ledger
from clienthealth.ledger.policy import Policy
from clienthealth.ledger.problems import Problem
from clienthealth.rules.position import PositionRule, Standing
from clienthealth.rules.registry import Configured, configured

LETTER = "letter"
CALLS = 3


class RuleBook:
    """The rules that a policy sets for each client.

    `general` replaces the policy's rules for the clients that the policy does not name. It serves
    to try out weights of single rules.
    """

    def __init__(self, policy: Policy, general: tuple[Configured, ...] | None = None) -> None:
        self.policy = policy
        self._general = configured(policy) if general is None else general
        self._own = {client: configured(policy, client) for client in policy.clients}

    def rules(self, client: str) -> tuple[Configured, ...]:
        """The rules that apply to a client."""
        return self._own.get(client, self._general)


class LedgerOnDate:
    """All clients of a ledger on one date."""

    def __init__(self, ledger: Ledger, as_of: date, book: RuleBook) -> None:
        self.ledger = ledger
        self.book = book
        self.context: Context = context_of(ledger, as_of, book.policy)
        self._members: dict[int, Member] = {}
        self._findings: dict[int, tuple[tuple[Finding, ...], tuple[Unassessed, ...]]] = {}

    def member(self, position: int) -> Member:
        """The facts and the health of the client at a place in the ledger."""
        if position not in self._members:
            client = self.ledger.clients[position]
            facts = ClientFacts(client, self.context)
            self._members[position] = Member(facts, health_of(facts, self.book.rules(client.id)))
        return self._members[position]

    @cached_property
    def positions(self) -> tuple[int, ...]:
        """The places of the clients who are known on this date."""
        clients = enumerate(self.ledger.clients)
        return tuple(i for i, client in clients if ClientFacts(client, self.context).is_known)

    @cached_property
    def _active(self) -> list[Member]:
        members = (self.member(position) for position in self.positions)
        return [member for member in members if member.facts.stage == "active"]

    @cached_property
    def odd_entries(self) -> tuple[Problem, ...]:
        """Odd entries in the ledger on this date, in addition to `ledger.warnings`."""
        known = [self.member(position).facts for position in self.positions]
        return odd_entries(self.ledger, known, self.context.as_of)

    @cached_property
    def ranking(self) -> Ranking:
        """The ranks of the active clients."""
        return rank(self._active)

    @cached_property
    def revenue(self) -> Decimal:
        """The revenue of all active clients."""
        return sum((member.facts.revenue for member in self._active), Decimal(0))

    @cached_property
    def payment_record(self) -> PaymentRecord:
        """The payment record of all clients' settled invoices."""
        histories = (self.member(position).facts.dues for position in self.positions)
        return payment_record(histories, self.context.as_of)

    @cached_property
    def _standings(self) -> dict[str, Standing]:
        return standings(self._active, self.ranking)

    def findings(self, position: int) -> tuple[tuple[Finding, ...], tuple[Unassessed, ...]]:
        """All findings of a client, position findings last; and the rules that could not judge."""
        if position not in self._findings:
            member = self.member(position)
            health, standing = member.health, self._standings.get(member.id)
            found, missing = (
                position_findings(standing, health.findings, self.book.rules(member.id))
                if standing
                else ((), ())
            )
            self._findings[position] = (*health.findings, *found), (*health.not_assessed, *missing)
        return self._findings[position]

    def case(self, position: int, trend: float | None = None) -> Case:
        """What the decision table looks at."""
        member = self.member(position)
        counted = tuple(f for f in self.findings(position)[0] if f.waiver is None)
        return self._case(member, counted, trend)

    def _case(self, member: Member, counted: tuple[Finding, ...], trend: float | None) -> Case:
        grinder = next(c for c in self.book.rules(member.id) if "grinder" in c.rule.marks)
        return Case(
            findings=counted,
            health=member.health.value,
            trend=trend,
            abuse=_is_abusive(member.facts, counted),
            grinder=any(f.has("grinder") for f in counted),
            policy=self.book.policy,
            traits=traits_of(member.facts, counted),
            traits_needed=grinder.options.traits,
            abused=self._was_abusive(member),
            refused=_refused(member.facts),
            blank=not _is_anything_known(member.facts),
        )

    def _was_abusive(self, member: Member) -> bool:
        """Whether there was an abusive act within the remembered time."""
        rules = self.book.rules(member.id)
        _, options, _, _, enabled = next(c for c in rules if "abuse" in c.rule.marks)
        waived = any(f.has("abuse") and f.waiver is not None for f in member.health.findings)
        first = days_before(member.facts.as_of, options.memory_days)
        acts = (seen for seen in member.facts.all_events if seen.day > first)
        return enabled and not waived and any(map(_is_abuse, acts))

    def table(self, position: int) -> tuple[Row, ...] | None:
        """The decision table for a client's stage; None for former clients."""
        stage = self.member(position).facts.stage
        return {"active": CLIENTS, "prospect": PROSPECTS}.get(stage)

    def action(self, position: int) -> Action | None:
        """The verdict's action, without the trend: that never decides whether to part."""
        table = self.table(position)
        if table is None:
            return None
        member = self.member(position)
        alone = tuple(f for f in member.health.findings if f.waiver is None)
        action = row_for(self._case(member, alone, None), table).action
        if table is PROSPECTS or ACTIONS[action].parts or not self._may_be_grinder(member, alone):
            return action  # the other clients need not be compared
        return row_for(self.case(position), table).action

    def _may_be_grinder(self, member: Member, findings: tuple[Finding, ...]) -> bool:
        """Whether a comparison with other clients could add the missing grinder traits."""
        rules = self.book.rules(member.id)
        grinder = next(c for c in rules if "grinder" in c.rule.marks)
        compared = sum(isinstance(c.rule, PositionRule) and c.rule.trait is not None for c in rules)
        shown = len(traits_of(member.facts, findings))
        return grinder.enabled and shown + compared >= grinder.options.traits


class History:
    """The same ledger on other dates."""

    def __init__(self, ledger: Ledger, book: RuleBook) -> None:
        self._ledger = ledger
        self._book = book
        self._days: dict[date, LedgerOnDate] = {}

    def on(self, day: date) -> LedgerOnDate:
        """The ledger judged on a day."""
        if day not in self._days:
            self._days[day] = LedgerOnDate(self._ledger, day, self._book)
        return self._days[day]

    def action(self, position: int, day: date) -> Action | None:
        """The action of a client's verdict on a day; None where they were not known yet."""
        judgement = self.on(day)
        known = ClientFacts(self._ledger.clients[position], judgement.context).is_known
        return judgement.action(position) if known else None


def _is_abusive(facts: ClientFacts, findings: tuple[Finding, ...]) -> bool:
    acts = {path[1] for f in findings if f.has("abuse") for path in f.evidence if len(path) > 1}
    return any(_is_abuse(seen) for seen in facts.events if seen.position in acts)


def _is_abuse(seen: SeenEvent) -> bool:
    return isinstance(seen.event, MisconductEvent) and seen.event.level == "abusive"


def _refused(facts: ClientFacts) -> bool:
    """Whether a prospect declined, or did not answer three calls (or mails) and a letter."""
    steps = [event.step for _, event in facts.unanswered_outreach]
    answers = [event.outcome for _, event in facts.outreach if event.outcome != "no-answer"]
    declined = answers[-1:] == ["declined"]  # an unanswered call after a no changes nothing
    return declined or (sum(step != LETTER for step in steps) >= CALLS and LETTER in steps)


def _is_anything_known(facts: ClientFacts) -> bool:
    """Whether the ledger has more about a prospect than the first contact."""
    return bool(facts.events or facts.client.fit or facts.contacts)

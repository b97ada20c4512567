"""The whole way from a ledger and a date to what to do about each client."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Annotated, NamedTuple

from clienthealth.facts import payment
from clienthealth.facts.client import STAGE_NAMES, Path, Stage
from clienthealth.facts.context import cents
from clienthealth.facts.late_risk import PaymentRecord, chance_of_late
from clienthealth.facts.payment import Weighted
from clienthealth.judging.actions import Action
from clienthealth.judging.alone import Alone, Dormant, KeyFacts, alone, provision_of
from clienthealth.judging.basis import Basis, Payments
from clienthealth.judging.decided import holds_on
from clienthealth.judging.health import Finding, Unassessed
from clienthealth.judging.holds import Hold, HoldKind, Lapse, with_holds
from clienthealth.judging.on_a_day import Found, History, LedgerOnDate, RuleBook
from clienthealth.judging.ranking import RankedBy, Ranking, traits_of
from clienthealth.judging.strengths import Strength
from clienthealth.judging.verdict import Verdict, verdict_of
from clienthealth.ledger import written
from clienthealth.ledger.disclosure import (
    ClientId,
    ClientName,
    Figure,
    InPublic,
    Money,
    ProgramWords,
)
from clienthealth.ledger.models import Ledger
from clienthealth.ledger.policy import Grade, Policy
from clienthealth.ledger.problems import Problem
from clienthealth.ledger.sources import Place

if TYPE_CHECKING:
    from clienthealth.facts.compared import Compared
    from clienthealth.facts.entry_text import EntryTexts, RedactedTexts
    from clienthealth.judging.health_map import HealthMap


class JudgedVerdict(NamedTuple):
    """The recommended action, the reasons, what would change it, and the reasons to delay it."""

    action: Action
    because: tuple[ProgramWords, ...]
    """The codes of the findings it rests on."""
    would_change: tuple[ProgramWords, ...]
    next_step: ProgramWords
    holds: tuple[Hold, ...]

    @property
    def held(self) -> str:
        """The action, never without its holds: `let-go, collect-first`."""
        return with_holds(self.action, (hold.kind for hold in self.holds))


class ClientAssessment(NamedTuple):
    """What is known about one client, and what to do."""

    position: int
    """The client's place in the ledger."""
    id: ClientId
    name: ClientName
    stage: Stage
    since: date | None
    until: date | None
    """The last day as a client; only former clients have one, and those who were told."""
    dormant: Dormant | None
    health: float | None
    """0 to 100 with one decimal; None where too little is known."""
    computed_health: float
    """The same, even where too little is known to show it."""
    grade: Grade | None
    coverage: float
    """The assessed weight divided by the applicable weight, from 0 to 1."""
    unknown_because: ProgramWords | None
    trend: float | None
    """The change of the health in a quarter."""
    effective_rate: Money
    worth: Money
    rank: int | None
    rank_reason: ProgramWords | None
    """Why there is no rank."""
    bottom: bool
    grinder: bool
    traits: tuple[ProgramWords, ...]
    verdict: JudgedVerdict | None
    """None for former and dormant clients."""
    findings: tuple[Finding, ...]
    """Heaviest first, then the waived ones, then the position findings."""
    fine: tuple[ProgramWords, ...]
    """The codes of the rules that were assessed and found nothing."""
    not_assessed: tuple[Unassessed, ...]
    strengths: tuple[Strength, ...]
    facts: KeyFacts
    basis: Basis
    """How much the verdict rests on."""
    payments: Payments
    ours: tuple[Lapse, ...]
    """Your lapses that may have caused some of the findings."""

    @property
    def action(self) -> Action | None:
        """What to do; None for former and dormant clients."""
        return self.verdict.action if self.verdict else None

    @property
    def was_told(self) -> bool:
        """Whether they were told that you part, and the notice still runs."""
        return self.until is not None and self.stage != "former"

    @property
    def waived(self) -> tuple[Finding, ...]:
        """The findings that count for nothing while their waivers last, and are still shown."""
        return tuple(finding for finding in self.findings if finding.waiver is not None)

    @property
    def hold_kinds(self) -> tuple[HoldKind, ...]:
        """The kinds of the holds on their verdict; none without one."""
        return tuple(hold.kind for hold in self.verdict.holds) if self.verdict else ()


class Portfolio(NamedTuple):
    """All active clients together, with totals for other stages. Withheld amounts are None."""

    ranked_by: RankedBy
    active: int
    ranked: int
    bottom_count: int
    revenue: Money
    provision: Money
    """What is likely written off of overdue amounts; the revenue is net of it."""
    hours: Figure
    effective_rate: Money
    """What an hour of the whole business brought in, rounded to cents. It includes clients of all
    stages, because their hours were worked too. None without hours."""
    open_balance: Money
    overdue_balance: Money
    dbt_days: Figure | None
    """Days beyond terms over the clients of all stages: how the business gets paid."""
    active_dbt_days: Figure | None
    """Days beyond terms over the active clients."""
    unpaid_in_active_dbt: payment.Unpaid
    """Which unpaid invoices are in them."""
    former: int
    """The number of former clients."""
    former_open_balance: Money
    """What former clients still owe."""
    former_overdue_balance: Money
    dormant: tuple[ClientId, ...]
    """The ids of the dormant clients."""


class Assessment(NamedTuple):
    """A ledger judged on a date."""

    ledger: Ledger
    policy: Policy
    as_of: date
    clients: tuple[ClientAssessment, ...]
    """In the order of the ledger."""
    portfolio: Portfolio
    odd_entries: tuple[Problem, ...] = ()
    """Odd but accepted entries on this date, in addition to the ledger's own warnings."""
    pseudonym_of_policy: Annotated[str | None, InPublic.OTHER] = None
    """The replacement for the policy's hash in redacted output."""
    evidence_left: Annotated[Mapping[tuple[int, Path], str] | None, InPublic.OTHER] = None
    """What is left of the words of each piece of evidence where those are withheld, by the
    client's place in the ledger and the path of the entry."""
    kept: Annotated["Kept | None", InPublic.OTHER] = None
    """What was kept of the evidence, where the ledger's clients are here without their entries."""

    @property
    def policy_hash(self) -> str:
        """Hexadecimal digits that change when a figure of the policy changes."""
        from clienthealth.rules.policy_layers import combined, layers  # noqa: PLC0415  # few show it

        # Rules are hashed by name, so that a rule's code and its name give the same hash.
        return self.pseudonym_of_policy or combined(layers(self.policy)).digest()

    @property
    def health_map(self) -> "HealthMap":
        """The active clients by health and hourly rate."""
        from clienthealth.judging.health_map import map_of  # noqa: PLC0415  # few show it

        return map_of(self)

    @property
    def currency(self) -> str:
        """The currency of all amounts."""
        return self.ledger.business.currency

    def client(self, name: str) -> ClientAssessment | None:
        """The client with an id."""
        return next((c for c in self.clients if c.id == name), None)

    def place(self, client: ClientAssessment, path: Path) -> Place | None:
        """The place of an entry, or of the nearest enclosing entry with a place in a file."""
        if self.kept is not None:
            if self.kept.marks is None:
                raise ValueError("the places of the evidence were not kept; ask for them")
            return self.ledger.sources.place(self.kept.marks[client.position, path])
        return self.ledger.place_of(client.position, path)

    def texts(self, client: ClientAssessment) -> "EntryTexts | RedactedTexts":
        """The entries of a client in words, as evidence is told: made once for a client."""
        from clienthealth.facts.entry_text import EntryTexts, RedactedTexts  # noqa: PLC0415  # few show them

        if self.evidence_left is not None:
            return RedactedTexts(self.evidence_left, client.position)
        if self.kept is not None:
            if self.kept.words is None:
                raise ValueError("the words of the evidence were not kept; ask for them")
            return RedactedTexts(self.kept.words, client.position)
        return EntryTexts(self.ledger, client.position, self.policy, self.as_of)

    def file_in_ledger(self, place: Place) -> str:
        """The file of a place from the ledger's folder on, which is no path of this machine."""
        return self.ledger.sources.in_ledger(place)

    def line(self, place: Place) -> str:
        """The line of text at a place."""
        return self.ledger.sources.line(place)


class Kept(NamedTuple):
    """What was kept of each piece of evidence, by the client's place and the path of the entry."""

    marks: Mapping[tuple[int, Path], int] | None
    """None where they were not asked for."""
    words: Mapping[tuple[int, Path], str] | None = None
    """In full; None where they were not asked for."""
    withheld: Mapping[tuple[int, Path], str] | None = None
    """As they may be shown in public; None where they were not asked for."""


def evidence_of(client: ClientAssessment) -> Iterator[Path]:
    """The paths of all evidence about a client; the client as a whole where there is none."""
    holds = client.verdict.holds if client.verdict else ()
    pieces: list[Finding | Hold | Strength] = [*client.findings, *holds, *client.strengths]
    for each in pieces:
        yield from each.evidence or ((),)


def path_text(index: int, path: Path) -> str:
    """A path as text: `clients[0].invoices[3]`."""
    text = f"clients[{index}]"
    for part in path:
        text += f"[{part}]" if isinstance(part, int) else f".{part}"
    return text


def assess(
    ledger: Ledger,
    *,
    as_of: date,
    policy: Policy | None = None,
    only: Collection[str] | None = None,
) -> Assessment:
    """Judge every client of a ledger on a date.

    Entries dated after `as_of` are ignored, so a date in the past gives the judgement of that day
    (under today's policy).

    Args:
        ledger: The ledger, from `load_ledger` or built from the models.
        as_of: The date of assessment.
        policy: The policy, if not the ledger's own.
        only: The ids of the clients to include; the others are judged for the ranks alone. The
            default is all.

    Returns:
        The assessment, with the clients in the order of the ledger.

    Raises:
        ValueError: the policy has wrong options for a rule. A loaded ledger's policy has already
            been checked.
    """
    return assessment_at(History(ledger, RuleBook(policy or ledger.policy)), as_of, only)


def assessment_at(past: History, as_of: date, only: Collection[str] | None = None) -> Assessment:
    """The assessment on a date, for a ledger that is judged on other dates too."""
    now = past.on(as_of)
    clients = tuple(
        assessed(now, past, position)
        for position in now.positions
        if only is None or now.ledger.clients[position].id in only
    )
    portfolio = portfolio_of([totals_of(now, i) for i in now.positions], now.ranking)
    return Assessment(
        now.ledger, now.book.policy, as_of, clients, portfolio, odd_entries=now.odd_entries
    )


def assessed(now: LedgerOnDate, past: History, position: int) -> ClientAssessment:
    """The assessment of the client at one place in the ledger."""
    own = alone(now, past, position)
    found = now.findings(position)
    verdict = _verdict(now, past, position, own)
    return among_others(position, own, found, verdict, now.ranking, now.payment_record)


def among_others(  # what the parts of an assessment come from
    position: int,
    own: Alone,
    found: Found,
    verdict: JudgedVerdict | None,
    ranking: Ranking,
    record: PaymentRecord,
) -> ClientAssessment:
    """The assessment of a client from what is known about them alone and from the others.

    Args:
        position: The client's place in the ledger.
        own: What is known about them alone.
        found: All findings, and the rules that could not judge.
        verdict: Their verdict.
        ranking: The ranks of the active clients.
        record: The payment record of all clients.
    """
    facts, health = own.facts, own.health
    name, (findings, not_assessed) = facts.client.id, found
    rate, history = facts.effective_rate, own.payment_history
    risk = None if history is None else chance_of_late(history, record.without(own.record))
    return ClientAssessment(
        position=position,
        id=name,
        name=facts.client.name,
        stage=facts.stage,
        since=own.since,
        until=own.until,
        dormant=own.dormant,
        health=health.value,
        computed_health=health.computed,
        grade=health.grade,
        coverage=health.coverage,
        unknown_because=health.unknown_because,
        trend=own.trend,
        effective_rate=cents(rate) if rate is not None else None,
        worth=own.worth,
        rank=ranking.ranks.get(name),
        rank_reason=None if name in ranking.ranks else _rank_reason(facts, ranking),
        bottom=ranking.is_bottom(name),
        grinder=any(f.has("grinder") and f.waiver is None for f in findings),
        traits=_traits(facts, findings),
        verdict=verdict,
        findings=findings,
        fine=health.fine,
        not_assessed=not_assessed,
        strengths=own.strengths,
        facts=own.figures._replace(late_risk=risk),
        basis=own.basis,
        payments=own.payments,
        ours=own.ours,
    )


def _traits(facts: "Compared", findings: Sequence[Finding]) -> tuple[str, ...]:
    shown = traits_of(facts, findings) if facts.stage == "active" else ()
    return tuple(trait.word for trait in shown)


def _rank_reason(facts: "Compared", ranking: Ranking) -> str:
    stage = facts.stage
    if (last := facts.dormant_since) is not None and stage == "dormant":
        return f"dormant since {written.day(last)}"
    if stage == "active":
        return ranking.reasons.get(facts.client.id, "")
    return STAGE_NAMES[stage].removeprefix("a ")


def _verdict(now: LedgerOnDate, past: History, position: int, own: Alone) -> JudgedVerdict | None:
    table = now.table(position)
    if table is None:
        return None
    case = now.case(position, own.trend)
    verdict = verdict_of(case, table)
    return judged(verdict, own, holds_on(now, past, position, verdict.action, case.findings))


def judged(verdict: Verdict, own: Alone, holds: tuple[Hold, ...]) -> JudgedVerdict:
    """A verdict with its holds; who was told that you part needs no other next step."""
    return JudgedVerdict(*verdict._replace(next_step=own.told or verdict.next_step), holds=holds)


class Totals(NamedTuple):
    """What one client adds to the figures of the portfolio, without any entry."""

    id: str
    stage: Stage
    revenue: Decimal
    """Rounded to cents."""
    provision: Decimal
    """The same."""
    hours: Decimal
    open_balance: Decimal
    overdue_balance: Decimal
    late: Weighted
    """Days beyond terms by amounts in the business's currency."""
    unpaid: payment.Unpaid
    """Which unpaid invoices are in them."""


def totals_of(now: LedgerOnDate, position: int) -> Totals:
    """The totals of the client at one place in the ledger."""
    facts = now.facts(position)
    late = [(facts.home(part.amount), part.days) for part in facts.late_slices]
    return Totals(
        id=facts.client.id,
        stage=facts.stage,
        revenue=cents(facts.revenue),
        provision=provision_of(facts),
        hours=facts.hours,
        open_balance=facts.open_balance,
        overdue_balance=facts.overdue_balance,
        late=payment.weighted(late),
        unpaid=facts.unpaid_in_dbt,
    )


def _overall_rate(everyone: Sequence[Totals]) -> Decimal | None:
    hours = sum((each.hours for each in everyone), Decimal(0))
    revenue = sum((each.revenue for each in everyone), Decimal(0))
    return cents(revenue / hours) if hours > 0 else None


def _dbt_of(clients: Sequence[Totals]) -> Decimal | None:
    return payment.mean_of([each.late for each in clients])


def portfolio_of(everyone: Sequence[Totals], ranking: Ranking) -> Portfolio:
    """The portfolio of all known clients, in the order of the ledger."""
    active = [each for each in everyone if each.stage == "active"]
    former = [each for each in everyone if each.stage == "former"]
    zero = Decimal("0.00")
    return Portfolio(
        ranked_by=ranking.by,
        active=len(active),
        ranked=ranking.ranked,
        bottom_count=ranking.bottom_count,
        revenue=sum((each.revenue for each in active), zero),
        provision=sum((each.provision for each in active), zero),
        hours=sum((each.hours for each in active), Decimal(0)),
        effective_rate=_overall_rate(everyone),
        open_balance=sum((each.open_balance for each in active), zero),
        overdue_balance=sum((each.overdue_balance for each in active), zero),
        dbt_days=_dbt_of(everyone),
        active_dbt_days=_dbt_of(active),
        unpaid_in_active_dbt=payment.unpaid_together(each.unpaid for each in active),
        former=len(former),
        former_open_balance=sum((each.open_balance for each in former), zero),
        former_overdue_balance=sum((each.overdue_balance for each in former), zero),
        dormant=tuple(each.id for each in everyone if each.stage == "dormant"),
    )

"""Each client's place among the others: worth, rank, bottom group, demands, grinder traits."""

from collections.abc import Iterable, Mapping, Sequence
from decimal import ROUND_HALF_UP, Decimal
from functools import cached_property
from itertools import islice
from typing import TYPE_CHECKING, Literal, NamedTuple, Protocol, TypeVar, get_args

from clienthealth.facts.client import ClientFacts
from clienthealth.facts.context import cents
from clienthealth.judging.health import Finding, Health, Unassessed, observed, unweighted
from clienthealth.ledger import written
from clienthealth.ledger.events import (
    MeetingEvent,
    MessageEvent,
)
from clienthealth.ledger.policy import Policy
from clienthealth.rules.base import NotAssessed
from clienthealth.rules.meaning import Trait
from clienthealth.rules.position import PositionRule, Standing
from clienthealth.rules.registry import Configured, rule_of

if TYPE_CHECKING:
    from clienthealth.facts.compared import Compared

TRAIT_INTENSITY = 0.5
"""The intensity from which a rule shows its grinder trait."""
NO_REFERRAL: Literal["no-referral"] = "no-referral"

DRAIN_SHARE = Decimal("0.2")
TROUBLE_FROM = 10
"""With fewer events against all clients together, shares of trouble mean nothing."""
BOTTOM_FROM = 4

MONTHS_NAMED = 3
"""The number of months without hours that a reason names."""

RankedBy = Literal["worth", "health"]


class Member(NamedTuple):
    """An active client's facts and health, for the comparison."""

    facts: ClientFacts
    health: Health

    @property
    def id(self) -> str:
        """The client's id."""
        return self.facts.client.id


class Contender(Protocol):
    """Somebody to be ranked: the figures that decide, of whatever kind of record."""

    @property
    def id(self) -> str:
        """What settles the last ties."""

    @property
    def worth(self) -> Decimal | None:
        """Effective hourly rate times health, in a currency that all of them share."""

    @property
    def health(self) -> float | None:
        """0 to 100."""

    @property
    def overdue(self) -> Decimal | None:
        """What is past due, in the same currency."""

    @property
    def no_worth(self) -> str | None:
        """Why they are not ranked by worth; None where they are."""

    @property
    def no_rank(self) -> str | None:
        """Why they are ranked neither by worth nor by health; None where they are."""


C = TypeVar("C", bound=Contender)


class Figures(NamedTuple):
    """What one active client is ranked by and compared with the others by, without any entry."""

    id: str
    worth: Decimal | None
    health: float | None
    overdue: Decimal
    no_worth: str | None
    no_rank: str | None
    rate: Decimal | None
    """The effective hourly rate; None where too few of the billed months have hours."""
    hours: Decimal
    revenue: Decimal
    trouble: int
    """The events of the window that speak against them."""
    demands: int
    """Urgent and off-hours messages and meetings in the window."""


class Burden(Protocol):
    """What one client takes and brings."""

    @property
    def id(self) -> str:
        """Whose it is."""

    @property
    def hours(self) -> Decimal:
        """The hours of the effective time."""

    @property
    def revenue(self) -> Decimal:
        """In the business's currency."""

    @property
    def trouble(self) -> int:
        """The events against them."""


class Ranking(NamedTuple):
    """Ranks, 1 for the best, and why some clients have none."""

    by: RankedBy
    ranks: dict[str, int]
    reasons: dict[str, str]
    bottom_count: int

    @property
    def ranked(self) -> int:
        """The number of clients with a rank."""
        return len(self.ranks)

    def is_bottom(self, client: str) -> bool:
        """Whether a client is in the bottom group."""
        rank = self.ranks.get(client)
        return rank is not None and rank > self.ranked - self.bottom_count


def worth_of(facts: ClientFacts, health: Health) -> Decimal | None:
    """What an hour with this client is really worth: effective hourly rate x health / 100."""
    if facts.effective_rate is None or health.value is None:
        return None
    rate = facts.effective_rate
    return cents(rate * Decimal(str(health.value)) / 100) if rate > 0 else cents(rate)


def half_up(value: Decimal) -> int:
    """Rounded to a whole number, halves up."""
    return int(value.quantize(Decimal(1), ROUND_HALF_UP))


def bottom_count(ranked: int, percent: Decimal) -> int:
    """The size of the bottom group: none below four ranked clients, otherwise at least one."""
    if ranked < BOTTOM_FROM or percent == 0:
        return 0
    return max(1, half_up(percent * ranked / 100))


def rank(contenders: Sequence[Figures], policy: Policy) -> Ranking:
    """Ranks active clients by worth, or by health where fewer than half can be ranked by worth."""
    if not contenders:
        return Ranking("worth", {}, {}, 0)
    by, ranked = ranked_best_first(contenders)
    ranks = {each.id: position for position, each in enumerate(ranked, 1)}
    why = {c.id: c.no_worth if by == "worth" else c.no_rank for c in contenders}
    reasons = {name: reason for name, reason in why.items() if reason is not None}
    count = bottom_count(len(ranks), policy.bottom_percent)
    if policy.bottom_count is not None:
        count = min(policy.bottom_count, len(ranks))
    return Ranking(by, ranks, reasons, count)


def figures_of(member: Member) -> Figures:
    """What an active client is ranked and compared by."""
    facts, health = member
    return Figures(
        id=member.id,
        worth=worth_of(facts, health),
        health=health.value,
        overdue=facts.overdue_balance,
        no_worth=_unranked(member),
        no_rank=_never_ranked(member),
        rate=None if facts.hours_gap.is_wide else facts.effective_rate,
        hours=facts.hours,
        revenue=facts.revenue,
        trouble=len(facts.trouble),
        demands=demands_of(facts),
    )


def ranked_best_first(contenders: Sequence[C]) -> tuple[RankedBy, tuple[C, ...]]:
    """Those that can be ranked, the best first, and what by.

    By worth; by health where fewer than half have a worth to rank by.
    """
    by: RankedBy = "worth"
    ranked = [each for each in contenders if each.no_worth is None]
    if 2 * len(ranked) < len(contenders):
        by = "health"
        ranked = [each for each in contenders if each.no_rank is None]
    return by, tuple(sorted(ranked, key=lambda each: _merit(each, by)))


def _unranked(member: Member) -> str | None:
    """Why a client is not ranked by worth."""
    facts, policy = member.facts, member.facts.context.policy
    if (reason := _never_ranked(member)) is not None:
        return reason
    if facts.hours <= 0:
        return "no hours"
    if facts.hours < policy.minimum_hours:
        return f"fewer than {written.quantity(policy.minimum_hours, 'hour')}"
    since = facts.since_day
    if since is None or (facts.as_of - since).days < policy.minimum_days:
        return f"a client for less than {written.count(policy.minimum_days, 'day')}"
    return None


def _never_ranked(member: Member) -> str | None:
    """Why a client is ranked neither by worth nor by health."""
    if member.facts.is_pro_bono:
        return "pro bono client"
    if member.health.value is None:
        return "health unknown"
    return lacking_hours(member.facts)


def lacking_hours(facts: ClientFacts) -> str | None:
    """Which hours to log, if too few of the billed months have hours to give a rate."""
    if facts.hours <= 0:
        return None
    gap = facts.hours_gap
    if not gap.is_wide:
        return None
    bills = [bill.last_bill for bill in facts.unworked_bills]
    days = map(written.day, bills) if bills else map(written.month, gap.without)
    named = ", ".join(islice(days, MONTHS_NAMED))
    before = "before the invoices of " if len(bills) > 1 else "before the invoice of "
    which = f"the hours {before if bills else 'of '}{named}"
    more = len(gap.without) - MONTHS_NAMED
    rest = f" and {more} more" if more > 0 else ""
    covered = gap.billed - len(gap.without)
    billed = written.count(gap.billed, "billed month")
    return f"hours in only {covered} of {billed}; log {which}{rest}"


def merit_of(member: Member, by: RankedBy) -> tuple[Decimal, float, Decimal, str]:
    """The sort key of a client, best first. Each part settles ties of the parts before."""
    return _merit(figures_of(member), by)


def _merit(each: Contender, by: RankedBy) -> tuple[Decimal, float, Decimal, str]:
    worth = each.worth if by == "worth" else None
    return (-(worth or Decimal(0)), -(each.health or 0.0), each.overdue or Decimal(0), each.id)


class Comparison:
    """All active clients of a ledger compared with each other on one date.

    Args:
        figures: Those of every active client, in the order of the ledger.
        policy: The policy, which sets the size of the bottom group.
    """

    def __init__(self, figures: Sequence[Figures], policy: Policy) -> None:
        self._figures = {each.id: each for each in figures}
        self.ranking = rank(figures, policy)
        """Their ranks."""

    @cached_property
    def revenue(self) -> Decimal:
        """The revenue of all active clients."""
        return sum((each.revenue for each in self._figures.values()), Decimal(0))

    @cached_property
    def _shares(self) -> "Shares":
        return Shares([*self._figures.values()])

    @cached_property
    def _quartiles(self) -> tuple[set[str], set[str]]:
        """The top quarter by demands and the bottom quarter by rate."""
        rates = {i: each.rate for i, each in self._figures.items() if each.rate is not None}
        demands = {i: Decimal(self._figures[i].demands) for i in rates}
        return _top_quartile(demands), _top_quartile({i: -rate for i, rate in rates.items()})

    def standing(self, facts: "Compared") -> Standing | None:
        """The place of a client, as the position rules see it; None for one who is not active."""
        name = facts.client.id
        own = self._figures.get(name)
        if own is None:
            return None
        shares, ranking, (top, low) = self._shares, self.ranking, self._quartiles
        return Standing(
            facts=facts,
            active=len(self._figures),
            hours_share=shares.hours(name),
            trouble_share=shares.trouble(name),
            revenue_share=shares.revenue(name),
            drain_rank=shares.drain_rank(name),
            drain_count=shares.drain_count,
            demands=own.demands,
            demands_top_quartile=name in top,
            rate_bottom_quartile=name in low,
            rank=ranking.ranks.get(name),
            rank_reason=ranking.reasons.get(name),
            ranked=ranking.ranked,
            bottom=ranking.is_bottom(name),
            bottom_count=ranking.bottom_count,
            worth=own.worth,
        )


class Shares:
    """Shares of hours, trouble and revenue among the active clients, each from 0 to 1."""

    def __init__(self, clients: Sequence[Burden]) -> None:
        self._hours = _shares({each.id: each.hours for each in clients})
        trouble = {each.id: Decimal(each.trouble) for each in clients}
        self._trouble = _shares(trouble) if sum(trouble.values()) >= TROUBLE_FROM else {}
        self._revenue = _shares({each.id: max(Decimal(0), each.revenue) for each in clients})
        compared = [each.id for each in clients if each.hours > 0]
        self.drain_count = half_up(DRAIN_SHARE * len(compared))
        ordered = sorted(compared, key=lambda name: (-self._ratio(name), name))
        self._drain_ranks = {name: place for place, name in enumerate(ordered, 1)}

    def _ratio(self, client: str) -> float:
        revenue = self.revenue(client) or 0.0
        return (self.taken(client) or 0.0) / revenue if revenue > 0 else float("inf")

    def hours(self, client: str) -> float | None:
        """A client's share of all hours; None where nobody has any."""
        return self._hours.get(client)

    def trouble(self, client: str) -> float | None:
        """A client's share of all events against clients; None where there are too few."""
        return self._trouble.get(client)

    def taken(self, client: str) -> float | None:
        """The mean of the shares of hours and trouble, or the only one of them there is."""
        known = [s for s in (self.hours(client), self.trouble(client)) if s is not None]
        return sum(known) / len(known) if known else None

    def revenue(self, client: str) -> float | None:
        """A client's share of the revenue, where negative revenue counts as 0; None without any."""
        return self._revenue.get(client)

    def drain_rank(self, client: str) -> int | None:
        """1 for the client who takes the most for their revenue; None for clients without hours."""
        return self._drain_ranks.get(client)

    def is_drain(self, client: str) -> bool:
        """Whether a client is in the fifth who take the most for their revenue."""
        rank = self.drain_rank(client)
        return rank is not None and rank <= self.drain_count


def _shares(amounts: Mapping[str, Decimal]) -> dict[str, float]:
    total = sum(amounts.values(), Decimal(0))
    return {name: float(each / total) for name, each in amounts.items()} if total > 0 else {}


def _top_quartile(values: Mapping[str, Decimal]) -> set[str]:
    """The names in the highest quarter and above the median; none if there are fewer than four."""
    if len(values) < BOTTOM_FROM:
        return set()
    ordered = sorted(values.values())
    middle, upper = ordered[(len(ordered) - 1) // 2], ordered[-(len(ordered) // 4)]
    return {name for name, value in values.items() if value >= upper and value > middle}


class _Burden(NamedTuple):
    id: str
    hours: Decimal
    revenue: Decimal
    trouble: int


def burden_of(facts: ClientFacts) -> Burden:
    """What a client takes and brings in the window."""
    return _Burden(facts.client.id, facts.hours, facts.revenue, len(facts.trouble))


def demands_of(facts: ClientFacts) -> int:
    """The number of urgent or off-hours messages and of meetings in the window."""
    messages = sum(
        1
        for _, m in facts.events_of(MessageEvent)
        if m.direction == "in" and (m.urgent or facts.off_hours(m))
    )
    return messages + len(facts.events_of(MeetingEvent))


def position_findings(
    standing: Standing, findings: Iterable[Finding], rules: Iterable[Configured]
) -> tuple[tuple[Finding, ...], tuple[Unassessed, ...]]:
    """What the position rules find, given the client's other findings."""
    found: list[Finding] = []
    missing: list[Unassessed] = []
    own = list(findings)
    for each in sorted(rules, key=lambda c: c.rule.code):
        rule, options, _, _, enabled = each
        if not enabled or not isinstance(rule, PositionRule):
            continue
        traits = traits_of(standing.facts, [*own, *found])
        seen = standing._replace(traits=tuple(trait.named for trait in traits))
        outcome = rule.check(seen, options)
        if isinstance(outcome, NotAssessed):
            missing.append(Unassessed(rule.code, rule.name, 0.0, outcome.why, outcome.remedy))
        elif outcome.intensity > 0:
            found.append(unweighted(observed(each, outcome, standing.facts)))
    return tuple(found), tuple(missing)


class Shown(NamedTuple):
    """A grinder trait that a client shows."""

    name: Trait | Literal["no-referral"]
    codes: tuple[str, ...]
    """The codes of the findings that show it; empty where no rule looks at it."""

    @property
    def word(self) -> str:
        """Its short name: the first code that shows it, or its own name."""
        return self.codes[0] if self.codes else self.name

    @property
    def named(self) -> str:
        """The name of the first rule that shows it, or its own name."""
        return rule_of(self.codes[0]).name if self.codes else self.name

    def stays_without(self, gone: frozenset[str]) -> bool:
        """Whether it still shows after the findings of some codes have ended."""
        return not self.codes or not gone.issuperset(self.codes)


def traits_of(facts: "Compared", findings: Iterable[Finding]) -> tuple[Shown, ...]:
    """The grinder traits that the findings show, in the article's order."""
    strong = [f for f in findings if f.waiver is None and f.intensity >= TRAIT_INTENSITY]
    codes: dict[Trait, list[str]] = {}
    for code in sorted(f.code for f in strong):
        trait = rule_of(code).trait
        if trait is not None:
            codes.setdefault(trait, []).append(code)
    shown = [Shown(name, tuple(codes[name])) for name in get_args(Trait) if name in codes]
    return (*shown, Shown(NO_REFERRAL, ())) if facts.lacks_referral else tuple(shown)

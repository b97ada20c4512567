"""From facts to health: findings with their weights and points, coverage, and one number.

Health = 100 x the product of (1 - effective weight x intensity). Within a family, the strongest
finding counts with its full weight, the next with half of it, the next with a quarter, and so on.
"""

import math
from collections.abc import Container, Iterable, Iterator, Sequence
from datetime import date, timedelta
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar, cast

from clienthealth.facts.client import ClientFacts, Path, Stage, Talk
from clienthealth.ledger import written
from clienthealth.ledger.disclosure import OwnWords, ProgramWords
from clienthealth.ledger.models import Waiver
from clienthealth.ledger.policy import Grade, Severity
from clienthealth.rules.base import (
    Measure,
    NotAssessed,
    Observation,
    Options,
    Outcome,
    Rule,
    cure_of,
)
from clienthealth.rules.meaning import Mark
from clienthealth.rules.registry import AnyRule, Configured, rule_of
from clienthealth.rules.sooner import SoonerRamp

if TYPE_CHECKING:
    from clienthealth.facts.compared import Compared

TALK_TAKES_EFFECT = timedelta(days=30)
TALK_OBSERVATIONS = 2
SERIOUS = {"critical": 0.25, "high": 0.40, "medium": 0.75}
"""The intensity from which a finding is serious, by severity; low and position never are."""
PERSISTENT = 0.25
"""The intensity since a talk that counts against a client in poor health."""

DUE_INVOICES_NEEDED = 3
DATED_ENTRIES_NEEDED = 10


class AfterTalk(NamedTuple):
    """The outcome of the boundary talks about a rule."""

    talk: Talk | None
    """The latest talk."""
    since: float | None
    forgiven: bool


NO_TALK = AfterTalk(None, None, forgiven=False)


class Observed(NamedTuple):
    """A red flag before it is weighed against the client's other red flags."""

    code: ProgramWords
    name: ProgramWords
    title: ProgramWords
    severity: Severity
    articles: tuple[ProgramWords, ...]
    intensity: float
    measure: Measure
    message: OwnWords
    evidence: tuple[Path, ...]
    cure: ProgramWords
    waiver: Waiver | None
    talk: Talk | None
    """The latest boundary talk about it."""
    since: float | None
    """The intensity of what came after that talk alone; None before two observations."""
    forgiven: bool
    """Whether a talk helped, so that only what came after it counts."""
    own_weight: float
    """The weight of its rule before damping, from 0 to below 1."""


class Finding(NamedTuple):
    """A red flag with its cost: an `Observed` plus two fields."""

    code: ProgramWords
    name: ProgramWords
    title: ProgramWords
    severity: Severity
    articles: tuple[ProgramWords, ...]
    intensity: float
    measure: Measure
    message: OwnWords
    evidence: tuple[Path, ...]
    cure: ProgramWords
    waiver: Waiver | None
    talk: Talk | None
    since: float | None
    forgiven: bool
    own_weight: float
    weight: float
    """The effective weight after damping within the family; 0 where it does not count."""
    points: float
    """The points it takes off the health, out of 100."""

    @property
    def observed(self) -> Observed:
        """The same without weight and points."""
        return Observed._make(self[: len(Observed._fields)])

    @property
    def factor(self) -> float:
        """What the health is multiplied by: 1 - effective weight x intensity."""
        return 1 - self.weight * self.intensity

    @property
    def place_in_family(self) -> int:
        """1 for the strongest of its family, which has its whole weight; 2 has half of it."""
        return 1 + round(math.log2(self.own_weight / self.weight)) if self.weight else 0

    @property
    def family(self) -> str:
        """The first three letters of the code."""
        return self.code[:3]

    def has(self, mark: Mark) -> bool:
        """Whether its rule plays a part in the decision tables."""
        return mark in rule_of(self.code).marks

    @property
    def is_serious(self) -> bool:
        """Whether it calls for action by itself."""
        return self.waiver is None and self.intensity >= limit_of(self.severity)

    @property
    def is_halfway(self) -> bool:
        """Whether it is at least halfway to serious."""
        return self.waiver is None and self.intensity >= limit_of(self.severity) / 2

    @property
    def since_the_talk(self) -> str:
        """The outcome of the talk about it, in a few words."""
        if self.persists:
            return "persists since then"
        if self.forgiven:
            return "better since then, and only that counts"
        if self.since is None:
            return "too early to judge what changed"
        return "not settled yet"

    @property
    def persists(self) -> bool:
        """Whether what came since the talk is serious by itself."""
        return self.since is not None and self.since >= _lasts_from(self.severity)


def limit_of(severity: Severity) -> float:
    """The intensity from which a finding is serious; infinite where it never is."""
    return SERIOUS.get(severity, math.inf)


class Sign(NamedTuple):
    """A red flag with what the health depends on, and nothing to show."""

    code: ProgramWords
    severity: Severity
    intensity: float
    own_weight: float
    waiver: Waiver | None

    @property
    def is_serious(self) -> bool:
        """Whether it calls for action by itself."""
        return self.waiver is None and self.intensity >= limit_of(self.severity)


class Unassessed(NamedTuple):
    """A rule that could not judge this client."""

    code: ProgramWords
    name: ProgramWords
    weight: float
    """What assessing it would add to the coverage; 0 where the rule does not apply."""
    why: ProgramWords
    remedy: ProgramWords


class Health(NamedTuple):
    """How a client behaves, and how much of it is known."""

    value: float | None
    """0 to 100 with one decimal; None where too little is known."""
    computed: float
    """The same number, even where too little is known to show it."""
    grade: Grade | None
    coverage: float
    findings: tuple[Finding, ...]
    """The findings, heaviest first."""
    fine: tuple[str, ...]
    """The codes of the rules that were assessed and found nothing."""
    not_assessed: tuple[Unassessed, ...]
    unknown_because: str | None

    @property
    def alone(self) -> "HealthAlone":
        """The same without what only a report shows."""
        return HealthAlone(self.value, self.grade, tuple(map(_sign, self.findings)))


class HealthAlone(NamedTuple):
    """The health of a client on a day of which nothing more is shown."""

    value: float | None
    """0 to 100 with one decimal; None where too little is known."""
    grade: Grade | None
    signs: tuple[Sign, ...]
    """The red flags, in no particular order."""


def _sign(found: Finding) -> Sign:
    return Sign(found.code, found.severity, found.intensity, found.own_weight, found.waiver)


def health_of(facts: ClientFacts, rules: Sequence[Configured]) -> Health:
    """The health of one client under the configured rules, without the position rules."""
    found: list[Observed] = []
    fine: list[str] = []
    missing: list[Unassessed] = []
    assessed: list[float] = []
    applicable: list[float] = []
    for each in applying(rules, facts.judged_as):
        rule, weight = each.rule, each.weight
        outcome, after = _measured(each, facts)
        if isinstance(outcome, NotAssessed):
            asked = weight if outcome.applies else 0.0
            applicable.append(asked)
            missing.append(Unassessed(rule.code, rule.name, asked, outcome.why, outcome.remedy))
            continue
        applicable.append(weight)
        assessed.append(weight)
        if outcome.intensity > 0:
            found.append(observed(each, outcome, facts, after))
        else:
            fine.append(rule.code)
    total = math.fsum(applicable)  # exact, so that the order of the rules does not matter
    coverage = round(math.fsum(assessed) / total, 4) if total else 0.0
    findings, computed = weigh(found)
    unknown = _unknown(facts, coverage, findings)
    return Health(
        value=computed if unknown is None else None,
        computed=computed,
        grade=facts.context.policy.grade(computed) if unknown is None else None,
        coverage=coverage,
        findings=findings,
        fine=tuple(fine),
        not_assessed=tuple(sorted(missing, key=lambda m: (-m.weight, m.code))),
        unknown_because=unknown,
    )


def health_alone(facts: ClientFacts, rules: Sequence[Configured]) -> HealthAlone:
    """What `health_of` gives, without what only a report shows.

    A rule is left out where there is no event, or no part of the ledger, that it could find
    anything in.

    Args:
        facts: The client on a date.
        rules: The rules that look at a client of this stage; see `applying`.
    """
    signs: list[Sign] = []
    kinds, parts, talks = facts.kinds, facts.history.parts, facts.talks
    for each in rules:
        rule, options = cast("Rule[Any]", each.rule), each.options
        # Under other options than its own even none may be too many.
        if options is rule.options and (
            (rule.kinds and kinds.isdisjoint(rule.kinds))
            or (rule.parts and parts.isdisjoint(rule.parts))
        ):
            continue
        if rule.intensity is not None and not talks:
            intensity = rule.intensity(facts, options)
        else:
            intensity = _intensity(_measured(each, facts)[0])
        if intensity > 0:
            waiver = _waiver(rule, facts)
            signs.append(Sign(rule.code, each.severity, intensity, each.weight, waiver))
    if len(facts.due_invoices) < DUE_INVOICES_NEEDED and not any(s.is_serious for s in signs):
        if facts.telling_entries >= DATED_ENTRIES_NEEDED:
            return health_of(facts, rules).alone  # it depends on what could not be assessed
        return HealthAlone(None, None, tuple(signs))
    value = _value(_strongest_first(sign for sign in signs if sign.waiver is None))
    return HealthAlone(value, facts.context.policy.grade(value), tuple(signs))


def applying(rules: Iterable[Configured], stage: Stage) -> Iterator[Configured]:
    """The rules that are in force and look at a client of a stage by itself."""
    for each in rules:
        if each.enabled and isinstance(each.rule, Rule) and stage in each.rule.stages:
            yield each


def observed(
    configured: Configured,
    outcome: Observation,
    facts: "Compared",
    after: AfterTalk = NO_TALK,
) -> Observed:
    """An observation with the rule's identity."""
    rule = configured.rule
    return Observed(
        code=rule.code,
        name=rule.name,
        title=rule.title,
        severity=configured.severity,
        articles=rule.articles,
        intensity=outcome.intensity,
        measure=outcome.measure,
        message=outcome.message,
        evidence=outcome.evidence,
        cure=_cure(rule.code, _of_stage(configured.options, facts), outcome.cure),
        waiver=_waiver(rule, facts),
        talk=after.talk,
        since=after.since,
        forgiven=after.forgiven,
        own_weight=configured.weight,
    )


def _of_stage(options: Options, facts: "Compared") -> Options:
    """The options as they apply to a client's stage."""
    return options.stage_options(facts.stage) if isinstance(options, SoonerRamp) else options


@cache
def _cure(code: str, options: Options, own: str) -> str:
    """What ends a finding under the options of its rule; by its own cure, where it has one."""
    return cure_of(own or rule_of(code).cure, options)


def _measured(configured: Configured, facts: ClientFacts) -> tuple[Outcome, AfterTalk]:
    """What a rule sees, and the outcome of the talks about it.

    More trouble never makes this better. It can end forgiveness but never bring it, and a
    persisting finding counts at least as much as the whole window.
    """
    rule, options = cast("Rule[Any]", configured.rule), configured.options
    whole = rule.check(facts, options)
    talks = [talk for talk in facts.talks if _names(talk, rule)] if facts.talks else None
    if not talks:
        return whole, NO_TALK
    latest = _since(configured, talks[0].day, facts.since(talks[0].day))
    if latest.intensity is not None and latest.intensity >= _lasts_from(configured.severity):
        return _stronger(whole, latest.outcome), AfterTalk(talks[0], latest.intensity, False)
    if _intensity(whole) > 0:
        mended = _mended(configured, latest, talks, facts)
        best = min(mended, key=_intensity, default=None)
        if best is not None and _intensity(best) <= _intensity(whole):
            return best, AfterTalk(talks[0], latest.intensity, True)
    return whole, AfterTalk(talks[0], latest.intensity, False)


def _mended(
    configured: Configured, latest: "_Since", talks: Sequence[Talk], facts: ClientFacts
) -> Iterator[Outcome]:
    """What is measured since each talk that mended something, as far as one may be the mildest."""
    if latest.is_forgiven:
        yield latest.outcome
    for day in dict.fromkeys(talk.day for talk in talks if talk.day != talks[0].day):
        after = facts.since(day)
        since = _since(configured, day, after)
        if since.is_forgiven:
            yield since.outcome
            if _intensity(since.outcome) == 0:
                return  # nothing is milder
        if day <= facts.start and not after.looked_back:
            return  # since a talk before the window the same came as since any before it


class _Since(NamedTuple):
    """What came after one talk, taken alone."""

    outcome: Outcome
    intensity: float | None
    """None where the talk is too fresh, or too little came since."""
    is_forgiven: bool


def _since(configured: Configured, talk: date, after: ClientFacts) -> _Since:
    rule, options = cast("Rule[Any]", configured.rule), configured.options
    outcome = rule.check(after, options)
    fresh = after.as_of - talk < TALK_TAKES_EFFECT
    if fresh or not isinstance(outcome, Observation):
        return _Since(outcome, None, is_forgiven=False)
    seen = rule.observations(after) >= TALK_OBSERVATIONS
    good = rule.good(after, outcome) >= TALK_OBSERVATIONS
    mended = outcome.intensity < min(1.0, limit_of(configured.severity)) / 2
    return _Since(outcome, outcome.intensity if seen else None, is_forgiven=good and mended)


def _lasts_from(severity: Severity) -> float:
    limit = limit_of(severity)
    return PERSISTENT if limit > 1 else limit


def _intensity(outcome: Outcome) -> float:
    return outcome.intensity if isinstance(outcome, Observation) else 0.0


def _stronger(whole: Outcome, since: Outcome) -> Outcome:
    return since if _intensity(since) > _intensity(whole) else whole


def _names(talk: Talk, rule: AnyRule) -> bool:
    return any(name in rule.names or name == rule.family for name in talk.about)


def _waiver(rule: AnyRule, facts: "Compared") -> Waiver | None:
    return next(
        (
            waiver
            for waiver in facts.client.waivers
            if waiver.rule in rule.names and waiver.from_ <= facts.as_of <= waiver.until
        ),
        None,
    )


def weigh(found: Iterable[Observed]) -> tuple[tuple[Finding, ...], float]:
    """The findings with effective weights and points, heaviest first, and the health."""
    found = list(found)
    waived = sorted((f for f in found if f.waiver is not None), key=lambda f: f.code)
    ordered = _strongest_first(f for f in found if f.waiver is None)
    weights, costs = _costs(ordered)
    tenths = _tenths(costs)
    shares = _points(ordered, costs, 1000 - tenths)
    weighed = [
        Finding(*f, weight=weight, points=share / 10)
        for f, weight, share in zip(ordered, weights, shares, strict=True)
    ]
    weighed.sort(key=lambda f: (-f.points, -f.weight * f.intensity, f.code))
    return (*weighed, *map(unweighted, waived)), tenths / 10


class Weighable:
    """Findings in the order in which `weigh` weighs them. None of them is waived."""

    def __init__(self, findings: Iterable[Finding]) -> None:
        self._ordered = _strongest_first(findings)

    def health_without(self, gone: Container[str]) -> float:
        """The health that `weigh` gives without the findings of some codes."""
        return _value([f for f in self._ordered if f.code not in gone])


def under_waivers(signs: Iterable[Sign], facts: ClientFacts) -> float:
    """The health that red flags give under the waivers of the day of the facts."""
    counted = (sign for sign in signs if _waiver(rule_of(sign.code), facts) is None)
    return _value(_strongest_first(counted))


def _value(ordered: Sequence[Finding | Sign]) -> float:
    """The health that red flags give, strongest first, none of which is waived."""
    return _tenths(_costs(ordered)[1]) / 10


def unweighted(found: Observed) -> Finding:
    """A finding that takes nothing off the health: a waived one, or a position finding."""
    return Finding(*found, weight=0.0, points=0.0)


F = TypeVar("F", bound=Observed | Finding | Sign)


def _strongest_first(found: Iterable[F]) -> list[F]:
    return sorted(found, key=lambda f: (-f.own_weight * f.intensity, f.code))


def _costs(ordered: Sequence[Observed | Finding | Sign]) -> tuple[list[float], list[float]]:
    """The damped weights of findings, strongest first, and the share that each takes."""
    weights = list(_damped(ordered))
    return weights, [w * f.intensity for w, f in zip(weights, ordered, strict=True)]


def _tenths(costs: Iterable[float]) -> int:
    """The health in tenths of a point."""
    return round(1000 * math.prod(1 - cost for cost in costs))


def _damped(ordered: Iterable[Observed | Finding | Sign]) -> Iterator[float]:
    """The weights of findings, strongest first: in each family the full weight, half, a quarter."""
    ranks: dict[str, int] = {}
    for each in ordered:
        family = each.code[:3]
        rank = ranks[family] = ranks.get(family, -1) + 1
        yield each.own_weight * 0.5**rank if rank else each.own_weight


def _points(found: Sequence[Observed], costs: Iterable[float], tenths: int) -> list[int]:
    """Tenths of a point for each finding, by largest remainder. They add up to `tenths`."""
    logs = [-math.log1p(-cost) for cost in costs]
    total = math.fsum(logs)
    if total <= 0:
        return [0] * len(found)
    exact = [log / total * tenths for log in logs]
    shares = [math.floor(e) for e in exact]
    by_remainder = sorted(range(len(exact)), key=lambda i: (shares[i] - exact[i], found[i].code))
    for i in by_remainder[: tenths - sum(shares)]:
        shares[i] += 1
    return shares


def _too_little(invoices: int, events: int) -> str:
    """How little is known about a client: invoices and events, which add up to the entries."""
    due = written.count(invoices, "due invoice")
    said = f"{written.count(events, 'event')} about their behaviour"
    if invoices and events:
        return f"only {due} and {said}"
    if invoices:
        return f"only {due}, and no event about their behaviour"
    if events:
        return f"only {said}, and no due invoice"
    return "no due invoice, and no event about their behaviour"


def _unknown(facts: ClientFacts, coverage: float, findings: Sequence[Finding]) -> str | None:
    if any(f.is_serious for f in findings):
        return None  # thin evidence never hides trouble
    policy = facts.context.policy
    due = len(facts.due_invoices)
    if due >= DUE_INVOICES_NEEDED:
        return None
    if facts.telling_entries < DATED_ENTRIES_NEEDED:
        return _too_little(due, facts.telling_events)
    if coverage < policy.minimum_coverage:
        needed = written.percent(policy.minimum_coverage)
        return f"coverage is {written.percent(coverage)}, and {needed} is needed"
    return None

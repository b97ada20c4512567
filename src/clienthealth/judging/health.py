"""From facts to health: findings with their weights and points, coverage, and one number.

Health = 100 x the product of (1 - effective weight x intensity). Within a family the strongest
finding counts with its whole weight, the next with half, then a quarter, and so on.
"""

import math
from collections.abc import Iterable, Iterator, Sequence
from datetime import timedelta
from typing import Any, NamedTuple

from clienthealth.facts.client import ClientFacts, Path, Talk
from clienthealth.ledger.models import Waiver
from clienthealth.ledger.policy import Grade, Severity
from clienthealth.rules.base import Measure, NotAssessed, Observation, Outcome, Rule
from clienthealth.rules.meaning import Mark
from clienthealth.rules.registry import AnyRule, Configured, rule_of

TALK_TAKES_EFFECT = timedelta(days=30)
TALK_OBSERVATIONS = 2
SERIOUS = {"critical": 0.25, "high": 0.40, "medium": 0.75}
"""From which intensity a finding of a severity is serious; low and position never are."""

DUE_INVOICES_NEEDED = 3
DATED_ENTRIES_NEEDED = 10


class Observed(NamedTuple):
    """A red flag that shows, before it is weighed against the client's others."""

    code: str
    name: str
    title: str
    severity: Severity
    articles: tuple[str, ...]
    intensity: float
    measure: Measure
    message: str
    evidence: tuple[Path, ...]
    cure: str
    waiver: Waiver | None
    talk: Talk | None
    """The boundary talk that raised it last."""
    persists: bool
    """Whether it is still there on what came after that talk alone."""
    own_weight: float
    """The weight of its rule, before any damping: a share from 0 to below 1."""


class Finding(NamedTuple):
    """A red flag that shows, with what it costs: an `Observed` and two fields more."""

    code: str
    name: str
    title: str
    severity: Severity
    articles: tuple[str, ...]
    intensity: float
    measure: Measure
    message: str
    evidence: tuple[Path, ...]
    cure: str
    waiver: Waiver | None
    talk: Talk | None
    persists: bool
    own_weight: float
    weight: float
    """The effective weight, after damping within the family; 0 where it does not count."""
    points: float
    """What it takes off the health, of 100."""

    @property
    def observed(self) -> Observed:
        """The same before it was weighed."""
        return Observed._make(self[: len(Observed._fields)])

    @property
    def family(self) -> str:
        """The first three letters of the code."""
        return self.code[:3]

    def has(self, mark: Mark) -> bool:
        """Whether its rule has a part in the decision tables."""
        return mark in rule_of(self.code).marks

    @property
    def is_serious(self) -> bool:
        """Whether it calls for action by itself."""
        limit = SERIOUS.get(self.severity)
        return self.waiver is None and limit is not None and self.intensity >= limit


class Unassessed(NamedTuple):
    """A rule that could not judge this client."""

    code: str
    name: str
    weight: float
    """What an answer would add to the coverage; 0 where the rule does not apply."""
    why: str
    remedy: str


class Health(NamedTuple):
    """How a client behaves, and how much of that is known."""

    value: float | None
    """0 to 100 with one decimal; None where too little is known."""
    computed: float
    """The same number, also where too little is known to show it."""
    grade: Grade | None
    coverage: float
    findings: tuple[Finding, ...]
    """The heaviest first."""
    fine: tuple[str, ...]
    """The codes of the rules that were assessed and saw nothing."""
    not_assessed: tuple[Unassessed, ...]
    unknown_because: str | None


def health_of(facts: ClientFacts, rules: Sequence[Configured]) -> Health:
    """The health of one client under the configured rules; position rules are left out."""
    found: list[Observed] = []
    fine: list[str] = []
    missing: list[Unassessed] = []
    assessed: list[float] = []
    applicable: list[float] = []
    for each in rules:
        rule, options, _, weight, enabled = each
        if not enabled or not isinstance(rule, Rule) or facts.judged_as not in rule.stages:
            continue
        outcome, talk, restarted = _measured(rule, options, facts)
        if isinstance(outcome, NotAssessed):
            asked = weight if outcome.applies else 0.0
            applicable.append(asked)
            missing.append(Unassessed(rule.code, rule.name, asked, outcome.why, outcome.remedy))
            continue
        applicable.append(weight)
        assessed.append(weight)
        if outcome.intensity > 0:
            found.append(observed(each, outcome, facts, talk, persists=restarted))
        else:
            fine.append(rule.code)
    total = math.fsum(applicable)  # exact, so that the order of the rules tells nothing
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


def observed(
    configured: Configured,
    outcome: Observation,
    facts: ClientFacts,
    talk: Talk | None = None,
    *,
    persists: bool = False,
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
        cure=rule.cure.format(**configured.options.model_dump()),
        waiver=_waiver(rule, facts),
        talk=talk,
        persists=persists,
        own_weight=configured.weight,
    )


def _measured(
    rule: Rule[Any], options: Any, facts: ClientFacts
) -> tuple[Outcome, Talk | None, bool]:
    """The outcome, the latest talk about the rule, and whether that talk restarted it."""
    talks = [talk for talk in facts.talks if _names(talk, rule)]
    for talk in talks:
        if facts.as_of - talk.day < TALK_TAKES_EFFECT:
            continue
        since = facts.since(talk.day) if talk.day > facts.start else facts
        if rule.observations(since) < TALK_OBSERVATIONS:
            continue
        outcome = rule.check(since, options)
        if isinstance(outcome, Observation):
            return outcome, talks[0], talk is talks[0]
    return rule.check(facts, options), talks[0] if talks else None, False


def _names(talk: Talk, rule: AnyRule) -> bool:
    return any(name in {rule.code, rule.name, rule.family} for name in talk.about)


def _waiver(rule: AnyRule, facts: ClientFacts) -> Waiver | None:
    return next(
        (
            waiver
            for waiver in facts.client.waivers
            if waiver.rule in {rule.code, rule.name} and waiver.from_ <= facts.as_of <= waiver.until
        ),
        None,
    )


def weigh(found: Iterable[Observed]) -> tuple[tuple[Finding, ...], float]:
    """The findings with effective weights and points, the heaviest first, and the health."""
    counted = [f for f in found if f.waiver is None]
    waived = sorted((f for f in found if f.waiver is not None), key=lambda f: f.code)
    ordered = sorted(counted, key=lambda f: (-f.own_weight * f.intensity, f.code))
    weights = list(_damped(ordered))
    costs = [weight * f.intensity for weight, f in zip(weights, ordered, strict=True)]
    tenths = round(1000 * math.prod(1 - cost for cost in costs))
    shares = _points(ordered, costs, 1000 - tenths)
    weighed = [
        Finding(*f, weight=weight, points=share / 10)
        for f, weight, share in zip(ordered, weights, shares, strict=True)
    ]
    weighed.sort(key=lambda f: (-f.points, -f.weight * f.intensity, f.code))
    return (*weighed, *map(unweighted, waived)), tenths / 10


def unweighted(found: Observed) -> Finding:
    """A finding that takes nothing off the health: it is waived, or one of position."""
    return Finding(*found, weight=0.0, points=0.0)


def _damped(ordered: Iterable[Observed]) -> Iterator[float]:
    """The weights of findings, the strongest first: whole in each family, then half, and so on."""
    ranks: dict[str, int] = {}
    for each in ordered:
        family = each.code[:3]
        rank = ranks[family] = ranks.get(family, -1) + 1
        yield each.own_weight * 0.5**rank


def _points(found: Sequence[Observed], costs: Iterable[float], tenths: int) -> list[int]:
    """Tenths of a point for each finding, by largest remainder, that add up to `tenths`."""
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


def _unknown(facts: ClientFacts, coverage: float, findings: Sequence[Finding]) -> str | None:
    if any(f.is_serious for f in findings):
        return None  # thin evidence never hides trouble
    policy = facts.context.policy
    due, entries = len(facts.due_invoices), facts.dated_entries
    if due < DUE_INVOICES_NEEDED and entries < DATED_ENTRIES_NEEDED:
        return f"only {due} invoices due and {entries} dated entries in the window"
    if coverage < policy.minimum_coverage:
        return f"coverage {coverage:.0%} is below {policy.minimum_coverage:.0%}"
    return None

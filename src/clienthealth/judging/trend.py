"""Health month by month, from the dated ledger, with the findings that came and went."""

from collections.abc import Container, Sequence
from datetime import date
from itertools import islice
from typing import NamedTuple

from clienthealth.facts.client import Stage
from clienthealth.facts.context import month_ends
from clienthealth.judging.actions import Action
from clienthealth.judging.decided import decided, holds_on
from clienthealth.judging.holds import HoldKind
from clienthealth.judging.on_a_day import History, LedgerOnDate, RuleBook
from clienthealth.ledger.disclosure import ClientId, ClientName, ProgramWords
from clienthealth.ledger.models import Ledger
from clienthealth.ledger.policy import Grade, Policy
from clienthealth.ledger.problems import Problem


class Point(NamedTuple):
    """A client on one day."""

    day: date
    health: float | None
    """None where too little was known, or they were not a client yet."""
    grade: Grade | None
    action: Action | None
    """The verdict, on earlier dates without the trend, or None where it is not asked for."""
    flags: tuple[ProgramWords, ...]
    """The codes of the findings that counted."""
    came: tuple[ProgramWords, ...]
    """The codes that are new since the day before in the series."""
    went: tuple[ProgramWords, ...]
    """The codes that are gone since the day before in the series."""
    holds: tuple[HoldKind, ...] = ()
    """The holds on the verdict, if there is one."""


class ClientTrend(NamedTuple):
    """A client over time, oldest point first."""

    id: ClientId
    name: ClientName
    stage: Stage
    points: tuple[Point, ...]

    @property
    def holds(self) -> tuple[HoldKind, ...]:
        """The holds on the verdict of the last date."""
        return self.points[-1].holds


class Trend(NamedTuple):
    """All clients over time."""

    as_of: date
    window_days: int
    days: tuple[date, ...]
    clients: tuple[ClientTrend, ...]
    odd_entries: tuple[Problem, ...] = ()
    """Odd but accepted entries on the last date, in addition to the ledger's own warnings."""


def trend(
    ledger: Ledger,
    *,
    as_of: date,
    policy: Policy | None = None,
    months: int = 12,
    only: Container[str] | None = None,
    verdicts: bool = True,
) -> Trend:
    """The health of every client at the last month-ends and on the date itself.

    Args:
        ledger: The ledger.
        as_of: The last date.
        policy: The policy, if not the ledger's own. Today's policy applies to the past too.
        months: How many month-ends to look back.
        only: The ids of the clients to tell of. Left out: all.
        verdicts: Whether to decide on a verdict on the earlier dates too.
    """
    past = History(ledger, RuleBook(policy or ledger.policy))
    return trend_at(past, as_of, months, only, verdicts=verdicts)


def trend_at(
    past: History,
    as_of: date,
    months: int = 12,
    only: Container[str] | None = None,
    *,
    verdicts: bool = True,
) -> Trend:
    """The same, for a ledger that is judged on other dates too; `only` names the clients."""
    days = (*reversed([*islice(month_ends(as_of), months)]), as_of)
    now = past.on(as_of)
    clients = tuple(
        _client(past, position, days, verdicts=verdicts)
        for position in now.positions
        if only is None or now.ledger.clients[position].id in only
    )
    return Trend(as_of, now.book.policy.window_days, days, clients, now.odd_entries)


def _client(past: History, position: int, days: Sequence[date], *, verdicts: bool) -> ClientTrend:
    now = past.on(days[-1])
    facts, found = now.facts(position), decided(now, past, position)
    *earlier, last = _points(past, position, days, verdicts=verdicts)
    if found is not None:
        last = _with_verdict(last, now, past, position, found.row.action)
    return ClientTrend(facts.client.id, facts.client.name, facts.stage, (*earlier, last))


def _with_verdict(
    point: Point, judgement: LedgerOnDate, past: History, position: int, action: Action | None
) -> Point:
    """The point with a verdict and its holds: nobody should read the one without the others."""
    if action is None:
        return point
    findings = judgement.member(position).health.findings
    counted = [finding for finding in findings if finding.waiver is None]
    holds = holds_on(judgement, past, position, action, counted)
    return point._replace(action=action, holds=tuple(hold.kind for hold in holds))


def _points(
    past: History, position: int, days: Sequence[date], *, verdicts: bool
) -> tuple[Point, ...]:
    """The health on each day; with `verdicts`, the verdict on all but the last one too."""
    points: list[Point] = []
    before: frozenset[str] = frozenset()
    for day in days:
        point = _point(past, position, day, before, with_verdict=verdicts and day != days[-1])
        points.append(point)
        before = frozenset(point.flags)
    return tuple(points)


def _point(
    past: History, position: int, day: date, before: frozenset[str], *, with_verdict: bool
) -> Point:
    judgement = past.on(day)
    if with_verdict:
        judgement.member(position)  # which is kept, and what follows looks at it
    seen = judgement.passing(position)
    if seen is None or not seen.facts.is_known:
        return Point(day, None, None, None, (), (), ())
    health = seen.health
    flags = frozenset(sign.code for sign in health.signs if sign.waiver is None)
    point = Point(
        day,
        health.value,
        health.grade,
        None,
        tuple(sorted(flags)),
        tuple(sorted(flags - before)),
        tuple(sorted(before - flags)),
    )
    if not with_verdict:
        return point
    return _with_verdict(point, judgement, past, position, judgement.action(position))

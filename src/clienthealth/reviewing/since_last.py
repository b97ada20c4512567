"""What changed since the end of the period before, and the outcome of that period's list."""

from collections.abc import Iterable
from datetime import date

from clienthealth.judging.actions import is_graver, urgency
from clienthealth.judging.assessment import ClientAssessment
from clienthealth.judging.guarded import GuardedClient
from clienthealth.reviewing.bottom_group import decided
from clienthealth.reviewing.model import Changes, Earlier, Move, Outcome
from clienthealth.reviewing.period import EarlierPeriod, ReviewedPeriod

MARKED = 10.0
"""The change of the health from which a client rose or fell; the same as the trend to watch."""


def changes_since(then: EarlierPeriod, now: ReviewedPeriod) -> Changes | None:
    """What changed between two days; None where no client was known on the first."""
    if not then.clients:
        return None
    pairs = [(then.clients.get(client.id), client) for client in now.assessment.clients]
    stayed = [
        (earlier, client)
        for earlier, client in pairs
        if earlier is not None
        and earlier.stage == "active"
        and client.stage in {"active", "dormant"}
    ]
    return Changes(
        before=then.day,
        ranked_before=then.now.ranking.ranked,
        joined=_gravest_first(
            _move(then, earlier, client)
            for earlier, client in pairs
            if client.stage == "active" and (earlier is None or earlier.stage != "active")
        ),
        left=tuple(
            _move(then, earlier, client)
            for earlier, client in pairs
            if earlier is not None and earlier.stage == "active" and client.stage == "former"
        ),
        rose=tuple(_move(then, e, c) for e, c in stayed if _direction(e, c) > 0),
        fell=_gravest_first(_move(then, e, c) for e, c in stayed if _direction(e, c) < 0),
        known_or_not=_gravest_first(
            _move(then, e, c) for e, c in stayed if e.action != c.action and _direction(e, c) == 0
        ),
        bottom_then=tuple(_earlier(then, now, client) for client in then.bottom),
    )


def _gravest_first(moves: Iterable[Move]) -> tuple[Move, ...]:
    """Those to part with before all others, for a table has room for the first few alone."""
    return tuple(sorted(moves, key=lambda move: urgency(move.action)))


def _move(then: EarlierPeriod, before: GuardedClient | None, now: ClientAssessment) -> Move:
    return Move(
        id=now.id,
        name=now.name,
        health_before=before.health if before else None,
        health=now.health,
        rank_before=then.rank(before.id) if before else None,
        rank=now.rank,
        action_before=before.action if before else None,
        action=now.action,
        holds=now.hold_kinds,
    )


def _direction(before: GuardedClient | ClientAssessment, now: ClientAssessment) -> int:
    """1 for a client who rose, -1 for one who fell.

    The verdict counts before the health. But nobody rises whose health fell.
    """
    change = 0.0
    if before.health is not None and now.health is not None:
        change = round(now.health - before.health, 1)
    action_before, action = before.action, now.action
    known = {"unknown", None}
    if action_before not in known and action not in known and action_before and action:
        if is_graver(action_before, action):
            return -1
        if is_graver(action, action_before) and change > -MARKED:
            return 1
    return (change >= MARKED) - (change <= -MARKED)


def _earlier(then: EarlierPeriod, now: ReviewedPeriod, before: ClientAssessment) -> Earlier:
    decision = decided(then, before).decision
    client = next((c for c in now.assessment.clients if c.id == before.id), None)
    outcome, when = _outcome(then, now, client)
    return Earlier(
        id=before.id,
        name=before.name,
        rank=before.rank or 0,
        decision=decision,
        outcome=outcome,
        when=when,
        rank_now=client.rank if client else None,
    )


def _outcome(
    then: EarlierPeriod, now: ReviewedPeriod, client: ClientAssessment | None
) -> tuple[Outcome, date | None]:
    if client is None:
        return "left", None
    facts = now.facts(client)
    if client.stage == "former":
        return "left", facts.client.until
    talks = [talk.day for talk in facts.talks if talk.day > then.day]
    if client.rank is not None and not client.bottom:
        return "out-of-the-bottom", min(talks, default=None)
    return ("talked", min(talks)) if talks else ("nothing-happened", None)

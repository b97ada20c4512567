"""A review as it may be shown to anybody: pseudonyms, no amounts, no words of the ledger."""

from collections.abc import Iterable
from typing import TypeVar

from clienthealth.judging.health_map import HealthMap, Spot
from clienthealth.redaction.assessment import (
    introduce,
    redact_assessment,
    redact_holds,
    redact_trend,
)
from clienthealth.redaction.redactor import Redactor
from clienthealth.reviewing.concentration import Concentration
from clienthealth.reviewing.decisions import DECISIONS
from clienthealth.reviewing.model import (
    Beyond,
    Bottom,
    Changes,
    Earlier,
    Move,
    Review,
    Shift,
    State,
    Top,
    Unranked,
    WhatIf,
)
from clienthealth.reviewing.pareto import Drain, Pareto
from clienthealth.rules.registry import find_rule

Named = TypeVar("Named", Beyond, Earlier, Move, Shift, Spot, Top, Unranked)


def redact_review(review: Review, redactor: Redactor) -> Review:
    """The review for anybody; `withheld` tells the renderers to leave amounts out."""
    introduce(review.assessment.ledger, redactor)
    return review._replace(
        assessment=redact_assessment(review.assessment, redactor),
        bottom=tuple(_bottom(review, each, redactor) for each in review.bottom),
        beyond=_named(review.beyond, redactor),
        top=_named(review.top, redactor),
        short=tuple((redactor.client(name), months) for name, months in review.short),
        unranked=_named(review.unranked, redactor),
        pareto=_pareto(review.pareto, redactor),
        health_map=_map(review.health_map, redactor),
        concentration=_concentration(review.concentration, redactor),
        receivables=review.receivables._replace(
            debtors=tuple(
                each._replace(id=redactor.client(each.id), name=redactor.client(each.id))
                for each in review.receivables.debtors
            )
        ),
        changes=_changes(review.changes, redactor) if review.changes else None,
        what_if=_what_if(review.what_if, redactor) if review.what_if else None,
        trend=redact_trend(review.trend, redactor),
        withheld=True,
    )


def _named(entries: Iterable[Named], redactor: Redactor) -> tuple[Named, ...]:
    return tuple(
        each._replace(id=redactor.client(each.id), name=redactor.client(each.id))
        for each in entries
    )


def _bottom(review: Review, client: Bottom, redactor: Redactor) -> Bottom:
    name = redactor.client(client.id)
    return client._replace(
        id=name,
        name=name,
        why=DECISIONS[client.decision].why,
        holds=redact_holds(client.holds),
        facts=_titles(review, client.id),
    )


def _titles(review: Review, name: str) -> tuple[str, ...]:
    """The rules that weigh most, in place of the facts."""
    client = review.assessment.client(name)
    codes = [f.code for f in client.findings if f.points > 0][:3] if client else []
    return tuple(f"{rule.title} ({code})" for code in codes if (rule := find_rule(code)))


def _pareto(pareto: Pareto, redactor: Redactor) -> Pareto:
    return Pareto(
        tuple(
            each._replace(client=redactor.client(each.client), name=redactor.client(each.client))
            for each in pareto.takers
        ),
        Drain(
            tuple(map(redactor.client, pareto.drain.clients)),
            pareto.drain.taken,
            pareto.drain.revenue,
        ),
    )


def _concentration(found: Concentration, redactor: Redactor) -> Concentration:
    return found._replace(
        sources=tuple(
            each._replace(client=redactor.client(each.client), name=redactor.client(each.client))
            for each in found.sources
        )
    )


def _map(found: HealthMap, redactor: Redactor) -> HealthMap:
    return found._replace(spots=_named(found.spots, redactor))


def _changes(changes: Changes, redactor: Redactor) -> Changes:
    return changes._replace(
        joined=_named(changes.joined, redactor),
        left=_named(changes.left, redactor),
        rose=_named(changes.rose, redactor),
        fell=_named(changes.fell, redactor),
        bottom_then=_named(changes.bottom_then, redactor),
    )


def _what_if(found: WhatIf, redactor: Redactor) -> WhatIf:
    return found._replace(
        changes=tuple(
            change._replace(
                client=redactor.client(change.client),
                value=None if change.kind == "rate" else change.value,
            )
            for change in found.changes
        ),
        before=_state(found.before, redactor),
        after=_state(found.after, redactor),
        shifts=_named(found.shifts, redactor),
    )


def _state(state: State, redactor: Redactor) -> State:
    return state._replace(bottom=tuple(map(redactor.client, state.bottom)))

"""`review --format json`, version 1: a contract of its own, apart from the internal types."""

from datetime import date
from decimal import Decimal
from typing import Any

from clienthealth.facts.ageing import Ageing
from clienthealth.judging.health_map import HealthMap
from clienthealth.report.text.json_document import (
    cost_object,
    hold_object,
    json_document,
    money_text,
    rounded,
)
from clienthealth.reviewing.concentration import Concentration
from clienthealth.reviewing.model import (
    Beyond,
    Bottom,
    Changes,
    Earlier,
    Move,
    Review,
    Shift,
    State,
    Timing,
    Top,
    WhatIf,
)
from clienthealth.reviewing.pareto import Pareto
from clienthealth.reviewing.receivables import Receivables
from clienthealth.reviewing.what_if import Change
from clienthealth.version import __version__

FORMAT = "clienthealth.review/1"
SHARE, DAYS = 4, 1
"""The decimals of shares, and of days and months."""

Object = dict[str, Any]


def render(review: Review) -> str:
    """One JSON object, with money as text and null for what is unknown or withheld."""
    return json_document(document(review))


def document(review: Review) -> Object:
    """The object that is rendered."""
    return {
        "format": FORMAT,
        "tool_version": __version__,
        "policy_hash": review.assessment.policy_hash,
        "period": {
            "from": review.first_day.isoformat(),
            "to": review.last_day.isoformat(),
            "days": (review.last_day - review.first_day).days + 1,
        },
        "as_of": review.assessment.as_of.isoformat(),
        "currency": review.currency,
        "withheld": review.withheld,
        "ranked_by": review.ranked_by,
        "draws": review.draws,
        "bottom": [_bottom(review, each) for each in review.bottom],
        "beyond": [_beyond(each) for each in review.beyond],
        "top": [_top(each) for each in review.top],
        "short": [{"id": name, "months": rounded(m, DAYS)} for name, m in review.short],
        "unranked": [
            {"id": each.id, "name": each.name, "why": each.why} for each in review.unranked
        ],
        "drain": _drain(review.pareto),
        "pareto": _pareto(review.pareto),
        "map": _map(review.health_map),
        "concentration": _concentration(review.concentration),
        "ageing": _ageing(review.receivables),
        "portfolio": _portfolio(review),
        "conversions": [
            {
                "currency": each.currency,
                "rate": _plain(each.rate),
                "from": _day(each.from_),
            }
            for each in review.conversions
        ],
        "changes": _changes(review.changes) if review.changes else None,
        "what_if": _what_if(review.what_if) if review.what_if else None,
    }


# The clients


def _bottom(review: Review, bottom: Bottom) -> Object:
    client = review.assessment.client(bottom.id)
    holds = [
        hold_object(review.assessment, client, hold) | {"amount": money_text(hold.amount)}
        for hold in bottom.holds
        if client is not None
    ]
    return {
        "id": bottom.id,
        "name": bottom.name,
        "rank": bottom.rank,
        "decision": bottom.decision,
        "why": bottom.why,
        "driven_by": bottom.driven_by,
        "kind": bottom.kind,
        "method": bottom.method,
        "verdict": bottom.action,
        "holds": holds,
        "sureness": {
            "share": rounded(bottom.sureness.share, SHARE),
            "active_months": bottom.sureness.active_months,
            "word": bottom.sureness.word,
        },
        "facts": list(bottom.facts),
        "when": _when(bottom.when),
        "cost": cost_object(bottom.cost, money_text),
        "health": bottom.health,
        "effective_rate": money_text(bottom.effective_rate),
        "worth": money_text(bottom.worth),
        "months": rounded(bottom.months, DAYS),
    }


def _when(when: Timing) -> Object:
    return {
        "act_on": when.act_on.isoformat(),
        "last_day": _day(when.last_day),
        "look_again": _day(when.look_again),
        "timed": when.timed,
    }


def _beyond(client: Beyond) -> Object:
    return {
        "id": client.id,
        "name": client.name,
        "rank": client.rank,
        "verdict": client.action,
        "because": list(client.because),
        "holds": list(client.holds),
        "method": client.method,
        "when": _when(client.when),
        "cost": cost_object(client.cost, money_text),
    }


def _top(top: Top) -> Object:
    return {
        "id": top.id,
        "name": top.name,
        "rank": top.rank,
        "verdict": top.action,
        "health": top.health,
        "effective_rate": money_text(top.effective_rate),
        "worth": money_text(top.worth),
        "hours_share": rounded(top.hours_share, SHARE),
        "revenue_share": rounded(top.revenue_share, SHARE),
        "months": rounded(top.months, DAYS),
    }


# The business


def _drain(pareto: Pareto) -> Object:
    return {
        "clients": list(pareto.drain.clients),
        "taken": rounded(pareto.drain.taken, SHARE),
        "revenue": rounded(pareto.drain.revenue, SHARE),
    }


def _pareto(pareto: Pareto) -> list[Object]:
    return [
        {
            "id": each.client,
            "name": each.name,
            "hours_share": rounded(each.hours_share, SHARE),
            "trouble_share": rounded(each.trouble_share, SHARE),
            "taken": rounded(each.taken, SHARE),
            "revenue_share": rounded(each.revenue_share, SHARE),
            "clients_so_far": rounded(each.clients_so_far, SHARE),
            "taken_so_far": rounded(each.taken_so_far, SHARE),
            "revenue_so_far": rounded(each.revenue_so_far, SHARE),
            "drain": each.is_drain,
        }
        for each in pareto.takers
    ]


def _map(found: HealthMap) -> Object:
    return {
        "health_line": float(found.health_line),
        "rate_line": money_text(found.rate_line),
        "line_is_target": found.line_is_target,
        "spots": [
            {
                "id": spot.id,
                "name": spot.name,
                "quarter": spot.quadrant,
                "verdict": spot.action,
                "health": spot.health,
                "effective_rate": money_text(spot.effective_rate),
                "worth": money_text(spot.worth),
                "revenue_share": rounded(spot.revenue_share, SHARE),
            }
            for spot in found.spots
        ],
    }


def _concentration(found: Concentration) -> Object:
    return {
        "herfindahl": rounded(found.herfindahl, 2),
        "level": found.level,
        "effective_clients": rounded(found.effective_clients, 2),
        "largest": rounded(found.largest, SHARE),
        "top_three": rounded(found.top_three, SHARE),
        "sources": [
            {
                "id": source.client,
                "name": source.name,
                "revenue": money_text(source.revenue),
                "share": rounded(source.share, SHARE),
            }
            for source in found.sources
        ],
    }


def _ageing(found: Receivables) -> Object:
    debtors = [
        {"id": each.id, "name": each.name, "stage": each.stage, **_open(each.ageing)}
        for each in found.debtors
    ]
    return {
        **_open(found.ageing),
        "debtors": debtors,
        "credit_sales": money_text(found.credit_sales),
        "credit_days": found.days,
    }


def _open(found: Ageing) -> Object:
    return {
        "open": money_text(found.open),
        "overdue": money_text(found.overdue),
        "expected_loss": money_text(found.expected_loss),
        "bands": [
            {
                "name": band.name,
                "open": money_text(band.open),
                "loss_percent": float(band.loss_percent),
                "expected_loss": money_text(band.expected_loss),
            }
            for band in found.bands
        ],
    }


def _portfolio(review: Review) -> Object:
    counts, worked = review.assessment.portfolio, review.working_time
    owed = review.receivables
    return {
        "active": counts.active,
        "ranked": counts.ranked,
        "bottom_count": counts.bottom_count,
        "revenue": money_text(worked.revenue),
        "hours": money_text(worked.hours),
        "in_progress": money_text(worked.in_progress),
        "unbilled": money_text(worked.unbilled),
        "unbilled_share": rounded(worked.unbilled_share, SHARE),
        "overhead": money_text(worked.overhead),
        "overhead_share": rounded(worked.overhead_share, SHARE),
        "effective_rate": money_text(worked.effective_rate),
        "target_rate": money_text(worked.target_rate),
        "capacity_hours": _plain(worked.capacity_hours),
        "utilisation": rounded(worked.utilisation, SHARE),
        "open": money_text(owed.ageing.open),
        "overdue": money_text(owed.ageing.overdue),
        "credit_balance": money_text(owed.credit),
        "expected_loss": money_text(owed.ageing.expected_loss),
        "dso": rounded(owed.days_sales_outstanding, DAYS),
        "days_to_pay": rounded(owed.days_to_pay, DAYS),
    }


# What changed, and what would


def _changes(found: Changes) -> Object:
    return {
        "before": found.before.isoformat(),
        "ranked_before": found.ranked_before,
        "joined": [_move(each) for each in found.joined],
        "left": [_move(each) for each in found.left],
        "rose": [_move(each) for each in found.rose],
        "known_or_not": [_move(each) for each in found.known_or_not],
        "fell": [_move(each) for each in found.fell],
        "bottom_then": [_earlier(each) for each in found.bottom_then],
    }


def _move(move: Move) -> Object:
    return {
        "id": move.id,
        "name": move.name,
        "health_before": move.health_before,
        "health": move.health,
        "rank_before": move.rank_before,
        "rank": move.rank,
        "verdict_before": move.action_before,
        "verdict": move.action,
    }


def _earlier(earlier: Earlier) -> Object:
    return {
        "id": earlier.id,
        "name": earlier.name,
        "rank": earlier.rank,
        "decision": earlier.decision,
        "outcome": earlier.outcome,
        "when": _day(earlier.when),
        "rank_now": earlier.rank_now,
    }


def _what_if(found: WhatIf) -> Object:
    return {
        "changes": [_change(each) for each in found.changes],
        "assumptions": list(found.assumptions),
        "before": _state(found.before),
        "after": _state(found.after),
        "shifts": [_shift(each) for each in found.shifts],
    }


def _change(change: Change) -> Object:
    value = change.value
    return {
        "id": change.client,
        "kind": change.kind,
        "rate": money_text(Decimal(value)) if change.kind == "rate" and value else None,
        "terms_days": value if change.kind == "terms" else None,
    }


def _state(state: State) -> Object:
    return {
        "active": state.active,
        "revenue": money_text(state.revenue),
        "hours": money_text(state.hours),
        "effective_rate": money_text(state.effective_rate),
        "utilisation": rounded(state.utilisation, SHARE),
        "largest_share": rounded(state.largest_share, SHARE),
        "open": money_text(state.open_balance),
        "overdue": money_text(state.overdue_balance),
        "expected_loss": money_text(state.expected_loss),
        "dso": rounded(state.days_sales_outstanding, DAYS),
        "days_to_pay": rounded(state.days_to_pay, DAYS),
        "bottom": list(state.bottom),
    }


def _shift(shift: Shift) -> Object:
    return {
        "id": shift.id,
        "name": shift.name,
        "rank_before": shift.rank_before,
        "rank": shift.rank,
        "health_before": shift.health_before,
        "health": shift.health,
        "worth_before": money_text(shift.worth_before),
        "worth": money_text(shift.worth),
        "verdict_before": shift.action_before,
        "verdict": shift.action,
    }


def _day(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def _plain(value: Decimal | None) -> str | None:
    """A number as it was written, with all its digits."""
    return None if value is None else f"{value:f}"

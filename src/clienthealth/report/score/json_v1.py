"""`score --format json`, version 1: a contract of its own, apart from the internal types."""

from datetime import date
from decimal import Decimal
from typing import Any

from clienthealth.judging.alone import Dormant, KeyFacts
from clienthealth.judging.assessment import Assessment, ClientAssessment
from clienthealth.judging.health import Finding
from clienthealth.report.text.json_document import (
    evidence_object,
    hold_object,
    json_document,
    money_text,
    rounded,
)
from clienthealth.report.view import View
from clienthealth.rules.articles import ARTICLES
from clienthealth.version import __version__

FORMAT = "clienthealth.score/1"


def render(view: View) -> str:
    """One JSON object, with money as text and null for what is unknown."""
    return json_document(document(view))


def document(view: View) -> dict[str, Any]:
    """The object that is rendered."""
    assessment = view.assessment
    portfolio = assessment.portfolio
    return {
        "format": FORMAT,
        "tool_version": __version__,
        "policy_hash": assessment.policy_hash,
        "as_of": assessment.as_of.isoformat(),
        "window_days": assessment.policy.window_days,
        "currency": assessment.currency,
        "clients": [client_object(assessment, client) for client in view.clients],
        "portfolio": {
            "ranked_by": portfolio.ranked_by,
            "active": portfolio.active,
            "ranked": portfolio.ranked,
            "bottom_count": portfolio.bottom_count,
            "revenue": money_text(portfolio.revenue),
            "hours": _hours(portfolio.hours),
            "open_balance": money_text(portfolio.open_balance),
            "overdue_balance": money_text(portfolio.overdue_balance),
            "dbt_days": rounded(portfolio.dbt_days, 3),
            "active_dbt_days": rounded(portfolio.active_dbt_days, 3),
            "dormant": list(portfolio.dormant),
            "former": portfolio.former,
            "former_open_balance": money_text(portfolio.former_open_balance),
            "former_overdue_balance": money_text(portfolio.former_overdue_balance),
        },
    }


def client_object(assessment: Assessment, client: ClientAssessment) -> dict[str, Any]:
    """One client."""
    return {
        "id": client.id,
        "name": client.name,
        "stage": client.stage,
        "since": _day(client.since),
        "until": _day(client.until),
        "dormant": _dormant(client.dormant),
        "health": client.health,
        "grade": client.grade,
        "coverage": round(client.coverage, 2),
        "unknown_because": client.unknown_because,
        "trend": client.trend,
        "effective_rate": money_text(client.effective_rate),
        "worth": money_text(client.worth),
        "rank": client.rank,
        "rank_reason": client.rank_reason,
        "bottom": client.bottom,
        "grinder": client.grinder,
        "verdict": _verdict(assessment, client),
        "findings": [_finding(assessment, client, f) for f in client.findings],
        "not_assessed": [
            {"code": m.code, "name": m.name, "why": m.why, "remedy": m.remedy}
            for m in client.not_assessed
        ],
        "strengths": [
            {
                "name": s.name,
                "message": s.message,
                "evidence": [evidence_object(assessment, client, path) for path in s.evidence],
            }
            for s in client.strengths
        ],
        "facts": _facts(client.facts),
        "basis": {
            "invoices_due": client.basis.invoices_due,
            "hours": _hours(client.basis.hours),
            "hours_in_progress": _hours(client.basis.in_progress),
            "events": client.basis.events,
            "days": client.basis.days,
        },
        "payments": {
            **client.payments._asdict(),
            "days_to_pay": rounded(client.payments.days_to_pay, 1),
            "overdue": money_text(client.payments.overdue),
        },
        "ours": [{"what": lapse.what, "day": lapse.day.isoformat()} for lapse in client.ours],
    }


def _day(day: date | None) -> str | None:
    return day.isoformat() if day is not None else None


def _dormant(dormant: Dormant | None) -> dict[str, Any] | None:
    if dormant is None:
        return None
    return {
        "since": dormant.since.isoformat(),
        "days": dormant.days,
        "next_step": dormant.next_step,
    }


def _verdict(assessment: Assessment, client: ClientAssessment) -> dict[str, Any] | None:
    verdict = client.verdict
    if verdict is None:
        return None
    return {
        "action": verdict.action,
        "holds": [hold_object(assessment, client, hold) for hold in verdict.holds],
        "because": list(verdict.because),
        "would_change": list(verdict.would_change),
        "next_step": verdict.next_step,
    }


def _finding(assessment: Assessment, client: ClientAssessment, finding: Finding) -> dict[str, Any]:
    measure = finding.measure
    articles = [ARTICLES[name].id for name in finding.articles]
    return {
        "code": finding.code,
        "name": finding.name,
        "severity": finding.severity,
        "intensity": round(finding.intensity, 4),
        "weight": finding.weight,
        "points": finding.points,
        "measure": {
            "value": None if measure.value is None else round(measure.value, 4),
            "unit": measure.unit,
            "fine": measure.fine,
            "bad": measure.bad,
        },
        "message": finding.message,
        "waived": finding.waiver is not None,
        "waiver": None
        if finding.waiver is None
        else {"reason": finding.waiver.reason, "until": finding.waiver.until.isoformat()},
        "persists": finding.persists,
        "article": articles[0] if articles else None,
        "articles": articles,
        "evidence": [
            evidence_object(assessment, client, path) for path in finding.evidence or ((),)
        ],
    }


def _facts(facts: KeyFacts) -> dict[str, Any]:
    return {
        "dbt_days": rounded(facts.dbt_days, 2),
        "late_share": rounded(facts.late_share, 4),
        "days_to_pay": rounded(facts.days_to_pay, 1),
        "late_risk": rounded(facts.late_risk, 2),
        "invoices_due": facts.invoices_due,
        "revenue": money_text(facts.revenue),
        "hours": _hours(facts.hours),
        "hours_by_kind": {kind: _hours(hours) for kind, hours in facts.hours_by_kind.items()},
        "overhead_share": rounded(facts.overhead_share, 4),
        "costs": money_text(facts.costs),
        "platform_fees": money_text(facts.platform_fees),
        "open_balance": money_text(facts.open_balance),
        "overdue_balance": money_text(facts.overdue_balance),
        "credit_balance": money_text(facts.credit_balance),
        "ageing": {band: money_text(amount) for band, amount in facts.ageing.items()},
    }


def _hours(hours: Decimal) -> str:
    return f"{hours:.2f}"

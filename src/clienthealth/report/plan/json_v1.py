"""A plan as JSON, `clienthealth.plan/1`: keys may be added, none is renamed or removed."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

from clienthealth.planning.command import Command
from clienthealth.planning.model import Letter, Plan, Step, Way
from clienthealth.report.text.figures import Figures
from clienthealth.report.text.json_document import (
    cost_object,
    evidence_object,
    json_document,
    money_text,
)
from clienthealth.rules.articles import ARTICLES
from clienthealth.version import __version__

Money = Callable[[Decimal | None], str | None]
"""Writes an amount, or null where it is unknown or withheld."""


def render(plan: Plan) -> str:
    """One object."""
    return json_document(plan_object(plan))


def plan_object(plan: Plan) -> dict[str, Any]:
    """A plan as it is written in JSON."""
    notice, figures = plan.notice, Figures(plan.withheld)

    def money(amount: Decimal | None) -> str | None:
        return money_text(figures.told(amount))

    return {
        "format": "clienthealth.plan/1",
        "tool_version": __version__,
        "policy_hash": plan.assessment.policy_hash,
        "kind": plan.kind,
        "as_of": plan.as_of.isoformat(),
        "currency": plan.currency,
        "client": {
            "id": plan.client.id,
            "name": plan.client.name,
            "stage": plan.stage,
            "verdict": plan.action,
        },
        "title": plan.title,
        "method": plan.method,
        "method_by_evidence": plan.chosen,
        "reasons": list(plan.reasons),
        "evidence": list(plan.evidence),
        "warnings": list(plan.warnings),
        "instead": _command(plan.instead),
        "recommend": plan.alternative,
        "notice": {"days": notice.days, "basis": notice.basis} if notice else None,
        "ways": [_way(way, money) for way in plan.ways],
        "script": list(plan.script),
        "steps": [_step(plan, step, money) for step in plan.steps],
        "cost": cost_object(plan.cost, money) if plan.cost else None,
        "letters": [_letter(letter) for letter in plan.letters],
    }


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _command(command: Command | None) -> str | None:
    return command.line if command else None


def _way(way: Way, money: Money) -> dict[str, Any]:
    return {
        "timed": way.timed,
        "advised": way.advised,
        "talk": way.talk.isoformat(),
        "notice_ends": way.notice_ends.isoformat(),
        "last_day": way.last_day.isoformat(),
        "waiting_days": way.waiting_days,
        "open": money(way.open),
        "to_bill": money(way.to_bill),
        "arriving": money(way.arriving),
        "still_to_come": money(way.at_risk),
        "expected_loss": money(way.expected_loss),
        "loss_if_unpaid": money(way.loss_if_unpaid),
        "disputed": money(way.disputed),
        "waiting_cost": money(way.waiting_cost),
        "arrived_less_waiting_cost": money(way.in_hand),
        "why": way.why,
    }


def _step(plan: Plan, step: Step, money: Money) -> dict[str, Any]:
    return {
        "key": step.key,
        "title": step.title,
        "why": step.why,
        "article": ARTICLES[step.article].id if step.article else None,
        "due": _day(step.due),
        "done": _day(step.done),
        "amount": money(step.amount),
        "command": _command(step.command),
        "advice": list(step.advice),
        "notes": list(step.notes),
        "evidence": [evidence_object(plan.assessment, plan.client, p) for p in step.evidence],
    }


def _letter(letter: Letter) -> dict[str, Any]:
    return {
        "kind": letter.kind,
        "language": letter.language,
        "subject": letter.subject,
        "body": letter.body,
    }

"""`check --format json`, version 1: a contract of its own, apart from the internal types."""

from collections import Counter
from typing import Any

from clienthealth.checking.model import CheckedClient, Outcome, Report, Result
from clienthealth.ledger.sources import Place
from clienthealth.report.text.json_document import json_document

FORMAT = "clienthealth.check/1"


def render(report: Report) -> str:
    """One JSON object, with null for what is unknown."""
    return json_document(
        {
            "format": FORMAT,
            "tool_version": report.tool_version,
            "policy_hash": report.policy_hash,
            "as_of": report.as_of.isoformat(),
            "compared_with": report.compared_with,
            "fail_on": list(report.fail_on),
            "failed": bool(report.failing),
            "summary": _summary(report),
            "clients": [_client(client) for client in report.clients],
            "results": [_result(result) for result in report.results],
        }
    )


def _summary(report: Report) -> dict[str, int]:
    """Counts; a suppressed result only counts as suppressed."""
    counting = [result for result in report.results if result.suppressed is None]
    levels = Counter(result.level for result in counting)
    statuses = Counter(result.status for result in counting)
    return {
        "error": levels["error"],
        "warning": levels["warning"],
        "note": levels["note"],
        "suppressed": len(report.results) - len(counting),
        "new": statuses["new"],
        "worse": statuses["worse"],
    }


def _client(client: CheckedClient) -> dict[str, Any]:
    return {
        "id": client.id,
        "name": client.name,
        "stage": client.stage,
        **_standing(client.now),
        "before": _standing(client.before) if client.before else None,
        "file": client.place.file if client.place else None,
        "line": client.place.line if client.place else None,
    }


def _standing(standing: Outcome) -> dict[str, Any]:
    return {"health": standing.health, "grade": standing.grade, "verdict": standing.action}


def _result(result: Result) -> dict[str, Any]:
    return {
        "code": result.code,
        "name": result.name,
        "client": result.client,
        "severity": result.severity,
        "level": result.level,
        "status": result.status,
        "fails": result.fails,
        "message": result.message,
        "intensity": _rounded(result.intensity),
        "intensity_before": _rounded(result.intensity_before),
        **_place(result.place),
        "related": [_place(place) for place in result.related],
        "fingerprint": result.fingerprint,
        "suppressed": None if result.suppressed is None else result.suppressed._asdict(),
    }


def _place(place: Place | None) -> dict[str, Any]:
    return place._asdict() if place else {"file": None, "line": None, "column": None}


def _rounded(intensity: float | None) -> float | None:
    return None if intensity is None else round(intensity, 4)

"""Findings for tests, each with only the fields that matter to the test."""

from typing import Any

from clienthealth import Policy
from clienthealth.judging.health import Finding, Observed, unweighted
from clienthealth.rules.base import Measure


def observed(
    code: str,
    severity: Any,
    intensity: float,
    *,
    persists: bool = False,  # since a talk about it it was as bad by itself
    waiver: Any = None,
    policy: Policy | None = None,
) -> Observed:
    """A red flag that shows, before it is weighed."""
    return Observed(
        code=code,
        name=code.lower(),
        title="",
        severity=severity,
        articles=(),
        intensity=intensity,
        measure=Measure(intensity, ""),
        message="",
        evidence=(),
        cure=f"{code} ends",
        waiver=waiver,
        talk=None,
        since=intensity if persists else None,
        forgiven=False,
        own_weight=(policy or Policy()).weights.of(severity),
    )


def finding(code: str, severity: Any, intensity: float, **more: Any) -> Finding:
    """The same as a finding that takes nothing off the health."""
    return unweighted(observed(code, severity, intensity, **more))

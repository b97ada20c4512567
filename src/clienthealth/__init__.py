"""clienthealth: which clients to keep, to renegotiate with, or to let go.

Load a ledger and judge it on a date:

    from datetime import date
    from clienthealth import assess, load_ledger

    assessment = assess(load_ledger("clienthealth.yaml"), as_of=date(2026, 10, 31))
    for client in assessment.clients:
        print(client.id, client.health, client.verdict and client.verdict.action)
"""

from typing import TYPE_CHECKING

from clienthealth.version import __version__

if TYPE_CHECKING:
    from clienthealth.checking.check import check as check
    from clienthealth.checking.model import Report as Report
    from clienthealth.judging.assessment import Assessment as Assessment
    from clienthealth.judging.assessment import ClientAssessment as ClientAssessment
    from clienthealth.judging.assessment import assess as assess
    from clienthealth.judging.trend import Trend as Trend
    from clienthealth.judging.trend import trend as trend
    from clienthealth.ledger.models import Ledger as Ledger
    from clienthealth.ledger.policy import Policy as Policy
    from clienthealth.ledger.problems import LedgerError as LedgerError
    from clienthealth.ledger.problems import Problem as Problem
    from clienthealth.loading import load_ledger as load_ledger
    from clienthealth.loading import load_policy as load_policy
    from clienthealth.report.formats import render as render
    from clienthealth.reviewing.model import Review as Review
    from clienthealth.reviewing.review import review as review

__all__ = [
    "Assessment",
    "ClientAssessment",
    "Ledger",
    "LedgerError",
    "Policy",
    "Problem",
    "Report",
    "Review",
    "Trend",
    "__version__",
    "assess",
    "check",
    "load_ledger",
    "load_policy",
    "render",
    "review",
    "trend",
]

_HOMES = {
    "Assessment": "clienthealth.judging.assessment",
    "ClientAssessment": "clienthealth.judging.assessment",
    "Trend": "clienthealth.judging.trend",
    "assess": "clienthealth.judging.assessment",
    "check": "clienthealth.checking.check",
    "Report": "clienthealth.checking.model",
    "Review": "clienthealth.reviewing.model",
    "render": "clienthealth.report.formats",
    "review": "clienthealth.reviewing.review",
    "load_policy": "clienthealth.loading",
    "trend": "clienthealth.judging.trend",
    "Ledger": "clienthealth.ledger.models",
    "LedgerError": "clienthealth.ledger.problems",
    "Problem": "clienthealth.ledger.problems",
    "load_ledger": "clienthealth.loading",
    "Policy": "clienthealth.ledger.policy",
}


def __getattr__(name: str) -> object:
    # Imported on first use, so that `clienthealth --help` does not build every model.
    if name in _HOMES:
        from importlib import import_module  # noqa: PLC0415  # only where it is needed

        return getattr(import_module(_HOMES[name]), name)
    msg = f"module {__name__!r} has no attribute {name!r}"
    raise AttributeError(msg)

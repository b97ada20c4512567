"""Whatever the program finds, as it may be shown to anybody."""

from importlib import import_module
from typing import TypeVar, cast

from clienthealth.redaction.redactor import Redactor

Found = TypeVar("Found")

_REDACTED_BY = {
    "Agenda": "agenda:redact_agenda",
    "Assessment": "assessment:redact_assessment",
    "Collection": "collecting:redact_collection",
    "PolicyInForce": "assessment:redact_policy",
    "Plan": "plan:redact_plan",
    "Report": "check:redact_report",
    "Review": "review:redact_review",
    "Trend": "assessment:redact_trend",
}
"""By the kind of what is found: the module of this package and the function that redacts it."""


def redact(found: Found, redactor: Redactor) -> Found:
    """What was found with pseudonyms in place of names, without money and words of the ledger.

    Args:
        found: An assessment, a trend, a review, a plan, what is owed, the report of a check, or a
            policy in force.
        redactor: What gives the pseudonyms; one for all that is to agree.

    Raises:
        KeyError: this kind of result cannot be redacted.
    """
    module, _, function = _REDACTED_BY[type(found).__name__].partition(":")
    redacted = getattr(import_module(f"{__package__}.{module}"), function)(found, redactor)
    return cast("Found", redacted)

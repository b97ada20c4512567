"""The report of a check as it may be shown to anybody."""

from clienthealth.checking.file_names import located
from clienthealth.checking.model import OWN_RULES, Report, Result, fingerprint
from clienthealth.redaction.redactor import Redactor
from clienthealth.rules.registry import find_rule

THE_BASE = "the base"
"""What stands for a revision, whose name may tell something."""


def redact_report(report: Report, redactor: Redactor) -> Report:
    """The report as it may be shown to anybody: of a result its rule, intensity and place stay.

    Pseudonyms go by the order of the ledger, so they do not depend on what was found.
    """
    clients = tuple(
        c._replace(id=redactor.client(c.id), name=redactor.client(c.id)) for c in report.clients
    )
    named = located(report._replace(clients=clients), redactor.file)
    return named._replace(
        policy_hash=redactor.fingerprint(report.policy_hash),
        compared_with=THE_BASE if report.compared_with else None,
        results=tuple(_redacted(result, redactor) for result in named.results),
    )


def _redacted(result: Result, redactor: Redactor) -> Result:
    client = redactor.client(result.client) if result.client is not None else None
    suppressed = result.suppressed
    return result._replace(
        message=_title(result.code),
        client=client,
        fingerprint=redactor.fingerprint(fingerprint(result.fingerprint)),
        suppressed=suppressed._replace(why=f"accepted by a {suppressed.kind}")
        if suppressed
        else None,
    )


def _title(code: str) -> str:
    rule = find_rule(code)
    if rule is not None:
        return rule.title
    return next(own.title for own in OWN_RULES if own.code == code)

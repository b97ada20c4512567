"""The results about clients: findings, verdicts, and clients who cannot be judged."""

from collections.abc import Iterator

from clienthealth.checking.baseline import is_worse
from clienthealth.checking.compared import Compared
from clienthealth.checking.differences import newest_first
from clienthealth.checking.model import (
    BASELINED,
    UNKNOWN_HEALTH,
    VERDICT,
    Outcome,
    Result,
    Status,
    Suppression,
    fingerprint,
)
from clienthealth.checking.thresholds import GRADE_ORDER
from clienthealth.facts.client import Path
from clienthealth.judging.actions import ACTIONS, is_graver
from clienthealth.judging.guarded import GuardedClient
from clienthealth.judging.health import Finding
from clienthealth.ledger import written
from clienthealth.rules.registry import names_with_codes

MOST_RELATED = 10


def troubles(compared: Compared, client: GuardedClient) -> list[Result]:
    """The results of one client.

    If new or worse findings make the verdict worse, the heaviest of these findings reports the
    verdict too: one cause is one result.
    """
    findings = [_finding(compared, client, finding) for finding in client.findings]
    verdict = _verdict(compared, client)
    failing = next((i for i, result in enumerate(findings) if result.fails), None)
    if verdict is not None and verdict.fails and compared.base is not None and failing is not None:
        told = f"{findings[failing].message}; verdict {verdict.message}"
        findings[failing] = findings[failing]._replace(message=told)
        verdict = None
    return [*findings, *([verdict] if verdict else ()), *_coverage(compared, client)]


def outcome_of(client: GuardedClient) -> Outcome:
    """The state of a client."""
    return Outcome(client.health, client.grade, client.action)


def _finding(compared: Compared, client: GuardedClient, finding: Finding) -> Result:
    earlier = _earlier_finding(compared, client, finding.code)
    status = _status(compared, finding, earlier)
    suppressed = _suppression(compared, client, finding)
    paths = finding.evidence or ((),)
    if status in {"new", "worse"}:
        paths = _newest_first(compared, client, finding)
    first, *others = (compared.now.place(client, path) for path in paths)
    before = earlier.intensity if earlier else None
    rise = (
        f" (intensity {finding.intensity:.2f}, {before:.2f} before)" if before is not None else ""
    )
    return Result(
        code=finding.code,
        name=finding.name,
        message=finding.message + (rise if status == "worse" else ""),
        client=client.id,
        place=first,
        related=tuple(place for place in others[:MOST_RELATED] if place is not None),
        fingerprint=fingerprint(client.id, finding.code),
        severity=finding.severity,
        intensity=finding.intensity,
        intensity_before=before,
        status=status,
        suppressed=suppressed,
        fails=suppressed is None and _fails(compared, finding, status),
    )


def _earlier_finding(compared: Compared, client: GuardedClient, code: str) -> Finding | None:
    earlier = compared.earlier(client.id)
    return next((f for f in earlier.findings if f.code == code), None) if earlier else None


def _status(compared: Compared, finding: Finding, earlier: Finding | None) -> Status | None:
    if compared.base is not None and earlier is not None:
        return "worse" if is_worse(earlier.intensity, finding.intensity) else "unchanged"
    return compared.status(was_there=False)


def _suppression(compared: Compared, client: GuardedClient, finding: Finding) -> Suppression | None:
    if finding.waiver is not None:
        return Suppression(
            "waiver", f"waived until {written.day(finding.waiver.until)}: {finding.waiver.reason}"
        )
    return BASELINED if compared.known.holds_finding(client.id, finding) else None


def _fails(compared: Compared, finding: Finding, status: Status | None) -> bool:
    named = compared.names(finding.code)
    if compared.base is None:
        return named
    # Another client can change this client's place among the others.
    by_default = compared.terms.fail_on is None and finding.severity != "position"
    return status in {"new", "worse"} and (named or by_default)


def _newest_first(compared: Compared, client: GuardedClient, finding: Finding) -> tuple[Path, ...]:
    entry = compared.now.ledger.clients[client.position]
    return tuple(newest_first(finding.evidence, entry, compared.entry_before(client.id))) or ((),)


def _verdict(compared: Compared, client: GuardedClient) -> Result | None:
    """The result for a verdict at the threshold, or for a worse verdict."""
    now, earlier = outcome_of(client), compared.earlier(client.id)
    before = outcome_of(earlier) if earlier else None
    status = _verdict_status(compared, now, before)
    if now.action is None or not _reached(compared, now, status):
        return None
    accepted = compared.known.holds_verdict(client.id, now.action, now.grade)
    return Result(
        code=VERDICT.code,
        name=VERDICT.name,
        message=_verdict_message(client, now, before if status == "worse" else None),
        client=client.id,
        place=compared.now.place(client, _heaviest_evidence(compared, client)),
        related=(),
        fingerprint=fingerprint(client.id, VERDICT.code),
        status=status,
        suppressed=BASELINED if accepted else None,
        fails=not accepted,
    )


def _reached(compared: Compared, now: Outcome, status: Status | None) -> bool:
    reached = now.action in compared.fail_on.actions or now.grade in compared.fail_on.grades
    if status == "unchanged":
        return False
    return reached or (compared.base is not None and compared.terms.fail_on is None)


def _verdict_status(compared: Compared, now: Outcome, before: Outcome | None) -> Status | None:
    if compared.base is None or now.action is None:
        return None
    if before is None or before.action is None:
        # Nothing to compare with: a good or unknown verdict is no news.
        is_news = ACTIONS[now.action].tone not in {"good", "neutral"}
        return "new" if is_news else "unchanged"
    return "worse" if is_graver(before.action, now.action) or _fell(before, now) else "unchanged"


def _fell(before: Outcome, now: Outcome) -> bool:
    if before.grade is None or now.grade is None:
        return False
    return GRADE_ORDER.index(now.grade) > GRADE_ORDER.index(before.grade)


def _verdict_message(client: GuardedClient, now: Outcome, before: Outcome | None) -> str:
    codes, holds = client.because, client.holds
    why = f", because of {names_with_codes(codes)}" if codes else ""
    why += f"; holds: {', '.join(hold.kind for hold in holds)}" if holds else ""
    if before is None:
        health = "" if now.health is None else f", health {now.health:.1f}"
        return f"{now.action}{health}{why}"
    return f"{before.action} -> {now.action}, health {_shown(before)} -> {_shown(now)}{why}"


def _shown(outcome: Outcome) -> str:
    return "unknown" if outcome.health is None else f"{outcome.health:.1f}"


def _heaviest_evidence(compared: Compared, client: GuardedClient) -> Path:
    for code in client.because:
        finding = next((f for f in client.findings if f.code == code), None)
        if finding is not None and finding.evidence:
            return _newest_first(compared, client, finding)[0]
    return ()


def _coverage(compared: Compared, client: GuardedClient) -> Iterator[Result]:
    if not compared.terms.strict_coverage or client.health is not None or client.action is None:
        return
    earlier = compared.earlier(client.id)
    status = compared.status(was_there=earlier is not None and earlier.health is None)
    accepted = compared.known.holds_verdict(client.id, "unknown", None)
    yield Result(
        code=UNKNOWN_HEALTH.code,
        name=UNKNOWN_HEALTH.name,
        message=f"cannot be judged: {client.unknown_because}",
        client=client.id,
        place=compared.now.place(client, ()),
        related=(),
        fingerprint=fingerprint(client.id, UNKNOWN_HEALTH.code),
        status=status,
        suppressed=BASELINED if accepted else None,
        fails=not accepted and status != "unchanged",
    )

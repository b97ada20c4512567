"""The results about clients: their findings, their verdicts, and those that cannot be judged."""

from collections.abc import Iterator

from clienthealth.checking.baseline import is_worse
from clienthealth.checking.compared import Sides
from clienthealth.checking.differences import newest_first
from clienthealth.checking.model import (
    UNKNOWN_HEALTH,
    VERDICT,
    Result,
    Standing,
    Status,
    Suppression,
    fingerprint,
)
from clienthealth.checking.thresholds import GRADES
from clienthealth.facts.client import Path
from clienthealth.judging.assessment import ClientAssessment
from clienthealth.judging.health import Finding
from clienthealth.judging.verdict import is_graver

MOST_RELATED = 10
_BASELINED = Suppression("baseline", "accepted by the baseline")


def troubles(sides: Sides, client: ClientAssessment) -> list[Result]:
    """What is to be said of one client.

    A verdict that is worse because of findings that are new or worse is told with the heaviest
    of them: one cause is one result.
    """
    findings = [_finding(sides, client, finding) for finding in client.findings]
    verdict = _verdict(sides, client)
    failing = next((i for i, result in enumerate(findings) if result.fails), None)
    if verdict is not None and verdict.fails and sides.base is not None and failing is not None:
        told = f"{findings[failing].message}; verdict {verdict.message}"
        findings[failing] = findings[failing]._replace(message=told)
        verdict = None
    return [*findings, *([verdict] if verdict else ()), *_coverage(sides, client)]


def standing(client: ClientAssessment) -> Standing:
    """Where a client stands."""
    return Standing(client.health, client.grade, client.action)


def _finding(sides: Sides, client: ClientAssessment, finding: Finding) -> Result:
    earlier = _earlier_finding(sides, client, finding.code)
    status = _status(sides, finding, earlier)
    suppressed = _suppression(sides, client, finding)
    paths = finding.evidence or ((),)
    if status in {"new", "worse"}:
        paths = _newest_first(sides, client, finding)
    first, *others = (sides.now.place(client, path) for path in paths)
    before = earlier.intensity if earlier else None
    rise = f" (intensity {finding.intensity:.2f}, {before:.2f} before)" if before else ""
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
        fails=suppressed is None and _fails(sides, finding, status),
    )


def _earlier_finding(sides: Sides, client: ClientAssessment, code: str) -> Finding | None:
    earlier = sides.earlier(client.id)
    return next((f for f in earlier.findings if f.code == code), None) if earlier else None


def _status(sides: Sides, finding: Finding, earlier: Finding | None) -> Status | None:
    if sides.base is not None and earlier is not None:
        return "worse" if is_worse(earlier.intensity, finding.intensity) else "unchanged"
    return sides.status(was_there=False)


def _suppression(sides: Sides, client: ClientAssessment, finding: Finding) -> Suppression | None:
    if finding.waiver is not None:
        return Suppression(
            "waiver", f"waived until {finding.waiver.until}: {finding.waiver.reason}"
        )
    return _BASELINED if sides.known.holds_finding(client.id, finding) else None


def _fails(sides: Sides, finding: Finding, status: Status | None) -> bool:
    named = sides.names(finding.code)
    if sides.base is None:
        return named
    # Where a client stands among the others may change by what another one does.
    by_default = sides.terms.fail_on is None and finding.severity != "position"
    return status in {"new", "worse"} and (named or by_default)


def _newest_first(sides: Sides, client: ClientAssessment, finding: Finding) -> tuple[Path, ...]:
    entry = sides.now.ledger.clients[client.position]
    return tuple(newest_first(finding.evidence, entry, sides.entry_before(client.id))) or ((),)


def _verdict(sides: Sides, client: ClientAssessment) -> Result | None:
    """The result for a verdict at the threshold, or one that is worse."""
    now, earlier = standing(client), sides.earlier(client.id)
    before = standing(earlier) if earlier else None
    status = _verdict_status(sides, now, before)
    if now.action is None or not _reached(sides, now, status):
        return None
    accepted = sides.known.holds_verdict(client.id, now.action, now.grade)
    return Result(
        code=VERDICT.code,
        name=VERDICT.name,
        message=_verdict_message(client, now, before if status == "worse" else None),
        client=client.id,
        place=sides.now.place(client, _heaviest_evidence(sides, client)),
        related=(),
        fingerprint=fingerprint(client.id, VERDICT.code),
        status=status,
        suppressed=_BASELINED if accepted else None,
        fails=not accepted,
    )


def _reached(sides: Sides, now: Standing, status: Status | None) -> bool:
    reached = now.action in sides.fail_on.actions or now.grade in sides.fail_on.grades
    if status == "unchanged":
        return False
    return reached or (sides.base is not None and sides.terms.fail_on is None)


def _verdict_status(sides: Sides, now: Standing, before: Standing | None) -> Status | None:
    if sides.base is None or now.action is None:
        return None
    if before is None or before.action is None:
        # Nothing to compare with: what is well, or not known yet, is no news.
        is_news = now.action not in {"keep", "pursue", "unknown"}
        return "new" if is_news else "unchanged"
    return "worse" if is_graver(before.action, now.action) or _fell(before, now) else "unchanged"


def _fell(before: Standing, now: Standing) -> bool:
    if before.grade is None or now.grade is None:
        return False
    return GRADES.index(now.grade) > GRADES.index(before.grade)


def _verdict_message(client: ClientAssessment, now: Standing, before: Standing | None) -> str:
    codes = client.verdict.because if client.verdict else ()
    why = f", because of {', '.join(codes)}" if codes else ""
    if before is None:
        health = "" if now.health is None else f", health {now.health:.1f}"
        return f"{now.action}{health}{why}"
    return f"{before.action} -> {now.action}, health {_shown(before)} -> {_shown(now)}{why}"


def _shown(standing: Standing) -> str:
    return "unknown" if standing.health is None else f"{standing.health:.1f}"


def _heaviest_evidence(sides: Sides, client: ClientAssessment) -> Path:
    because = client.verdict.because if client.verdict else ()
    for code in because:
        finding = next((f for f in client.findings if f.code == code), None)
        if finding is not None and finding.evidence:
            return _newest_first(sides, client, finding)[0]
    return ()


def _coverage(sides: Sides, client: ClientAssessment) -> Iterator[Result]:
    if not sides.terms.strict_coverage or client.health is not None or client.verdict is None:
        return
    earlier = sides.earlier(client.id)
    status = sides.status(was_there=earlier is not None and earlier.health is None)
    accepted = sides.known.holds_verdict(client.id, "unknown", None)
    yield Result(
        code=UNKNOWN_HEALTH.code,
        name=UNKNOWN_HEALTH.name,
        message=f"cannot be judged: {client.unknown_because}",
        client=client.id,
        place=sides.now.place(client, ()),
        related=(),
        fingerprint=fingerprint(client.id, UNKNOWN_HEALTH.code),
        status=status,
        suppressed=_BASELINED if accepted else None,
        fails=not accepted and status != "unchanged",
    )

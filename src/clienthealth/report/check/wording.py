"""What the formats of `check` share: a result on one line, and the summary."""

from collections import Counter
from collections.abc import Iterable, Iterator

from clienthealth.checking.model import UNKNOWN_HEALTH, VERDICT, Report, Result
from clienthealth.ledger import written
from clienthealth.ledger.sources import Place

NOUNS = {
    "CHK001": ("verdict", "verdicts"),
    "CHK002": ("expired waiver", "expired waivers"),
    "CHK003": ("unused waiver", "unused waivers"),
    "CHK004": ("stale entry of the baseline", "stale entries of the baseline"),
    "CHK005": ("changed policy", "changed policies"),
    "CHK006": ("changed waiver", "changed waivers"),
    "CHK007": ("changed baseline", "changed baselines"),
    "CHK008": ("changed include", "changed includes"),
    "CHK009": ("client that cannot be judged", "clients that cannot be judged"),
    "CHK010": ("warning about the ledger", "warnings about the ledger"),
    "CHK011": ("changed figure of the business", "changed figures of the business"),
    "CHK012": ("removed client", "removed clients"),
    "CHK013": ("client with changed terms", "clients with changed terms"),
    "CHK014": ("client with rewritten history", "clients with rewritten history"),
    "CHK015": ("client with hidden trouble", "clients with hidden trouble"),
    "CHK016": ("moved ledger", "moved ledgers"),
    "CHK017": ("client with recent changes", "clients with recent changes"),
    "CHK018": ("client with entries dated ahead", "clients with entries dated ahead"),
    "CHK019": ("reused id", "reused ids"),
}
"""The singular and plural of what the check's own rules report."""


_ABOUT_CLIENTS = {VERDICT.code, UNKNOWN_HEALTH.code}
"""The check's own rules that are about a client, not about what was accepted."""


def is_fresh(result: Result) -> bool:
    """Whether a result is shown first: it fails the check, or is new."""
    if result.fails:
        return True
    if result.suppressed is not None or result.status == "unchanged":
        return False
    return result.severity is None or result.status is not None


def is_about_a_client(result: Result) -> bool:
    """Whether a result is about a client, not about what was accepted."""
    return result.severity is not None or result.code in _ABOUT_CLIENTS


def line_of(result: Result) -> str:
    """A result on one line: `file:line:column: CODE name: client: message`; not yet made safe."""
    parts = [position(result.place)] if result.place else []
    parts.append(f"{result.code} {result.name}")
    if result.client is not None:
        parts.append(result.client)
    return ": ".join([*parts, result.message])


def position(place: Place) -> str:
    """A place as `file:line:column`; not yet made safe."""
    return f"{place.name}:{place.line}:{place.column}"


def summary(report: Report) -> str:
    """The report on one line; not yet made safe."""
    clients = written.count(len(report.clients), "client")
    seen = f"{clients} as of {written.day(report.as_of)}"
    if report.compared_with is not None:
        seen += f", compared with {report.compared_with}"
    notable = ", ".join(_levels(report.notable))
    if not report.failing:
        return f"ok: {seen}" + (f"; {notable}" if notable else "")
    return "; ".join(part for part in (", ".join(_kinds(report.failing)), notable, seen) if part)


def _kinds(results: Iterable[Result]) -> Iterator[str]:
    """The count of each kind: findings first, then the check's own rules."""
    kinds = Counter(_noun(result) for result in results)
    order = [_finding(status) for status in ("new ", "worse ", "unchanged ", "")]
    for one, several in (*order, *NOUNS.values()):
        if kinds[one, several]:
            yield written.count(kinds[one, several], one, several)


def _noun(result: Result) -> tuple[str, str]:
    if result.severity is None:
        return NOUNS[result.code]
    return _finding(f"{result.status} " if result.status else "")


def _finding(status: str) -> tuple[str, str]:
    return f"{status}finding", f"{status}findings"


def _levels(results: Iterable[Result]) -> Iterator[str]:
    levels = Counter(result.level for result in results)
    for level in ("warning", "note"):
        if levels[level]:
            yield written.count(levels[level], level, f"{level}s")

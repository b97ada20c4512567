"""`check --format sarif`: SARIF 2.1.0, for code scanning and other collectors of results.

Every rule is declared, whether or not it found something, and a clean run has an empty list of
results, so that a collector closes the old ones. The level of a result is `error` where the
check fails because of it. Otherwise it follows the severity of the finding: `warning` for high
and critical, `note` for the others; the check's own rules are warnings.

GitHub reads only a part of SARIF ("SARIF support for code scanning" in its documentation). Its
demands are quoted from there, unless another source is named.
"""

import inspect
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any
from urllib.parse import quote

from clienthealth.checking.model import OWN_RULES, STALE_BASELINE, OwnRule, Report, Result
from clienthealth.ledger import written
from clienthealth.ledger.sources import Place
from clienthealth.report.text.json_document import json_document
from clienthealth.rules.page import rule_page
from clienthealth.rules.registry import AnyRule, all_rules

SCHEMA = (
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
)
ROOT = "SRCROOT"
"""The name for the root of the repository, which paths of files are relative to."""

MAX_RESULTS = 25_000
"""GitHub refuses a file with more in a run ("results exceed limit")."""
MAX_LOCATIONS = 100
"""Of a result; GitHub leaves out the others, and refuses a file with more than 1,000."""
MAX_DESCRIPTION = 1024
"""In characters; GitHub's limit."""

_SEMANTIC = re.compile(r"\d+\.\d+\.\d+")
_BASELINE_STATES = {"new": "new", "worse": "updated", "unchanged": "unchanged"}


def render(report: Report) -> str:
    """One log with one run."""
    log = {"$schema": SCHEMA, "version": "2.1.0", "runs": [_run(report)]}
    return json_document(log, indent=None)  # for machines; indenting takes most of the time


def _run(report: Report) -> dict[str, Any]:
    rules = [*map(_red_flag, all_rules()), *map(_own_rule, OWN_RULES)]
    indexes = {rule["id"]: index for index, rule in enumerate(rules)}
    shown = report.results[:MAX_RESULTS]
    return {
        "tool": {"driver": {**_version(report), "rules": rules}},
        "invocations": [_invocation(len(report.results) - len(shown))],
        "columnKind": "unicodeCodePoints",
        "originalUriBaseIds": {ROOT: {"description": {"text": "The root of the repository."}}},
        "results": list(_results(report, shown, indexes)),
        "properties": {
            "asOf": report.as_of.isoformat(),
            "policyHash": report.policy_hash,
            "comparedWith": report.compared_with,
            "failOn": list(report.fail_on),
        },
    }


def _version(report: Report) -> dict[str, str]:
    driver = {"name": "clienthealth", "version": report.tool_version}
    if _SEMANTIC.fullmatch(report.tool_version):  # a release candidate has another form
        driver["semanticVersion"] = report.tool_version
    return driver


def _invocation(left_out: int) -> dict[str, Any]:
    invocation: dict[str, Any] = {"executionSuccessful": True}
    if left_out:
        text = (
            f"{written.count(left_out, 'result', 'results')} left out: {MAX_RESULTS} is the limit"
        )
        invocation["toolExecutionNotifications"] = [{"level": "warning", "message": {"text": text}}]
    return invocation


def _red_flag(rule: AnyRule) -> dict[str, Any]:
    page = rule_page(rule)
    level = "warning" if rule.severity in {"high", "critical"} else "note"
    about = inspect.getdoc(inspect.getmodule(rule.check)) or rule.title
    title = f"{rule.title[0].upper()}{rule.title[1:]}."
    return {
        "id": rule.code,
        "name": rule.name,
        "shortDescription": {"text": title},
        "fullDescription": {"text": _cut(about)},
        "help": {"text": about, "markdown": page},
        "defaultConfiguration": {"level": level},
        # It says what the ledger shows; thresholds decide whether that is trouble.
        "properties": _properties(level, "high", ["red-flag", rule.family]),
    }


def _own_rule(rule: OwnRule) -> dict[str, Any]:
    level = "note" if rule.code == STALE_BASELINE.code else "warning"
    return {
        "id": rule.code,
        "name": rule.name,
        "shortDescription": {"text": f"{rule.title}."},
        "fullDescription": {"text": _cut(rule.help)},
        "help": {"text": rule.help, "markdown": f"# {rule.code} {rule.name}\n\n{rule.help}\n"},
        "defaultConfiguration": {"level": level},
        "properties": _properties(level, "very-high", ["check", rule.code[:3]]),
    }


def _properties(level: str, precision: str, tags: Sequence[str]) -> dict[str, Any]:
    # No `security-severity`: it would turn a late payer into a vulnerability.
    severity = "warning" if level == "warning" else "recommendation"
    return {"tags": list(tags), "precision": precision, "problem.severity": severity}


def _cut(text: str) -> str:
    return text if len(text) <= MAX_DESCRIPTION else f"{text[: MAX_DESCRIPTION - 1]}…"


def _results(
    report: Report, shown: Sequence[Result], indexes: Mapping[str, int]
) -> Iterator[dict[str, Any]]:
    # GitHub refuses the whole file for one result without a location (github/codeql-action,
    # issue 2459), so a result without a place is shown at its client, or at the first one.
    places = {client.id: client.place for client in report.clients if client.place}
    first = next(iter(places.values()), None)
    for result in shown:
        place = result.place or places.get(result.client or "", first)
        yield _result(result, indexes[result.code], place)


def _result(result: Result, index: int, place: Place | None) -> dict[str, Any]:
    client = "" if result.client is None else f"{result.client}: "
    return {
        "ruleId": result.code,
        "ruleIndex": index,
        "level": result.level,
        "message": {"text": _unlinked(client + result.message)},
        **({"locations": [_location(place)]} if place else {}),
        **dict(_optional(result)),
        # GitHub only looks at `primaryLocationLineHash`. On its own, it would hash the line,
        # and call a finding new as soon as its first evidence moves.
        "partialFingerprints": {
            "clienthealth/v1": result.fingerprint,
            "primaryLocationLineHash": result.fingerprint,
        },
        "properties": {
            "client": result.client,
            "severity": result.severity,
            "intensity": _rounded(result.intensity),
            "intensityBefore": _rounded(result.intensity_before),
        },
    }


def _optional(result: Result) -> Iterator[tuple[str, Any]]:
    if result.related:
        yield "relatedLocations", [_location(p) for p in result.related[: MAX_LOCATIONS - 1]]
    if result.status is not None:
        yield "baselineState", _BASELINE_STATES[result.status]
    if result.intensity is not None:
        yield "rank", round(result.intensity * 100, 2)
    if result.suppressed is not None:
        suppression = {
            "kind": "external",
            "status": "accepted",
            "justification": result.suppressed.why,
        }
        yield "suppressions", [suppression]


def _unlinked(text: str) -> str:
    """A message without the links that SARIF and Markdown write as `[text](target)`."""
    return text.replace("](", "] (")


def _location(place: Place) -> dict[str, Any]:
    region = {"startLine": place.line, "startColumn": place.column}
    return {"physicalLocation": {"artifactLocation": _artifact(place.file), "region": region}}


def _artifact(file: str) -> dict[str, str]:
    path = quote(_bytes(file))
    if file.startswith("/"):  # outside the repository
        return {"uri": f"file://{path}"}
    return {"uri": path, "uriBaseId": ROOT}


def _bytes(file: str) -> bytes:
    try:
        return file.encode("utf-8", "surrogateescape")  # as the system names the file
    except UnicodeEncodeError:
        return file.encode("utf-8", "surrogatepass")


def _rounded(intensity: float | None) -> float | None:
    return None if intensity is None else round(intensity, 4)

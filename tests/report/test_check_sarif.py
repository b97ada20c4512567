"""`check --format sarif`: valid by the published schema, and as GitHub expects it."""

import json
from pathlib import Path
from typing import Any
from urllib.parse import unquote_to_bytes, urlsplit

import pytest
from jsonschema import Draft4Validator

from clienthealth.checking.model import CHANGED_POLICY, LEDGER_WARNING, OWN_RULES, Report
from clienthealth.ledger.sources import Place
from clienthealth.report.check import sarif as check_sarif
from clienthealth.report.check.sarif import MAX_LOCATIONS, render
from clienthealth.rules.registry import all_rules

from .reports import ACME, BETA, CLEAN, FULL, HOSTILE, finding, hostile, own, report

SCHEMA = Path(__file__).parent / "schemas" / "sarif-schema-2.1.0.json"


@pytest.fixture(scope="module")
def validator() -> Draft4Validator:
    schema = json.loads(SCHEMA.read_text(encoding="utf-8"))
    Draft4Validator.check_schema(schema)
    return Draft4Validator(schema)


def run_of(found: Report) -> dict[str, Any]:
    return json.loads(render(found))["runs"][0]


def results_of(found: Report) -> list[dict[str, Any]]:
    return run_of(found)["results"]


@pytest.mark.parametrize("found", [CLEAN, FULL, report(clients=())], ids=["clean", "full", "empty"])
def test_it_is_valid(validator: Draft4Validator, found: Report) -> None:
    assert list(validator.iter_errors(json.loads(render(found)))) == []


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_it_is_valid_whatever_the_ledger_holds(validator: Draft4Validator, text: str) -> None:
    log = json.loads(render(hostile(text)))
    assert list(validator.iter_errors(log)) == []
    message = log["runs"][0]["results"][0]["message"]["text"]
    assert message.replace("] (", "](") == f"{text}: {text}".replace("] (", "](")
    assert "](" not in message


def test_the_schema_named_is_the_one_validated_against() -> None:
    assert json.loads(SCHEMA.read_text(encoding="utf-8"))["id"] == check_sarif.SCHEMA


def test_a_clean_run_has_results_and_they_are_none() -> None:
    assert results_of(CLEAN) == []


def test_every_rule_is_declared_with_what_github_asks_for() -> None:
    rules = run_of(CLEAN)["tool"]["driver"]["rules"]
    assert [rule["id"] for rule in rules] == [r.code for r in (*all_rules(), *OWN_RULES)]
    for rule in rules:
        assert len(rule["name"]) <= 255
        assert 0 < len(rule["shortDescription"]["text"]) <= 1024
        assert 0 < len(rule["fullDescription"]["text"]) <= 1024
        assert rule["help"]["text"]
        assert rule["help"]["markdown"].startswith(f"# {rule['id']} {rule['name']}\n")
        assert len(rule["properties"]["tags"]) <= 10
        assert "security-severity" not in rule["properties"]


def test_results_point_at_their_rules() -> None:
    run = run_of(FULL)
    for result in run["results"]:
        rule = run["tool"]["driver"]["rules"][result["ruleIndex"]]
        assert rule["id"] == result["ruleId"]


@pytest.mark.parametrize(
    ("severity", "level"),
    [
        ("critical", "warning"),
        ("high", "warning"),
        ("medium", "note"),
        ("low", "note"),
        ("position", "note"),
    ],
)
def test_a_rules_level_is_that_of_a_finding_that_does_not_fail(severity: str, level: str) -> None:
    rules = {rule["id"]: rule for rule in run_of(CLEAN)["tool"]["driver"]["rules"]}
    declared = {
        rules[r.code]["defaultConfiguration"]["level"]
        for r in all_rules()
        if r.severity == severity
    }
    assert declared == {level}
    assert finding("PAY001", "late-payment", severity).level == level


def test_an_own_rules_level_is_that_of_a_result_that_does_not_fail() -> None:
    rules = {rule["id"]: rule for rule in run_of(CLEAN)["tool"]["driver"]["rules"]}
    for rule in OWN_RULES:
        assert rules[rule.code]["defaultConfiguration"]["level"] == own(rule, "x").level


@pytest.mark.parametrize(
    ("file", "uri"),
    [
        ("ledger/clients.yaml", "ledger/clients.yaml"),
        ("my clients/ä#1?.yaml", "my%20clients/%C3%A4%231%3F.yaml"),
        ("100%.yaml", "100%25.yaml"),
        ("a:b.yaml", "a%3Ab.yaml"),
        ("a\\b.yaml", "a%5Cb.yaml"),
        ("caf\udce9.yaml", "caf%E9.yaml"),  # a name that is no UTF-8
    ],
)
def test_a_file_of_the_repository_is_a_relative_reference(file: str, uri: str) -> None:
    found = finding("PAY001", "late-payment", "high", place=Place(file, 3, 2))
    place = results_of(report(found))[0]["locations"][0]["physicalLocation"]
    assert place["artifactLocation"] == {"uri": uri, "uriBaseId": "SRCROOT"}
    assert place["region"] == {"startLine": 3, "startColumn": 2}


def test_a_file_elsewhere_has_a_whole_uri() -> None:
    found = finding("PAY001", "late-payment", "high", place=Place("/tmp/a b.yaml", 1, 1))  # noqa: S108  # no file
    place = results_of(report(found))[0]["locations"][0]["physicalLocation"]
    assert place["artifactLocation"] == {"uri": "file:///tmp/a%20b.yaml"}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_no_name_of_a_file_leaves_the_path_of_its_uri(text: str) -> None:
    found = finding("PAY001", "late-payment", "high", place=Place(text, 1, 1))
    place = results_of(report(found))[0]["locations"][0]["physicalLocation"]
    uri = place["artifactLocation"]["uri"]
    assert urlsplit(uri).path == uri
    assert unquote_to_bytes(uri).decode("utf-8", "surrogateescape").startswith(text[:1])


def test_what_stands_nowhere_is_shown_at_its_client_else_at_the_first() -> None:
    of_a_client, of_none = results_of(
        report(own(LEDGER_WARNING, "odd", "beta"), own(CHANGED_POLICY, "another"))
    )
    line = [r["locations"][0]["physicalLocation"]["region"] for r in (of_a_client, of_none)]
    assert line == [
        {"startLine": BETA.place.line, "startColumn": 5},
        {"startLine": ACME.place.line, "startColumn": 5},
    ]


def test_a_fingerprint_stays_where_the_evidence_moves() -> None:
    first, moved = (
        results_of(report(finding("PAY001", "late-payment", "high", place=Place("a.yaml", n, 1))))
        for n in (3, 300)
    )
    assert first[0]["partialFingerprints"] == moved[0]["partialFingerprints"]
    assert first[0]["locations"] != moved[0]["locations"]


def test_accepted_results_carry_why() -> None:
    suppressed = [r["suppressions"] for r in results_of(FULL) if "suppressions" in r]
    assert suppressed == [
        [{"kind": "external", "status": "accepted", "justification": why}]
        for why in ("waived until 2026-12-31: agreed on the phone", "accepted by the baseline")
    ]


def test_nothing_is_said_of_a_baseline_where_nothing_was_compared() -> None:
    found = results_of(report(finding("PAY001", "late-payment", "high")))
    assert "baselineState" not in found[0]


def test_more_places_than_github_shows_are_left_out() -> None:
    related = tuple(Place("a.yaml", n, 1) for n in range(1, 300))
    result = results_of(report(finding("PAY001", "late-payment", "high", related=related)))[0]
    assert len(result["locations"]) + len(result["relatedLocations"]) == MAX_LOCATIONS


def test_more_results_than_github_takes_are_left_out_and_told() -> None:
    found = own(LEDGER_WARNING, "odd")
    run = run_of(report(*[found] * (check_sarif.MAX_RESULTS + 2)))
    assert len(run["results"]) == check_sarif.MAX_RESULTS == 25_000
    notes = run["invocations"][0]["toolExecutionNotifications"]
    assert notes[0]["message"]["text"] == "2 results left out: 25000 is the limit"


@pytest.mark.parametrize(("version", "is_semantic"), [("1.2.3", True), ("1.2.3rc1", False)])
def test_only_a_semantic_version_is_called_one(version: str, is_semantic: bool) -> None:
    driver = run_of(report(tool_version=version))["tool"]["driver"]
    assert driver["version"] == version
    assert ("semanticVersion" in driver) is is_semantic

"""`check --format gitlab`: a Code Quality report as GitLab's documentation describes it."""

import json
from typing import Any

from clienthealth.checking.model import Report
from clienthealth.report.check.gitlab import render

from .reports import CLEAN, FULL, finding, report

SEVERITIES = {"info", "minor", "major", "critical", "blocker"}


def issues(found: Report) -> list[dict[str, Any]]:
    listed: list[dict[str, Any]] = json.loads(render(found))
    return listed


def test_every_issue_has_what_gitlab_asks_for() -> None:
    for issue in issues(FULL):
        assert issue["description"]
        assert issue["check_name"]
        assert issue["severity"] in SEVERITIES
        assert not issue["location"]["path"].startswith(("/", "./"))
        assert issue["location"]["lines"]["begin"] >= 1


def test_no_two_issues_share_a_fingerprint() -> None:
    prints = [issue["fingerprint"] for issue in issues(FULL)]
    assert len(prints) == len(set(prints)) > 1


def test_nothing_found_is_an_empty_list() -> None:
    assert issues(CLEAN) == []


def test_what_fails_is_critical_and_what_is_accepted_left_out() -> None:
    late = finding("PAY001", "late-payment", "high", message="late", fails=True)
    shown = [(issue["severity"], issue["check_name"]) for issue in issues(report(late))]
    assert shown == [("critical", "PAY001 late-payment")]
    accepted = [result for result in FULL.results if result.suppressed is not None]
    assert accepted
    assert not {each.fingerprint for each in accepted} & {i["fingerprint"] for i in issues(FULL)}


def test_a_ledger_that_is_in_no_file_has_its_usual_name() -> None:
    nowhere = finding("PAY001", "late-payment", "high", message="late")._replace(place=None)
    (issue,) = issues(report(nowhere))
    assert issue["location"] == {"path": "clienthealth.yaml", "lines": {"begin": 1}}

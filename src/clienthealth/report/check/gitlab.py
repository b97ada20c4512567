"""`check --format gitlab`: a Code Quality report, which GitLab shows in a merge request.

The form is that of "Code Quality" in GitLab's documentation: a list, with a description, a name,
a fingerprint, a severity and one line of one file for each result. GitLab compares the list with
that of the target branch by fingerprint. It has no accepted results, so what a waiver or a baseline
accepts is left out.
"""

from typing import Any

from clienthealth.checking.model import Report, Result
from clienthealth.report.text.json_document import json_document
from clienthealth.report.text.safety import visible

NO_FILE = "clienthealth.yaml"
"""The file of a ledger that was built in Python: a result needs a file."""
SEVERITIES = {"error": "critical", "warning": "major", "note": "minor"}
"""GitLab's word for each level of a result; GitLab also has `info` and `blocker`."""


def render(report: Report) -> str:
    """One list of what is not accepted; empty if nothing is found."""
    return json_document([_issue(each) for each in report.results if each.suppressed is None])


def _issue(result: Result) -> dict[str, Any]:
    place = result.place
    return {
        "description": visible(_description(result)),
        "check_name": f"{result.code} {result.name}",
        "fingerprint": result.fingerprint,
        "severity": SEVERITIES[result.level],
        "location": {
            "path": visible(place.file) if place else NO_FILE,
            "lines": {"begin": place.line if place else 1},
        },
    }


def _description(result: Result) -> str:
    """The sentence with its client: GitLab shows nothing more of a result."""
    return f"{result.client}: {result.message}" if result.client is not None else result.message

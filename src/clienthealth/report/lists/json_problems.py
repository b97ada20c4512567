"""The problems of an invalid ledger as JSON, version 1."""

from collections.abc import Sequence

from clienthealth.ledger.problems import Problem
from clienthealth.report.text.json_document import json_document

FORMAT = "clienthealth.problems/1"


def problems_json(problems: Sequence[Problem]) -> str:
    """One JSON object; a problem without a place has nulls.

    Args:
        problems: Every one of them, or the result of `gathered`: then one may represent several,
        as `count` says, and `lines` has the first lines of a repeated problem.
    """
    items = [
        {
            "file": problem.place.file if problem.place else None,
            "line": problem.place.line if problem.place else None,
            "column": problem.place.column if problem.place else None,
            "message": problem.message,
            "count": problem.times,
            "lines": list(problem.lines),
        }
        for problem in problems
    ]
    count = sum(problem.times for problem in problems)
    return json_document({"format": FORMAT, "count": count, "problems": items})

"""The problems of an invalid ledger as JSON, version 1."""

import json
from collections.abc import Sequence

from clienthealth.ledger.problems import Problem

FORMAT = "clienthealth.problems/1"


def render(problems: Sequence[Problem]) -> str:
    """One JSON object; a problem without a place has nulls."""
    items = [
        {
            "file": problem.place.file if problem.place else None,
            "line": problem.place.line if problem.place else None,
            "column": problem.place.column if problem.place else None,
            "message": problem.message,
        }
        for problem in problems
    ]
    return json.dumps({"format": FORMAT, "problems": items}, ensure_ascii=False, indent=2) + "\n"

"""A report as it is shown: files by their names in the repository, or everything by pseudonyms."""

import os
from collections.abc import Callable, Sequence
from pathlib import Path

from clienthealth.checking.model import OWN_RULES, Report, Result, fingerprint
from clienthealth.ledger.problems import Problem
from clienthealth.ledger.revision import repository_root
from clienthealth.ledger.sources import Place
from clienthealth.redaction import Redactor
from clienthealth.rules.registry import find_rule

THE_BASE = "the base"
"""What stands for a revision, whose name may tell something."""


def in_repository(ledger: Path) -> Callable[[str], str]:
    """Names of files as a host of repositories knows them: from the repository's root on.

    Outside of a repository they start where the program was started.
    """
    root = repository_root(ledger) or Path.cwd()

    def name(file: str) -> str:
        # Not resolved: a link in a repository has a name of its own there.
        path = Path(os.path.relpath(file, root))
        return Path(file).as_posix() if path.parts[:1] == ("..",) else path.as_posix()

    return name


def located(report: Report, name: Callable[[str], str]) -> Report:
    """The report with every file named anew."""

    def moved(place: Place | None) -> Place | None:
        return place._replace(file=name(place.file)) if place else None

    results = tuple(
        r._replace(
            place=moved(r.place),
            related=tuple(place for p in r.related if (place := moved(p)) is not None),
        )
        for r in report.results
    )
    clients = tuple(c._replace(place=moved(c.place)) for c in report.clients)
    return report._replace(results=results, clients=clients)


def located_problems(problems: Sequence[Problem]) -> tuple[Problem, ...]:
    """Problems with every file named anew; what stands in another commit is told in words."""
    return tuple(map(_located_problem, problems))


def _located_problem(problem: Problem) -> Problem:
    if problem.place is None:
        return problem
    path = Path(problem.place.file)
    if not path.is_file():
        return Problem(None, str(problem))
    name = in_repository(path)(problem.place.file)
    return problem._replace(place=problem.place._replace(file=name))


def redacted(report: Report, redactor: Redactor) -> Report:
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

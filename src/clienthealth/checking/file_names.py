"""Names of files as a host of repositories knows them, in reports and in problems."""

import os
from collections.abc import Callable, Sequence
from pathlib import Path

from clienthealth.checking.model import Report
from clienthealth.ledger.problems import Problem
from clienthealth.ledger.revision import repository_root
from clienthealth.ledger.sources import Place


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

"""File names as a repository host knows them, in reports and in problems."""

import os
from collections.abc import Callable, Sequence
from pathlib import Path

from clienthealth.checking.model import Report
from clienthealth.ledger.problems import Problem
from clienthealth.ledger.revision import repository_root
from clienthealth.ledger.sources import Place


def in_repository(ledger: Path) -> Callable[[str], str]:
    """File names as a repository host knows them: relative to the repository's root.

    Outside a repository, they are relative to the current folder.
    """
    root = repository_root(ledger) or Path.cwd()

    def name(file: str) -> str:
        # Not resolved: a link in a repository has a name of its own there.
        path = Path(os.path.relpath(file, root))
        return Path(file).as_posix() if path.parts[:1] == ("..",) else path.as_posix()

    return name


def located(report: Report, name: Callable[[str], str]) -> Report:
    """The report with new names for all files."""

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
    """Problems with new names for all files. A place in another commit becomes part of the text."""
    return tuple(map(_located_problem, problems))


def _located_problem(problem: Problem) -> Problem:
    if problem.place is None:
        return problem
    path = Path(problem.place.file)
    if not path.is_file():
        return Problem(None, str(problem))
    name = in_repository(path)(problem.place.file)
    return problem._replace(place=problem.place._replace(file=name))

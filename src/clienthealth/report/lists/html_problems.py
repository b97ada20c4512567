"""The problems of an invalid ledger as a page, for a browser that waits for corrections."""

from collections.abc import Sequence

from clienthealth.ledger import written
from clienthealth.ledger.problems import Problem
from clienthealth.report.page.elements import Content, element
from clienthealth.report.page.frame import Page, Section, rendered
from clienthealth.version import __version__


def problems_page(problems: Sequence[Problem]) -> str:
    """One self-contained file with every problem: where it is, and what to write instead.

    Args:
        problems: What `gathered` gave: a problem may speak for others.
    """
    count = sum(problem.times for problem in problems)
    return rendered(
        Page(
            title=f"Client health: {written.count(count, 'problem')} in the ledger",
            kicker="Client health",
            headline=f"The ledger cannot be read: {written.count(count, 'problem')}",
            summary=element("p", "Clients are scored again as soon as these are corrected."),
            sections=[Section("problems", "What to correct", _list(problems))],
            footer=f"clienthealth {__version__}",
        )
    )


def _list(problems: Sequence[Problem]) -> Content:
    return element("ul", [element("li", _line(problem)) for problem in problems])


def _line(problem: Problem) -> Content:
    if problem.place is None:
        return problem.told
    return [element("code", str(problem.place)), f": {problem.told}"]

"""`check --format html`: what was found, as a page to keep beside a build."""

from collections.abc import Iterator, Sequence
from pathlib import PurePath

from clienthealth.checking.model import Report, Result
from clienthealth.ledger.sources import Place
from clienthealth.report.check.folded import folded
from clienthealth.report.check.wording import is_about_a_client, is_fresh, summary
from clienthealth.report.page.sections import page_of
from clienthealth.report.text.blocks import Cell, Column, Line, Section, grid, id_cell

COLUMNS = (
    Column("client"),
    Column("level"),
    Column("what", least=24),
    Column("rule"),
    Column("where"),
)


def render(report: Report) -> str:
    """One self-contained file."""
    return page_of(_sections(report), kicker="Check of the ledger", opening="In short")


def _sections(report: Report) -> Iterator[Section]:
    title = "The check failed" if report.failing else "The check passed"
    yield Section(title, (Line(f"{summary(report)}."),))
    shown = folded(report.results)
    fresh = [result for result in shown if is_fresh(result)]
    known = [result for result in shown if not is_fresh(result)]
    compared = report.compared_with is not None
    found = [r for r in fresh if is_about_a_client(r)]
    yield from _table("New and worse" if compared else "Findings", found)
    others = [r for r in fresh if not is_about_a_client(r)]
    yield from _table("Waivers, baseline, policy, ledger", others)
    yield from _table("Already known" if compared else "Not counted", known)


def _table(title: str, results: Sequence[Result]) -> Iterator[Section]:
    if results:
        yield Section(title, (grid(COLUMNS, [_row(result) for result in results]),))


def _row(result: Result) -> list[Cell | str]:
    place = result.place
    weighs = result.severity not in {None, "position"}  # a place among others has no weight
    severity = f", {result.severity}" if weighs else ""
    accepted = f" ({result.suppressed.why})" if result.suppressed else ""
    return [
        id_cell(result.client) if result.client else "the ledger",
        result.level,
        f"{result.message}{accepted}",
        f"{result.code} {result.name}{severity}",
        f"{_file(place)}:{place.line}" if place else "",
    ]


def _file(place: Place) -> str:
    """The file from the root of its repository on; elsewhere no more than its name."""
    path = PurePath(place.file)
    return path.name if path.is_absolute() else place.name

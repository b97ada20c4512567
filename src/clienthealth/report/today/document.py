"""What is due, as sections, the same for a terminal, a pipe and a wiki."""

from collections.abc import Iterator, Sequence

from clienthealth.ledger import written
from clienthealth.planning.due import Agenda, Due
from clienthealth.report.plan.wording import weekday
from clienthealth.report.text.beginning import first_step
from clienthealth.report.text.blocks import Cell, Column, Line, Section, grid, id_cell
from clienthealth.report.text.figures import Figures
from clienthealth.report.text.styles import NAMED

SCREEN = 20
"""The lines that fit on a screen with what is around them."""
WHY = "why"
COLUMNS = (
    Column("on", right=True),
    Column("client", wide_only=True, least=10, on_page=False),
    Column("name", from_width=NAMED, least=16, most=40),
    Column("what", least=22, speaks=True),
    Column("amount", right=True),
    Column(WHY, wide_only=True, least=24),
)


def sections(agenda: Agenda, most: int | None = None, *, short: bool = False) -> Iterator[Section]:
    """One section.

    Args:
        agenda: What is due.
        most: The most lines it may have; None for all.
        short: Whether the program's name is only in the heading, so that a line fits on the
        screen.
    """
    figures = Figures(agenda.withheld)
    shown = agenda.items[:most]
    lines = [Line(line) for line in _below(agenda, len(shown), figures)]
    if not shown:
        step = None if agenda.withheld else first_step(agenda.assessment)
        yield Section(_title(agenda), (Line("Nothing is due."), *([Line(step)] if step else lines)))
        return
    title = "next: clienthealth ..." if short else "next command"
    columns = (*COLUMNS, Column(title, least=18))
    rows = [(*_row(due, agenda, figures), _command(due, short=short)) for due in shown]
    table = grid(columns, rows)
    yield Section(_title(agenda), (table, *lines))


def _title(agenda: Agenda) -> str:
    if agenda.only is not None:
        return f"Prospects to follow up with on {weekday(agenda.as_of)}"
    return f"Due from {weekday(agenda.as_of)} to {weekday(agenda.until)}"


def _row(due: Due, agenda: Agenda, figures: Figures) -> Sequence[Cell | str]:
    is_now = due.day <= agenda.as_of
    return (
        Cell("today" if is_now else written.day(due.day), "bold" if is_now else ""),
        id_cell(due.client),
        due.name,
        due.what,
        figures.money(due.amount, agenda.currency) if due.amount else "",
        due.why,
    )


def _command(due: Due, *, short: bool) -> str:
    line = due.command.line
    return line.partition(" ")[2] if short else line


def _below(agenda: Agenda, shown: int, figures: Figures) -> Iterator[str]:
    more = len(agenda.items) - shown
    if more:
        yield f"{written.count(more, 'more thing')} to do; `--format markdown` lists all of them."
    if any(due.amount for due in agenda.items) and not figures.withheld:
        yield f"Amounts are in {agenda.currency}."

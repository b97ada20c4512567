"""What is due, as sections, the same for a terminal, a pipe and a wiki."""

from collections.abc import Iterator, Sequence

from clienthealth.ledger import written
from clienthealth.planning.due import Agenda, Due
from clienthealth.report.plan.wording import weekday
from clienthealth.report.text.blocks import Cell, Column, Line, Section, grid, id_cell
from clienthealth.report.text.figures import Figures
from clienthealth.report.text.wording import counted

SCREEN = 20
"""So many lines fit a screen with what stands around them."""
COLUMNS = (
    Column("on", right=True),
    Column("client", wide_only=True, least=10, on_page=False),
    Column("name", wide_only=True, least=16),
    Column("what", least=22),
    Column("amount", right=True),
    Column("why", wide_only=True, least=24),
)


def sections(agenda: Agenda, most: int | None = None, *, short: bool = False) -> Iterator[Section]:
    """One section.

    Args:
        agenda: What is due.
        most: How many lines it may have; left out, all.
        short: Whether the name of the program is in the heading alone, so that a line of it fits
            a line of the screen.
    """
    figures = Figures(agenda.withheld)
    shown = agenda.items[:most]
    lines = [Line(line) for line in _below(agenda, len(shown), figures)]
    if not shown:
        yield Section(_title(agenda), (Line("Nothing is due."), *lines))
        return
    title = "go on: clienthealth ..." if short else "go on with"
    columns = (*COLUMNS, Column(title, least=18))
    rows = [(*_row(due, agenda, figures), _command(due, short=short)) for due in shown]
    table = grid(columns, rows)
    yield Section(_title(agenda), (table, *lines))


def _title(agenda: Agenda) -> str:
    if agenda.only is not None:
        return f"Prospects to follow up, on {weekday(agenda.as_of)}"
    return f"Due from {weekday(agenda.as_of)} to {weekday(agenda.until)}"


def _row(due: Due, agenda: Agenda, figures: Figures) -> Sequence[Cell | str]:
    is_now = due.day <= agenda.as_of
    return (
        Cell("today" if is_now else written.day(due.day), "bold" if is_now else ""),
        id_cell(due.client),
        due.name,
        due.what,
        figures.money(due.amount) if due.amount else "",
        due.why,
    )


def _command(due: Due, *, short: bool) -> str:
    line = due.command.line
    return line.partition(" ")[2] if short else line


def _below(agenda: Agenda, shown: int, figures: Figures) -> Iterator[str]:
    more = len(agenda.items) - shown
    if more:
        yield f"{counted(more, 'more thing')} to do: `--format markdown` has all."
    if any(due.amount for due in agenda.items) and not figures.withheld:
        yield f"Amounts are in {agenda.currency}."

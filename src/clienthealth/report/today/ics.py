"""What is due, all of it, for a calendar."""

from clienthealth.ledger import written
from clienthealth.planning.due import Agenda
from clienthealth.report.text.calendar import DayEntry, calendar_text
from clienthealth.report.text.figures import Figures


def render(agenda: Agenda) -> str:
    """An all-day entry for each thing that is due."""
    figures = Figures(agenda.withheld)
    entries = []
    for due in agenda.items:
        amount = figures.told(due.amount)
        money = (written.amount(amount, agenda.currency),) if amount else ()
        entries.append(
            DayEntry(
                f"today-{due.key}-{due.client}",
                due.day,
                f"{due.what[:1].upper()}{due.what[1:]} ({due.name})",
                (f"{due.why[:1].upper()}{due.why[1:]}.", *money, due.command.line),
            )
        )
    return calendar_text(entries, agenda.as_of)

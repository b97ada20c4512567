"""What is due, all of it, as a page."""

from clienthealth.planning.due import Agenda
from clienthealth.report.page.sections import page_of
from clienthealth.report.today.document import sections


def render(agenda: Agenda) -> str:
    """One self-contained file."""
    return page_of(sections(agenda), kicker="What is due", opening="By date, then by amount")

"""What is due, all of it, as a page."""

from clienthealth.planning.due import Agenda
from clienthealth.report.page.elements import element
from clienthealth.report.page.frame import Page, rendered
from clienthealth.report.page.sections import page_sections
from clienthealth.report.today.document import sections
from clienthealth.version import __version__


def render(agenda: Agenda) -> str:
    """One self-contained file."""
    first, *more = page_sections(sections(agenda))
    return rendered(
        Page(
            title=first.title,
            kicker="What is due",
            headline=first.title,
            summary="",
            sections=[first._replace(title="By date and by money"), *more],
            footer=element("p", f"clienthealth {__version__}"),
        )
    )

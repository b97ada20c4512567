"""`collect` as a page of its own."""

from clienthealth.planning.collecting import NOT_ADVICE, Collection
from clienthealth.report.collect.document import sections
from clienthealth.report.page.elements import element
from clienthealth.report.page.frame import Page, rendered
from clienthealth.report.page.sections import page_sections
from clienthealth.version import __version__


def render(found: Collection) -> str:
    """One self-contained file."""
    first, *more = page_sections(sections(found))
    return rendered(
        Page(
            title=first.title,
            kicker="What is owed, and what is to be done about it",
            headline=first.title,
            summary="",
            sections=[first._replace(title="In short"), *more],
            footer=element("p", f"clienthealth {__version__}. {NOT_ADVICE}"),
        )
    )

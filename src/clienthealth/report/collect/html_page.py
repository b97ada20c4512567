"""`collect` as a page of its own."""

from clienthealth.planning.collecting import NOT_ADVICE, Collection
from clienthealth.report.collect.document import sections
from clienthealth.report.page.sections import page_of


def render(found: Collection) -> str:
    """One self-contained file."""
    return page_of(
        sections(found),
        kicker="What clients owe you, and what to do next",
        opening="In short",
        footer=NOT_ADVICE,
    )

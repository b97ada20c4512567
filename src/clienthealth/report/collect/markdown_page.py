"""`collect` for a wiki or a note, in GitHub's Markdown."""

from clienthealth.planning.collecting import Collection
from clienthealth.report.collect.document import sections
from clienthealth.report.text import markdown_sections


def render(found: Collection) -> str:
    """What is open, under headings of its own."""
    return markdown_sections.page(sections(found))

"""What is due, all of it, in GitHub's Markdown."""

from clienthealth.planning.due import Agenda
from clienthealth.report.text import markdown_sections
from clienthealth.report.today.document import sections


def render(agenda: Agenda) -> str:
    """The list under a heading."""
    return markdown_sections.page(sections(agenda))

"""A plan for people: a checklist for a terminal, the same without colours for a pipe."""

from typing import TYPE_CHECKING

from clienthealth.planning.model import Plan
from clienthealth.report.plan.document import sections
from clienthealth.report.text import sections as text

if TYPE_CHECKING:
    from rich.console import Console


def print_to(console: "Console", plan: Plan) -> None:
    """Print a plan that fits the terminal."""
    text.print_sections(console, sections(plan))


def plain(plan: Plan) -> str:
    """The same without colours or a limit of width."""
    return text.plain(sections(plan))

"""`review` for people: tables for a terminal, the same as plain columns for a pipe."""

from typing import TYPE_CHECKING

from clienthealth.report.review.document import sections
from clienthealth.report.text import sections as text
from clienthealth.reviewing.model import Review

if TYPE_CHECKING:
    from rich.console import Console


def print_to(console: "Console", review: Review) -> None:
    """Print a review that fits the terminal."""
    text.print_sections(console, sections(review))


def plain(review: Review) -> str:
    """The same as aligned columns without colours or a limit of width."""
    return text.plain(sections(review))

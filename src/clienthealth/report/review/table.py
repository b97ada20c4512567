"""`review` for people: tables for a terminal, the same as plain columns for a pipe."""

from rich.console import Console, RenderableType

from clienthealth.report.review.document import sections
from clienthealth.report.text import sections as text
from clienthealth.reviewing.model import Review


def print_to(console: Console, review: Review) -> None:
    """Print a review that fits the terminal."""
    console.print(renderable(review, console.width))


def renderable(review: Review, width: int) -> RenderableType:
    """The sections of a review, one below the other."""
    return text.renderable(sections(review), width)


def plain(review: Review) -> str:
    """The same as aligned columns without colours or a limit of width."""
    return text.plain(sections(review))

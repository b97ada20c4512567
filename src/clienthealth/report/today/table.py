"""What is due for people: one screen for a terminal, the same as plain columns for a pipe."""

from typing import TYPE_CHECKING

from clienthealth.planning.due import Agenda
from clienthealth.report.text import sections as text
from clienthealth.report.today.document import SCREEN, sections

if TYPE_CHECKING:
    from rich.console import Console


def print_to(console: "Console", agenda: Agenda) -> None:
    """Print what is due in the width of the terminal."""
    text.print_sections(console, sections(agenda, SCREEN, short=True))


def plain(agenda: Agenda) -> str:
    """The same as aligned columns without colours or a limit of width."""
    return text.plain(sections(agenda, SCREEN, short=True))

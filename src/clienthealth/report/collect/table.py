"""`collect` for people: tables for a terminal, the same as plain columns for a pipe."""

from typing import TYPE_CHECKING

from clienthealth.planning.collecting import Collection
from clienthealth.report.collect.document import sections
from clienthealth.report.text import sections as text

if TYPE_CHECKING:
    from rich.console import Console


def print_to(console: "Console", found: Collection) -> None:
    """Print what is open in the width of the terminal."""
    text.print_sections(console, sections(found))


def plain(found: Collection) -> str:
    """The same as aligned columns without colours or a limit of width."""
    return text.plain(sections(found))

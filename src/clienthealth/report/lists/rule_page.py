"""The page of a rule at a terminal, where its Markdown is rendered."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.console import Console


def print_to(console: "Console", page: str) -> None:
    """Print a page of the program's own in the width of the terminal."""
    from rich.markdown import Markdown  # noqa: PLC0415  # a second of import, for this alone

    console.print(Markdown(page, code_theme="ansi_dark", hyperlinks=False))

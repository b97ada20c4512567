"""A page of help at a terminal, where its Markdown is rendered."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.console import Console

WIDEST = 100
"""In columns: longer lines are hard to read."""


def print_to(console: "Console", page: str) -> None:
    """Print a page of the program's own in the width of the terminal."""
    from rich.markdown import Markdown  # noqa: PLC0415  # slow to import
    from rich.theme import Theme  # noqa: PLC0415  # the same

    plain = page.replace("\n```console\n", "\n```text\n")  # an output has no syntax to colour
    console.push_theme(Theme({"markdown.code": "bold"}))  # on the terminal's own background
    rendered = Markdown(plain, code_theme="ansi_dark", hyperlinks=False)
    console.print(rendered, width=min(console.width, WIDEST))

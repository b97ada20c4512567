"""A word of the glossary."""

from typing import NamedTuple


class Term(NamedTuple):
    """A word of the program."""

    name: str
    text: str
    """Markdown: what it means, and its formula or threshold where it has one."""
    example: str
    """A sentence with a figure."""
    aliases: tuple[str, ...] = ()
    """Other words for it."""

    @property
    def names(self) -> tuple[str, ...]:
        """All words that find it."""
        return (self.name, *self.aliases)

    @property
    def body(self) -> str:
        """What is below its name, as Markdown."""
        also = f"Also: {', '.join(self.aliases)}.\n\n" if self.aliases else ""
        return f"{also}{self.text}\n\n*Example:* {self.example}"

    @property
    def typed(self) -> str:
        """The name as it is typed in a command."""
        return self.name.replace(" ", "-")

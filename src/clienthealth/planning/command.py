"""A command of this program, as a plan prints it."""

from typing import NamedTuple

from clienthealth.ledger.disclosure import ClientId, ProgramWords


class Command(NamedTuple):
    """A command of this program about the client of a plan, like the `log` of a step."""

    name: ProgramWords
    """`log`, `collect` ..."""
    client: ClientId
    """The id of the client."""
    words: tuple[ProgramWords, ...] = ()
    """The words after the id: words of the program and dates, nothing from the ledger."""

    @property
    def line(self) -> str:
        """The command as you type it."""
        return " ".join(("clienthealth", self.name, self.client, *self.words))

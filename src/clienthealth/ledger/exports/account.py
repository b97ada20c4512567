"""The account of an included file: how many rows count, and why the others do not."""

from typing import NamedTuple

TAKEN_ELSEWHERE = "counted once"
NO_CLIENT = "without a client"
UNKNOWN_CLIENT = "of unknown clients"
NOTHING = "of 0 hours"
NO_MONEY = "of 0"
TOTALS = "with a title or a total"
REFUNDED = "refunded"
FIXED = (TAKEN_ELSEWHERE, NO_CLIENT, UNKNOWN_CLIENT, NOTHING, NO_MONEY, TOTALS, REFUNDED)
"""The reasons without words from the file."""
STATES = ("draft", "void")
"""Statuses of invoices that do not count."""


class Stranger(NamedTuple):
    """A name in a file that no client in the ledger has."""

    name: str
    currency: str | None
    """The currency code of its rows; None where they do not say."""
    rows: int
    near: str
    """The closest name in the ledger, as the end of a message."""


KINDS_RECORDED = {"mbox": "message", "maildir": "message", "ics": "meeting"}
"""The formats that record every event of a kind, so that no entry means it did not happen."""


class FileAccount(NamedTuple):
    """The rows of one included file; `rows` is the sum of those taken and those left out."""

    file: str
    kind: str
    """What its rows are: invoices, payments, time or events."""
    format: str | None
    """The preset that it was read with."""
    rows: int
    taken: int
    left_out: tuple[tuple[str, int], ...] = ()
    """How many rows do not count, by reason."""
    strangers: tuple[Stranger, ...] = ()
    """Clients whose rows do not count because they are not in the ledger."""

    @property
    def is_whole(self) -> bool:
        """Whether every row counts."""
        return not self.left_out

    def renamed(self, file: str) -> "FileAccount":
        """The same under another name, and without words from the file."""
        known = (*FIXED, *STATES)
        named = [(why, count) for why, count in self.left_out if why in known]
        other = sum(count for why, count in self.left_out if why not in known)
        if other:
            named.append(("left out", other))
        return self._replace(file=file, left_out=tuple(named), strangers=())

    def __str__(self) -> str:
        parts = [f"{self.taken:,} taken", *(f"{count:,} {why}" for why, count in self.left_out)]
        noun = "row" if self.rows == 1 else "rows"
        return f"{self.file}: {self.rows:,} {noun}: {', '.join(parts)}"

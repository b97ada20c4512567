"""An included file to be read, and what else is known about it."""

from collections.abc import Callable
from typing import NamedTuple
from zoneinfo import ZoneInfo

from clienthealth.ledger.exports.form import Form
from clienthealth.ledger.exports.names import RawClient
from clienthealth.ledger.exports.table import Table

Say = Callable[[int, str], None]
"""Called with a line and a message."""


class Opened(NamedTuple):
    """A file to be read, and what else is known about it."""

    name: str
    number: int
    form: Form
    table: Callable[[], Table]
    """Its table, read anew each time."""
    whole_file: RawClient | None
    """The client of all rows."""
    clientless: RawClient | None
    """The client of rows without one."""
    zone: ZoneInfo | None
    tells_apart: bool
    """Whether its rows may also be in another file."""

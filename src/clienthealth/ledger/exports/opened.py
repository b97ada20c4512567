"""An included file that is to be read, and what is known of it from elsewhere."""

from collections.abc import Callable
from typing import NamedTuple
from zoneinfo import ZoneInfo

from clienthealth.ledger.exports.form import Form
from clienthealth.ledger.exports.names import RawClient
from clienthealth.ledger.exports.table import Table

Say = Callable[[int, str], None]
"""Called with a line and a message."""


class Opened(NamedTuple):
    """A file to be read, and what else is known of it."""

    name: str
    number: int
    form: Form
    table: Callable[[], Table]
    """Its table, from the beginning each time."""
    whole_file: RawClient | None
    """The client whose rows they all are."""
    clientless: RawClient | None
    """The client who is given rows without one."""
    zone: ZoneInfo | None
    tells_apart: bool
    """Whether its rows may stand in another file too."""

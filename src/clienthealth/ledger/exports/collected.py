"""Formats whose files are all read before any row: a mail and its answer may lie in two."""

from collections.abc import Iterable, Sequence
from contextlib import closing
from pathlib import PurePath
from typing import NamedTuple
from zoneinfo import ZoneInfo

from clienthealth.ledger.exports.addresses import Addresses
from clienthealth.ledger.exports.calendar import Calendars
from clienthealth.ledger.exports.encodings import NoTextError, decoded
from clienthealth.ledger.exports.ics import versions
from clienthealth.ledger.exports.mail import Correspondence
from clienthealth.ledger.exports.mbox import Head, heads
from clienthealth.ledger.exports.table import Table, TableError
from clienthealth.ledger.files import Files, UnusableError

MBOX, MAILDIR, ICS = "mbox", "maildir", "ics"
COLLECTED = (MBOX, MAILDIR, ICS)
"""What the presets of these formats say after `reads`."""

_START = 4096


class CollectedFile(NamedTuple):
    """A file of such a format."""

    name: str
    path: PurePath
    messages: Sequence[PurePath]
    """The files of a Maildir folder."""
    reads: str


class Collected:
    """What the files of such formats hold together."""

    def __init__(self, files: Files, addresses: Addresses, zone: ZoneInfo | None) -> None:
        self._files = files
        self._addresses = addresses
        self._mail = Correspondence(addresses, zone)
        self._calendars = Calendars(addresses, zone)
        self._broken: dict[str, tuple[int, str]] = {}

    def add(self, file: CollectedFile) -> None:
        """Take in a file; what is wrong with it is told when its table is asked for."""
        try:
            if file.reads == ICS:
                text, _ = decoded(self._files.data(file.path), None)
                self._calendars.add(file.name, versions(text))
            else:
                self._mail.add(file.name, self._heads(file))
        except TableError as error:
            self._broken[file.name] = (error.line, str(error))
        except NoTextError as error:
            self._broken[file.name] = (error.line, str(error))
        except UnusableError as error:
            self._broken[file.name] = (1, str(error))

    def table(self, name: str, reads: str) -> Table:
        """The table of a file that was taken in.

        Raises:
            TableError: it could not be read, or no address of ours is known.
        """
        if name in self._broken:
            raise TableError(*self._broken[name])
        if reads == ICS:
            return self._calendars.table(name)
        if not self._addresses.knows_ours:
            text = "whose mail is yours is not known"
            raise TableError(1, f"{text}; write `emails: [you@example.com]` under business")
        return self._mail.table(name)

    def _heads(self, file: CollectedFile) -> Iterable[Head]:
        if file.reads == MBOX:
            with closing(self._files.stream(file.path)) as stream:
                yield from heads(stream)
            return
        for number, path in enumerate(file.messages, 1):
            with closing(self._files.stream(path)) as stream:
                if (first := next(iter(heads(stream)), None)) is not None:
                    yield first._replace(line=number)


def start_of(files: Files, path: PurePath) -> bytes:
    """The first bytes of a file, nothing where it cannot be read."""
    try:
        with closing(files.stream(path)) as stream:
            return stream.read(_START)
    except (UnusableError, OSError):
        return b""

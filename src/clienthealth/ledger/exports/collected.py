"""Formats whose files are all read before any row: a mail and its answer may be in two files.

Each format is imported where a ledger includes a file of it, as libraries for them take long.
"""

from collections.abc import Iterable, Sequence
from contextlib import closing
from pathlib import PurePath
from typing import TYPE_CHECKING, NamedTuple, Protocol
from zoneinfo import ZoneInfo

from clienthealth.ledger.exports.addresses import Addresses
from clienthealth.ledger.exports.encodings import NoTextError, decoded
from clienthealth.ledger.exports.names import Names
from clienthealth.ledger.exports.table import Table, TableError
from clienthealth.ledger.files import Files, UnusableError

if TYPE_CHECKING:
    from clienthealth.ledger.exports.calendar import Calendars
    from clienthealth.ledger.exports.mail import Correspondence
    from clienthealth.ledger.exports.mbox import Head
    from clienthealth.ledger.exports.receivables import Receivables

MBOX, MAILDIR, ICS = "mbox", "maildir", "ics"
HLEDGER, BEANCOUNT = "hledger", "beancount"
PRIVATE = (MBOX, MAILDIR, ICS)
"""Formats of private files; no line of them is ever shown."""
COLLECTED = (*PRIVATE, HLEDGER, BEANCOUNT)
"""What the presets of these formats say after `reads`."""

_START = 4096


class CollectedFile(NamedTuple):
    """A file of such a format."""

    name: str
    path: PurePath
    messages: Sequence[PurePath]
    """The files of a Maildir folder."""
    reads: str


class _Tables(Protocol):
    """What all files of a format hold together."""

    def table(self, file: str) -> Table:
        """The table of one of them."""


class Collected:
    """What the files of such formats hold together."""

    def __init__(
        self, files: Files, names: Names, addresses: Addresses, zone: ZoneInfo | None
    ) -> None:
        self._files, self._names = files, names
        self._addresses, self._zone = addresses, zone
        self._mail: Correspondence | None = None
        self._calendars: Calendars | None = None
        self._receivables: Receivables | None = None
        self._tables: dict[str, _Tables] = {}
        self._broken: dict[str, tuple[int, str]] = {}

    def add(self, file: CollectedFile) -> None:
        """Take in a file; its problems are reported when its table is asked for."""
        try:
            self._tables[file.name] = self._take(file)
        except TableError as error:
            self._broken[file.name] = (error.line, str(error))
        except NoTextError as error:
            self._broken[file.name] = (error.line, str(error))
        except UnusableError as error:
            self._broken[file.name] = (1, str(error))

    def table(self, name: str) -> Table:
        """The table of a file that was taken in.

        Raises:
            TableError: it could not be read.
        """
        if name in self._broken:
            raise TableError(*self._broken[name])
        return self._tables[name].table(name)

    def _take(self, file: CollectedFile) -> _Tables:
        if file.reads in {MBOX, MAILDIR}:
            return self._take_mail(file)
        text, _ = decoded(self._files.data(file.path), None)
        return self._take_calendar(file, text) if file.reads == ICS else self._take_book(file, text)

    def _take_mail(self, file: CollectedFile) -> _Tables:
        from clienthealth.ledger.exports.mail import Correspondence  # noqa: PLC0415  # see above

        if not self._addresses.knows_ours:
            text = "your own addresses are not known"
            raise TableError(1, f"{text}; write `emails: [you@example.com]` under `business:`")
        self._mail = self._mail or Correspondence(self._addresses, self._zone)
        self._mail.add(file.name, self._heads(file))
        return self._mail

    def _take_calendar(self, file: CollectedFile, text: str) -> _Tables:
        from clienthealth.ledger.exports.calendar import Calendars  # noqa: PLC0415  # see above
        from clienthealth.ledger.exports.ics import versions  # noqa: PLC0415  # see above

        self._calendars = self._calendars or Calendars(self._addresses, self._zone)
        self._calendars.add(file.name, versions(text))
        return self._calendars

    def _take_book(self, file: CollectedFile, text: str) -> _Tables:
        from clienthealth.ledger.exports.beancount import beancount_postings  # noqa: PLC0415
        from clienthealth.ledger.exports.hledger import hledger_postings  # noqa: PLC0415
        from clienthealth.ledger.exports.receivables import Receivables  # noqa: PLC0415

        postings = {HLEDGER: hledger_postings, BEANCOUNT: beancount_postings}[file.reads]
        self._receivables = self._receivables or Receivables(self._names)
        self._receivables.add(file.name, postings(text))
        return self._receivables

    def _heads(self, file: CollectedFile) -> "Iterable[Head]":
        from clienthealth.ledger.exports.mbox import heads  # noqa: PLC0415  # see above

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

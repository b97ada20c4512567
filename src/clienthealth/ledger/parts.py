"""Reading a ledger in pieces: what is around its clients, and some of its clients."""

from datetime import date
from pathlib import PurePath

from clienthealth.ledger import checks
from clienthealth.ledger.checks import Vocabulary
from clienthealth.ledger.cutting import Pieces
from clienthealth.ledger.discovery import DISK
from clienthealth.ledger.fields import EMPTY, MARK
from clienthealth.ledger.files import Files
from clienthealth.ledger.models import Client, Ledger
from clienthealth.ledger.one_text import OneText
from clienthealth.ledger.problems import Problem
from clienthealth.ledger.reading import Reading, collector_paused
from clienthealth.ledger.sources import Sources
from clienthealth.ledger.validation import Misfit


def read_frame(
    path: PurePath, data: bytes, pieces: Pieces, vocabulary: Vocabulary, files: Files = DISK
) -> Ledger | None:
    """A ledger in pieces without its clients; None where it has to be read as a whole.

    The policy may still name clients that there are not.
    """
    if not _FrameReading(path, OneText(pieces.head)).is_frame():
        return None
    frame = _FrameReading(path, OneText(pieces.frame)).frame(vocabulary)
    if frame is not None:
        sources = Sources(files, path)
        sources.saw(sources.add(path, files.name(path)), data)
        sources.without_entries = True
        frame._sources = sources  # set once, before anybody sees it
    return frame


class ReadPart:
    """One part of a ledger in pieces.

    Args:
        path: The path of the ledger.
        part: The text of the part.
        frame: The ledger without its clients.
        vocabulary: The names of rules.

    Raises:
        LedgerError: something is wrong with it, or seems to be: it has to be read as a whole.
    """

    def __init__(self, path: PurePath, part: bytes, frame: Ledger, vocabulary: Vocabulary) -> None:
        self._reading = _PartReading(path, OneText(part))
        self._vocabulary = vocabulary
        with collector_paused():
            self.ledger = self._reading.part(frame, vocabulary)
        """The frame with the clients of the part."""

    @property
    def aliased(self) -> int:
        """How many values aliases repeat; `MAX_ALIASED_NODES` holds for the whole ledger."""
        return self._reading.aliased

    def warnings(self, begin: date | None) -> tuple[Problem, ...]:
        """What is odd in it. `begin` is the first day written of any client of the ledger."""
        odd = checks.clients_warnings(self.ledger, self._vocabulary, begin)
        return tuple(map(self._reading.placed, odd))


class _FrameReading(Reading):
    """The reading of a ledger whose clients are read elsewhere."""

    def is_frame(self) -> bool:
        """Whether this is a ledger whose `clients:` has nothing below it."""
        raw = self._document(self._path)
        wrong = self._problems or self._bare
        return raw is not None and not wrong and "clients" in raw.get(EMPTY, ())

    def frame(self, vocabulary: Vocabulary) -> Ledger | None:
        """The ledger without clients; None where it has to be read as a whole."""
        raw = self._document(self._path)
        if raw is None or "clients" not in raw.get(EMPTY, ()) or raw.get("include") or self.aliased:
            return None
        frame = self._validated(Ledger, raw | {"clients": []})
        if isinstance(frame, Ledger):
            self._misfits.extend(checks.business_errors(frame, vocabulary))
        if not isinstance(frame, Ledger) or self._problems or self._misfits or self._bare:
            return None
        odd = checks.business_warnings(frame, vocabulary)
        frame._warnings = tuple(map(self._problem, odd))  # set once, before anybody sees it
        return frame


class _PartReading(Reading):
    """The reading of some of the clients of a ledger."""

    def part(self, frame: Ledger, vocabulary: Vocabulary) -> Ledger:
        """The frame with the clients that are read here."""
        raw = self._document(self._path) or {}
        found = raw.get("clients") if raw.keys() == {MARK, "clients"} else None
        raws = found if isinstance(found, list) else []
        clients = [*self._validated_clients(raws, vocabulary, frame.business.currency)]
        known = tuple(client for client in clients if isinstance(client, Client))
        ledger = frame.model_copy(update={"clients": known})
        ledger._sources = self._sources  # set once, before anybody sees it
        self._misfits.extend(checks.rate_errors(ledger))
        broken = self._problems or self._misfits or self._bare
        self._stop_if(bool(broken) or not known or len(known) < len(clients))
        return ledger

    def placed(self, misfit: Misfit) -> Problem:
        """A misfit with its place."""
        return self._problem(misfit)

"""Adding an entry to a client in the files of a ledger: which file, what text, and the proof.

Nothing is written here. Before anybody writes the text, the whole ledger is read with it, and
must be what it was and the one entry.
"""

import re
from collections.abc import Sequence
from difflib import unified_diff
from pathlib import Path, PurePath
from typing import NamedTuple

from yaml import YAMLError

from clienthealth.editing.appending import CannotAppendError, Item, appended, own_keys, written
from clienthealth.ledger.discovery import DISK, DiskFiles
from clienthealth.ledger.fields import Entry, one_line
from clienthealth.ledger.files import UnusableError
from clienthealth.ledger.models import Ledger
from clienthealth.ledger.problems import LedgerError
from clienthealth.ledger.reading import read_ledger
from clienthealth.ledger.sources import Place
from clienthealth.rules.registry import vocabulary

_LINE = re.compile("[^\n]*\n|[^\n]+")


class Amendment(NamedTuple):
    """A change of one file that adds an entry to the ledger and changes nothing else in it."""

    file: Path
    before: bytes
    """What the file held when the change was made out; it must still hold it when it is written."""
    after: bytes
    ledger: Ledger
    """The ledger with the entry."""
    place: Place
    """Where the entry will stand."""

    def diff(self) -> str:
        """The change as a unified diff, which `patch` and `git apply` understand."""
        name = one_line(DISK.name(self.file))
        old, new = (_LINE.findall(data.decode()) for data in (self.before, self.after))
        return "".join(map(_diff_line, unified_diff(old, new, name, name)))


class CannotAmendError(Exception):
    """The entry cannot be added with nothing else changed.

    Attributes:
        file: The file it should go to.
        why: What is in the way.
        by_hand: The entry as a person can add it.
    """

    def __init__(self, file: PurePath, why: str, by_hand: str) -> None:
        super().__init__(f"{DISK.name(file)}: {why}")
        self.file, self.why, self.by_hand = file, why, by_hand


def amendment(ledger: Ledger, where: Path, client: str, field: str, item: Item) -> Amendment:
    """The change that adds an entry to a list of a client.

    It goes to the file in which the client has that list, else to the one with its id and name.

    Args:
        ledger: The ledger as it was read.
        where: The path it was read from.
        client: The id of one of its clients.
        field: The key of the list, such as `waivers`.
        item: The entry by its keys in the file.

    Raises:
        CannotAmendError: insertions cannot do it, or would change something else as well.
    """
    file = Path(where)
    try:
        file, before = _home(where, client, field)
        after = appended(before.decode(), client, field, item).encode()
        changed = read_ledger(where, vocabulary(), _OneChanged(file, after))
    except CannotAppendError as error:
        raise CannotAmendError(file, str(error), written(item)) from None
    except LedgerError as error:
        why = f"with it the ledger would be invalid ({error.problems[0].message})"
        raise CannotAmendError(file, why, written(item)) from None
    except (UnusableError, UnicodeDecodeError, YAMLError):  # all of it has just been read
        raise CannotAmendError(file, "it has changed meanwhile", written(item)) from None
    entry = _added(ledger, changed, client, field)
    place = changed.sources.place(entry.mark) if entry is not None else None
    if entry is None or place is None or _written_values(entry) != dict(item):
        why = "more than this entry would change; an alias or `<<` may be why"
        raise CannotAmendError(file, why, written(item))
    return Amendment(file, before, after, changed, place)


class _OneChanged(DiskFiles):
    """The files on disk, but for one that holds something else."""

    def __init__(self, file: Path, data: bytes) -> None:
        self._file, self._data = file, data

    def data(self, file: PurePath) -> bytes:
        return self._data if file == self._file else super().data(file)


def _home(where: Path, client: str, field: str) -> tuple[Path, bytes]:
    """The file that the entry goes to, and what it holds."""
    files = DISK.of_ledger(where)
    if len(files) == 1:
        return files[0], DISK.data(files[0])
    found: list[tuple[int, Path, bytes]] = []
    for file in files:
        data = DISK.data(file)
        # An id is plain letters, so a file without them does not have the client.
        keys = own_keys(data.decode(), client) if client.encode() in data else ()
        if keys:
            found.append((2 if field in keys else int("name" in keys), file, data))
    if not found:
        raise CannotAppendError("no file writes the client out as an entry of `clients`")
    best = max(rank for rank, _, _ in found)
    fitting = [(file, data) for rank, file, data in found if rank == best]
    return fitting[-1 if best == 2 else 0]  # lists are joined: the last part is the end


def _added(before: Ledger, after: Ledger, client: str, field: str) -> Entry | None:
    """The only entry that one ledger has and the other has not; None where more differs."""
    found = None
    same = _values(before, "clients") == _values(after, "clients")
    if not same or len(before.clients) != len(after.clients):
        return None
    for old, new in zip(before.clients, after.clients, strict=True):
        if old.id == client == new.id and _values(old, field) == _values(new, field):
            found = _one_more(getattr(old, field), getattr(new, field))
        elif _values(old) != _values(new):
            return None
    return found


def _one_more(old: Sequence[Entry], new: Sequence[Entry]) -> Entry | None:
    pairs = enumerate(zip(old, new, strict=False))
    place = next((n for n, (a, b) in pairs if _values(a) != _values(b)), len(old))
    rest = new[place + 1 :]
    same = len(new) == len(old) + 1 and [*map(_values, rest)] == [*map(_values, old[place:])]
    return new[place] if same else None


def _values(entry: Entry, without: str = "") -> object:
    """What an entry says, wherever it stands."""
    return entry.model_dump(exclude={without})


def _written_values(entry: Entry) -> object:
    return entry.model_dump(by_alias=True, exclude_unset=True)


def _diff_line(line: str) -> str:
    return line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n"

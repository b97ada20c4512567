"""Changing the files of a ledger: which file, what text, and proof that nothing else changes.

Before anything is written, the whole ledger is read with the change in it. It must be valid, and
the file must say what it said before, plus the change.
"""

import os
import re
from collections.abc import Iterator, Mapping, Sequence
from difflib import unified_diff
from pathlib import Path, PurePath
from typing import Any, NamedTuple

from yaml import YAMLError

from clienthealth.editing.appending import CannotAppendError, changed, own_keys
from clienthealth.editing.changes import Added, Change, KeySet, Value, Where
from clienthealth.editing.writing import replace_file
from clienthealth.editing.yaml_values import said, written
from clienthealth.ledger.discovery import DISK, DiskFiles
from clienthealth.ledger.fields import EMPTY, MARK, one_line
from clienthealth.ledger.files import UnusableError
from clienthealth.ledger.models import Ledger
from clienthealth.ledger.problems import LedgerError, Problem
from clienthealth.ledger.reading import read_ledger
from clienthealth.ledger.sources import Place, Sources
from clienthealth.ledger.yaml_events import Shape, Unreadable, YamlReader
from clienthealth.rules.registry import vocabulary

_LINE = re.compile("[^\n]*\n|[^\n]+")
_MORE = "more than this entry would change, perhaps because of an alias or `<<`"
_MEANWHILE = "it has changed in the meantime; try again"


class Rewrite(NamedTuple):
    """A file and its new content."""

    file: Path
    before: bytes
    """The content when the change was planned; the file must still have it when it is written."""
    after: bytes

    def diff(self) -> str:
        """The change as a unified diff for `patch` and `git apply`."""
        name = one_line(DISK.name(self.file))
        old, new = (_LINE.findall(data.decode()) for data in (self.before, self.after))
        return "".join(map(_diff_line, unified_diff(old, new, name, name)))


class Amendment(NamedTuple):
    """A change of a ledger that does what was asked for and nothing else."""

    rewrites: tuple[Rewrite, ...]
    ledger: Ledger
    """The ledger with the change."""
    places: tuple[Place, ...]
    """The place of each change: its first entry, or the entry whose key is set."""

    def diff(self) -> str:
        """The change of all files as a unified diff."""
        return "".join(each.diff() for each in self.rewrites)


class CannotAmendError(Exception):
    """The change cannot be made without changing something else.

    Attributes:
        file: The file to change.
        why: The reason.
        by_hand: The change as a person can make it.
        problems: The problems that the ledger would have with the change, if that is the reason.
    """

    def __init__(
        self, file: PurePath, why: str, by_hand: str, problems: tuple[Problem, ...] = ()
    ) -> None:
        super().__init__(f"{DISK.name(file)}: {why}")
        self.file, self.why, self.by_hand, self.problems = file, why, by_hand, problems


def amendment(ledger: Ledger, where: Path, changes: Sequence[Change]) -> Amendment:
    """The change of a ledger's files for some changes of its entries.

    A list goes on in the file where the entry has it. A new list goes to the file with the
    entry's own keys.

    Args:
        ledger: The ledger as it was read.
        where: The path it was read from.
        changes: What to change. No two may be of one list or key.

    Raises:
        CannotAmendError: insertions cannot do it, or would also change something else.
    """
    by_file = _homes(where, changes)
    rewrites = [_rewrite(ledger, file, own) for file, own in by_file.items()]
    try:
        after = read_ledger(where, vocabulary(), _Changed(rewrites))
    except LedgerError as error:
        why = f"the ledger would then be invalid ({error.problems[0].message})"
        new = _new_problems(error.problems, rewrites)
        raise CannotAmendError(rewrites[0].file, why, _by_hand(changes), new) from None
    places = {
        id(change): place
        for rewrite, own in zip(rewrites, by_file.values(), strict=True)
        for change, place in zip(own, _proved(after.sources, rewrite, own), strict=True)
    }
    return Amendment(tuple(rewrites), after, tuple(places[id(change)] for change in changes))


def checked(where: Path, rewrites: Sequence[Rewrite]) -> Amendment:
    """A change of files by their text alone, with the resulting ledger.

    Raises:
        LedgerError: it would be invalid.
    """
    after = read_ledger(where, vocabulary(), _Changed(rewrites))
    return Amendment(tuple(rewrites), after, ())


def save_amendment(change: Amendment) -> None:
    """Write an amendment; if one of several files cannot be written, none is changed.

    Raises:
        OSError: a file cannot be written, or has changed in the meantime.
    """
    done: list[Rewrite] = []
    try:
        for each in change.rewrites:
            replace_file(each.file, each.before, each.after)
            done.append(each)
    except OSError:
        for each in done:
            replace_file(each.file, each.after, each.before)
        raise


def home_of(where: Path, change: Change) -> Path:
    """The file of a ledger that a change goes to.

    Raises:
        CannotAmendError: no file has the entry written out, or the ledger can no longer be read.
    """
    return next(iter(_homes(where, [change])))


_OWN = frozenset({"name", "business", "number"})
"""The keys that are only in an entry's own file."""


def _homes(where: Path, changes: Sequence[Change]) -> dict[Path, list[Change]]:
    """The changes by file; every file is read once."""
    try:
        files = DISK.of_ledger(where)
    except LedgerError:  # it has just been read
        raise CannotAmendError(where, _MEANWHILE, _by_hand(changes)) from None
    if len(files) == 1:
        return {files[0]: [*changes]}
    found: list[list[tuple[int, Path]]] = [[] for _ in changes]
    for file in files:
        for change, fits, keys in zip(changes, found, _keys(file, changes), strict=True):
            if keys:
                fits.append((2 if change.field in keys else int(bool(keys & _OWN)), file))
    homes: dict[Path, list[Change]] = {}
    for change, fits in zip(changes, found, strict=True):
        homes.setdefault(_best(where, change, fits), []).append(change)
    return homes


def _keys(file: Path, changes: Sequence[Change]) -> list[frozenset[str]]:
    """The keys that a file writes in the entry of each change."""
    try:
        data = DISK.data(file)
        # An id is plain letters, so a file without them does not have the client.
        wheres = [
            each.where if not each.where or each.where[0].value.encode() in data else None
            for each in changes
        ]
        return own_keys(data.decode(), wheres)
    except (UnusableError, UnicodeDecodeError, YAMLError):
        return [frozenset()] * len(changes)  # all of it has just been read


def _best(where: Path, change: Change, found: Sequence[tuple[int, Path]]) -> Path:
    if not found:
        what = change.where[-1].field.removesuffix("s") if change.where else "ledger"
        why = f"no file has the {what} as an entry of `{what}s`"
        raise CannotAmendError(where, why, _by_hand([change]))
    best = max(rank for rank, _ in found)
    fitting = [file for rank, file in found if rank == best]
    return fitting[-1 if best == 2 else 0]  # lists are joined, so the last part is the end


def _rewrite(ledger: Ledger, file: Path, changes: Sequence[Change]) -> Rewrite:
    try:
        before = DISK.data(file)
    except UnusableError:
        raise CannotAmendError(file, _MEANWHILE, _by_hand(changes)) from None
    if not ledger.sources.is_as_read(file, before):
        raise CannotAmendError(file, _MEANWHILE, _by_hand(changes))
    try:
        return Rewrite(file, before, changed(before.decode(), changes).encode())
    except CannotAppendError as error:
        raise CannotAmendError(file, str(error), _by_hand(changes)) from None


class _Changed(DiskFiles):
    """The files on disk, with the new content of those that change."""

    def __init__(self, rewrites: Sequence[Rewrite]) -> None:
        self._new = {os.path.realpath(each.file): each.after for each in rewrites}

    def data(self, file: PurePath) -> bytes:
        new = self._new.get(os.path.realpath(file))
        return super().data(file) if new is None else new


def _new_problems(problems: Sequence[Problem], rewrites: Sequence[Rewrite]) -> tuple[Problem, ...]:
    """Problems without places in the changed files, as the change is not written there."""
    names = {DISK.name(each.file) for each in rewrites}
    return tuple(
        each._replace(place=None) if each.place and each.place.file in names else each
        for each in problems
    )


# The proof


def _proved(sources: Sources, rewrite: Rewrite, changes: Sequence[Change]) -> Iterator[Place]:
    """The places of the changes in a file that is otherwise the same."""
    before, after = (_values(data) for data in (rewrite.before, rewrite.after))
    expected = _plain(before)
    try:
        places = [_place(sources, rewrite.file, expected, after, change) for change in changes]
    except (LookupError, TypeError):
        places = []
    if not places or expected != _plain(after):
        raise CannotAmendError(rewrite.file, _MORE, _by_hand(changes))
    yield from places


def _place(sources: Sources, file: Path, expected: Any, after: Any, change: Change) -> Place:
    """Makes a change in the expected content, and finds it in the actual one."""
    entry, found = _entry(expected, change.where), _entry(after, change.where)
    if isinstance(change, KeySet):
        entry[change.field] = _raw(change.value)
    else:
        before = entry.setdefault(change.field, [])
        found = found[change.field][len(before)]
        before.extend(map(_raw, change.items))
    place = sources.place(found[MARK])
    name = DISK.name(file)
    assert place is not None  # noqa: S101  # a mark of file 1, and there is one
    return place._replace(file=name)


def _entry(document: Any, where: Where) -> Any:
    for part in where:
        entries = document[part.field]
        document = next(each for each in entries if each.get(part.key) == part.value)
    return document


def _values(data: bytes) -> object:
    try:
        return YamlReader(data.decode("utf-8-sig"), 1, lambda *_: None).read(Shape())
    except Unreadable:  # the ledger has been read with it
        return None


def _plain(value: Any) -> Any:
    """The content of a file, without its places."""
    if isinstance(value, dict):
        return {key: _plain(each) for key, each in value.items() if key not in (MARK, EMPTY)}
    return [*map(_plain, value)] if isinstance(value, list) else value


def _raw(value: Value) -> object:
    """A value as the reader returns it."""
    if isinstance(value, Mapping):
        return {key: _raw(each) for key, each in value.items()}
    if isinstance(value, Sequence) and not isinstance(value, str):
        return [*map(_raw, value)]
    return said(value)


def _by_hand(changes: Sequence[Change]) -> str:
    items = [item for each in changes if isinstance(each, Added) for item in each.items]
    keys = [written({each.field: each.value})[3:-1] for each in changes if isinstance(each, KeySet)]
    return "; ".join([*map(written, items), *keys])


def _diff_line(line: str) -> str:
    return line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n"

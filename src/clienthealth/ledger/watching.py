"""Noticing that a ledger on disk has changed: what reading it asked of the disk is asked again."""

import os
from collections.abc import Callable, Iterable, Sequence
from hashlib import sha256
from pathlib import Path, PurePath
from typing import BinaryIO

from clienthealth.ledger.discovery import DISK, DiskFiles
from clienthealth.ledger.files import UnusableError
from clienthealth.ledger.problems import LedgerError


class WatchedFiles(DiskFiles):
    """The files of a ledger on disk, with a note of everything that reading it asked of them.

    So all that a ledger is made of is watched, and nothing else: its own files, those that it
    includes, the files that fit a pattern, the folders that are searched for more, and files that
    are not there yet. A ledger that cannot be read is watched as well.
    """

    def __init__(self) -> None:
        self._questions: dict[tuple[str, ...], Callable[[], str]] = {}
        self._answers: dict[tuple[str, ...], str] = {}

    def stamp(self) -> str:
        """The state of the files now, as a short word; any change gives another one."""
        return _word(ask() for ask in self._questions.values())

    def stamp_as_read(self) -> str:
        """The state of the files when they were read."""
        return _word(self._answers.values())

    def of_ledger(self, path: PurePath) -> list[Path]:
        """See `DiskFiles`."""
        self._note("of_ledger", str(path), ask=lambda: _listed(lambda: DISK.of_ledger(path)))
        return super().of_ledger(path)

    def hidden(self, path: PurePath) -> list[Path]:
        """See `DiskFiles`."""
        self._note("hidden", str(path), ask=lambda: _listed(lambda: DISK.hidden(path)))
        return super().hidden(path)

    def data(self, file: PurePath) -> bytes:
        """See `DiskFiles`."""
        self._note_file(file)
        return super().data(file)

    def stream(self, file: PurePath) -> BinaryIO:
        """See `DiskFiles`."""
        self._note_file(file)
        return super().stream(file)

    def included(self, wanted: str, file: PurePath, ledger: PurePath) -> Path:
        """See `DiskFiles`."""
        self._note_file(Path(file).parent / wanted)
        return super().included(wanted, file, ledger)

    def matching(self, pattern: str, file: PurePath, ledger: PurePath) -> list[Path]:
        """See `DiskFiles`."""

        def ask() -> str:
            return _listed(lambda: DISK.matching(pattern, file, ledger))

        self._note("matching", pattern, str(file), ask=ask)
        return super().matching(pattern, file, ledger)

    def messages(self, wanted: str, file: PurePath, ledger: PurePath) -> list[Path]:
        """See `DiskFiles`."""

        def ask() -> str:
            return _listed(lambda: DISK.messages(wanted, file, ledger))

        self._note("messages", wanted, str(file), ask=ask)
        return super().messages(wanted, file, ledger)

    def _note_file(self, file: PurePath) -> None:
        self._note("file", str(file), ask=lambda: _state(file))

    def _note(self, *question: str, ask: Callable[[], str]) -> None:
        """Note an answer before it is used, so that no change in between is missed."""
        if question not in self._questions:
            self._answers[question] = ask()
            self._questions[question] = ask


def _state(file: PurePath) -> str:
    """What changes when a file is saved, replaced, made or taken away."""
    try:
        found = os.stat(file)  # noqa: PTH116  # of a path of either kind
    except (OSError, ValueError):
        return "none"
    return f"{found.st_ino} {found.st_size} {found.st_mtime_ns}"


def _listed(names: Callable[[], Sequence[PurePath]]) -> str:
    try:
        return "\0".join(map(str, names()))
    except (LedgerError, UnusableError, OSError) as error:
        return f"{type(error).__name__} {error}"


def _word(answers: Iterable[str]) -> str:
    return sha256("\0".join(answers).encode(errors="surrogateescape")).hexdigest()[:32]

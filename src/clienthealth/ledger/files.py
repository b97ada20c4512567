"""What reading a ledger asks of the place where its files are kept: a disk, or a git revision."""

from collections.abc import Sequence
from pathlib import PurePath
from typing import BinaryIO, Protocol

MAX_FILE_BYTES = 512 * 1024 * 1024


class UnusableError(Exception):
    """A file that cannot be used; the message says what it does and how to mend that."""


class Files(Protocol):
    """Where the files of a ledger are kept, each known by a path that means something there."""

    def of_ledger(self, path: PurePath) -> Sequence[PurePath]:
        """The YAML files that make up the ledger at a path: the file itself, or all in the folder.

        Raises:
            LedgerError: there is no such ledger, or a file leads out of its folder.
        """

    def hidden(self, path: PurePath) -> Sequence[PurePath]:
        """The YAML files in the folder of a ledger that are passed over because they are hidden."""

    def name(self, file: PurePath) -> str:
        """How a file is called in messages and evidence."""

    def data(self, file: PurePath) -> bytes:
        """What a file holds.

        Raises:
            UnusableError: it cannot be read, or is larger than `MAX_FILE_BYTES`.
        """

    def included(self, wanted: str, file: PurePath, ledger: PurePath) -> PurePath:
        """The file that a file of a ledger wants included, by a path relative to itself.

        Raises:
            UnusableError: it does not exist, or leads out of the ledger's folder.
        """

    def matching(self, pattern: str, file: PurePath, ledger: PurePath) -> Sequence[PurePath]:
        """The files that fit a pattern relative to a file of a ledger, by name.

        Raises:
            UnusableError: one of them leads out of the ledger's folder.
        """

    def identity(self, file: PurePath) -> PurePath:
        """The file itself, whatever links lead to it."""

    def stream(self, file: PurePath) -> BinaryIO:
        """What a file holds, to be read piece by piece; it may be larger than `MAX_FILE_BYTES`.

        Raises:
            UnusableError: it cannot be read.
        """

    def messages(self, wanted: str, file: PurePath, ledger: PurePath) -> Sequence[PurePath]:
        """The messages of the Maildir folder that a file of a ledger wants included, by name.

        Raises:
            UnusableError: there is no such folder, or it leads out of the ledger's folder.
        """


def too_large() -> UnusableError:
    """The error for a file beyond the limit."""
    return UnusableError(f"larger than {MAX_FILE_BYTES >> 20} MiB; split it into several files")


def not_there() -> UnusableError:
    """The error for an included file that does not exist."""
    return UnusableError("does not exist; paths are relative to this file")


def no_maildir() -> UnusableError:
    """The error for a folder that is no Maildir."""
    return UnusableError("is no Maildir folder; name one that holds the folders cur and new")


def leads_out() -> UnusableError:
    """The error for an included file outside the ledger's folder."""
    return UnusableError("leads out of the ledger's folder; move it inside")

"""Where the files of a ledger are kept: the interface of a disk and of a git revision."""

from collections.abc import Sequence
from pathlib import PurePath
from typing import BinaryIO, Protocol

MAX_FILE_BYTES = 512 * 1024 * 1024


class UnusableError(Exception):
    """A file that cannot be used; the message says why, and what to do."""


class Files(Protocol):
    """The place where the files of a ledger are kept, each known by its path there."""

    def of_ledger(self, path: PurePath) -> Sequence[PurePath]:
        """The YAML files that make up the ledger at a path: the file itself, or all in the folder.

        Raises:
            LedgerError: there is no such ledger, or a file is outside its folder.
        """

    def hidden(self, path: PurePath) -> Sequence[PurePath]:
        """The YAML files in a ledger's folder that are not read because they are hidden."""

    def name(self, file: PurePath) -> str:
        """The name of a file in messages and evidence."""

    def data(self, file: PurePath) -> bytes:
        """The content of a file.

        Raises:
            UnusableError: it cannot be read, or is larger than `MAX_FILE_BYTES`.
        """

    def included(self, wanted: str, file: PurePath, ledger: PurePath) -> PurePath:
        """The file that a ledger file includes, by a path relative to itself.

        Raises:
            UnusableError: it does not exist, or is outside the ledger's folder.
        """

    def matching(self, pattern: str, file: PurePath, ledger: PurePath) -> Sequence[PurePath]:
        """The files that fit a pattern relative to a file of a ledger, by name.

        Raises:
            UnusableError: one of them is outside the ledger's folder.
        """

    def identity(self, file: PurePath) -> PurePath:
        """The file itself, whatever links lead to it."""

    def stream(self, file: PurePath) -> BinaryIO:
        """The content of a file, to read piece by piece; it may be larger than `MAX_FILE_BYTES`.

        Raises:
            UnusableError: it cannot be read.
        """

    def messages(self, wanted: str, file: PurePath, ledger: PurePath) -> Sequence[PurePath]:
        """The messages of the Maildir folder that a ledger file includes, by name.

        Raises:
            UnusableError: there is no such folder, or it is outside the ledger's folder.
        """


def too_large() -> UnusableError:
    """The error for a file beyond the limit."""
    return UnusableError(f"larger than {MAX_FILE_BYTES >> 20} MiB; split it into several files")


def not_there() -> UnusableError:
    """The error for an included file that does not exist."""
    return UnusableError("does not exist; paths are relative to this file")


def no_maildir() -> UnusableError:
    """The error for a folder that is not a Maildir."""
    return UnusableError("is not a Maildir folder; name one with the folders cur and new in it")


def leads_out() -> UnusableError:
    """The error for an included file outside the ledger's folder."""
    return UnusableError("is outside the ledger's folder; move it inside")

"""A ledger that is a text in memory: from a database, an archive or an object store."""

from collections.abc import Sequence
from io import BytesIO
from pathlib import PurePath
from typing import BinaryIO

from clienthealth.ledger.files import UnusableError


def _no_folder() -> UnusableError:
    return UnusableError(
        "cannot be read: this ledger is a text without a folder; "
        "write it to a folder with the files that it includes, and name that"
    )


class OneText:
    """The `Files` of a ledger without a file of its own; what it includes is not to be had."""

    def __init__(self, text: str | bytes) -> None:
        # A lone surrogate is no UTF-8, and is then a problem with a place, as in a file.
        self._data = text.encode("utf-8", "surrogatepass") if isinstance(text, str) else text

    def of_ledger(self, path: PurePath) -> Sequence[PurePath]:
        """The text, whatever it is called."""
        return (path,)

    def hidden(self, path: PurePath) -> Sequence[PurePath]:  # noqa: ARG002  # as all files have it
        """Nothing is hidden."""
        return ()

    def name(self, file: PurePath) -> str:
        """The name that was given."""
        return str(file)

    def data(self, file: PurePath) -> bytes:  # noqa: ARG002  # there is only one
        """The text."""
        return self._data

    def included(self, wanted: str, file: PurePath, ledger: PurePath) -> PurePath:  # noqa: ARG002
        """Nothing can be included."""
        raise _no_folder()

    def matching(self, pattern: str, file: PurePath, ledger: PurePath) -> Sequence[PurePath]:  # noqa: ARG002
        """Nothing can be included."""
        raise _no_folder()

    def identity(self, file: PurePath) -> PurePath:
        """The name."""
        return file

    def stream(self, file: PurePath) -> BinaryIO:  # noqa: ARG002  # there is only one
        """The text, to be read piece by piece."""
        return BytesIO(self._data)

    def messages(self, wanted: str, file: PurePath, ledger: PurePath) -> Sequence[PurePath]:  # noqa: ARG002
        """Nothing can be included."""
        raise _no_folder()

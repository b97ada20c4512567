"""Where the entries of a ledger are: files, packed marks, and the lines themselves.

A mark packs a file's number, a line and a column into one integer, because a large ledger has
several hundred thousand of them.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import PurePath
from typing import NamedTuple
from zlib import crc32

from clienthealth.ledger.disclosure import LedgerPath
from clienthealth.ledger.fields import one_line, path_end
from clienthealth.ledger.files import Files, UnusableError
from clienthealth.ledger.lines import Lines

_LINE_BITS = 29  # a file of the largest allowed size that is all line breaks
COLUMN_BITS = 29  # the same, all in one line, as JSON often is
_MAX_COLUMN = (1 << COLUMN_BITS) - 1


def pack(file: int, line: int, column: int) -> int:
    """A mark for a place; file, line and column count from 1."""
    return (file << _LINE_BITS | line) << COLUMN_BITS | column


def file_number(mark: int) -> int:
    """The number of a mark's file; 0 for an entry that came from no file."""
    return mark >> (_LINE_BITS + COLUMN_BITS)


def line_number(mark: int) -> int:
    """The line of a mark."""
    return mark >> COLUMN_BITS & ((1 << _LINE_BITS) - 1)


def column_number(mark: int) -> int:
    """The column of a mark."""
    return mark & _MAX_COLUMN


class Place(NamedTuple):
    """A place in a file; line and column count from 1."""

    file: LedgerPath
    line: int
    column: int

    def __str__(self) -> str:
        return f"{one_line(self.name)}:{self.line}:{self.column}"

    @property
    def name(self) -> str:
        """The file; the end of its path where that is long."""
        return path_end(self.file)


class Sources:
    """The files of one ledger, numbered in the order they were read.

    Args:
        files: Where they were read from and are read again; None for a ledger built in Python.
        root: The file or folder that was found or named.
        other: The files of another ledger, of which this one has entries; their places are there,
            and the numbers of these files begin after those.
    """

    def __init__(
        self,
        files: Files | None = None,
        root: PurePath | None = None,
        other: Sources | None = None,
    ) -> None:
        self._files = files
        self._other = other
        self._others = other.last if other is not None else 0
        self.root = root
        self._names: list[str] = []
        self._paths: list[PurePath] = []
        self._lines: dict[str, Lines] = {}
        self._short_names: dict[str, str] = {}
        self._encodings: dict[int, str] = {}
        self._sums: dict[PurePath, tuple[int, int]] = {}
        self._private: set[int] = set()
        self._mixed: set[int] = set()
        self.without_entries = False
        """Whether the ledger's clients are without their entries, which other processes have."""

    def encoded(self, file: int, encoding: str) -> None:
        """Record a file's encoding, where it is not UTF-8."""
        self._encodings[file] = encoding

    def keep_private(self, file: int) -> None:
        """Never show a line of this file: it holds private mail."""
        self._private.add(file)

    def add(self, path: PurePath, name: str) -> int:
        """Register a file under the name that is shown; returns its number."""
        self._names.append(name)
        self._paths.append(path)
        return self.last

    @property
    def last(self) -> int:
        """The highest number of a file."""
        return self._others + len(self._names)

    def mix(self, file: int) -> None:
        """Record that a client of this file has entries in another one too."""
        self._mixed.add(file)

    def saw(self, file: int, data: bytes) -> None:
        """Record the content of a file when it was read."""
        self._sums[self._path(file)] = (len(data), crc32(data))

    def is_as_read(self, path: PurePath, data: bytes) -> bool:
        """Whether a file with the content `data` had the same content when it was read."""
        return self._sums.get(path) == (len(data), crc32(data))

    @property
    def paths(self) -> tuple[PurePath, ...]:
        """The files, in the order they were read."""
        return tuple(self._paths)

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the files as shown, in the order they were read."""
        return tuple(self._names)

    def renamed(self, rename: Callable[[str], str]) -> Sources:
        """The places in the same files under other names, without paths and lines."""
        copy = Sources()
        copy._names = [rename(name) for name in self._names]
        copy._lines = {name: Lines("") for name in copy._names}
        return copy

    def place(self, mark: int) -> Place | None:
        """The place of a mark; None for an entry that came from no file."""
        file = file_number(mark) - self._others
        if file <= 0 and self._other is not None:
            return self._other.place(mark)
        if not 0 < file <= len(self._names):
            return None
        return Place(self._names[file - 1], line_number(mark), column_number(mark))

    def _path(self, file: int) -> PurePath:
        return self._paths[file - self._others - 1]

    def in_ledger(self, place: Place) -> str:
        """The file of a place, relative to the folder of the ledger; its name where it is not."""
        if not self._paths or self.root is None:
            return place.name
        if place.file not in self._short_names:
            path = self._paths[self._names.index(place.file)]
            folders = (self.root, self.root.parent)
            around = (each for each in folders if each != path and path.is_relative_to(each))
            folder = next(around, path.parent)
            self._short_names[place.file] = path.relative_to(folder).as_posix()
        return self._short_names[place.file]

    def text(self, file: int) -> str:
        """The present content of the file of that number, or nothing where it has gone."""
        if self._files is None or file in self._private:
            return ""
        try:
            data = self._files.data(self._path(file))
        except UnusableError:
            return ""
        return data.decode(self._encodings.get(file, "utf-8-sig"), errors="replace")

    def text_as_read(self, file: int) -> str | None:
        """The content of a file that holds clients of its own; None where it has changed since."""
        if self._files is None or file in self._mixed or not self._others < file <= self.last:
            return None
        path = self._path(file)
        try:
            data = self._files.data(path)
        except UnusableError:
            return None
        return data.decode("utf-8-sig") if self.is_as_read(path, data) else None

    def line(self, place: Place) -> str:
        """A place's line, or the piece of a long one that begins at the place.

        Nothing where the file has changed or gone.
        """
        if place.file not in self._lines:
            self._lines[place.file] = Lines(
                self.text(self._others + self._names.index(place.file) + 1)
            )
        return self._lines[place.file].excerpt(place.line, place.column)

"""Patterns of files, matched in the same way on a disk and in a git revision."""

import re
from collections.abc import Callable, Iterable, Iterator
from fnmatch import fnmatchcase
from pathlib import PurePath

_SIGNS = re.compile(r"[*?]|\[[^\]]+\]")
MOST_FILES = 1_000
"""The most files that a pattern may match."""
MOST_MESSAGES = 1_000_000
"""The most files that a folder of a Maildir may have."""

Folder = Callable[[PurePath], Iterable[tuple[str, bool]]]
"""The names in a folder, each with whether it is a folder itself (and no link to one)."""


def is_pattern(name: str) -> bool:
    """Whether a name is a pattern for several files."""
    return _SIGNS.search(name) is not None


def matching(
    base: PurePath, pattern: str, folder: Folder, most: int = MOST_FILES
) -> list[PurePath]:
    """The files below a folder that match a pattern, relative to it and by name.

    `**` matches any number of folders. No wildcard matches a leading dot.
    """
    parts = [part for part in pattern.split("/") if part not in ("", ".")]
    found = sorted(set(_below(base, PurePath(), parts, folder)))
    return found[: most + 1]


def _below(base: PurePath, done: PurePath, parts: list[str], folder: Folder) -> Iterator[PurePath]:
    part, *rest = parts
    if part == "**":
        if rest:
            yield from _below(base, done, rest, folder)
        for name, is_folder in folder(base / done):
            if is_folder and not name.startswith("."):
                yield from _below(base, done / name, parts, folder)
        return
    for name, is_folder in _fitting(base / done, part, folder):
        if rest:
            yield from _below(base, done / name, rest, folder)
        elif not is_folder:
            yield done / name


def _fitting(where: PurePath, part: str, folder: Folder) -> Iterator[tuple[str, bool]]:
    """What in a folder matches one part of a pattern; `..` is taken literally."""
    if part == "..":
        yield part, True
        return
    for name, is_folder in folder(where):
        hidden = name.startswith(".") and not part.startswith(".")
        if name == part or (not hidden and fnmatchcase(name, part)):
            yield name, is_folder

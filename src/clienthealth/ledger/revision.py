"""Reading a ledger as it stood at a git revision.

Links are followed as on a disk, but only inside the repository. The files of a submodule are not
in the repository; they are left out.
"""

import os
import re
import stat
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path, PurePath, PurePosixPath
from typing import BinaryIO, NamedTuple, TypeVar

from clienthealth.ledger.checks import Vocabulary
from clienthealth.ledger.discovery import is_yaml
from clienthealth.ledger.fields import one_line, shown
from clienthealth.ledger.files import (
    Files,
    UnusableError,
    leads_out,
    no_maildir,
    not_there,
    too_large,
)
from clienthealth.ledger.git_objects import (
    GitObject,
    GitObjects,
    RevisionError,
    damaged,
    not_fetched,
)
from clienthealth.ledger.models import Ledger
from clienthealth.ledger.patterns import MOST_MESSAGES, matching
from clienthealth.ledger.problems import LedgerError, Problem
from clienthealth.ledger.reading import read_ledger
from clienthealth.ledger.submodules import holder_of

_Made = TypeVar("_Made")

_LFS = b"version https://git-lfs.github.com/spec/"
_SUBMODULE = 0o160000
_MOST_LINKS = 40  # as many as Linux follows in a path
_MOST_FOLDERS = 10_000  # a few small objects can stand for more folders than a disk holds
_DEEPEST = 100  # folders inside one another
_LONGEST_LINK = 4_096  # in bytes; no disk has a longer path
_OUTSIDE = "links outside the repository; choose a revision where it is not a link"


def read_revision(path: Path, revision: str, vocabulary: Vocabulary) -> Ledger | None:
    """The ledger at a path, a file or a folder, as it stood at a revision.

    Its files are named `REVISION:PATH`, with the path from the top of the repository. A link
    in the last part of the path is looked up in the revision. If it leads outside the repository,
    the ledger is the one it leads to.

    Returns:
        The ledger; None where there was none at that path.

    Raises:
        RevisionError: git, the repository or the revision is missing, or git refuses.
        LedgerError: the ledger was invalid, or cannot be read; `problems` lists everything.
    """
    with opened(path, revision) as (files, inside):
        return read_ledger(inside, vocabulary, files) if files.of_ledger(inside) else None


def read_at(path: Path, revision: str, read: Callable[[PurePath, Files], _Made]) -> _Made | None:
    """What a reader makes of one file as it was at a revision; None where there was no such file.

    Raises:
        RevisionError: git, the repository or the revision is missing, git refuses, or the file
            is a link to the outside.
        LedgerError: the reader's own.
    """
    with opened(path, revision) as (files, inside):
        try:
            there = files.holds(inside)
        except UnusableError as error:
            raise RevisionError(one_line(f"{files.name(inside)} {error}")) from None
        return read(inside, files) if there else None


def read_as_written(
    root: Path, path: Path, revision: str, read: Callable[[PurePath, Files], _Made]
) -> _Made | None:
    """What a reader makes of one file as it was at a revision under exactly this path.

    What the path leads to today does not matter: a link or a submodule may have taken its place,
    and lead outside the repository.

    Returns:
        None where the path is not below the repository's top, or was not a file then.

    Raises:
        RevisionError: git or the revision is missing, or git refuses.
        LedgerError: the reader's own.
    """
    name = _written_below(root, path)
    if name is None:
        return None
    with GitObjects(root) as objects:
        files, inside = RevisionFiles(objects, revision), inside_of(name)
        try:
            there = files.holds(inside)
        except UnusableError:  # it was a link to the outside then too
            return None
        return read(inside, files) if there else None


def _written_below(root: Path, path: Path) -> PurePath | None:
    """A path relative to a folder, as written; None where it is not below that folder."""
    full = Path(os.path.abspath(path))  # noqa: PTH100  # no link in it is followed
    for above in reversed(full.parents):
        real = Path(os.path.realpath(above))
        if real.is_relative_to(root):
            return real.relative_to(root) / full.relative_to(above)
    return None


def repository_root(path: Path) -> Path | None:
    """The top of the work tree that a file or a folder belongs to, whether or not it exists.

    Found without git: the nearest folder with a `.git` in it, a folder, or a file in a linked
    work tree or a submodule.
    """
    try:
        return _root_of(_standing(path))
    except (OSError, RuntimeError, ValueError):  # no permission, a circle of links, a NUL
        return None


def _root_of(path: Path) -> Path | None:
    return next((p for p in (path, *path.parents) if (p / ".git").exists()), None)


def _standing(path: Path) -> Path:
    """The absolute path with the links of its folder followed, and optionally its own."""
    real = path.resolve()
    kept = path.parent.resolve() / path.name if path.name not in ("", "..") else real
    root = _root_of(kept)
    return kept if root is not None and real.is_relative_to(root) else real


@contextmanager
def opened(path: Path, revision: str) -> Iterator[tuple["RevisionFiles", PurePosixPath]]:
    """The files of a revision, and where a path of the work tree is among them.

    Raises:
        RevisionError: git, the repository or the revision is missing, or git refuses.
    """
    root = repository_root(path)
    if root is None:
        text = f"{path} is not in a git repository; leave the revision out, or run `git init`"
        raise RevisionError(one_line(text))
    _no_new_submodule(root, revision)
    with GitObjects(root) as objects:
        yield RevisionFiles(objects, revision), inside_of(_standing(path).relative_to(root))


def _no_new_submodule(root: Path, revision: str) -> None:
    """Refuse a submodule that was none at the revision.

    It has branches of its own, also one of the revision's name, and whoever made it wrote both
    sides. A revision that only the submodule knows is the submodule's.
    """
    while (holder := holder_of(root)) is not None:
        name = root.relative_to(holder)
        if _was_something_else(holder, name, revision):
            remedy = "check it in its own repository, and review how it came in"
            text = f"{name} was no submodule at {revision}, and has a history of its own now"
            raise RevisionError(one_line(f"{text}; {remedy}"))
        root = holder


def _was_something_else(holder: Path, name: PurePath, revision: str) -> bool:
    with GitObjects(holder) as objects:
        try:
            files = RevisionFiles(objects, revision)
        except RevisionError:  # the holder does not know it
            return False
        return not files.is_submodule(inside_of(name))


def place_in(root: Path, path: Path) -> PurePosixPath | None:
    """Where a path is in a repository, as git has it; None where that is outside."""
    here = _standing(path)
    return inside_of(here.relative_to(root)) if here.is_relative_to(root) else None


def inside_of(name: PurePath) -> PurePosixPath:
    """A path from the top of the repository, as git has it."""
    return PurePosixPath(*(_text(os.fsencode(part)) for part in name.parts))


class _Entry(NamedTuple):
    mode: int
    id: str


class RevisionFiles:
    """The files of a revision by their paths from the top of the repository."""

    def __init__(self, objects: GitObjects, revision: str) -> None:
        self._objects = objects
        self._revision = revision
        self._folders = {PurePosixPath(): _entries(_top(objects, revision))}
        self._trees: dict[str, dict[str, _Entry]] = {}

    def of_ledger(self, path: PurePath) -> list[PurePosixPath]:
        """The files of the ledger at a path; none where there was no ledger.

        Raises:
            LedgerError: a link leads outside the repository, or outside the ledger's folder.
        """
        here = PurePosixPath(path)
        top = self._real(here)
        if top is None:
            raise self._error([here], _OUTSIDE)
        if self._is_file(top):
            return [here]
        files = dict(self._yaml_below(here, top))
        strays = [f for f, real in files.items() if real is None or not real.is_relative_to(top)]
        if strays:
            text = "links outside the ledger's folder; choose a revision where it is not a link"
            raise self._error(strays, text)
        return sorted(file for file, real in files.items() if real and self._is_file(real))

    def is_submodule(self, path: PurePath) -> bool:
        """Whether a folder was another repository's."""
        entry = self._entry(PurePosixPath(path))
        return entry is not None and stat.S_IFMT(entry.mode) == _SUBMODULE

    def hidden(self, path: PurePath) -> list[PurePosixPath]:
        """The hidden YAML files in the folder of a ledger, as they are seen on a disk."""
        here = PurePosixPath(path)
        top = self._real(here)
        if top is None or self._is_file(top):
            return []
        below = self._yaml_below(here, top, hidden=True)
        found = (file for file, real in below if real is not None and self._is_file(real))
        return sorted(f for f in found if _is_hidden(f.relative_to(here)))

    def yaml_files(self) -> Iterator[PurePosixPath]:
        """All YAML files in the revision itself, without hidden ones."""
        top = PurePosixPath()
        return (file for file, real in self._yaml_below(top, top) if real == file)

    def name(self, file: PurePath) -> str:
        """The path as git writes it."""
        return f"{self._revision}:{file}"

    def holds(self, file: PurePath) -> bool:
        """Whether there is such a file.

        Raises:
            UnusableError: a link leads outside the repository.
        """
        real = self._real(PurePosixPath(file))
        if real is None:
            raise UnusableError(_OUTSIDE)
        return self._is_file(real)

    def data(self, file: PurePath) -> bytes:
        """What a file held.

        Raises:
            UnusableError: it is missing, too large, or kept by git LFS.
        """
        real = self._real(PurePosixPath(file))
        entry = self._entry(real) if real is not None else None
        if entry is None:
            raise not_there()
        try:
            blob = self._read(entry)
        except RevisionError as error:  # one of the ledger's problems, each with its file
            raise UnusableError(str(error)) from None
        if blob.data is None:
            raise too_large()
        if blob.data.startswith(_LFS):
            text = "is a git LFS pointer, and its content is kept elsewhere; take it out of LFS"
            raise UnusableError(text)
        return blob.data

    def included(self, wanted: str, file: PurePath, ledger: PurePath) -> PurePosixPath:
        """The file that another one wants included.

        Raises:
            UnusableError: it did not exist, or is outside the ledger's folder.
        """
        path = PurePosixPath(file).parent / PurePath(wanted).as_posix()
        real, root = self._real(path), self._real(PurePosixPath(ledger))
        if root is None or self._is_file(root):
            root = self._real(PurePosixPath(ledger).parent)
        if real is None or root is None or not real.is_relative_to(root):
            raise leads_out()
        if not self._is_file(real):
            raise not_there()
        return path

    def matching(self, pattern: str, file: PurePath, ledger: PurePath) -> list[PurePosixPath]:
        """The files that fit a pattern, relative to a file of the ledger.

        Raises:
            UnusableError: one of them is outside the ledger's folder.
        """
        found = matching(PurePosixPath(file).parent, pattern, self._listed_names)
        return [self.included(str(name), file, ledger) for name in found]

    def identity(self, file: PurePath) -> PurePosixPath:
        """The file itself, whatever links lead to it."""
        return self._real(PurePosixPath(file)) or PurePosixPath(file)

    def stream(self, file: PurePath) -> BinaryIO:
        """What a file held, to be read piece by piece.

        Raises:
            UnusableError: it is missing, too large, or kept by git LFS.
        """
        return BytesIO(self.data(file))

    def messages(self, wanted: str, file: PurePath, ledger: PurePath) -> list[PurePosixPath]:
        """The messages of a Maildir folder.

        Raises:
            UnusableError: there was no such folder, or it is outside the ledger's folder.
        """
        folder = PurePosixPath(file).parent
        names = {name for name, is_folder in self._listed_names(folder / wanted) if is_folder}
        if not names & {"cur", "new"}:  # git keeps no empty folder
            raise no_maildir()
        found = [
            name
            for part in ("cur", "new")
            for name in matching(folder, f"{wanted}/{part}/*", self._listed_names, MOST_MESSAGES)
        ]
        return [self.included(str(name), file, ledger) for name in found]

    def _listed_names(self, folder: PurePath) -> list[tuple[str, bool]]:
        real = self._real(PurePosixPath(folder))
        entries = self._folder(real) if real is not None else {}
        return [(name, stat.S_ISDIR(entry.mode)) for name, entry in entries.items()]

    def _error(self, files: list[PurePosixPath], text: str) -> LedgerError:
        return LedgerError(Problem(None, one_line(f"{self.name(f)}: {text}")) for f in files)

    def _yaml_below(
        self, folder: PurePosixPath, real: PurePosixPath, *, hidden: bool = False
    ) -> Iterator[tuple[PurePosixPath, PurePosixPath | None]]:
        """The files below a folder with the name of a YAML file, and where each leads.

        Hidden ones are either left out or wanted; those at the top of a hidden folder go with them.
        """
        top, waiting, count = folder, [(folder, real)], 0
        while waiting:
            folder, real = waiting.pop()
            count += 1
            if count > _MOST_FOLDERS:
                text = f"is one of more than {_MOST_FOLDERS:,} folders; name the ledger's own"
                raise self._error([folder], text)
            if len(folder.parts) - len(top.parts) > _DEEPEST:
                text = f"is more than {_DEEPEST} folders deep; name the ledger's own folder"
                raise self._error([folder], text)
            for name, entry in self._folder(real).items():
                if name.startswith(".") and not hidden:
                    continue
                if stat.S_ISDIR(entry.mode):
                    if _is_hidden(folder.relative_to(top)):
                        continue
                    waiting.append((folder / name, real / name))
                elif is_yaml(name):
                    is_link = stat.S_ISLNK(entry.mode)
                    yield folder / name, self._real(real / name) if is_link else real / name

    def _real(self, path: PurePosixPath) -> PurePosixPath | None:
        """The path with its links followed; None where it leads outside the repository.

        A link too long for any disk leads outside too.
        """
        waiting, real, links = [*reversed(path.parts)], PurePosixPath(), 0
        while waiting:
            part = waiting.pop()
            if part == "/" or (part == ".." and not real.parts):
                return None
            here = real.parent if part == ".." else real / part
            entry = self._entry(here)
            if entry is not None and stat.S_ISLNK(entry.mode) and links < _MOST_LINKS:
                links += 1
                target = self._read(entry).data
                if target is None or len(target) > _LONGEST_LINK:
                    return None
                waiting.extend(reversed(PurePosixPath(_text(target)).parts))
            else:
                real = here
        return real

    def _is_file(self, path: PurePosixPath) -> bool:
        entry = self._entry(path)
        return entry is not None and stat.S_ISREG(entry.mode)

    def _entry(self, path: PurePosixPath) -> _Entry | None:
        return self._folder(path.parent).get(path.name)

    def _folder(self, path: PurePosixPath) -> dict[str, _Entry]:
        """What a folder contains; nothing where there is no folder."""
        if path not in self._folders:
            entry = self._entry(path)
            is_folder = entry is not None and stat.S_ISDIR(entry.mode)
            self._folders[path] = self._listed(entry) if entry and is_folder else {}
        return self._folders[path]

    def _listed(self, entry: _Entry) -> dict[str, _Entry]:
        if entry.id not in self._trees:
            self._trees[entry.id] = _entries(self._read(entry))
        return self._trees[entry.id]

    def _read(self, entry: _Entry) -> GitObject:
        found = self._objects.read(entry.id)
        if found is None:
            raise not_fetched()
        return found


def _top(objects: GitObjects, revision: str) -> GitObject:
    plain = revision.isprintable()  # a line break would begin a second request
    tree = objects.read(f"{revision}^{{tree}}") if plain else None
    found = objects.found(revision) if plain and tree is None else None
    if found is not None and found.kind == "commit":  # `:/words` takes all that follows it
        tree = objects.read(f"{found.id}^{{tree}}")
    if tree is None:
        raise _no_commit(objects, revision, found)
    return tree


def _no_commit(objects: GitObjects, revision: str, found: GitObject | None) -> RevisionError:
    name = shown(revision)
    if found is not None:
        what = "name a commit, a branch or a tag of a commit"
        return RevisionError(f"the revision {name} is a {found.kind}, not a commit; {what}")
    if objects.is_shallow():
        what = "`git fetch --unshallow`, or set `fetch-depth: 0` in GitHub's checkout action"
        return RevisionError(f"the revision {name} is not in this shallow clone; run {what}")
    what = "name a commit, a branch or a tag that `git log` knows"
    return RevisionError(f"there is no revision {name} in this repository; {what}")


def _entries(tree: GitObject) -> dict[str, _Entry]:
    width, data = len(tree.id) // 2, tree.data or b""
    pattern = re.compile(rb"([0-7]{5,6}) ([^\0]+)\0(.{%d})" % width, re.DOTALL)
    entries, end = {}, 0
    while (found := pattern.match(data, end)) is not None:
        mode, name, identity = found.groups()
        entries[_text(name)] = _Entry(int(mode, 8), identity.hex())
        end = found.end()
    if end != len(data):
        raise damaged(tree.id)
    return entries


def _is_hidden(path: PurePosixPath) -> bool:
    return any(part.startswith(".") for part in path.parts)


def _text(name: bytes) -> str:
    return name.decode("utf-8", "surrogateescape")

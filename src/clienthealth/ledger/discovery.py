"""Finding the ledger as git finds a repository, and the files on disk that belong to it."""

import errno
import os
from collections.abc import Iterator, Mapping
from pathlib import Path, PurePath
from stat import S_ISDIR, S_ISREG
from typing import BinaryIO

from clienthealth.ledger import files as limits
from clienthealth.ledger.fields import one_line, path_end
from clienthealth.ledger.files import UnusableError, leads_out, no_maildir, not_there, too_large
from clienthealth.ledger.patterns import MOST_MESSAGES, matching
from clienthealth.ledger.problems import LedgerError, Problem

FILE_NAME = "clienthealth.yaml"
FOLDER_NAME = "clienthealth"
VARIABLE = "CLIENTHEALTH_LEDGER"


def find_ledger(start: Path, environment: Mapping[str, str] = os.environ) -> Path:
    """The ledger that the environment names, or the nearest one in `start` or a parent folder.

    From a relative `start` the path is relative too (`../clienthealth.yaml`), so that messages are
    the same in every clone.

    Raises:
        LedgerError: there is none, or a folder has both a file and a folder of that name.
    """
    named = environment.get(VARIABLE)
    if named:
        return Path(named)
    for height in range(len(start.absolute().parts)):
        folder = Path(os.path.normpath(start.joinpath(*[os.pardir] * height)))
        file, tree = folder / FILE_NAME, folder / FOLDER_NAME
        has_file, has_tree = _is_ledger_file(file), _is_ledger_folder(tree)
        if has_file and has_tree:
            what = "name the one you mean on the command line"
            raise _error(f"both {file} and {tree}{os.sep} exist; {what}")
        if has_file or has_tree:
            return file if has_file else tree
    message = (
        f"no {FILE_NAME} or {FOLDER_NAME}/ here or in a parent folder; name the ledger, "
        f"set {VARIABLE}, or start one with `clienthealth init`"
    )
    raise _error(message)


def _is_ledger_file(file: Path) -> bool:
    try:
        return S_ISREG(file.stat().st_mode)
    except OSError as error:
        return _hides(error)


def _is_ledger_folder(folder: Path) -> bool:
    try:
        return S_ISDIR(folder.stat().st_mode) and any(yaml_files(folder))
    except OSError as error:
        return _hides(error)


def _hides(error: OSError) -> bool:
    """Whether it may exist, so that reading it will say why it cannot be read."""
    return error.errno not in {errno.ENOENT, errno.ENOTDIR, errno.ELOOP}


def search_start(environment: Mapping[str, str] = os.environ) -> Path | None:
    """Where to look for a ledger that nobody named; None where the environment names one."""
    return None if environment.get(VARIABLE) else Path()


def _error(*messages: str) -> LedgerError:
    return LedgerError(Problem(None, one_line(message)) for message in messages)


def is_yaml(name: str) -> bool:
    """Whether a file has the name of a YAML file, in upper or lower case."""
    return name.lower().endswith((".yaml", ".yml"))


def yaml_files(folder: Path) -> list[Path]:
    """The YAML files below a folder by name, without hidden files and folders.

    Raises:
        OSError: a folder below cannot be read, and half of the ledger may be in it.
    """
    return sorted(found for found in _below(folder, hidden=False) if is_yaml(found.name))


def hidden_yaml_files(folder: Path) -> list[Path]:
    """The hidden YAML files below a folder, and those at the top of a hidden folder."""
    return sorted(
        found
        for found in _below(folder, hidden=True)
        if is_yaml(found.name) and any(s.startswith(".") for s in found.relative_to(folder).parts)
    )


def _below(folder: Path, *, hidden: bool) -> Iterator[Path]:
    """The files below a folder; links to folders are not followed.

    Raises:
        OSError: a folder cannot be read, unless hidden ones are wanted.
    """
    waiting = [folder]
    while waiting:
        here = waiting.pop()
        within = here.name.startswith(".") and here != folder
        for entry in _entries(here, needed=not hidden):
            is_hidden = entry.name.startswith(".")
            if entry.is_dir(follow_symlinks=False):
                if not within and entry.name != ".git" and (hidden or not is_hidden):
                    waiting.append(here / entry.name)
            elif (hidden or not is_hidden) and _is_file(here / entry.name, needed=not hidden):
                yield here / entry.name


def _entries(folder: Path, *, needed: bool) -> list[os.DirEntry[str]]:
    try:
        with os.scandir(folder) as found:
            return list(found)
    except OSError:
        if needed:
            raise
        return []


def _is_file(path: Path, *, needed: bool) -> bool:
    try:
        return path.is_file()
    except OSError:  # its folder lists names but lets nobody in
        if needed:
            raise
        return False


def ledger_files(path: Path) -> list[Path]:
    """The files that make up the ledger at a path: the file itself, or all in the folder.

    Raises:
        LedgerError: the path does not exist or has no YAML file, or a file links outside it.
    """
    try:
        return _existing_files(path)
    except ValueError:  # a NUL in the name
        raise _error(f"{path_end(path)} does not exist; check the path") from None
    except OSError as error:
        where, is_below = Path(error.filename or path), str(error.filename) != str(path)
        what = "check its permissions" if is_below else "check the path"
        raise _error(f"{path_end(where)} cannot be read: {error.strerror}; {what}") from None


def _existing_files(path: Path) -> list[Path]:
    if path.is_dir():
        files = yaml_files(path)
        if not files:
            where = path_end(path)
            raise _error(f"the folder {where} has no .yaml file; name a folder that has one")
        root = path.resolve()
        strays = [p for p in files if not p.resolve().is_relative_to(root)]
        if strays:
            text = "links outside the ledger's folder; replace the link with the file"
            raise _error(*(f"{p}: {text}" for p in strays))
        return files
    if not path.exists():
        raise _error(f"{path_end(path)} does not exist; check the path")
    if not path.is_file():
        raise _error(f"{path_end(path)} is neither a file nor a folder; name one")
    return [path]


class DiskFiles:
    """The files of a ledger on disk, each under its path as it was given."""

    def of_ledger(self, path: PurePath) -> list[Path]:
        """See `ledger_files`."""
        return ledger_files(Path(path))

    def hidden(self, path: PurePath) -> list[Path]:
        """The hidden YAML files in the folder of a ledger; none where it is a file."""
        folder = Path(path)
        return hidden_yaml_files(folder) if folder.is_dir() else []

    def name(self, file: PurePath) -> str:
        """The path as it was given."""
        return str(file)

    def data(self, file: PurePath) -> bytes:
        """The content of a file, read at once.

        Raises:
            UnusableError: it cannot be read, or is larger than the limit.
        """
        path = Path(file)
        try:
            if path.stat().st_size > limits.MAX_FILE_BYTES:
                raise too_large()
            return path.read_bytes()
        except OSError as error:
            text = f"cannot be read: {error.strerror}; check the file's permissions"
            raise UnusableError(text) from None

    def included(self, wanted: str, file: PurePath, ledger: PurePath) -> Path:
        """The file that another one wants included.

        Raises:
            UnusableError: it does not exist, or is outside the ledger's folder.
        """
        path, root = Path(file).parent / wanted, Path(ledger)
        try:
            root = root if root.is_dir() else root.parent
            inside = path.resolve().is_relative_to(root.resolve())
            found = inside and path.is_file()
        except (OSError, RuntimeError, ValueError):  # too long, a circle of links, a NUL
            inside, found = True, False
        if not inside:
            raise leads_out()
        if not found:
            raise not_there()
        return path

    def matching(self, pattern: str, file: PurePath, ledger: PurePath) -> list[Path]:
        """The files that fit a pattern, relative to a file of the ledger.

        Raises:
            UnusableError: one of them is outside the ledger's folder.
        """
        found = matching(Path(file).parent, pattern, _listed)
        return [self.included(str(name), file, ledger) for name in found]

    def identity(self, file: PurePath) -> PurePath:
        """The file itself, whatever links lead to it."""
        return Path(os.path.realpath(file))

    def stream(self, file: PurePath) -> BinaryIO:
        """The content of a file, read piece by piece.

        Raises:
            UnusableError: it cannot be read.
        """
        try:
            return Path(file).open("rb")
        except OSError as error:
            text = f"cannot be read: {error.strerror}; check the file's permissions"
            raise UnusableError(text) from None

    def messages(self, wanted: str, file: PurePath, ledger: PurePath) -> list[Path]:
        """The messages of a Maildir folder.

        Raises:
            UnusableError: there is no such folder, or it is outside the ledger's folder.
        """
        folder = Path(file).parent
        names = {name for name, is_folder in _listed(folder / wanted) if is_folder}
        if not names & {"cur", "new"}:  # git keeps no empty folder
            raise no_maildir()
        found = [
            name
            for part in ("cur", "new")
            for name in matching(folder, f"{wanted}/{part}/*", _listed, MOST_MESSAGES)
        ]
        return [self.included(str(name), file, ledger) for name in found]


def _listed(folder: PurePath) -> list[tuple[str, bool]]:
    """What a folder contains; nothing where there is no folder.

    Raises:
        UnusableError: it cannot be read, so the files that match are not known.
    """
    try:
        with os.scandir(folder) as entries:
            return [(each.name, each.is_dir(follow_symlinks=False)) for each in entries]
    except (FileNotFoundError, NotADirectoryError, ValueError):
        return []
    except OSError as error:
        where = f"the folder {path_end(Path(folder))}"
        what = f"cannot be read: {error.strerror}; check its permissions"
        raise UnusableError(f"{where} {what}") from None


DISK = DiskFiles()

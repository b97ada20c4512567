"""The ledger of a revision: at its present place, or where it was before it moved."""

from collections.abc import Sequence
from pathlib import Path, PurePosixPath
from typing import NamedTuple

from clienthealth.ledger.checks import Vocabulary
from clienthealth.ledger.discovery import FILE_NAME, FOLDER_NAME
from clienthealth.ledger.files import UnusableError
from clienthealth.ledger.models import Ledger
from clienthealth.ledger.problems import LedgerError
from clienthealth.ledger.reading import read_ledger
from clienthealth.ledger.revision import RevisionFiles, opened, place_in, repository_root
from clienthealth.ledger.top_keys import has_key


class Earlier(NamedTuple):
    """The ledger of a revision."""

    ledger: Ledger | None
    """None where there was none, or where several could be it."""
    place: str | None = None
    """Its path from the top of the repository, where it has moved since."""
    others: tuple[str, ...] = ()
    """Without a `ledger`: the ledgers that the revision had at other places."""


def earlier_ledger(
    path: Path,
    revision: str,
    vocabulary: Vocabulary,
    start: Path | None = None,
    now: Ledger | None = None,
) -> Earlier:
    """The ledger of a revision that became the one at a path.

    It is the one that would have been found then, or the one at the same path, or the only one of
    the revision that has moved.

    Args:
        path: Where the ledger is today, a file or a folder.
        revision: The git revision.
        vocabulary: What a ledger may name.
        start: The folder from which today's ledger was found; None where it was named.
        now: Today's ledger, whose clients are not read again where they are the same.

    Raises:
        RevisionError: git, the repository or the revision is missing, or git refuses.
        LedgerError: the ledger was invalid, or cannot be read; `problems` lists everything.
    """
    with opened(path, revision) as (files, here):
        root = repository_root(path)
        begin = place_in(root, start) if root is not None and start is not None else None
        places = _places(files, here, begin)
        gone = places or _gone(files, root)
        if len(gone) != 1:
            return Earlier(None, others=tuple(map(str, gone or _ledgers(files))))
        (found,) = gone
        ledger = read_ledger(found, vocabulary, files, now)
        return Earlier(ledger, str(found) if found != here else None)


def _gone(files: RevisionFiles, root: Path | None) -> list[PurePosixPath]:
    """The ledgers of the revision that have moved or gone."""
    return [p for p in _ledgers(files) if root is None or not _is_there(root / p)]


def _is_there(path: Path) -> bool:
    try:
        return path.exists()
    except OSError:  # a name that is too long for this disk
        return False


def _places(
    files: RevisionFiles, here: PurePosixPath, begin: PurePosixPath | None
) -> list[PurePosixPath]:
    """The ledger's place: found in the revision as it is found today, or named."""
    if begin is not None:
        found = next(filter(None, (_ledgers_in(files, f) for f in (begin, *begin.parents))), [])
        if found:
            return [here] if here in found else found
    return [here] if files.of_ledger(here) else []


def _ledgers_in(files: RevisionFiles, folder: PurePosixPath) -> list[PurePosixPath]:
    named = (folder / FILE_NAME, folder / FOLDER_NAME)
    return [place for place in named if _is_ledger(files, place)]


def _is_ledger(files: RevisionFiles, place: PurePosixPath) -> bool:
    """Whether a place had a ledger: a file, or a folder with YAML files."""
    try:
        if place.name == FILE_NAME:
            return files.holds(place)
        return not files.holds(place) and bool(files.of_ledger(place))
    except (UnusableError, LedgerError):  # a link to the outside
        return False


def _ledgers(files: RevisionFiles) -> list[PurePosixPath]:
    """Every ledger of a revision, whatever its name, recognized by its content."""
    keys = {file: _keys(files, file) for file in files.yaml_files()}
    begun = [file for file, (business, _) in keys.items() if business or file.name == FILE_NAME]
    having = [file for file, (_, clients) in keys.items() if clients]
    return sorted({place for file in begun if (place := _place(file, having)) is not None})


def _place(file: PurePosixPath, having: Sequence[PurePosixPath]) -> PurePosixPath | None:
    """The ledger that a file with a business belongs to, by the files that have clients."""
    named = next((f for f in reversed(file.parents) if f.name == FOLDER_NAME), None)
    if named is not None:
        return named
    if file.name == FILE_NAME or file in having:
        return file
    beside = any(other.is_relative_to(file.parent) for other in having)
    return file.parent if beside else None


def _keys(files: RevisionFiles, file: PurePosixPath) -> tuple[bool, bool]:
    """Whether a file has a business and clients."""
    try:
        data = files.data(file)
    except UnusableError:  # too large, or not here
        return False, False
    return has_key(data, "business"), has_key(data, "clients")

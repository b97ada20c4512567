"""Taking the last logged entry back: what was changed is remembered outside of the ledger.

The record lies in the user's own state folder and names the ledger by the path it was found at.
It holds what was put in and the sums of the files before and after, so that nothing is taken out
of a file that has changed since.
"""

import hashlib
import json
import os
import sys
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any, NamedTuple

from clienthealth.editing.amending import Amendment, Rewrite, checked, save_amendment
from clienthealth.editing.writing import write_file
from clienthealth.ledger.problems import LedgerError

_MOST = 20
"""The entries that can be taken back, one after the other."""


class CannotUndoError(Exception):
    """Nothing can be taken back; the message says why."""


class Undone(NamedTuple):
    """An entry that is ready to be taken back."""

    what: str
    """What it was, as it was told when it was written."""
    change: Amendment


def remember(where: Path, change: Amendment, what: str) -> None:
    """Note an amendment that was written, so that it can be taken back.

    Args:
        where: The ledger's path.
        change: What was written.
        what: What it is, in a line.

    Raises:
        OSError: the note cannot be written.
    """
    records = [*_records(where), {"what": what, "files": [*map(_piece, change.rewrites)]}]
    _write(where, records[-_MOST:])


def last_logged(where: Path) -> Undone:
    """The change that takes the last remembered entry back.

    Raises:
        CannotUndoError: there is none, or its file has changed since.
    """
    records = _records(where)
    if not records:
        msg = f"nothing was logged in {where} that could be taken back"
        raise CannotUndoError(msg)
    try:
        what = str(records[-1]["what"])
        rewrites = tuple(_restored(each, what) for each in records[-1]["files"])
    except (LookupError, TypeError, ValueError):
        msg = f"the note of what was logged is damaged ({_file(where)}); take the entry out by hand"
        raise CannotUndoError(msg) from None
    try:
        return Undone(what, checked(where, rewrites))
    except LedgerError as error:
        msg = f"without {what} the ledger would be invalid: {error.problems[0]}"
        raise CannotUndoError(msg) from None


def take_back(where: Path, undone: Undone) -> None:
    """Write a ledger's files without the last logged entry, and forget it.

    Raises:
        OSError: a file cannot be written, or has changed meanwhile.
    """
    save_amendment(undone.change)
    with suppress(OSError):  # the note fits no file any more, so it does no harm
        _write(where, _records(where)[:-1])


def state_folder(environment: Mapping[str, str] = os.environ) -> Path:
    """Where notes about ledgers lie: in XDG_STATE_HOME, or where the system has such things."""
    named = environment.get("XDG_STATE_HOME", "")
    if named and Path(named).is_absolute():
        return Path(named) / "clienthealth"
    if sys.platform == "win32" and environment.get("LOCALAPPDATA"):
        return Path(environment["LOCALAPPDATA"]) / "clienthealth"
    return Path.home() / ".local" / "state" / "clienthealth"


def _file(where: Path) -> Path:
    name = hashlib.sha256(os.path.realpath(where).encode("utf-8", "surrogateescape")).hexdigest()
    return state_folder() / "undo" / f"{name[:32]}.json"


def _records(where: Path) -> list[dict[str, Any]]:
    try:
        found = json.loads(_file(where).read_text(encoding="utf-8"))
    except (OSError, ValueError, RuntimeError):
        return []
    return found if isinstance(found, list) and all(isinstance(e, dict) for e in found) else []


def _write(where: Path, records: list[dict[str, Any]]) -> None:
    file = _file(where)
    file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    if not file.exists():  # it holds words of the ledger, which are nobody else's
        file.touch(mode=0o600)
    write_file(file, json.dumps(records))


def _sum(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def _piece(rewrite: Rewrite) -> dict[str, str | int]:
    """What of a file was changed: the part between what both have in common."""
    before, after = rewrite.before, rewrite.after
    start = _common(before, after)
    rest = min(len(before), len(after)) - start
    end = min(rest, _common(before[::-1], after[::-1]))
    return {
        "file": os.path.realpath(rewrite.file),
        "name": str(rewrite.file),
        "before": _sum(before),
        "after": _sum(after),
        "at": start,
        "out": before[start : len(before) - end].decode("latin-1"),
        "in": after[start : len(after) - end].decode("latin-1"),
    }


def _common(one: bytes, other: bytes) -> int:
    """How many bytes two texts begin with alike."""
    low, high = 0, min(len(one), len(other))
    while low < high:
        middle = (low + high + 1) // 2
        if one[low:middle] == other[low:middle]:
            low = middle
        else:
            high = middle - 1
    return low


def _restored(piece: Mapping[str, Any], what: str) -> Rewrite:
    file = Path(piece["name"])
    if os.path.realpath(file) != piece["file"]:  # it was logged from another folder
        file = Path(piece["file"])
    try:
        data = file.read_bytes()
    except OSError as error:
        msg = f"{file} cannot be read: {error.strerror}; take {what} out by hand"
        raise CannotUndoError(msg) from None
    if _sum(data) != piece["after"]:
        msg = f"{file} has changed since {what} was logged; take it out by hand"
        raise CannotUndoError(msg)
    start, put_in = int(piece["at"]), str(piece["in"]).encode("latin-1")
    before = data[:start] + str(piece["out"]).encode("latin-1") + data[start + len(put_in) :]
    if _sum(before) != piece["before"]:
        raise ValueError
    return Rewrite(file, data, before)

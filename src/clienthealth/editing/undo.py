"""Undoing the last logged entry: the change is recorded outside the ledger.

The record is in the user's own state folder and names the ledger by its path. It has the
inserted text and the checksums of the files before and after, so that nothing is removed from a
file that has changed since.
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
"""The most entries that can be undone, one after the other."""


class CannotUndoError(Exception):
    """Nothing can be undone; the message says why."""


class Undone(NamedTuple):
    """An entry that is ready to be undone."""

    what: str
    """What it was, as reported when it was written."""
    change: Amendment


def remember(where: Path, change: Amendment, what: str) -> None:
    """Record an amendment that was written, so that it can be undone.

    Args:
        where: The ledger's path.
        change: What was written.
        what: What it is, in a line.

    Raises:
        OSError: the record cannot be written.
    """
    records = [*_records(where), {"what": what, "files": [*map(_piece, change.rewrites)]}]
    _write(where, records[-_MOST:])


def last_logged(where: Path) -> Undone:
    """The change that undoes the last recorded entry.

    Raises:
        CannotUndoError: there is none, or its file has changed since.
    """
    records = _records(where)
    if not records:
        msg = f"nothing was logged in {where} that can be undone"
        raise CannotUndoError(msg)
    try:
        what = str(records[-1]["what"])
        rewrites = tuple(_restored(each, what) for each in records[-1]["files"])
    except (LookupError, TypeError, ValueError):
        msg = f"the record of the last entry is damaged ({_file(where)}); remove the entry by hand"
        raise CannotUndoError(msg) from None
    try:
        return Undone(what, checked(where, rewrites))
    except LedgerError as error:
        msg = f"without {what} the ledger would be invalid: {error.problems[0]}"
        raise CannotUndoError(msg) from None


def take_back(where: Path, undone: Undone) -> None:
    """Write a ledger's files without the last logged entry, and delete its record.

    Raises:
        OSError: a file cannot be written, or has changed in the meantime.
    """
    save_amendment(undone.change)
    with suppress(OSError):  # the record fits no file any more, so it does no harm
        _write(where, _records(where)[:-1])


def state_folder(environment: Mapping[str, str] = os.environ) -> Path:
    """Where records about ledgers are: in XDG_STATE_HOME, or the system's own place."""
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
    if not file.exists():  # it has words from the ledger, which are private
        file.touch(mode=0o600)
    write_file(file, json.dumps(records))


def _sum(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def _piece(rewrite: Rewrite) -> dict[str, str | int]:
    """The changed part of a file: what is between the common beginning and end."""
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
    """How many bytes two texts have in common at the beginning."""
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
        msg = f"{file} cannot be read: {error.strerror}; remove {what} by hand"
        raise CannotUndoError(msg) from None
    if _sum(data) != piece["after"]:
        msg = f"{file} has changed since {what} was logged; remove it by hand"
        raise CannotUndoError(msg)
    start, put_in = int(piece["at"]), str(piece["in"]).encode("latin-1")
    before = data[:start] + str(piece["out"]).encode("latin-1") + data[start + len(put_in) :]
    if _sum(before) != piece["before"]:
        raise ValueError
    return Rewrite(file, data, before)

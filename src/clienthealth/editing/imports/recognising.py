"""Which program wrote an export, by its content or by what the user says."""

from pathlib import Path
from typing import NamedTuple

from clienthealth.editing.changes import Item
from clienthealth.ledger.discovery import DISK
from clienthealth.ledger.exports import preset
from clienthealth.ledger.exports.csv_table import EMPTY_FILE
from clienthealth.ledger.exports.encodings import NoTextError, decoded
from clienthealth.ledger.exports.formats import known_by_start
from clienthealth.ledger.fields import one_line
from clienthealth.ledger.files import UnusableError
from clienthealth.ledger.includes import ExportKind, Preset
from clienthealth.ledger.reading import read_alone

_START = 4096
"""The bytes of a file that show its form."""


class Recognised(NamedTuple):
    """How a file is read."""

    item: Item
    """The keys of its include, except for its name."""
    kind: ExportKind | None
    tool: str | None
    """The program's name."""


class UnknownExportError(Exception):
    """A file of no known form; the message says what to do."""


def recognise(path: Path, form: Item, folder: Path) -> Recognised:
    """How a file is read: as the user says, or as its beginning shows.

    Args:
        path: The file.
        form: The keys of an include, such as `format`, or `kind` and `columns`.
        folder: The folder for the path of the user's own preset.

    Raises:
        UnknownExportError: it cannot be read, or its form is unknown.
        LedgerError: the user's own preset is wrong.
    """
    name = form.get("format")
    if name is None and ("kind" in form or "columns" in form):
        kind: ExportKind | None = form.get("kind")  # type: ignore[assignment]  # checked when it is read
        return Recognised(form, kind, None)
    if name is None:
        name = known_preset(path, form)
    found = _preset(str(name), folder)
    return Recognised({"format": str(name), **form}, form.get("kind", found.kind), found.tool)  # type: ignore[arg-type]  # the same


def known_preset(path: Path, form: Item) -> str:
    """The name of the preset that a file is recognized by.

    Raises:
        UnknownExportError: it cannot be read, or no preset knows it.
    """
    name = one_line(str(path))
    if (begins := known_by_start(_start(path))) is not None:
        return begins
    delimiter = form.get("delimiter")
    separator = delimiter if isinstance(delimiter, str) else None
    found = preset.preset_of(export_text(path, form), separator)
    if found is None:
        what = "no preset knows its headers"
        raise UnknownExportError(f"{name}: {what}; see `clienthealth import --explain {name}`")
    return found


def _start(path: Path) -> bytes:
    try:
        if not path.is_file():
            return b""
        with path.open("rb") as file:
            return file.read(_START)
    except OSError:
        return b""  # told where its text is asked for


def export_text(path: Path, form: Item) -> str:
    """The text of an export.

    Raises:
        UnknownExportError: it cannot be read, or is not text.
    """
    name = one_line(str(path))
    encoding = form.get("encoding")
    try:
        if path.is_dir():
            text = "is a folder; name its files"
            raise UnknownExportError(f"{name}: {text}, or write `--format maildir` for mail")
        if not path.is_file():
            raise UnknownExportError(f"{name}: does not exist; check the path")
        text = decoded(DISK.data(path), encoding if isinstance(encoding, str) else None)[0]
    except (UnusableError, ValueError, OSError) as error:
        raise UnknownExportError(f"{name}: {error}") from None
    except NoTextError as error:
        raise UnknownExportError(f"{name}:{error.line}:{error.column}: {error}") from None
    if not text.strip():
        raise UnknownExportError(f"{name}: {EMPTY_FILE}")
    return text


def _preset(name: str, folder: Path) -> Preset:
    if preset.is_file_of_preset(name):
        return read_alone(folder / name, Preset, "preset", "write `tool`, `kind` and `columns`")[0]
    try:
        return preset.preset(name)
    except KeyError:
        raise UnknownExportError(preset.unknown_preset(name)) from None

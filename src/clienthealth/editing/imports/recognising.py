"""Which program wrote an export, by what it says of itself or what somebody says of it."""

from pathlib import Path
from typing import NamedTuple

from clienthealth.editing.changes import Item
from clienthealth.ledger.discovery import DISK
from clienthealth.ledger.exports import preset
from clienthealth.ledger.exports.encodings import NoTextError, decoded
from clienthealth.ledger.exports.formats import known_by_start
from clienthealth.ledger.fields import one_line
from clienthealth.ledger.files import UnusableError
from clienthealth.ledger.includes import ExportKind, Preset
from clienthealth.ledger.reading import read_alone

_START = 4096
"""So many bytes of a file tell its form."""


class Recognised(NamedTuple):
    """How a file is read."""

    item: Item
    """What an include says of it, but for its name."""
    kind: ExportKind | None
    tool: str | None
    """The program, as it calls itself."""


class UnknownExportError(Exception):
    """A file of no known form; the message says what to do."""


def recognise(path: Path, form: Item, folder: Path) -> Recognised:
    """How a file is read: as somebody says, or as its beginning tells.

    Args:
        path: The file.
        form: What an include would say of it, such as `format`, or `kind` and `columns`.
        folder: The folder to which the path of a preset of one's own is relative.

    Raises:
        UnknownExportError: it cannot be read, or nothing tells its form.
        LedgerError: a preset of one's own is wrong.
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
    """The name of the preset by which a file is known.

    Raises:
        UnknownExportError: it cannot be read, or is known by none.
    """
    name = one_line(str(path))
    if (begins := known_by_start(_start(path))) is not None:
        return begins
    delimiter = form.get("delimiter")
    separator = delimiter if isinstance(delimiter, str) else None
    found = preset.preset_of(export_text(path, form), separator)
    if found is None:
        what = "its headers are those of no program known here"
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
        UnknownExportError: it cannot be read, or is no text.
    """
    name = one_line(str(path))
    encoding = form.get("encoding")
    try:
        if path.is_dir():
            text = "is a folder; name its files"
            raise UnknownExportError(f"{name}: {text}, or `--format maildir` where it holds mail")
        if not path.is_file():
            raise UnknownExportError(f"{name}: does not exist; check the path")
        return decoded(DISK.data(path), encoding if isinstance(encoding, str) else None)[0]
    except (UnusableError, ValueError, OSError) as error:
        raise UnknownExportError(f"{name}: {error}") from None
    except NoTextError as error:
        raise UnknownExportError(f"{name}:{error.line}:{error.column}: {error}") from None


def _preset(name: str, folder: Path) -> Preset:
    if preset.is_file_of_preset(name):
        return read_alone(folder / name, Preset, "preset", "write `tool`, `kind` and `columns`")[0]
    try:
        return preset.preset(name)
    except KeyError:
        raise UnknownExportError(preset.unknown_preset(name)) from None

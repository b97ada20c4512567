"""`import --explain`: the preset that reads an export, or the beginning of one."""

import re
from collections.abc import Iterator
from pathlib import Path

import yaml

from clienthealth.editing.changes import Item, Value
from clienthealth.editing.imports.plan import ImportProblemsError
from clienthealth.editing.imports.recognising import (
    UnknownExportError,
    export_text,
    known_preset,
)
from clienthealth.editing.yaml_values import flow
from clienthealth.ledger.exports import preset
from clienthealth.ledger.exports.csv_table import csv_table, delimiter_of
from clienthealth.ledger.exports.names import folded
from clienthealth.ledger.exports.table import TableError
from clienthealth.ledger.fields import one_line, shown

_MOST_HEADER_LINES = 20
_GUESSES: dict[str, tuple[str, ...]] = {
    "number": (
        *("invoice number", "invoice no", "invoice #", "invoice id", "number", "num", "no"),
        *("rechnungsnummer", "numéro", "factuurnummer", "número"),
    ),
    "issued": (
        *("invoice date", "issue date", "issued", "date issued", "created", "rechnungsdatum"),
        *("date de facture", "factuurdatum", "fecha"),
    ),
    "due": ("due date", "due", "date due", "fällig am", "fälligkeit", "échéance", "vervaldatum"),
    "paid": (
        *("paid on", "date paid", "payment date", "paid date", "settled date", "paid"),
        *("bezahlt am", "zahldatum", "paid at"),
    ),
    "amount": ("total", "amount", "invoice amount", "gross", "betrag", "brutto", "montant"),
    "tax": ("tax", "vat", "tax amount", "ust", "mwst", "tva", "btw"),
    "status": ("status", "invoice status", "state"),
    "hours": ("duration", "hours", "duration (h)", "stunden", "dauer", "durée", "uren"),
    "date": ("start date", "date", "day", "datum", "von"),
    "project": ("project", "projekt", "projet", "proyecto"),
    "note": ("description", "notes", "note", "memo", "beschreibung"),
    "client": (
        *("client", "client name", "customer", "customer name", "contact", "company", "kunde"),
        *("klant", "cliente", "contact name", "customer id", "client id"),
    ),
    "currency": ("currency", "currency code", "währung", "devise"),
}
"""The names of our fields in other programs; the first one found counts."""
_IN_ONE = re.compile(r"(?<=[a-z])(?=[A-Z])|[_.]+")
"""Where words are joined, such as `invoiceNumber` or `due_date`."""
_TIME = ("hours", "date", "project", "note", "client")
_INVOICES = ("number", "issued", "due", "paid", "amount", "tax", "status", "client", "currency")


def plain_value(text: str) -> Value:
    """A word as it is written, or the YAML value of text in brackets or braces.

    Raises:
        ValueError: the text in brackets is not YAML.
    """
    if not text.startswith(("[", "{")):
        return text
    try:
        found: Value = yaml.load(text, yaml.BaseLoader)  # noqa: S506  # scalars, lists and mappings
    except (yaml.YAMLError, RecursionError) as error:
        said = one_line(str(error).splitlines()[0]) if str(error) else "it is nested too deep"
        raise ValueError(f"{shown(text)} is not YAML; {said}") from None
    return found


def explained_export(path: Path, form: Item) -> str:
    """The preset that an export would be read with, as YAML to save and adapt.

    Args:
        path: The export.
        form: What is known about it, such as its encoding.

    Raises:
        ImportProblemsError: it cannot be read.
    """
    name = form.get("format")
    try:
        known = str(name) if name is not None else known_preset(path, form)
        text = (preset.FOLDER / f"{known}.yaml").read_text(encoding="utf-8")
    except (UnknownExportError, OSError):
        return "".join(f"{line}\n" for line in _beginning(path, form))
    how = f"# Read as `format: {known}`. To change it, save this beside the ledger and import with"
    return f"{how}\n# --format ./NAME.yaml.\n{text}"


def _beginning(path: Path, form: Item) -> Iterator[str]:
    """A preset to begin with, from the headers that the export seems to have."""
    try:
        text = export_text(path, form)
    except UnknownExportError as error:
        raise ImportProblemsError([str(error)]) from None
    line, headers = _headers(text)
    if not headers:
        what = "no line of headers found; name it with --set header_line=N"
        raise ImportProblemsError([f"{one_line(str(path))}: {what}"])
    found = _guessed(headers)
    kind = "time" if "hours" in found else "invoices"
    wanted = _TIME if kind == "time" else _INVOICES
    yield "# No preset knows these headers. Check this, save it beside the ledger as mytool.yaml,"
    yield "# and import with --format ./mytool.yaml."
    yield f"# The headers: {', '.join(shown(header) for header in headers)}"
    yield "tool: The program's name"
    yield f"kind: {kind}  # or invoices, payments, time, events"
    if line > 1:
        yield f"header_line: {line}"
    delimiter = delimiter_of(text, line)
    if delimiter != ",":
        yield f"delimiter: {flow(delimiter)}"
    yield "columns:"
    for field in wanted:
        if field in found:
            yield f"  {field}: {flow(found[field])}"
        else:
            yield f"  # {field}:"


def _headers(text: str) -> tuple[int, list[str]]:
    """The likely line of headers: the first one with the most cells."""
    best: tuple[int, list[str]] = (0, [])
    for line in range(1, _MOST_HEADER_LINES + 1):
        try:
            headers = csv_table(text, delimiter_of(text, line), line).headers
        except TableError:
            break
        filled = [header for header in headers if header.strip()]
        if len(filled) > len(best[1]) and not any(c.isdigit() for c in "".join(filled)[:40]):
            best = (line, filled)
    return best


def _guessed(headers: list[str]) -> dict[str, str]:
    """The header of each field that seems to have one."""
    by_name = {folded(_IN_ONE.sub(" ", header)): header for header in headers}
    found: dict[str, str] = {}
    for field, names in _GUESSES.items():
        header = next((by_name[name] for name in names if name in by_name), None)
        if header is not None:
            found[field] = header
    return found

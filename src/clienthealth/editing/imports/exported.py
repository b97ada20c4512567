"""What is in exports for the clients of a ledger, apart from the ledger's own entries."""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path, PurePath
from typing import Any, NamedTuple

from clienthealth.editing.amending import home_of
from clienthealth.editing.changes import LEDGER, Added, Item, Value
from clienthealth.editing.imports.items import item_of
from clienthealth.editing.yaml_values import said
from clienthealth.ledger.discovery import DiskFiles
from clienthealth.ledger.fields import Entry
from clienthealth.ledger.models import Client, Ledger
from clienthealth.ledger.problems import LedgerError, Problem
from clienthealth.ledger.reading import read_ledger
from clienthealth.ledger.sources import file_number

_NAMED = ("id", "name", "aliases", "currency", "contacts", "projects", "domains")
"""The keys of a client that an export may refer to."""

_NOT_IN_YAML = re.compile("[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]")
"""Characters that YAML text must escape; JSON itself escapes those below."""


class Export(NamedTuple):
    """A file to be imported."""

    path: Path
    form: Item
    """The keys of its include, except for its name."""


class Exported(NamedTuple):
    """The content of exports."""

    ledger: Ledger
    """The ledger's clients, then the new ones, with the entries of the exports."""
    files: frozenset[int]
    """The numbers of the exports among the ledger's sources."""

    def brought(self, entries: Sequence[Entry]) -> Iterator[Entry]:
        """The entries that come from an export."""
        return (each for each in entries if file_number(each.mark) in self.files)


def include_home(where: Path) -> Path:
    """The file of a ledger that gets an `include`; its paths are relative to it."""
    return home_of(where, Added(LEDGER, "include", ()))


def read_exports(
    ledger: Ledger,
    where: Path,
    exports: Sequence[Export],
    new_clients: Sequence[Item] = (),
    invoices: Mapping[str, Sequence[Item]] | None = None,
) -> Exported:
    """What is in exports for the clients of a ledger.

    Args:
        ledger: The ledger.
        where: The path it was read from.
        exports: The files.
        new_clients: Clients that it does not have yet.
        invoices: To read payments: the invoices that the ledger does not have yet, by the client's
        id. The ledger's own are then there too, as payments are for both.

    Raises:
        LedgerError: with everything that is wrong in the files.
    """
    file = include_home(where)
    names = {f"export-{number}": each.path for number, each in enumerate(exports, 1)}
    document = {
        "version": 1,
        "business": _business(ledger),
        "exchange_rates": {
            code: [raw_item(item_of(rate)) for rate in rates]
            for code, rates in ledger.exchange_rates.items()
        },
        "include": [
            {"file": name, **raw_item(each.form)} for name, each in zip(names, exports, strict=True)
        ],
        "clients": [*_clients(ledger.clients, new_clients, invoices)],
    }
    files = _Exports(file, _as_yaml(document).encode(), names)
    try:
        found = read_ledger(where, files=files)
    except LedgerError as error:
        own = str(file)
        raise LedgerError(_without_place(each, own) for each in error.problems) from None
    paths = set(names.values())
    numbers = (i for i, path in enumerate(found.sources.paths, 1) if path in paths)
    return Exported(found, frozenset(numbers))


def _as_yaml(document: Any) -> str:
    """JSON that is also YAML, without surrogate pairs for an emoji."""
    text = json.dumps(document, ensure_ascii=False)
    return _NOT_IN_YAML.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


def _business(ledger: Ledger) -> dict[str, Any]:
    """What reading an export needs of the business: its currency and its time zone."""
    hours = ledger.business.working_hours
    zone = hours.timezone if hours is not None else None
    known = {"name": ledger.business.name, "currency": ledger.business.currency}
    if zone is None:
        return known
    return {**known, "working_hours": {"start": "00:00", "end": "24:00", "timezone": zone}}


def _clients(
    clients: Sequence[Client],
    new: Sequence[Item],
    invoices: Mapping[str, Sequence[Item]] | None,
) -> Iterator[dict[str, Any]]:
    kept = _NAMED if invoices is None else (*_NAMED, "invoices")
    known = (item_of(client, kept) for client in clients)
    for item in (*known, *new):
        client = raw_item(item)
        more = (invoices or {}).get(str(item["id"]), ())
        if more:
            client["invoices"] = [*client.get("invoices", ()), *map(raw_item, more)]
        yield client


def raw_item(item: Item) -> dict[str, Any]:
    """An entry as the reader returns it, with every scalar as text."""
    return {key: _raw(value) for key, value in item.items()}


def _raw(value: Value) -> Any:
    if isinstance(value, Mapping):
        return raw_item(value)
    if isinstance(value, Sequence) and not isinstance(value, str):
        return [*map(_raw, value)]
    return said(value)


def _without_place(problem: Problem, file: str) -> Problem:
    """A problem without a place in the text that replaces the ledger."""
    is_there = problem.place is not None and problem.place.file == file
    return problem._replace(place=None) if is_there else problem


class _Exports(DiskFiles):
    """A text instead of the ledger, and exports anywhere on the disk."""

    def __init__(self, file: Path, text: bytes, exports: Mapping[str, Path]) -> None:
        self._file, self._text, self._exports = file, text, exports

    def of_ledger(self, path: PurePath) -> list[Path]:  # noqa: ARG002  # whatever it is
        return [self._file]

    def data(self, file: PurePath) -> bytes:
        return self._text if file == self._file else super().data(file)

    def included(self, wanted: str, file: PurePath, ledger: PurePath) -> Path:
        found = self._exports.get(wanted)
        return super().included(wanted, file, ledger) if found is None else found

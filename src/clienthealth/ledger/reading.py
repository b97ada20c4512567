"""Reading a ledger: files to text, text to entries, entries to one checked ledger.

Entries of the long lists are validated as soon as each is read, so that a large ledger is
never in memory twice. No problem ends the reading before all of it has been looked at.
"""

import gc
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ValidationError

from clienthealth.ledger import checks
from clienthealth.ledger.checks import Vocabulary
from clienthealth.ledger.csv_include import Row, read_rows
from clienthealth.ledger.discovery import ledger_files
from clienthealth.ledger.fields import MARK, shown
from clienthealth.ledger.merging import merge_documents
from clienthealth.ledger.models import Client, Include, Invoice, Ledger, TimeEntry
from clienthealth.ledger.problems import LedgerError, Problem, did_you_mean, sorted_problems
from clienthealth.ledger.sources import Place, Sources
from clienthealth.ledger.validation import Misfit, event_model, misfits
from clienthealth.ledger.yaml_events import KeyPlace, Shape, Unreadable, YamlReader, key_places

MAX_FILE_BYTES = 512 * 1024 * 1024


def read_ledger(path: Path, vocabulary: Vocabulary = Vocabulary()) -> Ledger:  # noqa: B008  # immutable
    """The ledger at a path, a file or a folder.

    Raises:
        LedgerError: with every problem found, each with its place and a remedy.
    """
    with _collector_paused():
        return _Reading(path).ledger(vocabulary)


@contextmanager
def _collector_paused() -> Iterator[None]:
    # A ledger is millions of objects and no garbage; collecting while it grows costs more
    # than building it.
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


class _Reading:
    """One reading of one ledger, with the problems found so far."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._sources = Sources()
        self._problems: list[Problem] = []
        self._misfits: list[Misfit] = []
        self._unread: set[str] = set()
        self._key_places: dict[str, dict[tuple[int, int], dict[str, KeyPlace]]] = {}
        self._shape = Shape(
            keys={
                "clients": Shape(
                    items=Shape(
                        keys={
                            "invoices": self._list_of(Invoice),
                            "time": self._list_of(TimeEntry),
                            "events": Shape(items=Shape(finish=self._event)),
                        }
                    )
                )
            }
        )

    def ledger(self, vocabulary: Vocabulary) -> Ledger:
        """The checked ledger."""
        documents = [*filter(None, map(self._document, ledger_files(self._path)))]
        self._stop_if(documents == [])
        raw = merge_documents(documents, self._conflict)
        self._include(raw)
        ledger = self._validated_ledger(raw, vocabulary)
        if ledger is not None:
            self._misfits.extend(checks.ledger_errors(ledger, vocabulary))
        self._stop_if(bool(self._problems or self._misfits) or ledger is None)
        assert ledger is not None  # noqa: S101  # `_stop_if` has raised otherwise
        ledger._sources = self._sources  # noqa: SLF001  # set once, before anybody sees it
        ledger._warnings = sorted_problems(map(self._problem, checks.warnings(ledger)))  # noqa: SLF001  # the same
        return ledger

    def _stop_if(self, broken: bool) -> None:  # noqa: FBT001  # a condition, not a mode
        if broken:
            raise LedgerError([*self._problems, *map(self._problem, self._misfits)])

    # Files

    def _document(self, path: Path) -> dict[str, Any] | None:
        text, file, name = self._text(path)
        if text is None:
            return None

        def report(line: int, column: int, message: str) -> None:
            self._problems.append(Problem(Place(name, line, column), message))

        try:
            value = YamlReader(text, file, report).read(self._shape)
        except Unreadable as error:
            report(error.line, error.column, error.message)
            return None
        if isinstance(value, dict):
            return value
        if value is None:
            report(1, 1, "the file is empty; start one with `clienthealth init`")
        else:
            report(1, 1, "a ledger is a mapping; begin with `version: 1`")
        return None

    def _text(self, path: Path) -> tuple[str | None, int, str]:
        name = str(path)
        file = self._sources.add(path, name)
        try:
            data = path.read_bytes() if path.stat().st_size <= MAX_FILE_BYTES else None
        except OSError as error:
            self._problems.append(Problem(Place(name, 1, 1), f"cannot be read: {error.strerror}"))
            return None, file, name
        if data is None:
            message = f"larger than {MAX_FILE_BYTES >> 20} MiB; split it into several files"
            self._problems.append(Problem(Place(name, 1, 1), message))
            return None, file, name
        try:
            return data.decode("utf-8-sig"), file, name
        except UnicodeDecodeError as error:
            before = data[: error.start]
            line = before.count(b"\n") + 1
            column = error.start - (before.rfind(b"\n") + 1) + 1
            message = f"byte 0x{data[error.start]:02x} is not UTF-8; save the file as UTF-8"
            self._problems.append(Problem(Place(name, line, column), message))
            return None, file, name

    def _conflict(self, mark: int, key: str, what: str, earlier: int) -> None:
        other = self._place(Misfit(earlier, key, at_key=False, message=""))
        self._misfits.append(
            Misfit(mark, key, at_key=False, message=f"{what} at {other}; keep one of them")
        )

    # Entries

    def _list_of(self, model: type[BaseModel]) -> Shape:
        def finish(raw: dict[str, Any]) -> BaseModel | None:
            return self._validated(model, raw)

        return Shape(items=Shape(finish=finish))

    def _event(self, raw: dict[str, Any]) -> BaseModel | None:
        model, message = event_model(raw)
        if model is None:
            self._misfits.append(Misfit(raw[MARK], "kind", at_key=False, message=message))
            return None
        return self._validated(model, raw)

    def _validated(self, model: type[BaseModel], raw: dict[str, Any]) -> BaseModel | None:
        try:
            return model.__pydantic_validator__.validate_python(raw)  # type: ignore[no-any-return]
        except ValidationError as error:
            self._misfits.extend(misfits(error, raw, model))
            if model is Invoice and isinstance(raw.get("number"), str):
                self._unread.add(raw["number"])
            return None

    def _validated_ledger(self, raw: dict[str, Any], vocabulary: Vocabulary) -> Ledger | None:
        clients = raw.get("clients")
        if isinstance(clients, list):
            raw = raw | {"clients": [*self._validated_clients(clients, vocabulary)]}
        ledger = self._validated(Ledger, raw)
        return ledger if isinstance(ledger, Ledger) else None

    def _validated_clients(self, clients: list[Any], vocabulary: Vocabulary) -> Iterator[object]:
        unread = frozenset(self._unread)
        for raw in clients:
            client = self._validated(Client, raw) if isinstance(raw, dict) else raw
            if isinstance(client, Client):
                self._misfits.extend(checks.client_errors(client, vocabulary, unread))
            if client is not None:
                yield client

    # Included CSV files

    def _include(self, raw: dict[str, Any]) -> None:
        clients = raw.get("clients")
        names = _client_names(clients if isinstance(clients, list) else [])
        includes = raw.get("include")
        added: dict[tuple[int, str], list[Any]] = {}
        for item in includes if isinstance(includes, list) else []:
            if not isinstance(item, dict):
                continue  # reported when the whole ledger is validated
            try:
                include = Include.model_validate(item)
            except ValidationError:
                continue  # the same
            for row in self._rows(include):
                client = self._client_of(row, names)
                entry = self._row_entry(include, row)
                if client is not None and entry is not None:
                    added.setdefault((id(client), include.kind), []).append(entry)
        for client in names.values():
            for kind in ("invoices", "time", "events"):
                entries = added.pop((id(client), kind), [])
                known = client.get(kind, [])
                if entries and isinstance(known, list):
                    client[kind] = [*known, *entries]

    def _rows(self, include: Include) -> Iterable[Row]:
        place = self._sources.place(include.mark)
        folder = Path(place.file).parent if place else Path()
        path = folder / include.file
        root = self._path if self._path.is_dir() else self._path.parent
        if not path.resolve().is_relative_to(root.resolve()):
            text = f"file: {shown(include.file)} leads out of the ledger's folder; move it inside"
            self._misfits.append(Misfit(include.mark, "file", at_key=False, message=text))
            return ()
        if not path.is_file():
            text = f"file: {shown(include.file)} does not exist; paths are relative to this file"
            self._misfits.append(Misfit(include.mark, "file", at_key=False, message=text))
            return ()
        text_, file, name = self._text(path)
        if text_ is None:
            return ()

        def report(line: int, message: str) -> None:
            self._problems.append(Problem(Place(name, max(line, 1), 1), message))

        return read_rows(include, text_, file, report)

    def _client_of(self, row: Row, names: dict[str, dict[str, Any]]) -> dict[str, Any] | None:
        client = names.get(row.client.casefold())
        if client is None:
            near = did_you_mean(row.client, [str(c["id"]) for c in names.values() if "id" in c])
            text = f"client: no client is called {shown(row.client)}; {near}"
            self._misfits.append(Misfit(row.entry[MARK], None, at_key=False, message=text))
        return client

    def _row_entry(self, include: Include, row: Row) -> BaseModel | None:
        if include.kind == "events":
            return self._event(row.entry)
        return self._validated(Invoice if include.kind == "invoices" else TimeEntry, row.entry)

    # Places

    def _problem(self, misfit: Misfit) -> Problem:
        return Problem(self._place(misfit), misfit.message)

    def _place(self, misfit: Misfit) -> Place | None:
        place = self._sources.place(misfit.mark)
        if place is None or misfit.key is None:
            return place
        if place.file not in self._key_places:
            path = next(p for p in self._sources.paths if str(p) == place.file)
            text = path.read_text(encoding="utf-8-sig") if path.suffix != ".csv" else ""
            self._key_places[place.file] = key_places(text)
        known = self._key_places[place.file].get((place.line, place.column), {}).get(misfit.key)
        if known is None:
            return place
        line, column = known.key if misfit.at_key else known.value
        return Place(place.file, line, column)


def _client_names(clients: list[Any]) -> dict[str, dict[str, Any]]:
    names: dict[str, dict[str, Any]] = {}
    for client in clients:
        if isinstance(client, dict):
            aliases = client.get("aliases", [])
            own = [client.get("id"), client.get("name")]
            for name in [*own, *(aliases if isinstance(aliases, list) else [aliases])]:
                if isinstance(name, str):
                    names.setdefault(name.casefold(), client)
    return names

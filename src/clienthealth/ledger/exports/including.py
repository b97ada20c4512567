"""What a ledger includes: from its `include` entries to entries of its clients."""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import PurePath
from typing import Any, NamedTuple, Protocol
from zoneinfo import ZoneInfo

from pydantic import BaseModel, ValidationError

from clienthealth.ledger.exports import invoices, preset
from clienthealth.ledger.exports.account import STATES, TAKEN_ELSEWHERE, FileAccount
from clienthealth.ledger.exports.attaching import attach_payments
from clienthealth.ledger.exports.cells import UnclearError
from clienthealth.ledger.exports.encodings import NoTextError, decoded
from clienthealth.ledger.exports.export_file import ExportFile, read_export
from clienthealth.ledger.exports.form import Form, form_of
from clienthealth.ledger.exports.formats import CSV, READERS, Source
from clienthealth.ledger.exports.kinds import unknown_field
from clienthealth.ledger.exports.names import Names, RawClient
from clienthealth.ledger.exports.opened import Opened
from clienthealth.ledger.exports.overlap import Overlap
from clienthealth.ledger.exports.rows import Row
from clienthealth.ledger.exports.worked_time import corrected, is_correction
from clienthealth.ledger.fields import MARK, one_line, shown
from clienthealth.ledger.files import Files, UnusableError
from clienthealth.ledger.includes import ExportKind, Include, Preset, RowsMeaning
from clienthealth.ledger.models import Invoice, MonthOfTime, Payment, TimeRow
from clienthealth.ledger.patterns import MOST_FILES, is_pattern
from clienthealth.ledger.problems import Problem
from clienthealth.ledger.sources import Place, Sources, file_number
from clienthealth.ledger.validation import Misfit

KINDS: tuple[ExportKind, ...] = ("invoices", "payments", "time", "events")


class Reading(Protocol):
    """What including asks of the reading of the ledger that it is part of."""

    files: Files
    sources: Sources
    path: PurePath
    """The ledger's."""

    def misfit(self, misfit: Misfit) -> None:
        """Take note of what is wrong at a mark."""

    def problem(self, problem: Problem) -> None:
        """Take note of what is wrong at a place; something of the ledger is missing then."""

    def validated(self, model: type[BaseModel], raw: dict[str, Any]) -> BaseModel | None:
        """An entry; None where it is broken, which has been told."""

    def event(self, raw: dict[str, Any]) -> BaseModel | None:
        """An event of any kind; None where it is broken, which has been told."""

    def preset(self, path: PurePath) -> Preset | None:
        """The preset that a file holds; None where it is broken, which has been told."""

    def is_unread(self, number: str) -> bool:
        """Whether an invoice of that number exists and could not be read."""


class _Named(NamedTuple):
    """A file that an include names."""

    include: Include
    path: PurePath


class Including:
    """The including of all files of one ledger."""

    def __init__(self, reading: Reading, raw: dict[str, Any]) -> None:
        self._reading = reading
        clients, business = raw.get("clients"), raw.get("business")
        own = business if isinstance(business, dict) else {}
        self._names = Names(clients if isinstance(clients, list) else [], str(own.get("currency")))
        self._zone = _zone(own.get("working_hours"))
        self._includes = raw.get("include")
        self._taken: dict[tuple[PurePath, str], int] = {}
        self.accounts: tuple[FileAccount, ...] = ()
        self.warnings: list[Problem] = []

    def run(self) -> None:
        """Add what the files hold to the clients."""
        files = [*self._files()]
        exports = [
            export for file in files if (export := self._export(file, several=len(files) > 1))
        ]
        for kind in KINDS:
            self._add(kind, [export for export in exports if export.form.kind == kind])
        self.accounts = tuple(export.account() for export in exports)

    # Files

    def _files(self) -> Iterator[_Named]:
        includes = self._includes if isinstance(self._includes, list) else []
        for item in includes:
            try:
                include = Include.model_validate(item)
            except ValidationError:
                continue  # reported when the whole ledger is validated
            if include.kind is not None:
                for field in include.columns:
                    text = unknown_field(include.kind, field)
                    if text is not None:
                        mark = item["columns"][MARK]
                        self._reading.misfit(Misfit(mark, field, at_key=True, message=text))
            for path in self._paths(include):
                yield _Named(include, path)

    def _paths(self, include: Include) -> Sequence[PurePath]:
        reading, wanted = self._reading, include.file
        origin = reading.sources.paths[file_number(include.mark) - 1]
        try:
            if not is_pattern(wanted):
                return [reading.files.included(wanted, origin, reading.path)]
            return _bounded(reading.files.matching(wanted, origin, reading.path))
        except UnusableError as error:
            text = str(error)
            if "\\" in wanted and text.startswith(("does not exist", "fits no")):
                text = f"is written with backslashes; write {wanted.replace(chr(92), '/')}"
            self._refuse(include, "file", f"file: {shown(wanted)} {text}")
            return []

    def _refuse(self, include: Include, key: str | None, text: str) -> None:
        self._reading.misfit(Misfit(include.mark, key, at_key=False, message=text))

    # One file

    def _export(self, named: _Named, *, several: bool) -> ExportFile | None:
        include, reading = named.include, self._reading
        name = reading.files.name(named.path)
        number = reading.sources.add(named.path, name)

        def report(line: int, message: str) -> None:
            reading.problem(Problem(Place(name, max(line, 1), 1), one_line(message)))

        def warn(line: int, message: str) -> None:
            self.warnings.append(Problem(Place(name, max(line, 1), 1), one_line(message)))

        known, is_known = self._preset(include)
        clients = self._clients_of(include)
        if not is_known or clients is None:
            return None
        try:
            data = reading.files.data(named.path)
            text, encoding = decoded(data, include.encoding or (known and known[1].encoding))
            reading.sources.encoded(number, encoding)
        except UnusableError as error:
            report(1, str(error))
            return None
        except NoTextError as error:
            reading.problem(Problem(Place(name, error.line, error.column), str(error)))
            return None
        known = known or self._recognised(include, text)
        kind = include.kind or (known and known[1].kind)
        if kind is None:
            self._tell_unknown_form(include, known)
            return None
        form = form_of(include, kind, known and known[1], known and known[0])
        if not self._is_first(named, kind):
            return None
        whole, clientless = clients
        opened = Opened(
            name=name,
            number=number,
            form=form,
            table=lambda: _table(form, known and known[1], text),
            whole_file=whole,
            clientless=clientless,
            zone=_named_zone(form.timezone) or self._zone,
            tells_apart=several,
        )
        return read_export(opened, self._names, report, warn)

    def _preset(self, include: Include) -> tuple[tuple[str, Preset] | None, bool]:
        """The preset that an include names, and whether it is fine (also without one)."""
        name, reading = include.format, self._reading
        if name is None:
            return None, True
        if not preset.is_file_of_preset(name):
            try:
                return (name, preset.preset(name)), True
            except KeyError:
                self._refuse(include, "format", preset.unknown_preset(name))
                return None, False
        origin = reading.sources.paths[file_number(include.mark) - 1]
        try:
            path = reading.files.included(name, origin, reading.path)
        except UnusableError as error:
            self._refuse(include, "format", f"format: {shown(name)} {error}")
            return None, False
        found = reading.preset(path)
        return (None, False) if found is None else ((name, found), True)

    def _recognised(self, include: Include, text: str) -> tuple[str, Preset] | None:
        """The preset of a file of which nothing is said."""
        if include.kind is not None or include.columns:
            return None
        source = Source(text, include.delimiter)
        name = preset.recognised(lambda line: READERS[CSV](source, line))
        return None if name is None else (name, preset.preset(name))

    def _tell_unknown_form(self, include: Include, known: tuple[str, Preset] | None) -> None:
        if known is not None or include.columns:
            text = "kind: what the rows are is missing; add `kind: invoices`, payments, time"
            self._refuse(include, None, f"{text} or events")
            return
        text = f"file: the headers of {shown(include.file)} are those of no program known here"
        self._refuse(include, "file", f"{text}; write `kind` and `columns`, or a `format`")

    def _is_first(self, named: _Named, kind: str) -> bool:
        """Whether no other include has read the same file as the same kind."""
        mark = named.include.mark
        first = self._taken.setdefault((self._reading.files.identity(named.path), kind), mark)
        if first == mark:
            return True
        place = self._reading.sources.place(first)
        name = shown(str(self._reading.files.name(named.path)))
        text = f"file: {name} is named twice, at first at {place}; keep one of them"
        self._refuse(named.include, "file", text)
        return False

    def _clients_of(self, include: Include) -> tuple[RawClient | None, RawClient | None] | None:
        """The client of all rows, and the one of rows without a client; None where one is wrong."""
        found: list[RawClient | None] = []
        for key, name in (("client", include.client), ("no_client", include.no_client)):
            if name is None or (key, name) == ("no_client", "ignore"):
                found.append(None)
                continue
            client, message = self._names.find(name)
            if client is None:
                _, _, text = message.partition(": ")
                self._refuse(include, key, f"{key}: {text}")
                return None
            found.append(client)
        return found[0], found[1]

    # All files of a kind

    def _add(self, kind: ExportKind, exports: list[ExportFile]) -> None:
        if not exports:
            return
        meanings = {id(e): self._meaning(e) for e in exports} if kind == "invoices" else {}
        overlap = Overlap(kind)
        rows: list[tuple[ExportFile, Row]] = []
        for export in exports:
            kept = export.rows
            if len(exports) > 1:
                has_state = meanings.get(id(export)) not in ("payments", "account")
                kept, again = overlap.new_rows(
                    kept, export.signature, export.state if has_state else ()
                )
                if again:
                    export.left_out[TAKEN_ELSEWHERE] += again
            rows += [(export, row) for row in kept]
            export.rows = []
        if kind == "invoices":
            self._add_invoices(rows, meanings)
        elif kind == "time":
            self._add_time([row for _, row in rows])
        elif kind == "payments":
            self._add_payments([row for _, row in rows])
        else:
            entries = ((row.client, self._reading.event(row.values)) for _, row in rows)
            _extend("events", entries)

    def _meaning(self, export: ExportFile) -> RowsMeaning:
        """What several rows of one number are in a file; told where it is guessed."""
        if export.form.rows is not None:
            return export.form.rows
        groups: dict[tuple[int, object], list[Row]] = {}
        for row in export.rows:
            groups.setdefault((id(row.client), row.values.get("number")), []).append(row)
        several = [[row.values for row in group] for group in groups.values() if len(group) > 1]
        if not several:
            return "totals"
        meaning, why = invoices.meaning_of(export.form, several)
        place = self._reading.sources.place(several[0][1][MARK])
        text = f"rows: several rows of one number are taken for its {meaning}, as {why}"
        self.warnings.append(Problem(place, f"{text}; write `rows: {meaning}` into the include"))
        return meaning

    def _add_invoices(
        self,
        rows: list[tuple[ExportFile, Row]],
        meanings: dict[int, RowsMeaning],
    ) -> None:
        groups: dict[tuple[object, ...], list[tuple[ExportFile, Row]]] = {}
        for export, row in rows:
            number = row.values.get("number") or row.values[MARK]
            groups.setdefault((id(row.client), number, export.signature), []).append((export, row))
            status = row.values.get("status")
            if status in STATES:
                export.left_out[str(status)] += 1
        found = []
        for group in groups.values():
            export, row = group[0]
            values = [each.values for _, each in group]
            entry = self._invoice(values, meanings[id(export)], export.form)
            found.append((row.client, entry))
        _extend("invoices", found)

    def _invoice(
        self, values: list[dict[str, Any]], meaning: RowsMeaning, form: Form
    ) -> BaseModel | None:
        try:
            one = invoices.finished(invoices.combined(values, meaning), form)
        except UnclearError as error:
            mark = values[1][MARK] if len(values) > 1 else values[0][MARK]
            place = self._reading.sources.place(mark)
            self._reading.problem(Problem(place, one_line(str(error))))
            return None
        return self._reading.validated(Invoice, one)

    def _add_time(self, rows: list[Row]) -> None:
        corrections = [row for row in rows if is_correction(row.values)]
        if corrections:
            rows = self._corrected(rows, corrections)
        _extend("time", ((row.client, self._time(row.values)) for row in rows))

    def _corrected(self, rows: list[Row], corrections: list[Row]) -> list[Row]:
        """The rows less the hours that other rows take back."""
        for client in {id(row.client): row.client for row in corrections}.values():
            own = [row.values for row in corrections if row.client is client]
            entries = [r.values for r in rows if r.client is client and not is_correction(r.values)]
            for correction in corrected(entries, own):
                place = self._reading.sources.place(correction[MARK])
                text = f"hours: {correction['hours']} takes back more than was logged before"
                self._reading.problem(Problem(place, f"{text}; correct the hours"))
        kept = (row for row in rows if not is_correction(row.values))
        return [row for row in kept if row.values["hours"] != 0]

    def _time(self, values: dict[str, Any]) -> BaseModel | None:
        return self._reading.validated(MonthOfTime if "month" in values else TimeRow, values)

    def _add_payments(self, rows: list[Row]) -> None:
        for row in rows:
            number = row.values.pop("invoice", None)
            text = row.values.pop("reference", None)
            entry = self._reading.validated(Payment, row.values)
            if not isinstance(entry, Payment):
                continue
            problem = attach_payments(row.client, entry, number, text)
            if problem is not None and not self._reading.is_unread(str(number)):
                place = self._reading.sources.place(entry.mark)
                self.warnings.append(Problem(place, one_line(problem)))


def _bounded(files: Sequence[PurePath]) -> Sequence[PurePath]:
    if not files:
        raise UnusableError("fits no file; paths are relative to this file")
    if len(files) > MOST_FILES:
        raise UnusableError(f"fits more than {MOST_FILES:,} files; write a narrower pattern")
    return files


def _extend(kind: str, entries: Iterable[tuple[RawClient, BaseModel | None]]) -> None:
    """Add entries to the lists of their clients, in the order of the files."""
    added: dict[int, tuple[RawClient, list[BaseModel]]] = {}
    for client, entry in entries:
        if entry is not None:
            added.setdefault(id(client), (client, []))[1].append(entry)
    for client, new in added.values():
        known = client.get(kind, [])
        if isinstance(known, list):
            client[kind] = [*known, *new]


def _table(form: Form, known: Preset | None, text: str) -> Any:
    reads = known.reads if known is not None else CSV
    delimiter = form.delimiter or ("," if known is None else None)
    return READERS[reads](Source(text, delimiter), form.header_line)


def _zone(working_hours: object) -> ZoneInfo | None:
    name = working_hours.get("timezone") if isinstance(working_hours, dict) else None
    return _named_zone(name) if isinstance(name, str) else None


def _named_zone(name: str | None) -> ZoneInfo | None:
    if name is None:
        return None
    try:
        return ZoneInfo(name)
    except (KeyError, OSError, ValueError):  # the checks of the ledger tell of it
        return None

"""From the rows of all files of a kind to entries of the clients."""

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from typing import Any

from pydantic import BaseModel

from clienthealth.ledger.exports import invoices
from clienthealth.ledger.exports.account import STATES, TAKEN_ELSEWHERE
from clienthealth.ledger.exports.attaching import InvoicesByNumber
from clienthealth.ledger.exports.cells import UnclearError
from clienthealth.ledger.exports.export_file import ExportFile
from clienthealth.ledger.exports.form import Form
from clienthealth.ledger.exports.ledger_reading import Reading
from clienthealth.ledger.exports.names import RawClient
from clienthealth.ledger.exports.overlap import Overlap
from clienthealth.ledger.exports.rows import Row
from clienthealth.ledger.exports.worked_time import corrected, is_correction
from clienthealth.ledger.fields import MARK, one_line
from clienthealth.ledger.includes import ExportKind, RowsMeaning
from clienthealth.ledger.models import Invoice, MonthOfTime, Payment, TimeRow
from clienthealth.ledger.problems import Problem


class Adding:
    """Adds the rows of the files of one ledger to its clients, kind by kind."""

    def __init__(self, reading: Reading, warn: Callable[[Problem], None]) -> None:
        self._reading, self._warn = reading, warn

    def add(self, kind: ExportKind, exports: list[ExportFile]) -> None:
        """Add the rows of all files of a kind; a row that is in several files counts once."""
        if kind == "invoices":
            self._add_invoices(exports)
            return
        rows = [row for _, row in _once(kind, exports, {})]
        if kind == "time":
            self._add_time(rows)
        elif kind == "payments":
            self._add_payments(rows)
        else:
            _extend("events", ((row.client, self._reading.event(row.values)) for row in rows))

    # Invoices

    def _add_invoices(self, exports: list[ExportFile]) -> None:
        repeated = [export for export in exports if _repeats_numbers(export)]
        accounts = [export for export in exports if export.form.rows == "account"]
        if len(exports) == 1 and not repeated and not accounts:
            _extend("invoices", map(self._single, _counted(_once("invoices", exports, {}))))
            return
        meanings: dict[Hashable, RowsMeaning] = {
            export.signature: export.form.rows or "totals" for export in exports
        }
        for export in repeated:
            if export.form.rows is None:
                meanings[export.signature] = self._meaning(export)
        groups: dict[tuple[object, ...], list[tuple[ExportFile, Row]]] = {}
        for export, row in _counted(_once("invoices", exports, meanings)):
            number = row.values.get("number") or row.values[MARK]
            key = (id(row.client), number, export.signature)
            groups.setdefault(key, []).append((export, row))
        _extend("invoices", (self._grouped(group, meanings) for group in groups.values()))

    def _meaning(self, export: ExportFile) -> RowsMeaning:
        """Guess what several rows of one number are in a file, and say so."""
        groups: dict[tuple[int, object], list[dict[str, Any]]] = {}
        for row in export.rows:
            key = (id(row.client), row.values.get("number"))
            groups.setdefault(key, []).append(row.values)
        several = [group for group in groups.values() if len(group) > 1]
        meaning, why = invoices.meaning_of(export.form, several)
        place = self._reading.sources.place(several[0][1][MARK])
        text = f"rows: several rows of one number count as its {meaning}, because {why}"
        self._warn(Problem(place, f"{text}; confirm with `rows: {meaning}` in the include"))
        return meaning

    def _single(self, found: tuple[ExportFile, Row]) -> tuple[RawClient, BaseModel | None]:
        export, row = found
        one = invoices.finished(row.values, export.form)
        return row.client, self._reading.validated(Invoice, one)

    def _grouped(
        self, group: list[tuple[ExportFile, Row]], meanings: Mapping[Hashable, RowsMeaning]
    ) -> tuple[RawClient, BaseModel | None]:
        export, row = group[0]
        values = [each.values for _, each in group]
        return row.client, self._invoice(values, meanings[export.signature], export.form)

    def _invoice(
        self, values: list[dict[str, Any]], meaning: RowsMeaning, form: Form
    ) -> BaseModel | None:
        try:
            one = invoices.finished(invoices.combined(values, meaning), form)
        except UnclearError as error:
            mark = values[1][MARK] if len(values) > 1 else values[0][MARK]
            place, first = map(self._reading.sources.place, (mark, values[0][MARK]))
            what, _, remedy = str(error).partition("; ")
            text = f"{what}, first at {first}; {remedy}" if len(values) > 1 else str(error)
            self._reading.problem(Problem(place, one_line(text)))
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
                text = f"hours: {correction['hours']} takes back more than was logged"
                self._reading.problem(Problem(place, f"{text}; correct the hours"))
        kept = (row for row in rows if not is_correction(row.values))
        return [row for row in kept if row.values["hours"] != 0]

    def _time(self, values: dict[str, Any]) -> BaseModel | None:
        return self._reading.validated(MonthOfTime if "month" in values else TimeRow, values)

    def _add_payments(self, rows: list[Row]) -> None:
        invoices = InvoicesByNumber()
        for row in rows:
            number = row.values.pop("invoice", None)
            text = row.values.pop("reference", None)
            entry = self._reading.validated(Payment, row.values)
            if not isinstance(entry, Payment):
                continue
            problem = invoices.attach(row.client, entry, number, text)
            if problem is not None and not self._reading.is_unread(str(number)):
                place = self._reading.sources.place(entry.mark)
                self._warn(Problem(place, one_line(problem)))
        invoices.put()


def _once(
    kind: ExportKind, exports: list[ExportFile], meanings: Mapping[Hashable, RowsMeaning]
) -> Iterator[tuple[ExportFile, Row]]:
    """The rows of all files, each with the first file that it is in."""
    overlap = Overlap(kind)
    for export in exports:
        kept, export.rows = export.rows, []
        if len(exports) > 1:
            has_state = meanings.get(export.signature) not in ("payments", "account")
            state = export.state if has_state else ()
            kept, again = overlap.new_rows(kept, export.signature, state)
            if again:
                export.left_out[TAKEN_ELSEWHERE] += again
        yield from ((export, row) for row in kept)


def _counted(rows: Iterable[tuple[ExportFile, Row]]) -> Iterator[tuple[ExportFile, Row]]:
    """The rows of invoices; drafts and void ones are counted as left out."""
    for export, row in rows:
        status = row.values.get("status")
        if status in STATES:
            export.left_out[str(status)] += 1
        yield export, row


def _repeats_numbers(export: ExportFile) -> bool:
    numbers = {(id(row.client), row.values.get("number")) for row in export.rows}
    return len(numbers) < len(export.rows)


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

"""CSV files that a ledger includes: an accounting or time-tracking export, used as it is."""

import csv
import io
import re
from collections.abc import Callable, Iterator
from datetime import datetime
from decimal import Decimal
from typing import Any, NamedTuple

from clienthealth.ledger.events import EVENT_MODELS
from clienthealth.ledger.fields import MARK, shown
from clienthealth.ledger.models import Include, Invoice, TimeEntry
from clienthealth.ledger.problems import did_you_mean
from clienthealth.ledger.sources import pack
from clienthealth.ledger.validation import known_keys

csv.field_size_limit(1_000_000)

_MOMENTS = {"at", "answered_at"}
_DATES = {"issued", "due", "disputed", "paid", "date", "received", "answer_by", "kept"}
_NUMBERS = {"amount", "tax", "expenses", "paid_amount", "hours"}
_NESTED = {"payments", "credit_notes", "write_offs"}
_CLOCK_HOURS = re.compile(r"(\d{1,3}):([0-5]\d)(?::([0-5]\d))?", re.ASCII)
_GROUPED = {
    ".": re.compile(r"[+-]?\d{1,3}([,' \u00a0\u202f\u2019]\d{3})+(\.\d+)?", re.ASCII),
    ",": re.compile(r"[+-]?\d{1,3}([.' \u00a0\u202f\u2019]\d{3})+(,\d+)?", re.ASCII),
}
_SEPARATORS = re.compile("[' \u00a0\u202f\u2019]")


class Row(NamedTuple):
    """One row as the raw entry it stands for; `client` is an id, a name or an alias."""

    client: str
    entry: dict[str, Any]


def fields_of(kind: str) -> list[str]:
    """The fields that a row of this kind may fill."""
    if kind == "invoices":
        return [k for k in known_keys(Invoice) if k not in _NESTED] + ["paid", "paid_amount"]
    if kind == "time":
        return known_keys(TimeEntry)
    keys = {key for model in EVENT_MODELS.values() for key in known_keys(model)}
    return sorted(keys)


_REQUIRED = {
    "invoices": ("number", "issued", "amount"),
    "time": ("date", "hours"),
    "events": ("kind",),
}


def read_rows(
    include: Include, text: str, file: int, report: Callable[[int, str], None]
) -> Iterator[Row]:
    """The rows of a CSV file as raw entries; `report(line, message)` is called for problems."""
    stream = csv.reader(io.StringIO(text, newline=""), delimiter=include.delimiter, strict=True)
    try:
        headers = [header.strip() for header in next(stream, [])]
        columns = _columns(include, headers, report)
        if columns is None:
            return
        line = stream.line_num
        for cells in stream:
            start, line = line + 1, stream.line_num
            if any(cell.strip() for cell in cells[len(headers) :]):
                report(start, f"{len(cells)} cells under {len(headers)} headers; {_QUOTE_CELL}")
            elif any(cell.strip() for cell in cells):
                yield _row(include, columns, cells, pack(file, start, 1))
    except csv.Error as error:
        report(stream.line_num, f"not valid CSV: {error}; check delimiter and quotation marks")
    except _Unclear as error:
        report(start, str(error))


def _columns(
    include: Include, headers: list[str], report: Callable[[int, str], None]
) -> dict[str, int] | None:
    known = [*fields_of(include.kind), "client"]
    sound = True
    for field, header in include.columns.items():
        if field not in known:
            report(1, f"columns: unknown field {shown(field)}; {did_you_mean(field, known)}")
            sound = False
        elif header not in headers:
            report(1, f"no column {shown(header)}; {did_you_mean(header, headers)}")
            sound = False
    columns = {
        field: headers.index(include.columns.get(field, field))
        for field in known
        if include.columns.get(field, field) in headers
    }
    needed = [*_REQUIRED[include.kind], *(() if include.client else ("client",))]
    for field in needed:
        if field not in columns and field not in include.columns:
            report(1, f"no column for {field}; name it under `columns`: {{{field}: <header>}}")
            sound = False
    return columns if sound else None


def _row(include: Include, columns: dict[str, int], cells: list[str], mark: int) -> Row:
    values = {
        field: _value(include, field, cells[index].strip())
        for field, index in columns.items()
        if index < len(cells) and cells[index].strip()
    }
    client = str(values.pop("client", "")) if include.client is None else include.client
    values.pop("client", None)
    if include.kind == "invoices":
        _payment_of(values, mark)
    return Row(client, {MARK: mark, **values})


def _payment_of(values: dict[str, Any], mark: int) -> None:
    paid, amount = values.pop("paid", None), values.pop("paid_amount", None)
    if paid is not None:
        amount = amount or values.get("amount", "")
        values["payments"] = [{MARK: mark, "date": paid, "amount": amount}]


def _value(include: Include, field: str, cell: str) -> str:
    if field in _DATES and include.date_format != "%Y-%m-%d":
        return _iso(cell, include.date_format)
    if field == "hours" and (clock := _CLOCK_HOURS.fullmatch(cell)):
        hours, minutes, seconds = (int(part or 0) for part in clock.groups())
        total = Decimal(hours) + Decimal(minutes) / 60 + Decimal(seconds) / 3600
        return str(total.quantize(Decimal("0.0001")))
    if field in _NUMBERS:
        return _plain_number(cell, include.decimal)
    return cell


def _iso(cell: str, date_format: str) -> str:
    try:
        moment = datetime.strptime(cell, date_format)  # noqa: DTZ007  # a wall-clock text
    except ValueError:
        return cell  # the model reports it with its place
    has_time = any(sign in date_format for sign in ("%H", "%I", "%T", "%c", "%X"))
    return moment.isoformat() if has_time else moment.date().isoformat()


def _plain_number(cell: str, decimal: str) -> str:
    if _GROUPED[decimal].fullmatch(cell):
        cell = cell.replace("," if decimal == "." else ".", "")
    return cell.replace(",", ".") if decimal == "," else cell

"""CSV files that a ledger includes: an accounting or time-tracking export, used as it is."""

import csv
import io
import re
from collections.abc import Callable, Iterator
from datetime import datetime
from decimal import Decimal
from typing import Any, NamedTuple

from pydantic import BaseModel

from clienthealth.ledger.events import EVENT_MODELS, DatedEvent
from clienthealth.ledger.fields import MARK, shown
from clienthealth.ledger.lines import line_end
from clienthealth.ledger.models import UNKNOWN, Include, Invoice, TimeEntry
from clienthealth.ledger.problems import did_you_mean
from clienthealth.ledger.sources import line_number, pack
from clienthealth.ledger.validation import known_keys

csv.field_size_limit(1_000_000)

_MOMENTS = {"at", "answered_at"}
_DATES = {"issued", "due", "disputed", "paid", "date", "received", "answer_by", "kept"}
_NUMBERS = {"amount", "tax", "expenses", "paid_amount", "hours", "kill_fee"}
_NESTED = {"payments", "credit_notes", "write_offs"}
_CLOCK_HOURS = re.compile(r"(\d{1,3}):([0-5]\d)(?::([0-5]\d))?", re.ASCII)
_GROUPED = {
    ".": re.compile(r"[+-]?\d{1,3}([,' \u00a0\u202f\u2019]\d{3})+(\.\d+)?", re.ASCII),
    ",": re.compile(r"[+-]?\d{1,3}([.' \u00a0\u202f\u2019]\d{3})+(,\d+)?", re.ASCII),
}
_ISO = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
_FLAGS = {"true", "false", "yes", "no"}
_SEPARATORS = re.compile("[' \u00a0\u202f\u2019]")
_NEGATIVE = re.compile(
    r"\((?P<brackets>[^()+-]+)\)|(?P<trailing>[^()+-]+)-|[\u2212\u2013](?P<sign>.+)"
)
"""Negative numbers as bookkeepers write them: in brackets, with the minus behind, or a long one."""
_STATUS = {
    **dict.fromkeys(("draft",), "draft"),
    **dict.fromkeys(("void", "voided", "cancelled", "canceled"), "void"),
    **dict.fromkeys(("sent", "open", "unpaid", "overdue", "partially paid", "partial"), "sent"),
    **dict.fromkeys(("paid", "paid in full"), "paid"),
}
"""What exports call the status of an invoice: ours."""


class Row(NamedTuple):
    """One row as the raw entry it stands for; `client` is an id, a name or an alias."""

    client: str
    entry: dict[str, Any]


def fields_of(kind: str) -> list[str]:
    """The fields that a row of this kind may fill."""
    if kind == "invoices":
        return [k for k in known_keys(Invoice) if k not in _NESTED] + ["paid_amount"]
    if kind == "time":
        return known_keys(TimeEntry)
    keys = {key for model in EVENT_MODELS.values() for key in known_keys(model)}
    return sorted(keys)


_MODELS: dict[str, type[BaseModel]] = {
    "invoices": Invoice,
    "time": TimeEntry,
    "events": DatedEvent,
}
_REQUIRED = {
    "invoices": ("number", "issued", "amount"),
    "time": ("date", "hours"),
    "events": ("kind",),
}


class _Unclear(Exception):  # noqa: N818  # one cell's fault; caught where its row is read
    pass


def unknown_fields(include: Include) -> Iterator[tuple[str, str]]:
    """The keys of `columns` that are no fields, each with what is wrong."""
    from clienthealth.ledger.hints import key_hint, remedy  # noqa: PLC0415  # only for messages

    known = [*fields_of(include.kind), "client"]
    model = _MODELS[include.kind]
    for field in include.columns:
        if field not in known:
            hint = key_hint(model, field)
            near = remedy(hint) if hint in known else did_you_mean(field, known)
            yield field, f"columns: unknown field {shown(field)}; {near}"


def read_rows(
    include: Include, text: str, file: int, report: Callable[[int, str], None]
) -> Iterator[Row]:
    """The rows of a CSV file as raw entries; `report(line, message)` is called for problems."""
    counted = _CountedLines(text)
    stream = csv.reader(counted, delimiter=include.delimiter, strict=True)
    try:
        headers = [header.strip() for header in next(stream, [])]
        columns = _columns(include, headers, report)
        if columns is None:
            return
        start = counted.next_line
        for cells in stream:
            row_start, start = start, counted.next_line
            if any(cell.strip() for cell in cells[len(headers) :]):
                text = "put a cell that holds the delimiter into quotation marks"
                report(row_start, f"{len(cells)} cells under {len(headers)} headers; {text}")
            elif any(cell.strip() for cell in cells):
                row = _row(include, columns, cells, pack(file, row_start, 1), report)
                if row is not None:
                    yield row
    except csv.Error as error:
        report(counted.last_line, f"not valid CSV: {error}; check delimiter and quotation marks")


class _CountedLines:
    r"""The lines of a text for the reader of CSV, which also takes `\r` alone for an end.

    They are counted as everywhere in a ledger.
    """

    def __init__(self, text: str) -> None:
        self._lines = io.StringIO(text, newline="")
        self._end = line_end(text)
        self.last_line = self.next_line = 1

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        line = next(self._lines)
        self.last_line = self.next_line
        self.next_line += line.endswith(self._end)
        return line


def _columns(
    include: Include, headers: list[str], report: Callable[[int, str], None]
) -> dict[str, int] | None:
    problems = [*_header_problems(include, headers)]
    for problem in problems:
        report(1, problem)
    names = {field: include.columns.get(field, field) for field in _fields(include)}
    columns = {field: headers.index(name) for field, name in names.items() if name in headers}
    return None if problems else columns


def _fields(include: Include) -> list[str]:
    return [*fields_of(include.kind), *(() if include.client else ("client",))]


def _header_problems(include: Include, headers: list[str]) -> Iterator[str]:
    if not any(headers):
        yield "the file has no headers; write them into its first line"
        return
    other = next((d for d in ";,\t|" if d != include.delimiter and d in headers[0]), None)
    if len(headers) == 1 and other is not None:
        name = "\\t" if other == "\t" else other
        yield f'one column only; write `delimiter: "{name}"` into the include'
        return
    needed = [*_REQUIRED[include.kind], *(() if include.client else ("client",))]
    for field in _fields(include):
        name = include.columns.get(field, field)
        if headers.count(name) > 1:
            yield f"two columns are called {shown(name)}; rename one"
        elif name not in headers and field in include.columns:
            yield f"no column {shown(name)} for {field}; {did_you_mean(name, headers)}"
        elif name not in headers and field in needed:
            yield f"no column for {field}; name it under `columns`: {{{field}: <header>}}"


def _row(
    include: Include,
    columns: dict[str, int],
    cells: list[str],
    mark: int,
    report: Callable[[int, str], None],
) -> Row | None:
    values: dict[str, Any] = {}
    problems = []
    for field, index in columns.items():
        cell = cells[index].strip() if index < len(cells) else ""
        try:
            if cell and not _is_something_else(include, field, cell):
                values[field] = _value(include, field, cell)
        except _Unclear as error:
            problems.append(f"{field}: {error}")
    client = include.client if include.client is not None else str(values.pop("client", ""))
    if include.kind == "invoices":
        _align(include, values)
        problems.extend(_move_payment(values, mark))
    for problem in problems:
        report(line_number(mark), problem)
    return None if problems else Row(client, {MARK: mark, **values})


def _is_something_else(include: Include, field: str, cell: str) -> bool:
    """Whether a column that nobody named only happens to be called as our field is."""
    return field == "status" and field not in include.columns and cell.casefold() not in _STATUS


def _align(include: Include, values: dict[str, Any]) -> None:
    """In a credit note tax and expenses have its sign; an invoice credits nothing."""
    if values.get("amount", "").startswith("-"):
        for field in ("tax", "expenses"):
            if values.get(field, "-").strip("0.") not in {"", "-"} and values[field][0] != "-":
                values[field] = f"-{values[field]}"
    elif "credits" not in include.columns:
        values.pop("credits", None)


def _move_payment(values: dict[str, Any], mark: int) -> Iterator[str]:
    """Make one payment of the columns `paid` and `paid_amount`; a credit note is paid out by it."""
    paid, amount = values.pop("paid", None), values.pop("paid_amount", None)
    is_credit_note = str(values.get("amount", "")).startswith("-")
    if paid == UNKNOWN or (paid is not None and is_credit_note):
        values["paid"] = paid
    elif paid is not None:
        amount = amount or values.get("amount", "")
        values["payments"] = [{MARK: mark, "date": paid, "amount": amount}]
    elif amount is not None and amount.strip("0."):
        yield f"paid_amount: {shown(amount)} without a day; fill the column for `paid`"


def _value(include: Include, field: str, cell: str) -> str:
    if field in _DATES or field in _MOMENTS:
        return _iso(cell, include.date_format, with_time=field in _MOMENTS)
    if field == "hours" and (clock := _CLOCK_HOURS.fullmatch(cell)):
        hours, minutes, seconds = (int(part or 0) for part in clock.groups())
        total = Decimal(hours) + Decimal(minutes) / 60 + Decimal(seconds) / 3600
        return str(total.quantize(Decimal("0.0001")))
    if field in _NUMBERS:
        return _plain_number(cell, include.decimal)
    if field == "status":
        return _STATUS.get(cell.casefold(), cell)
    return cell


def _iso(cell: str, date_format: str, *, with_time: bool) -> str:
    if cell.lower() == UNKNOWN:
        return UNKNOWN
    if date_format == "%Y-%m-%d" or _ISO.match(cell) or cell.lower() in _FLAGS:
        return cell  # the model reports what is wrong with it
    try:
        moment = datetime.strptime(cell, date_format)  # noqa: DTZ007  # a wall-clock text
    except (ValueError, OverflowError):
        text = f"{shown(cell)} does not fit the date_format {shown(date_format)}; correct one"
        raise _Unclear(text) from None
    has_time = "%H" in date_format or "%I" in date_format
    return moment.isoformat() if with_time and has_time else moment.date().isoformat()


def _plain_number(cell: str, decimal: str) -> str:
    if negative := _NEGATIVE.fullmatch(cell):
        return f"-{_plain_number(next(filter(None, negative.groups())).strip(), decimal)}"
    number = cell
    if _GROUPED[decimal].fullmatch(cell):
        number = _SEPARATORS.sub("", cell.replace("," if decimal == "." else ".", ""))
    elif decimal == "," and "." in cell:
        text = f"{shown(cell)} is not a number with a decimal comma; write `decimal: .` or 1234,50"
        raise _Unclear(text)
    return number.replace(",", ".") if decimal == "," else number

"""Which column of an export is which field, and which rows are chosen by their cells."""

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from typing import NamedTuple

from clienthealth.ledger.exports.form import Form
from clienthealth.ledger.exports.headings import (
    currency_of,
    is_of_currency,
    is_of_sides,
    is_of_status,
    payment_field,
)
from clienthealth.ledger.exports.kinds import INSTEAD, REQUIRED, CellType, fields_of, read_by_itself
from clienthealth.ledger.exports.names import folded
from clienthealth.ledger.exports.table import Table
from clienthealth.ledger.fields import shown
from clienthealth.ledger.problems import did_you_mean

_SEARCHED = 30
"""The rows that are searched for headers that are not on their line."""


class Column(NamedTuple):
    """A field and its place."""

    field: str
    place: int
    type: CellType
    named: bool
    """Whether the include or its preset names the column."""


class Choice(NamedTuple):
    """A column whose cells say whether a row is taken."""

    header: str
    place: int
    words: frozenset[str]
    takes: bool
    """Whether rows with these words are taken; otherwise they are left out."""


class Columns(NamedTuple):
    """What is read of each row."""

    fields: tuple[Column, ...]
    client: int | None
    currency: int | None
    currency_said: str | None
    """The code in the header of the amounts, which counts unless a cell says otherwise."""
    side: int | None
    """The column that says debit or credit."""
    choices: tuple[Choice, ...]
    required: tuple[int, ...]
    """The places of the cells that every entry needs."""


class _Headers:
    """The headers of a table by name, exactly or folded."""

    def __init__(self, headers: Sequence[str]) -> None:
        self.all = headers
        self._exact: dict[str, list[int]] = {}
        self._folded: dict[str, list[int]] = {}
        for index, header in enumerate(headers):
            self._exact.setdefault(header, []).append(index)
            self._folded.setdefault(folded(header), []).append(index)

    def named(self, name: str) -> list[int]:
        """The columns of that header, as it is written or folded."""
        return self._exact.get(name) or self._folded.get(folded(name), [])

    def exactly(self, name: str) -> list[int]:
        """The columns of exactly that header."""
        return self._exact.get(name, [])


class ColumnsFound(NamedTuple):
    """The columns of a file; without them, what is wrong with its headers."""

    columns: Columns | None
    problems: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()


def found_columns(form: Form, table: Table) -> ColumnsFound:
    """The columns of a table; where its headers do not fit, what is wrong with them."""
    headers = _Headers(table.headers)
    if not any(table.headers):
        none = "the file has no headers; write them in its first line"
        if form.header_line > 1:
            none = f"line {form.header_line} has no headers; correct the `header_line`"
        return ColumnsFound(None, tuple(_elsewhere(form, table) or [none]))
    if one := _one_column(form, table.headers):
        return ColumnsFound(None, tuple(_elsewhere(form, table) or [one]))
    problems = [*_problems(form, headers)]
    if problems:
        return ColumnsFound(None, tuple(_elsewhere(form, table) or problems))
    fields = tuple(_fields(form, headers))
    at = {column.field: column.place for column in fields}
    required = tuple(at[name] for name in REQUIRED[form.kind] if name in at)
    columns = Columns(
        fields=tuple(column for column in fields if column.field not in ("client", "currency")),
        client=at.get("client"),
        currency=_currency(form, headers, at),
        currency_said=_currency_said(form, headers, at),
        side=_side(form, headers),
        choices=tuple(_choices(form, headers)),
        required=required,
    )
    unread = (*_unread_states(form, headers, at), *_unread_payments(form, headers, at))
    return ColumnsFound(columns, (), unread)


def _fields(form: Form, headers: _Headers) -> Iterator[Column]:
    types: Mapping[str, CellType] = {**fields_of(form.kind), "client": "text"}
    for field, cell_type in types.items():
        if field == "client" and form.client is not None:
            continue
        index = _index(form, headers, field)
        if index is not None:
            own = _unit(headers.all[index]) if cell_type == "hours" else None
            yield Column(field, index, own or cell_type, field in form.columns)


def _unit(header: str) -> CellType | None:
    """The unit in a header of hours; None for hours themselves."""
    words = set(re.findall(r"[a-z]+", folded(header)))
    if words & {"seconds", "second", "secs", "sec"}:
        return "seconds"
    return "minutes" if words & {"minutes", "minute", "mins", "min"} else None


def _index(form: Form, headers: _Headers, field: str) -> int | None:
    """The place of a field; None where it is left out or has no column."""
    if field in form.columns:
        found = (headers.named(name) for name in form.columns[field] if name)
        return next((indices[0] for indices in found if indices), None)
    if not read_by_itself(field):
        return None
    is_required = field in ("client", "at", *REQUIRED[form.kind])
    indices = headers.named(field) if is_required else headers.exactly(field)
    return indices[0] if indices else None


def _problems(form: Form, headers: _Headers) -> Iterator[str]:
    needed = (*REQUIRED[form.kind], *(() if form.client or form.client_above else ("client",)))
    for field in {**fields_of(form.kind), "client": "text"}:
        if field == "client" and form.client is not None:
            continue
        names = form.columns.get(field, (field,))
        doubled = next((name for name in names if name and len(headers.named(name)) > 1), None)
        if doubled and _index(form, headers, field) in headers.named(doubled):
            yield f"two columns are named {shown(doubled)}; rename one"
        elif _index(form, headers, field) is None:
            if field in form.own and names[0]:
                near = did_you_mean(names[0], [header for header in headers.all if header])
                yield f"no column {shown(names[0])} for {field}; {near}"
            elif field in needed and not _instead(form, headers, field):
                yield f"no column for {field}; name it under `columns`: {{{field}: <header>}}"
    for header in (*form.skip, *form.only):
        if header in form.own_choice and not headers.named(header):
            key = "skip" if header in form.skip else "only"
            near = did_you_mean(header, [each for each in headers.all if each])
            yield f"no column {shown(header)} for {key}; {near}"


def _instead(form: Form, headers: _Headers, field: str) -> bool:
    others = INSTEAD.get((form.kind, field), ())
    return any(_index(form, headers, other) is not None for other in others)


def _one_column(form: Form, headers: Sequence[str]) -> str | None:
    used = form.delimiter or ","
    other = next((d for d in ";,\t|" if d != used and d in headers[0]), None)
    if len([header for header in headers if header]) != 1 or other is None:
        return None
    name = "\\t" if other == "\t" else other
    return f'only one column; write `delimiter: "{name}"` in the include'


def _elsewhere(form: Form, table: Table) -> list[str]:
    """The line where the headers seem to be instead; nothing where no line is better."""
    wanted = {folded(name) for names in form.columns.values() for name in names if name}
    wanted |= {folded(field) for field in REQUIRED[form.kind] if field not in form.columns}
    here = len(wanted & {folded(header) for header in table.headers})
    best, line = max(here, 1), 0
    for row in islice(table.rows, _SEARCHED):
        score = len(wanted & {folded(cell.strip()) for cell in row.cells})
        if score > best:
            best, line = score, row.line
    if not line:
        return []
    text = f"the headers seem to be on line {line}"
    return [f"{text}; write `header_line: {line}` in the include"]


def _currency(form: Form, headers: _Headers, at: Mapping[str, int]) -> int | None:
    """The column of the currency, whether it is named or not."""
    if form.kind not in ("invoices", "payments") or form.columns.get("currency") == ("",):
        return None
    if "currency" in at:
        return at["currency"]
    named = headers.named("currency")
    found = [index for index, header in enumerate(headers.all) if is_of_currency(header)]
    return next(iter((*named, *found)), None)


def _currency_said(form: Form, headers: _Headers, at: Mapping[str, int]) -> str | None:
    """The currency that the header of the amounts names, as in `Amount (USD)`."""
    if form.kind not in ("invoices", "payments") or form.columns.get("currency") == ("",):
        return None
    index = at.get("amount", at.get("gross"))
    return None if index is None else currency_of(headers.all[index])


def _side(form: Form, headers: _Headers) -> int | None:
    """The column that says which amounts are debits and which are credits."""
    if form.kind not in ("invoices", "payments"):
        return None
    looked_at = {folded(header) for header in (*form.skip, *form.only)}
    sides = (
        index
        for index, header in enumerate(headers.all)
        if is_of_sides(header) and folded(header) not in looked_at
    )
    return next(sides, None)


def _choices(form: Form, headers: _Headers) -> Iterator[Choice]:
    for takes, choice in ((False, form.skip), (True, form.only)):
        for header, words in choice.items():
            for index in headers.named(header)[:1]:
                yield Choice(header, index, words, takes)


def _unread_states(form: Form, headers: _Headers, at: Mapping[str, int]) -> Iterator[str]:
    """A column with the status of invoices that is not read."""
    if form.kind != "invoices" or "status" in at or "status" in form.columns:
        return
    looked_at = {folded(header) for header in (*form.skip, *form.only)}
    for header in headers.all:
        if is_of_status(header) and folded(header) not in looked_at:
            text = f"columns: {shown(header)} is not read, so drafts and void invoices count"
            yield f"{text}; write `status: {header}` under `columns`, or use `skip`"


def _unread_payments(form: Form, headers: _Headers, at: Mapping[str, int]) -> Iterator[str]:
    """A column that says what was paid or is open, where no such column is read."""
    known = {"paid", "paid_amount", "balance", "settled"}
    if form.kind != "invoices" or form.rows == "account" or known & {*at, *form.columns}:
        return
    looked_at = {folded(header) for header in (*form.skip, *form.only)}
    for header in headers.all:
        field = payment_field(header)
        if field is not None and folded(header) not in looked_at:
            text = f"columns: {shown(header)} is not read, so no invoice counts as paid"
            remedy = f"write `{field}: {header}` under `columns`"
            yield f'{text}; {remedy}, or `{field}: ""` if payments come from elsewhere'
            return

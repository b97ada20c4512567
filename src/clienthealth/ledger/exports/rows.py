"""Rows of an export as raw entries, and rows that are left out."""

import re
from collections import Counter
from collections.abc import Iterator
from typing import Any, NamedTuple

from clienthealth.ledger.exports import account
from clienthealth.ledger.exports.cells import Dates, UnclearError, currencies
from clienthealth.ledger.exports.columns import Columns
from clienthealth.ledger.exports.filling import Filling
from clienthealth.ledger.exports.headings import side_of
from clienthealth.ledger.exports.invoices import Statuses
from clienthealth.ledger.exports.names import Names, RawClient, folded
from clienthealth.ledger.exports.opened import Opened, Say
from clienthealth.ledger.exports.payments import read_payment
from clienthealth.ledger.exports.table import Table, TableRow
from clienthealth.ledger.exports.worked_time import read_time
from clienthealth.ledger.fields import MARK, shown
from clienthealth.ledger.sources import pack

_TOTAL = re.compile(
    r"(?:grand |sub)?totals?\b|summe\b|gesamt|zwischensumme|total[e]?s?\b|suma\b|balance\b",
    re.IGNORECASE,
)
_IDENTITY = re.compile(
    r"\b(?:id|uuid|hash|ref|reference|number|start|end|stop|begin|from|to|time|clock"
    r"|user|email|member|person|employee|name|who|task|activity)\b"
)
"""Headers of cells that distinguish otherwise equal rows."""
_DERIVED = re.compile(r"duration|hours|amount|zone")


class Row(NamedTuple):
    """One row that counts: its client and its raw entry."""

    client: RawClient
    values: dict[str, Any]
    cells: tuple[str, ...]
    """Its identity: a row with the same cells in another file is the same row."""


class UnknownNames(NamedTuple):
    """The names of clients that are not in the ledger, each with its first line."""

    counts: Counter[str]
    lines: dict[str, int]
    problems: dict[str, str]


class RowReader:
    """Reads the rows of one file, and counts those taken and left out."""

    def __init__(
        self,
        opened: Opened,
        columns: Columns,
        names: Names,
        report: Say,
        dates: Dates,
        decimal: str,
    ) -> None:
        self._form, self._columns, self._names = opened.form, columns, names
        self._file, self._report = opened.number, report
        self._zone = opened.zone
        self._filling = Filling(columns.fields, dates, decimal)
        self._statuses = Statuses(opened.form, columns.fields)
        self._whole_file, self._clientless = opened.whole_file, opened.clientless
        self._tells_apart = opened.tells_apart
        self._found: dict[tuple[str, str | None], tuple[RawClient | None, str]] = {}
        self.rows = 0
        self.left_out: Counter[str] = Counter()
        self.unknown = UnknownNames(Counter(), {}, {})
        self.unknown_projects: Counter[str] = Counter()
        self.strangers: Counter[tuple[str, str | None]] = Counter()
        self._above = ""

    def read(self, table: Table) -> Iterator[Row]:
        """The rows that count.

        Raises:
            TableError: the file is not a table of its format.
        """
        width = len(table.headers)
        identity = self._identity(table.headers) if self._tells_apart else []
        for row in table.rows:
            if not "".join(row.cells).strip():
                continue
            self.rows += 1
            found = self._row(row, width)
            if found is not None:
                cells = row.cells
                own = [cells[i].strip() for i in identity if i < len(cells)] if identity else ()
                yield Row(*found, tuple(own))

    def _row(self, row: TableRow, width: int) -> tuple[RawClient, dict[str, Any]] | None:
        cells = row.cells
        if len(cells) > width and any(cell.strip() for cell in cells[width:]):
            text = "put a cell with the delimiter in quotation marks"
            self._report(row.line, f"{len(cells)} cells under {width} headers; {text}")
            return None
        if (self._form.has_totals or self._form.client_above) and self._is_no_entry(cells):
            self.left_out[account.TOTALS] += 1
            return None
        if self._columns.choices and (why := self._not_chosen(cells)) is not None:
            self.left_out[why] += 1
            return None
        currency = self._currency(cells)
        client = self._client(row.line, cells, currency)
        if client is None:
            return None
        values = self._entry(row, client, currency)
        return None if values is None else (client, values)

    def near(self, name: str) -> str:
        """The end of a message on an unknown client: the closest name in the ledger."""
        return self._names.near(name)

    # Which rows

    def _is_no_entry(self, cells: list[str]) -> bool:
        """Whether a row is a title or a total, and whose rows follow a title."""
        filled = [cell.strip() for cell in cells if cell.strip()]
        missing = any(i >= len(cells) or not cells[i].strip() for i in self._columns.required)
        of_client = self._columns.client
        named = cells[of_client].strip() if of_client is not None and of_client < len(cells) else ""
        # A client may be named Total Design Ltd: in a complete row, it is a name.
        is_name = not missing and filled[0] == named
        is_total = _TOTAL.match(filled[0]) is not None and not is_name
        if self._form.client_above and missing and not is_total and cells[0].strip():
            self._above = cells[0].strip()
        return missing or is_total

    def _not_chosen(self, cells: list[str]) -> str | None:
        """Why a row is left out by `skip` or `only`; None where it is taken."""
        for choice in self._columns.choices:
            cell = cells[choice.place].strip() if choice.place < len(cells) else ""
            if (folded(cell) in choice.words) != choice.takes:
                return cell.lower() if cell else f'without "{choice.header}"'
        return None

    def _currency(self, cells: list[str]) -> str | None:
        """What the row says of its currency; None where it says nothing."""
        index = self._columns.currency
        cell = cells[index].strip() if index is not None and index < len(cells) else ""
        return cell or self._columns.currency_said

    def _client(self, line: int, cells: list[str], currency: str | None) -> RawClient | None:
        if self._whole_file is not None:
            return self._whole_file
        index = self._columns.client
        name = cells[index].strip() if index is not None and index < len(cells) else ""
        name = name or self._above
        if not name:
            return self._without_client(line)
        key = (name, currency)
        if key not in self._found:
            self._found[key] = self._names.find(name, _code(currency))
        client, problem = self._found[key]
        if client is not None:
            return client
        self.strangers[name, _code(currency)] += 1
        if self._form.ignores_unknown_clients and "several clients" not in problem:
            self.left_out[account.UNKNOWN_CLIENT] += 1
        else:
            self.unknown.counts[name] += 1
            self.unknown.lines.setdefault(name, line)
            self.unknown.problems[name] = problem
        return None

    def _without_client(self, line: int) -> RawClient | None:
        if self._form.no_client is None:
            text = "client: the row names no client; write an id, a name or an alias"
            self._report(line, f"{text}, or `no_client: ignore` in the include")
        elif self._clientless is None:
            self.left_out[account.NO_CLIENT] += 1
        return self._clientless

    # What they say

    def _entry(
        self, row: TableRow, client: RawClient, currency: str | None
    ) -> dict[str, Any] | None:
        own = self._names.currency_of(client)
        values: dict[str, Any] = {MARK: pack(self._file, row.line, 1)}
        problems = self._filling.fill(values, row.cells, own)
        if not problems:
            try:
                self._sign(values, row.cells)
                why = self._finish(values, client, own, currency)
            except UnclearError as error:
                problems.append(str(error))
            else:
                if why is not None:
                    self.left_out[why] += 1
                    return None
        for problem in problems:
            self._report(row.line, problem)
        return None if problems else values

    def _finish(
        self, values: dict[str, Any], client: RawClient, own: str, currency: str | None
    ) -> str | None:
        """Make an entry from a row's values; returns the reason if it is left out."""
        kind = self._form.kind
        if "project" in values:
            self._find_project(values, client)
        if kind == "time":
            return read_time(values, self._zone)
        if kind == "invoices":
            self._statuses.read(values)
            if values.get("status") in account.STATES:
                return None
        if currency is not None and (codes := currencies(currency)) and own not in codes:
            text = f"currency: {shown(currency)}, but the client's amounts are in {own}"
            raise UnclearError(f"{text}; correct the client's `currency`, or `skip` such rows")
        return read_payment(values, self._form) if kind == "payments" else None

    def _sign(self, values: dict[str, Any], cells: list[str]) -> None:
        """Give an amount the sign that a column of debit and credit says.

        An invoice is a debit and a credit note a credit; at the bank, incoming money is a credit.
        """
        index = self._columns.side
        cell = cells[index].strip() if index is not None and index < len(cells) else ""
        if not cell:
            return
        side = side_of(cell)
        if side is None:
            text = f"{shown(cell)} is neither debit nor credit"
            raise UnclearError(f"{text}; write S or H, or D or C, or `skip` such rows")
        if side == ("credit" if self._form.kind == "invoices" else "debit"):
            for field in ("amount", "gross", "tax", "expenses"):
                if values.get(field, "-").lstrip("+")[:1] not in ("-", ""):
                    values[field] = f"-{values[field].lstrip('+')}"

    def _find_project(self, values: dict[str, Any], client: RawClient) -> None:
        found = self._names.project(client, values["project"])
        if found is not None:
            values["project"] = found
        elif self._form.ignores_unknown_projects:
            self.unknown_projects[values.pop("project")] += 1

    def _identity(self, headers: list[str]) -> list[int]:
        """The columns that distinguish rows with equal entries."""
        if self._form.kind == "invoices":
            return [*range(len(headers))]
        named = [folded(header) for header in headers]
        tells = (_IDENTITY.search(name) and not _DERIVED.search(name) for name in named)
        return [i for i, does in enumerate(tells) if does]


def _code(currency: str | None) -> str | None:
    """The one currency code that a cell's words mean."""
    codes = currencies(currency) if currency is not None else ()
    return codes[0] if len(codes) == 1 else None

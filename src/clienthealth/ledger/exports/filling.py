"""From the cells of a row to the values of its fields; the readers are made once per file."""

from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import Any

from clienthealth.ledger.exports.cells import Dates, UnclearError, plain_number
from clienthealth.ledger.exports.columns import Column
from clienthealth.ledger.exports.durations import from_seconds, hours_in
from clienthealth.ledger.exports.kinds import CellType
from clienthealth.ledger.exports.names import folded
from clienthealth.ledger.fields import PLAIN_NUMBER
from clienthealth.ledger.models import UNKNOWN

_Reader = Callable[[str, str], str | Decimal]
"""Takes a cell and the currency of its client."""


_EMPTY = {"-", "\u2013", "\u2014", "n/a", "N/A", "0000-00-00"}
"""What some programs write in empty cells of dates and numbers."""
_PAID = {"paid", "yes", "true", "paid in full", "ja", "bezahlt", "oui", "sí"}
_NOT_PAID = {"no", "false", "unpaid", "open", "not paid", "nein", "offen", "non"}


class Filling:
    """Fills the fields of the rows of one file."""

    def __init__(self, columns: Sequence[Column], dates: Dates, decimal: str) -> None:
        self._dates, self._decimal = dates, decimal
        self._columns = [(c.field, c.place, self._reader(c)) for c in columns]

    def fill(self, values: dict[str, Any], cells: Sequence[str], currency: str) -> list[str]:
        """Read a row's cells into values; returns what is wrong with them."""
        problems: list[str] = []
        width = len(cells)
        for field, place, read in self._columns:
            cell = cells[place].strip() if place < width else ""
            if not cell:
                continue
            if read is None:
                values[field] = cell
                continue
            if cell in _EMPTY:
                continue
            try:
                if (found := read(cell, currency)) != "":
                    values[field] = found
            except UnclearError as error:
                problems.append(f"{field}: {error}")
        return problems

    def _reader(self, column: Column) -> _Reader | None:
        """The reader of a column's cells; None where cells are taken as they are."""
        dates, decimal = self._dates, self._decimal
        readers: dict[CellType, _Reader] = {
            "date": lambda cell, _: dates.day(cell),
            "moment": lambda cell, _: dates.moment(cell),
            "number": self._number,
            "hours": lambda cell, _: hours_in(cell, decimal),
            "minutes": lambda cell, _: _in_units(cell, decimal, 60),
            "seconds": lambda cell, _: _in_units(cell, decimal, 1),
        }
        return self._paid if column.field == "paid" else readers.get(column.type)

    def _paid(self, cell: str, _: str) -> str:
        """The day of payment, or whether a word means paid; nothing where it is not paid."""
        word = folded(cell)
        if word in _PAID:
            return UNKNOWN
        return "" if word in _NOT_PAID else self._dates.day(cell)

    def _number(self, cell: str, currency: str) -> str:
        if self._decimal == "." and PLAIN_NUMBER.fullmatch(cell):
            return cell
        return plain_number(cell, self._decimal, currency)


def _in_units(cell: str, decimal: str, seconds: int) -> Decimal:
    """Hours, where a plain number counts units of some seconds."""
    hours = hours_in(cell, decimal)  # a plain number stays a text
    return from_seconds(Decimal(hours) * seconds) if isinstance(hours, str) else hours

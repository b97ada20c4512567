"""Rows that are in two files: they count once, and of an invoice the later state counts."""

from collections import Counter
from collections.abc import Collection, Hashable, Sequence
from decimal import Decimal, InvalidOperation
from typing import Any

from clienthealth.ledger.exports.rows import Row
from clienthealth.ledger.fields import MARK

STATE_FIELDS = {"paid", "paid_amount", "balance", "status", "write_off", "written_off"}
"""The parts of an invoice that change from one export to the next."""
_ORDER = ("draft", "sent", "paid", "void")


class Overlap:
    """The rows of one kind that were seen in the files so far.

    A row that is twice in one file is two rows; in the next file they are the same two.
    """

    def __init__(self, kind: str) -> None:
        self._kind = kind
        self._seen: dict[Hashable, list[Row]] = {}

    def new_rows(
        self, rows: Sequence[Row], signature: Hashable, state: Collection[int]
    ) -> tuple[list[Row], int]:
        """The rows of a file that are in no earlier one, and how many are left out.

        Args:
            rows: The rows of the file.
            signature: The form of the file; rows of different forms are never the same.
            state: The cells that may differ between two states of the same row.
        """
        here = Counter[Hashable]()
        earlier: dict[Hashable, int] = {}
        new = []
        for row in rows:
            cells = tuple(cell for i, cell in enumerate(row.cells) if i not in state)
            key = (signature, id(row.client), cells, self._content(row))
            place = here[key]
            here[key] += 1
            if place < earlier.setdefault(key, len(self._seen.get(key, ()))):
                self._update(self._seen[key][place], row)
            else:
                self._seen.setdefault(key, []).append(row)
                new.append(row)
        return new, len(rows) - len(new)

    def _content(self, row: Row) -> Hashable:
        """The content of the entry, where the cells are not all of it."""
        if self._kind == "invoices" and row.cells:
            return None
        return frozenset((k, str(v)) for k, v in row.values.items() if k != MARK)

    def _update(self, known: Row, again: Row) -> None:
        if self._kind == "invoices" and _state(again.values) > _state(known.values):
            for field in STATE_FIELDS:
                known.values.pop(field, None)
                if field in again.values:
                    known.values[field] = again.values[field]


def _state(values: dict[str, Any]) -> tuple[int, Decimal, bool]:
    """How far an invoice has come; later exports know more."""
    status = values.get("status", "sent")
    came = values.get("paid_amount")
    try:
        amount = Decimal(came) if came is not None else -Decimal(values.get("balance", 0))
    except InvalidOperation:
        amount = Decimal(0)
    return _ORDER.index(status) if status in _ORDER else 0, amount, "paid" in values

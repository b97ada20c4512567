"""Receivable accounts of double-entry books, as invoices and their payments.

A posting above 0 is an invoice, one below 0 a payment. A payment that names no invoice pays the
oldest open ones.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from clienthealth.ledger.exports.names import Names
from clienthealth.ledger.exports.table import Table, TableRow

HEADERS = ["client", "number", "issued", "amount", "currency", "due", "deposit", "state"]
AGAIN = "counted once"

_RECEIVABLE = re.compile(
    r"(?:accounts?[ _-]?)?receivables?|a/?r|debtors?|debitoren|forderungen", re.IGNORECASE
)


class Posting(NamedTuple):
    """A posting on an account of receivables."""

    line: int
    day: date
    account: str
    amount: Decimal
    currency: str
    number: str
    """Its invoice; empty where it names none."""
    due: str
    payee: str


class _Placed(NamedTuple):
    """A posting and its file."""

    file: str
    posting: Posting


def is_receivable(account: str) -> bool:
    """Whether an account is one of receivables, by the names of its parts."""
    return any(_RECEIVABLE.fullmatch(part.strip()) for part in account.split(":"))


class Receivables:
    """The receivables of all books of a ledger; a payment may be in another file."""

    def __init__(self, names: Names) -> None:
        self._names = names
        self._files: dict[str, list[Posting]] = {}
        self._rows: dict[str, list[TableRow]] | None = None

    def add(self, file: str, postings: Iterable[Posting]) -> None:
        """Take in the postings of one file.

        Raises:
            TableError: it is not of its format.
        """
        self._files[file] = [posting for posting in postings if posting.amount]

    def table(self, file: str) -> Table:
        """A row for each invoice of a file, and for each part of a payment."""
        if self._rows is None:
            self._rows = self._all_rows()
        return Table(HEADERS, iter(self._rows.get(file, [])))

    def _all_rows(self) -> dict[str, list[TableRow]]:
        rows: dict[str, list[TableRow]] = {}
        groups: dict[tuple[str, str], list[_Placed]] = {}
        for placed, again in self._once():
            if again:
                rows.setdefault(placed.file, []).append(_row(placed.posting, "", state=AGAIN))
            else:
                posting = placed.posting
                client = self._client(posting)
                groups.setdefault((client, posting.currency), []).append(placed)
        for (client, _), group in groups.items():
            for file, row in _SetOff(client, group).rows():
                rows.setdefault(file, []).append(row)
        return rows

    def _once(self) -> Iterator[tuple[_Placed, bool]]:
        """The postings, each with whether an earlier file has it too."""
        before: Counter[Posting] = Counter()
        for file, postings in self._files.items():
            here: Counter[Posting] = Counter()
            for posting in postings:
                same = posting._replace(line=0)
                here[same] += 1
                yield _Placed(file, posting), here[same] <= before[same]
            before |= here

    def _client(self, posting: Posting) -> str:
        """The client of an account: the first part below receivables that names one."""
        parts = [part.strip() for part in posting.account.split(":")]
        place = next(i for i, part in enumerate(parts) if _RECEIVABLE.fullmatch(part))
        below = parts[place + 1 :] or [posting.payee]
        for part in below:
            found, _ = self._names.find(part)
            if found is not None:
                return str(found.get("id"))
        return below[0]


class _SetOff:
    """The invoices of one client, and their payments."""

    def __init__(self, client: str, group: list[_Placed]) -> None:
        self._client = client
        ordered = sorted(group, key=_order)
        self._bills: dict[str, list[_Placed]] = {}
        self._open: dict[str, Decimal] = {}
        self._paid: list[tuple[str, _Placed, Decimal]] = []
        """The parts of payments: of which invoice, and how much."""
        for placed in ordered:
            if placed.posting.amount > 0:
                self._add_bill(placed)
        free = []
        for placed in ordered:
            if placed.posting.amount < 0:
                if placed.posting.number in self._bills:
                    self._pay(placed.posting.number, placed, -placed.posting.amount)
                else:
                    free.append(placed)
        for placed in free:
            self._set_off(placed)

    def rows(self) -> Iterator[tuple[str, TableRow]]:
        """The rows of all, each with its file."""
        early = {
            number
            for number, placed, _ in self._paid
            if number in self._bills and placed.posting.day < self._bills[number][0].posting.day
        }
        for number, placed_bills in self._bills.items():
            for file, posting in placed_bills:
                deposit = "true" if number in early else ""
                yield file, _row(posting, self._client, number, posting.amount, deposit)
        for number, (file, posting), part in self._paid:
            deposit = "true" if number in early else ""
            yield file, _row(posting, self._client, number, -part, deposit)

    def _add_bill(self, placed: _Placed) -> None:
        posting = placed.posting
        number = posting.number or self._new_number(posting.day)
        self._bills.setdefault(number, []).append(placed)
        self._open[number] = self._open.get(number, Decimal(0)) + posting.amount

    def _new_number(self, day: date) -> str:
        """A number for an invoice without one, made from its day."""
        number, count = day.isoformat(), 1
        while number in self._bills:
            count += 1
            number = f"{day.isoformat()}-{count}"
        return number

    def _pay(self, number: str, placed: _Placed, part: Decimal) -> None:
        self._open[number] -= part
        self._paid.append((number, placed, part))

    def _set_off(self, placed: _Placed) -> None:
        rest, day = -placed.posting.amount, placed.posting.day
        issued = {number: bills[0].posting.day for number, bills in self._bills.items()}
        # The oldest invoice issued by then; for a payment in advance, the first later one.
        for number in sorted(issued, key=lambda each: (issued[each] > day, issued[each])):
            part = min(rest, self._open[number])
            if part > 0:
                self._pay(number, placed, part)
                rest -= part
        if rest > 0 and self._bills:  # an overpayment, which is a credit
            self._pay(max(issued, key=lambda each: issued[each]), placed, rest)
        elif rest > 0:
            self._paid.append((f"credit {day.isoformat()}", placed, rest))


def _order(placed: _Placed) -> tuple[object, ...]:
    posting = placed.posting
    return posting.day, posting.number, posting.amount, posting.account, posting.line, placed.file


def _row(
    posting: Posting,
    client: str,
    number: str = "",
    amount: Decimal = Decimal(0),
    deposit: str = "",
    *,
    state: str = "",
) -> TableRow:
    due = posting.due if amount > 0 else ""
    plain = f"{amount.normalize():f}"
    day = posting.day.isoformat()
    cells = [client, number, day, plain, posting.currency, due, deposit, state]
    return TableRow(posting.line, cells)

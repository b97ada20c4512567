"""Beancount: receivables of a file, read by beancount's own parser.

Only the parser is called, never the loader. A file may name plugins, which are code, and other
files; both are ignored.
"""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any

from clienthealth.ledger.exports.receivables import Posting, is_receivable
from clienthealth.ledger.exports.table import TableError
from clienthealth.ledger.fields import FIRST_YEAR, LAST_YEAR


def beancount_postings(text: str) -> Iterator[Posting]:
    """The postings on accounts of receivables.

    Raises:
        TableError: it is not valid, or the library that reads it is missing.
    """
    try:
        from beancount.core.data import Transaction  # noqa: PLC0415  # an optional extra
        from beancount.parser import booking, parser  # noqa: PLC0415  # the same
    except ImportError:
        remedy = 'run `pip install "clienthealth[beancount]"`'
        raise TableError(1, f"beancount files need one more package; {remedy}") from None
    entries, errors, options = parser.parse_string(text)
    _stop_at(errors)
    transactions = [each for each in entries if isinstance(each, Transaction)]
    booked, errors = booking.book(transactions, options)  # type: ignore[no-untyped-call]
    _stop_at(errors)
    for entry in booked:
        yield from _postings(entry)


def _stop_at(errors: list[Any]) -> None:
    if errors:
        line = errors[0].source.get("lineno", 1) if errors[0].source else 1
        more = f" ({len(errors) - 1} more)" if len(errors) > 1 else ""
        message = str(errors[0].message).splitlines()[0]
        raise TableError(line, f"not valid beancount: {message}{more}; check it with `bean-check`")


def _postings(entry: Any) -> Iterator[Posting]:
    day = entry.date
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise TableError(entry.meta["lineno"], f"the year {day.year} is out of range; correct it")
    for posting in entry.postings:
        if not is_receivable(posting.account) or posting.units is None:
            continue
        said = {**entry.meta, **(posting.meta or {})}
        number, due = said.get("invoice"), said.get("due")
        yield Posting(
            line=said["lineno"],
            day=day,
            account=posting.account,
            amount=Decimal(posting.units.number),
            currency=posting.units.currency,
            number=str(number or next(iter(sorted(entry.links)), "")).strip(),
            due=due.isoformat() if isinstance(due, date) else "",
            payee=entry.payee or "",
        )

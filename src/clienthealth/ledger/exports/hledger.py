"""hledger: receivables of the JSON that `hledger print -O json` prints.

hledger itself is never run: a ledger may come from anybody, and a journal can name any file.
"""

import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any

from clienthealth.ledger.exports.json_list import json_items
from clienthealth.ledger.exports.receivables import Posting, is_receivable
from clienthealth.ledger.exports.table import TableError
from clienthealth.ledger.fields import FIRST_YEAR, LAST_YEAR

_REMEDY = "write it with `hledger print -O json -o FILE`"
_DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
_MOST_PLACES = 255


def hledger_postings(text: str) -> Iterator[Posting]:
    """The postings on accounts of receivables.

    Raises:
        TableError: it is not JSON from hledger.
    """
    if not text.lstrip("\ufeff \t\r\n").startswith("["):
        raise TableError(1, f"is not JSON from hledger; {_REMEDY}")
    for line, item in json_items(text):
        try:
            yield from _postings(line, item)
        except (KeyError, TypeError, ValueError, AttributeError, ArithmeticError):
            raise TableError(line, f"is not a transaction from hledger; {_REMEDY}") from None


def _postings(line: int, item: dict[str, Any]) -> Iterator[Posting]:
    of_all = _tags(item["ttags"])
    payee = str(item["tdescription"]).partition("|")[0].strip()
    for posting in item["tpostings"]:
        account = posting["paccount"]
        if not is_receivable(account):
            continue
        tags = of_all | _tags(posting["ptags"])
        for amount in posting["pamount"]:
            yield Posting(
                line=line,
                day=_day(posting["pdate"] or item["tdate"]),
                account=account,
                amount=_quantity(amount["aquantity"]),
                currency=str(amount["acommodity"]),
                number=str(tags.get("invoice") or item["tcode"]).strip(),
                due=tags["due"] if _DAY.fullmatch(tags.get("due", "")) else "",
                payee=payee,
            )


def _tags(pairs: list[list[str]]) -> dict[str, str]:
    return {str(name).lower(): str(value).strip() for name, value in pairs}


def _day(text: str) -> date:
    day = date.fromisoformat(text)
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise ValueError
    return day


def _quantity(parts: dict[str, Any]) -> Decimal:
    mantissa, places = parts["decimalMantissa"], parts["decimalPlaces"]
    if not isinstance(mantissa, int) or not 0 <= places <= _MOST_PLACES:
        raise ValueError
    return Decimal(mantissa).scaleb(-places)

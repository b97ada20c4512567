"""How this package reads a ledger's values: dates, numbers, hours, and dated values."""

from __future__ import annotations

import calendar
import re
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

Entry = dict[str, Any]
NEVER = date(1, 1, 1)


def number(value: object) -> Fraction:
    """A number exactly as it is written."""
    return Fraction(str(value))


def amount_of(value: object) -> Decimal:
    """A sum of money exactly as it is written."""
    return Decimal(str(value))


def day(value: object) -> date:
    """A date, also of a date and time."""
    return value if type(value) is date else date.fromisoformat(str(value)[:10])


def entries(entry: Entry, key: str) -> list[Entry]:
    """The list under a key; none where it is left out."""
    return list(entry.get(key) or [])


def in_force(value: Any, at: date, key: str = "value") -> Any:
    """Of a list of dated values the one that holds on a day; a single value holds always."""
    if not isinstance(value, list):
        return value
    held = [each for each in value if day(each.get("from", NEVER)) <= at]
    return max(held, key=lambda each: day(each.get("from", NEVER)))[key] if held else None


def hours(value: object) -> Fraction:
    """Hours in decimals, as `1:30`, as `1h 30m` or as `90m`."""
    text = str(value)
    if clock := re.fullmatch(r"(\d+):(\d\d)", text):
        return int(clock[1]) + Fraction(int(clock[2]), 60)
    if timer := re.fullmatch(r"(?:(\d+)h)? ?(?:(\d+)m)?", text):
        return int(timer[1] or 0) + Fraction(int(timer[2] or 0), 60)
    return number(value)


def worked_on(entry: Entry) -> date:
    """The day of a time entry; of a month of time its last day."""
    if "date" in entry:
        return day(entry["date"])
    year, month = map(int, str(entry["month"]).split("-"))
    return date(year, month, calendar.monthrange(year, month)[1])


def net_share(invoice: Entry) -> Fraction:
    """The part of an amount that is neither tax nor expenses."""
    gross = number(invoice["amount"])
    return net(invoice) / gross if gross else Fraction(0)


def net(invoice: Entry) -> Fraction:
    """The amount without tax and expenses."""
    passed_on = number(invoice.get("tax", 0)) + number(invoice.get("expenses", 0))
    return number(invoice["amount"]) - passed_on


def paid_and_kept_back(payment: Entry) -> Decimal:
    """What a payment settles: its amount, and what was deducted."""
    return amount_of(payment["amount"]) + amount_of(payment.get("deducted", 0))

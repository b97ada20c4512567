"""How amounts, days, counts and shares are written in every sentence that a person reads.

Meant to be used with its name: `written.amount(value, "EUR")`, `written.day(due)`.
"""

from datetime import date
from decimal import Decimal

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def amount(value: Decimal, currency: str | None = None) -> str:
    """An amount with cents and thousands separators: 5,200.00 EUR."""
    return f"{value:,.2f} {currency}" if currency else f"{value:,.2f}"


def cell(value: Decimal | None) -> str:
    """An amount in a cell or beside a name; a dash where it is unknown."""
    return "-" if value is None else amount(value)


def day(value: date) -> str:
    """A day of the calendar, whatever the locale: 14 Jul 2026."""
    return f"{value.day} {MONTHS[value.month - 1]} {value.year:04d}"


def month(value: date) -> str:
    """The month of a day: Jul 2026."""
    return f"{MONTHS[value.month - 1]} {value.year:04d}"


def count(number: int, one: str, several: str | None = None) -> str:
    """A count with its noun: 1 day, 1,200 days."""
    return f"{number:,} {one if number == 1 else several or one + 's'}"


def quantity(number: Decimal | float, one: str, several: str | None = None) -> str:
    """A measured quantity with its noun, to one decimal at most: 1 day, 22.9 days, 60 days."""
    rounded = f"{number:,.1f}".removesuffix(".0")
    return f"{rounded} {one if rounded == '1' else several or one + 's'}"


def percent(share: Decimal | float) -> str:
    """A share as a whole percentage: 45 %."""
    return f"{float(share) * 100:.0f} %"


def hours(value: Decimal) -> str:
    """Hours with at most two decimals: 4 h, 1.5 h, 1,200 h."""
    return f"{value:,.2f}".rstrip("0").rstrip(".") + " h"

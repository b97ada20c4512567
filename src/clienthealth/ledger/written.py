"""How amounts, days, counts and shares are written in every sentence that a person reads.

Meant to be used with its name: `written.amount(value, "EUR")`, `written.day(due)`.
"""

from datetime import date
from decimal import ROUND_HALF_UP, Decimal

WHOLE = frozenset(
    "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX VND VUV XAF XOF XPF".split()  # noqa: SIM905  # a list is longer
)
"""The currencies without a minor unit (ISO 4217)."""
IN_THOUSANDTHS = frozenset(["BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND"])
"""The currencies whose minor unit is a thousandth."""
HALF_A_PERCENT = 0.005
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def decimals(currency: str | None) -> int:
    """The decimals of a currency's amounts: 2, or those of its minor unit."""
    return 0 if currency in WHOLE else 3 if currency in IN_THOUSANDTHS else 2


def rounded(value: Decimal, digits: int) -> Decimal:
    """An amount with this many decimals, halves up; a format alone rounds them to even."""
    return value.quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP)


def amount(value: Decimal, currency: str) -> str:
    """An amount with thousands separators, as its currency is written: 5,200.00 EUR, 5,200 JPY."""
    return f"{rounded(value, decimals(currency)):,f} {currency}"


def quoted(value: Decimal, currency: str | None) -> str:
    """An amount of an entry in a message: 5,200.00, or 5,200 in yen.

    No decimal that somebody wrote is left out: two amounts that differ must not look the same.
    """
    own = -int(value.normalize().as_tuple().exponent) if value.is_finite() else 0
    return f"{value:,.{max(own, decimals(currency))}f}"


def cell(value: Decimal | None, currency: str | None) -> str:
    """An amount in a cell or beside a name; a dash where it is unknown.

    Args:
        value: The amount.
        currency: Where it is known, for the decimals alone.
    """
    return "-" if value is None else f"{rounded(value, decimals(currency)):,f}"


def of_it(part: str, whole: str) -> str:
    """How much of a sum something is: `1,000.00 EUR of it`, or `all of it`."""
    is_all = part == whole and any(sign in "123456789" for sign in part)
    return f"{'all' if is_all else part} of it"


def day(value: date) -> str:
    """A day of the calendar, whatever the locale: 14 Jul 2026."""
    return f"{value.day} {MONTHS[value.month - 1]} {value.year:04d}"


def month(value: date) -> str:
    """The month of a day: Jul 2026."""
    return f"{MONTHS[value.month - 1]} {value.year:04d}"


def count(number: int, one: str, several: str | None = None) -> str:
    """A count with its noun: 1 day, 1,200 days."""
    return f"{number:,} {one if number == 1 else several or one + 's'}"


def quantity(
    number: Decimal | float, one: str, several: str | None = None, *, decimals: int = 1
) -> str:
    """A measured quantity with its noun, to few decimals at most: 1 day, 22.9 days, 60 days."""
    rounded = f"{number:,.{decimals}f}"
    if "." in rounded:
        rounded = rounded.rstrip("0").removesuffix(".")
    return f"{rounded} {one if rounded == '1' else several or one + 's'}"


def percent(share: Decimal | float) -> str:
    """A share as a whole percentage: 45 %, or under 1 % where it would round to nothing."""
    if 0 < share < HALF_A_PERCENT:
        return "under 1 %"
    return f"{round(float(share) * 100)} %"


def hours(value: Decimal) -> str:
    """Hours with at most two decimals: 4 h, 1.5 h, 1,200 h."""
    return f"{rounded(value, 2):,f}".rstrip("0").rstrip(".") + " h"

"""How people write dates and numbers, and how a ledger writes the same.

Nothing here accepts a value. A message proposes the ledger's own spelling, ready to be copied.
"""

import re
from datetime import date
from decimal import Decimal

_AS_DATE = "write it as 2026-02-28"
_AS_NUMBER = "write a plain number such as 1234.50, without separators, currency or exponent"

# Dates

_YEAR_FIRST = re.compile(r"(\d{4})[-./ ](\d{1,2})[-./ ](\d{1,2})\.?|(\d{4})(\d\d)(\d\d)", re.ASCII)
_YEAR_LAST = re.compile(r"(\d{1,2})(?:([-/])|\. ?)(\d{1,2})(?:[-/]|\. ?)(\d{4}|\d\d)", re.ASCII)
_DAY_MONTH = re.compile(
    r"(\d{1,2})(?:st|nd|rd|th|\.)?[ -]([a-z]{3,9})\.?,?[ -](\d{4})", re.ASCII | re.IGNORECASE
)
_MONTH_DAY = re.compile(
    r"([a-z]{3,9})\.? (\d{1,2})(?:st|nd|rd|th)?,? (\d{4})", re.ASCII | re.IGNORECASE
)
_DATE_WITH_TIME = re.compile(r"(\d{4}-\d\d-\d\d)[T ]\d.*", re.ASCII)
_TIME_AT_END = re.compile(r"(.{6,18}?)[T, ]+(\d{1,2})(:\d\d(?::\d\d)?)", re.ASCII)
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


def date_remedy(text: str) -> str:
    """What to write for a text that is not an ISO 8601 date; a readable day is proposed.

    Days with a slash may be in either order. Where both exist, both are proposed.
    """
    text = text.strip()
    if found := _DATE_WITH_TIME.fullmatch(text):
        return f"write the day alone: {found[1]}"
    if re.fullmatch(r"\d{4}(-\d\d)?", text, re.ASCII):
        return f"write the day too, as in {text[:7] if len(text) > 4 else f'{text}-02'}-28"
    days = _days(text)
    if days is None:
        return _AS_DATE
    return _as_one_of(days)


def moment_remedy(text: str) -> str:
    """What to write for a text that is neither an ISO 8601 date nor a date and a time of day."""
    found = _TIME_AT_END.fullmatch(text.strip())
    days = _days(found[1]) if found else None
    if found is None or days is None:
        return date_remedy(text)
    return _as_one_of(days, f"T{found[2]:0>2}{found[3]}")


def _as_one_of(days: list[date], time: str = "") -> str:
    if not days:
        return "correct the day or the month, and write it as in 2026-02-28"
    written = sorted({f"{day.isoformat()}{time}" for day in days})
    return f"write it as {_choice(written)}"


def _days(text: str) -> list[date] | None:
    """The days of the calendar that a text may mean; None where it cannot be read."""
    if found := _YEAR_FIRST.fullmatch(text):
        year, month, day = (int(part) for part in found.groups() if part)
        return _existing((year, month, day))
    if found := _YEAR_LAST.fullmatch(text):
        first, second, year = int(found[1]), int(found[3]), int(found[4])
        year += 2000 if year < 100 else 0
        days = [(year, second, first)]
        return _existing(*days, *([(year, first, second)] if found[2] else []))
    if found := _DAY_MONTH.fullmatch(text):
        return _existing((int(found[3]), _month(found[2]), int(found[1])))
    if found := _MONTH_DAY.fullmatch(text):
        return _existing((int(found[3]), _month(found[1]), int(found[2])))
    return None


def _month(name: str) -> int:
    start = name[:3].lower()
    return _MONTHS.index(start) + 1 if start in _MONTHS else 0


def _existing(*days: tuple[int, int, int]) -> list[date]:
    found = []
    for day in days:
        try:
            found.append(date(*day))
        except ValueError:
            continue
    return found


def _choice(proposed: list[str]) -> str:
    return " or ".join(proposed) + (", whichever you mean" if len(proposed) > 1 else "")


# Numbers

_MANY_DECIMALS = re.compile(r"[+-]?\d{1,15}\.\d{6}(?=\d+$)", re.ASCII)
_SIGNS = "€$£¥₣"
_GAPS = "'\u2019 \u00a0\u202f\u2009_"
_CURRENCY = re.compile(rf"^[{_SIGNS}]|[{_SIGNS}]$|^[A-Z]{{3}}(?=[ \d+-])|(?<=[ \d])[A-Z]{{3}}$")
_UNIT = re.compile(r"(?<=\d) ?(h|hrs?|hours?|d|days?|%|per ?cent)$", re.IGNORECASE)
_NO_CENTS = re.compile(r"[.,][-\u2013\u2014]{1,2}$")
_GROUPS = {sign: re.compile(rf"\d{{1,3}}({re.escape(sign)}\d{{3}})+") for sign in ".,"}
_GAPPED = re.compile(rf"\d{{1,3}}([{_GAPS}]\d{{3}})+", re.ASCII)
_EXPONENT = re.compile(r"[+-]?\d{1,6}(\.\d{1,6})?e[+-]?\d", re.ASCII | re.IGNORECASE)


def number_remedy(text: str, plain: re.Pattern[str]) -> str:
    """What to write for a text that is not a plain number; a readable one is proposed.

    A single comma before three digits may divide thousands or begin decimals. Both are proposed.
    What is proposed is `plain`.
    """
    found = [number for number in _numbers(text.strip()[:60]) if plain.fullmatch(number)]
    if long := _MANY_DECIMALS.match(text):
        return f"write at most six decimals, as in {long[0]}"
    if not found:
        return _AS_NUMBER
    return f"write {_choice(found)}"


def _numbers(text: str) -> list[str]:
    """The plain numbers that a text may mean."""
    if _EXPONENT.fullmatch(text):
        return [f"{Decimal(text):f}"]
    sign, digits = _signed(text)
    if _GAPPED.fullmatch(re.split("[.,]", digits, maxsplit=1)[0]):
        digits = re.sub(f"[{_GAPS}]", "", digits)
    return [sign + number for number in _with_point(digits)]


def _signed(text: str) -> tuple[str, str]:
    """The sign and the digits, without currency, unit and a dash for no cents."""
    text = text.replace("\u2212", "-")
    bracketed = re.fullmatch(r"\((.*)\)", text)
    bare = _CURRENCY.sub("", bracketed[1] if bracketed else text).strip()
    bare = _NO_CENTS.sub("", _UNIT.sub("", bare))
    negative = bool(bracketed) or bare.startswith("-") or bare.endswith("-")
    bare = _CURRENCY.sub("", bare.strip("+- ")).strip()
    return ("-" if negative else ""), bare


def _with_point(digits: str) -> list[str]:
    """Digits with a point before the decimals and nothing between thousands."""
    comma, point = digits.rfind(","), digits.rfind(".")
    if comma >= 0 and point >= 0:
        group, decimal = (",", ".") if point > comma else (".", ",")
        whole, _, rest = digits.rpartition(decimal)
        return [f"{whole.replace(group, '')}.{rest}"] if _GROUPS[group].fullmatch(whole) else []
    if comma >= 0 and digits.count(",") == 1:
        whole, _, rest = digits.partition(",")
        as_decimals = f"{whole}.{rest}"
        return [whole + rest, as_decimals] if _GROUPS[","].fullmatch(digits) else [as_decimals]
    if comma >= 0:
        return [digits.replace(",", "")] if _GROUPS[","].fullmatch(digits) else []
    if digits.count(".") > 1:
        return [digits.replace(".", "")] if _GROUPS["."].fullmatch(digits) else []
    return [digits]


_SPAN = re.compile(r"(\d{1,3}) ?(days?|d|weeks?|w|months?|m)", re.ASCII | re.IGNORECASE)
_NET = re.compile(r"(?:net|within)[ -]?(\d{1,3})(?: ?days?)?", re.ASCII | re.IGNORECASE)
_DAYS_IN = {"d": 1, "w": 7, "m": 30}


def whole_number_remedy(text: str) -> str:
    """What to write for a text that is not a whole number, such as `30 days` or `net 30`."""
    if found := _NET.fullmatch(text.strip()):
        return f"write {found[1]}"
    if found := _SPAN.fullmatch(text.strip()):
        return f"write {int(found[1]) * _DAYS_IN[found[2][0].lower()]}"
    return "write digits only"

"""Cells of an export as a ledger writes them: dates, times of day, amounts, currencies."""

import re
from datetime import datetime

from clienthealth.ledger.fields import PLAIN_NUMBER, shown
from clienthealth.ledger.models import UNKNOWN

_SPACES = " \u00a0\u202f\u2009"
_GROUPED = {
    ".": re.compile(
        rf"[+-]?\d{{1,3}}([,'{_SPACES}\u2019]\d{{2,3}})*[,'{_SPACES}\u2019]\d{{3}}(\.\d+)?",
        re.ASCII,
    ),
    ",": re.compile(rf"[+-]?\d{{1,3}}([.'{_SPACES}\u2019]\d{{3}})+(,\d+)?", re.ASCII),
}
_SEPARATORS = re.compile(rf"['{_SPACES}\u2019]")
_NEGATIVE = re.compile(
    r"\((?P<brackets>[^()+-]+)\)|-\s+(?P<apart>\d[^()+-]*)|(?P<trailing>[^()+-]+)-|[\u2212\u2013](?P<sign>.+)"
)
"""Negative numbers in bookkeeping: in brackets, or with a trailing or a long minus."""
_NO_CENTS = re.compile(r"(?<=\d)[.,][-\u2013\u2014]+(?=$|\s|€)")
"""What follows a whole amount instead of cents: `100.-`, `100,--`."""
_BEFORE_BRACKETS = re.compile(r"([^\d\s()+-][^\d()+-]{0,4})\(([^()+-]+)\)")
"""A negative amount with the currency before its brackets."""
_MONEY = re.compile(
    r"(?P<minus>[+\u2212-]?)\s*(?P<before>[^\d\s.,'()+\u2212-][^\d\s()+\u2212-]{0,4}?)?\s*"
    r"(?P<number>[+-]?\d(?:[\d.,'\s\u2019]*\d)?-?)\s*(?P<after>[^\d\s.,'()+-][^\d\s()+-]{0,4})?"
)
_SIGNS = {
    "€": ("EUR",),
    "EURO": ("EUR",),
    "EUROS": ("EUR",),
    "£": ("GBP",),
    "¥": ("JPY", "CNY"),
    "$": ("USD", "CAD", "AUD", "NZD", "SGD", "HKD", "MXN", "ARS", "CLP", "COP"),
    "US$": ("USD",),
    "C$": ("CAD",),
    "CA$": ("CAD",),
    "A$": ("AUD",),
    "AU$": ("AUD",),
    "NZ$": ("NZD",),
    "S$": ("SGD",),
    "HK$": ("HKD",),
    "R$": ("BRL",),
    "₹": ("INR",),
    "RS": ("INR", "PKR", "LKR"),
    "RS.": ("INR", "PKR", "LKR"),
    "FR": ("CHF",),
    "FR.": ("CHF",),
    "SFR.": ("CHF",),
    "KR": ("SEK", "NOK", "DKK", "ISK"),
    "KR.": ("SEK", "NOK", "DKK", "ISK"),
    "ZŁ": ("PLN",),
    "KČ": ("CZK",),
    "FT": ("HUF",),
    "₺": ("TRY",),
    "₽": ("RUB",),
    "₴": ("UAH",),
    "₪": ("ILS",),
    "₩": ("KRW",),
    "₱": ("PHP",),
    "฿": ("THB",),
    "LEI": ("RON",),
    "R": ("ZAR",),
}
_CODE = re.compile(r"(?<![A-Za-z])[A-Z]{3}(?![A-Za-z])")
_ISO = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
_TIME = re.compile(
    r"(?:[T,]|,?\s)\s*\d{1,2}:\d\d(?::\d\d(?:\.\d+)?)?\s*(?:[AaPp]\.?[Mm]\.?)?"
    r"(?:\s*(?:Z|UTC|GMT|[A-Z]{3,4}|[+-]\d\d:?\d\d)|\s*Uhr|\s+h)?$",
    re.ASCII,
)
_ZONE = re.compile(r"\s*(Z|UTC|GMT|[+-]\d\d:?\d\d)$", re.ASCII)
_FLAGS = {"true", "false", "yes", "no"}


class UnclearError(Exception):
    """A cell that cannot be read; the message says why."""


class Dates:
    """Reads the dates of one file in one of several forms.

    A cell that repeats is read once; a date with a time of day is a date.
    """

    def __init__(self, formats: tuple[str, ...]) -> None:
        self._formats = formats
        self._only_iso = formats == ("%Y-%m-%d",)
        self._known: dict[str, str] = {}

    def day(self, cell: str) -> str:
        """A date as the ledger writes it.

        Raises:
            UnclearError: the cell fits none of the forms.
        """
        if self._only_iso and len(cell) == 10:
            return cell  # the model reports what is wrong with it
        found = self._known.get(cell)
        if found is None:
            found = self._known[cell] = self._day(cell)
        return found

    def _day(self, cell: str) -> str:
        lower = cell.lower()
        if lower == UNKNOWN:
            return UNKNOWN
        if lower in _FLAGS:
            return cell
        moment = parsed(cell, self._formats)
        if moment is not None:
            return moment.date().isoformat()
        if _ISO.match(cell):
            return cell[:10] if _TIME.fullmatch(cell[10:]) else cell
        if self._only_iso:
            return cell
        raise self._unfit(cell)

    def moment(self, cell: str) -> str:
        """A date, or a date with a time of day, as the ledger writes it.

        Raises:
            UnclearError: the cell fits none of the forms.
        """
        for form in self._formats:
            found = _strptime(cell, form)
            if found is not None:
                has_time = "%H" in form or "%I" in form
                return found.isoformat() if has_time else found.date().isoformat()
        time = _TIME.search(cell)
        if time is None or _is_iso(cell):
            if _ISO.match(cell) or self._only_iso:
                return cell
            raise self._unfit(cell)
        day = self.day(cell[: time.start()])
        clock, zone = _clock_and_zone(time[0].lstrip("T,").strip())
        if clock is None:
            if _ISO.match(cell):
                return cell  # the reader of moments says what is wrong with it
            raise self._unfit(cell)
        return f"{day}T{clock}{zone}"

    def _unfit(self, cell: str) -> UnclearError:
        form = " or ".join(map(shown, self._formats))
        return UnclearError(f"{shown(cell)} does not fit the `date_format` {form}; correct one")


def parsed(cell: str, formats: tuple[str, ...]) -> datetime | None:
    """A date by the first of the forms that it fits, with or without a time behind it."""
    for form in formats:
        found = _strptime(cell, form)
        if found is not None:
            return found
    time = _TIME.search(cell)
    return parsed(cell[: time.start()], formats) if time and time.start() else None


def _is_iso(cell: str) -> bool:
    """Whether a cell is a moment as the ledger writes it."""
    try:
        datetime.fromisoformat(cell)
    except ValueError:
        return False
    return True


def _clock_and_zone(text: str) -> tuple[str | None, str]:
    """A time of day, and its offset where it names one."""
    zone = _ZONE.search(text)
    if zone is None:
        return clock_time(text), ""
    offset = "+00:00" if zone[1][0].isalpha() else f"{zone[1][:3]}:{zone[1][-2:]}"
    return clock_time(text[: zone.start()].split(".", maxsplit=1)[0]), offset


def _strptime(cell: str, form: str) -> datetime | None:
    try:
        return datetime.strptime(cell, form)  # noqa: DTZ007  # a wall-clock text
    except (ValueError, OverflowError):
        return None


def clock_time(cell: str) -> str | None:
    """A time of day, on the clock of 24 or of 12 hours, as `HH:MM:SS`; None for other text."""
    text = cell.upper().replace(".", "") if cell[-1:] in "mM." else cell
    for form in ("%H:%M:%S", "%H:%M", "%I:%M:%S %p", "%I:%M %p", "%I:%M:%S%p", "%I:%M%p"):
        found = _strptime(text, form)
        if found is not None:
            return found.strftime("%H:%M:%S")
    return None


def plain_number(cell: str, decimal: str, currency: str | None = None) -> str:
    """A number as the ledger writes it, without separators and the sign of the currency.

    Raises:
        UnclearError: it is no number with this decimal sign, or in another currency.
    """
    if decimal == "." and PLAIN_NUMBER.fullmatch(cell):
        return cell
    cell = _BEFORE_BRACKETS.sub(r"(\1\2)", _NO_CENTS.sub("", cell))
    if negative := _NEGATIVE.fullmatch(cell):
        inner = next(filter(None, negative.groups())).strip()
        return f"-{plain_number(inner, decimal, currency)}"
    if currency is not None and (money := _money(cell, currency)) is not None:
        return plain_number(money, decimal)
    number = cell
    if _GROUPED[decimal].fullmatch(cell):
        number = _SEPARATORS.sub("", cell.replace("," if decimal == "." else ".", ""))
    elif decimal == "," and "." in cell:
        text = f"{shown(cell)} is not a number with a decimal comma; write `decimal: .` or 1234,50"
        raise UnclearError(text)
    number = number.replace(",", ".") if decimal == "," else number
    if not PLAIN_NUMBER.fullmatch(number):
        from clienthealth.ledger.spellings import number_remedy  # noqa: PLC0415  # only for messages

        remedy = number_remedy(cell, PLAIN_NUMBER)
        raise UnclearError(f"{shown(cell)} is not a number; {remedy}")
    return number


def _money(cell: str, currency: str) -> str | None:
    """An amount without the sign or code of its currency; None where it has neither."""
    found = _MONEY.fullmatch(cell)
    signs = [s for s in (found["before"], found["after"]) if s] if found else []
    if found is None or not signs:
        return None
    for sign in signs:
        codes = currencies(sign)
        if codes and currency not in codes:
            text = f"{shown(cell)} is not in {currency}, the client's currency"
            raise UnclearError(f"{text}; correct the client's `currency`, or `skip` the row")
        if not codes:
            return None
    minus = "-" if found["minus"] not in ("", "+") else ""
    return minus + found["number"].strip()


def currencies(text: str) -> tuple[str, ...]:
    """The currency codes that a sign, a code or a name may mean; none for other text."""
    word = text.strip()
    if (known := _SIGNS.get(word.upper())) is not None:
        return known
    if len(word) == 3 and word.isascii() and word.isalpha():
        return (word.upper(),)
    codes = _CODE.findall(word)
    return (codes[-1],) if codes else ()


def fits_decimal(cell: str, decimal: str) -> bool:
    """Whether a cell can be a number with this decimal sign, whatever is around it."""
    digits = re.sub(r"[^\d.,'\s\u2019]", "", cell).strip()
    if ("," if decimal == "." else ".") in digits:
        return _GROUPED[decimal].fullmatch(digits) is not None
    plain = PLAIN_NUMBER.fullmatch(digits.replace(",", "."))
    return plain is not None or _GROUPED[decimal].fullmatch(digits) is not None

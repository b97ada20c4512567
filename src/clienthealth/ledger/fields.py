"""The kinds of value a ledger field can hold: dates, moments, money, hours, names.

Scalars reach these parsers as the text in the file, so YAML guesses nothing on the way (`NO`
stays a country, `0123` an invoice number). The error of each parser says what is wrong and what
to write instead.
"""

import re
from calendar import monthrange
from collections.abc import Callable
from datetime import date, datetime, time
from decimal import Decimal
from functools import lru_cache
from typing import Annotated, Any, TypeVar

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, WithJsonSchema
from pydantic.json_schema import SkipJsonSchema
from pydantic_core import PydanticCustomError

from clienthealth.ledger.core_schemas import Parsed

MARK = "\0mark"
"""The key under which the reader stores where a mapping begins; the reader refuses it in a file."""

EMPTY = "\0empty"
"""The key under which the reader lists the keys that have no value, so that typos in them show."""

LONGEST_PATH = 255
"""In characters. Of a longer path the end is kept, where paths differ."""

FIRST_YEAR, LAST_YEAR = 1900, 2199
LONGEST_MONTH = 31 * 24
"""The hours of the longest month."""

PLAIN_NUMBER = re.compile(r"[+-]?\d{1,15}(\.\d{1,6})?", re.ASCII)
_DATE = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
_TIME_SIGNS = ("T", " ")
_CLOCK = re.compile(r"([01]?\d|2[0-3]):[0-5]\d", re.ASCII)
_MONTH = re.compile(r"(\d{4})-(0[1-9]|1[0-2])", re.ASCII)
_CLOCK_HOURS = re.compile(r"(\d{1,3}):([0-5]\d)(?::([0-5]\d))?", re.ASCII)
_UNIT_HOURS = re.compile(
    r"(?:(\d{1,3}(?:\.\d{1,6})?) ?h(?:rs?|ours?)?)?(?: ?(\d{1,4}) ?(?:m|mins?|minutes?)?)?",
    re.ASCII | re.IGNORECASE,
)
_MINUTE = re.compile(r"[mM]")
_EXACT_HOURS = Decimal("1e-20")

_Day = TypeVar("_Day", bound=date)


def wrong(message: str) -> PydanticCustomError:
    """A validation error with our own wording."""
    return PydanticCustomError("clienthealth", message)


def one_line(text: str) -> str:
    """A text without line breaks and control characters, which are written as escapes instead."""
    if text.isprintable():
        return text
    return "".join(c if c.isprintable() else ascii(c)[1:-1] for c in text)


def bare(text: str) -> str:
    """A text for a list of words: on one line, cut to a readable length."""
    line = one_line(text[:61])
    return f"{line[:57]}..." if len(line) > 60 else line


def path_end(path: object) -> str:
    """A path, without its beginning if it is long."""
    text = str(path)
    return text if len(text) <= LONGEST_PATH else f"…{text[1 - LONGEST_PATH :]}"


def shown(value: object) -> str:
    """A value for a message: quoted, on one line, cut to a readable length."""
    if isinstance(value, (list, tuple)):
        return "a list"
    if isinstance(value, (dict, BaseModel)):
        return "a mapping"
    if value is None:
        return "nothing"
    words = bare(value if isinstance(value, str) else repr(value))
    return '"{}"'.format(words.replace('"', '\\"'))


@lru_cache(maxsize=8192)  # a ledger has the same days again and again
def _ordinary_day(text: str) -> date | None:
    """The day that a text names, if nothing is wrong with it."""
    if not _DATE.fullmatch(text):
        return None
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return day if FIRST_YEAR <= day.year <= LAST_YEAR else None


def parse_date(value: object) -> date:
    """An ISO 8601 calendar date: `2026-02-28`."""
    if isinstance(value, str):
        ordinary = _ordinary_day(value)
        if ordinary is not None:
            return ordinary
        if not _DATE.fullmatch(value):
            from clienthealth.ledger.spellings import date_remedy  # noqa: PLC0415  # only where there is a problem

            raise wrong(f"{shown(value)} is not a date; {date_remedy(value)}")
        try:
            day = date.fromisoformat(value)
        except ValueError:
            text = f"{shown(value)} does not exist in the calendar; correct the day or the month"
            raise wrong(text) from None
        return _near(day)
    if isinstance(value, date) and not isinstance(value, datetime):
        return value
    raise wrong(f"{shown(value)} is not a date; write it as 2026-02-28")


def _near(day: _Day) -> _Day:
    # A bound far from the calendar's ends keeps all arithmetic with days from overflowing.
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise wrong(f"the year {day.year} is out of range; write {FIRST_YEAR} to {LAST_YEAR}")
    return day


def parse_moment(value: object) -> date | datetime:
    """A date, or a date with a time of day; without an offset it is in the business's zone."""
    if isinstance(value, str) and len(value) == 10 and (day := _ordinary_day(value)) is not None:
        return day
    if isinstance(value, date):
        return value
    if isinstance(value, str) and value[10:11] in _TIME_SIGNS and _DATE.fullmatch(value[:10]):
        try:
            moment = datetime.fromisoformat(value)
        except ValueError:
            raise wrong(
                f"{shown(value)} is not a date and time; write 2026-02-28T14:30 "
                "or 2026-02-28T14:30+01:00"
            ) from None
        return _near(moment)
    if isinstance(value, str) and not _DATE.fullmatch(value):
        from clienthealth.ledger.spellings import moment_remedy  # noqa: PLC0415  # only where there is a problem

        raise wrong(f"{shown(value)} is not a date; {moment_remedy(value)}")
    return parse_date(value)


def parse_date_or_flag(value: object) -> date | bool:
    """A date (from that day on) or true/false (from the beginning, or not at all)."""
    if isinstance(value, bool):
        return value
    if isinstance(value, str) and value.lower() in {"true", "yes"}:
        return True
    if isinstance(value, str) and value.lower() in {"false", "no"}:
        return False
    if isinstance(value, str) and not _DATE.fullmatch(value):
        from clienthealth.ledger.spellings import date_remedy  # noqa: PLC0415  # only where there is a problem

        remedy = date_remedy(value)
        if remedy == date_remedy(""):
            remedy = "write 2026-02-28 or true"
        raise wrong(f"{shown(value)} is neither a date nor true or false; {remedy}")
    return parse_date(value)


def parse_clock(value: object) -> time:
    """A time of day on the 24-hour clock: `09:00`."""
    if isinstance(value, time):
        return value
    if isinstance(value, str) and _CLOCK.fullmatch(value):
        hour, minute = value.split(":")
        return time(int(hour), int(minute))
    raise wrong(f'{shown(value)} is not a time of day; write it as "09:00"')


def parse_end_of_day(value: object) -> time:
    """A time of day at which something ends; `24:00` is the midnight at the end of the day."""
    return time.min if value == "24:00" else parse_clock(value)


def parse_month(value: object) -> date:
    """The last day of a month written as `2026-02`."""
    if isinstance(value, date):
        return value.replace(day=monthrange(value.year, value.month)[1])
    if isinstance(value, str) and (parts := _MONTH.fullmatch(value)):
        year, month = map(int, parts.groups())
        return _near(date(max(year, 1), month, monthrange(max(year, 1), month)[1]))
    raise wrong(f"{shown(value)} is not a month; write it as 2026-02")


def clock_hours(text: str) -> Decimal | None:
    """Hours as a clock or a timer shows them, `1:30`, `1h 30m` or `90m`; None for other text."""
    if parts := _CLOCK_HOURS.fullmatch(text):
        hours, minutes, seconds = (Decimal(part or 0) for part in parts.groups())
    elif text and (parts := _UNIT_HOURS.fullmatch(text)) and _has_unit(text, *parts.groups()):
        hours, minutes, seconds = Decimal(parts[1] or 0), Decimal(parts[2] or 0), Decimal(0)
    else:
        return None
    # Fine enough that thirds of an hour add up to whole hours in every figure shown.
    return (hours + minutes / 60 + seconds / 3600).quantize(_EXACT_HOURS).normalize()


def _has_unit(text: str, hours: str | None, minutes: str | None) -> bool:
    """Whether a bare number is unclear: `90` alone may be hours or minutes."""
    return hours is not None or (minutes is not None and _MINUTE.search(text) is not None)


def parse_hours(value: object) -> Decimal:
    """Hours: decimals such as `1.5`, or as a clock shows them, `1:30`, `1h 30m` or `90m`."""
    if isinstance(value, str) and _plain_number(value) is None:
        hours = clock_hours(value)
        if hours is None:
            raise wrong(f'{shown(value)} is not a number of hours; write 1.5, "1:30" or 1h 30m')
        return hours
    return parse_number(value)


@lru_cache(maxsize=8192)  # a payment repeats the amount of its invoice
def _plain_number(text: str) -> Decimal | None:
    """The number that a text is, if nothing is wrong with it."""
    return Decimal(text) if PLAIN_NUMBER.fullmatch(text) else None


def parse_number(value: object) -> Decimal:
    """A plain decimal number: a point for decimals, no thousands separator, no exponent."""
    if isinstance(value, str) and (plain := _plain_number(value)) is not None:
        return plain
    if isinstance(value, Decimal) and value.is_finite():
        return value
    if isinstance(value, int) and not isinstance(value, bool):
        return Decimal(value)
    from clienthealth.ledger.spellings import number_remedy  # noqa: PLC0415  # only where there is a problem

    remedy = number_remedy(value if isinstance(value, str) else "", PLAIN_NUMBER)
    raise wrong(f"{shown(value)} is not a number; {remedy}")


def _bounded(
    low: int,
    high: int | None,
    what: str,
    *,
    exclusive: bool,
    read: Callable[[object], Decimal] = parse_number,
) -> Callable[[object], Decimal]:
    def parse(value: object) -> Decimal:
        number = read(value)
        too_low = number <= low if exclusive else number < low
        if too_low or (high is not None and number > high):
            raise wrong(f"{shown(f'{number:f}')} is out of range; write {what}")
        return number

    return parse


def _parse_text(value: object) -> str:
    if not isinstance(value, str):
        raise wrong(f"{shown(value)} is not text; write one line of text")
    if not value or value.isspace():
        raise wrong("the text is empty; write something, or leave the key out")
    return value


_NUMBER_SCHEMA: dict[str, Any] = {
    "anyOf": [{"type": "number"}, {"type": "string", "pattern": r"^[+-]?\d{1,15}(\.\d{1,6})?$"}]
}
_HOURS_SCHEMA: dict[str, Any] = {
    "anyOf": [{"type": "number"}, {"type": "string", "pattern": r"^\d[\d.: a-zA-Z]*$"}]
}
_TEXT_SCHEMA: dict[str, Any] = {"type": ["string", "number", "boolean"]}

Date = Annotated[date, Parsed(parse_date, {"type": "string", "format": "date"})]
Moment = Annotated[
    date | datetime,
    Parsed(
        parse_moment,
        {"type": "string", "pattern": r"^\d{4}-\d\d-\d\d([T ]\d\d:\d\d(:\d\d)?.*)?$"},
    ),
]
DateOrFlag = Annotated[
    date | bool,
    Parsed(
        parse_date_or_flag,
        {"anyOf": [{"type": "string", "format": "date"}, {"type": "boolean"}]},
    ),
]
Clock = Annotated[
    time,
    Parsed(parse_clock, {"type": "string", "pattern": r"^([01]?\d|2[0-3]):[0-5]\d$"}),
]
EndOfDay = Annotated[
    time,
    Parsed(parse_end_of_day, {"type": "string", "pattern": r"^(([01]?\d|2[0-3]):[0-5]\d|24:00)$"}),
]
"""A time of day at which something ends; 24:00 is kept as midnight."""
Month = Annotated[
    date,
    Parsed(parse_month, {"type": "string", "pattern": r"^\d{4}-(0[1-9]|1[0-2])$"}),
]
"""A calendar month; kept as its last day."""
Number = Annotated[Decimal, Parsed(parse_number, _NUMBER_SCHEMA)]
Amount = Annotated[
    Decimal,
    Parsed(_bounded(0, None, "an amount of 0 or more", exclusive=False), _NUMBER_SCHEMA),
]
PositiveAmount = Annotated[
    Decimal,
    Parsed(_bounded(0, None, "an amount above 0", exclusive=True), _NUMBER_SCHEMA),
]


def _parse_nonzero(value: object) -> Decimal:
    number = parse_number(value)
    if number == 0:
        text = "an amount above 0, or one below 0 for money that went back"
        raise wrong(f"{shown(str(number))} is not a payment; write {text}")
    return number


NonzeroAmount = Annotated[Decimal, Parsed(_parse_nonzero, _NUMBER_SCHEMA)]
"""Money that came, or went back where it is negative."""
EntryHours = Annotated[
    Decimal,
    Parsed(
        _bounded(
            0,
            24,
            "the hours of one day's entry, above 0 and at most 24",
            exclusive=True,
            read=parse_hours,
        ),
        _HOURS_SCHEMA,
    ),
]
MonthHours = Annotated[
    Decimal,
    Parsed(
        _bounded(
            0,
            LONGEST_MONTH,
            f"the hours of one month, above 0 and at most {LONGEST_MONTH}",
            exclusive=True,
            read=parse_hours,
        ),
        _HOURS_SCHEMA,
    ),
]
Text = Annotated[str, Parsed(_parse_text, _TEXT_SCHEMA)]
"""Any text; a number or date in the file is taken as it is written."""


def unmarked(value: object) -> object:
    """A mapping with the user's own keys, without the reader's mark."""
    if isinstance(value, dict):
        empty = dict.fromkeys(value.get(EMPTY, ()))
        return empty | {k: unmarked(v) for k, v in value.items() if k not in (MARK, EMPTY)}
    return value


def _one_or_many(value: object) -> object:
    return [value] if isinstance(value, str) else value


Texts = Annotated[
    tuple[Text, ...],
    BeforeValidator(_one_or_many),
    WithJsonSchema({"anyOf": [_TEXT_SCHEMA, {"type": "array", "items": _TEXT_SCHEMA}]}),
]
"""One text or a list of them."""


class Entry(BaseModel):
    """What all parts of a ledger have in common: no unknown keys, no changes, a place."""

    model_config = ConfigDict(
        extra="forbid",
        frozen=True,
        hide_input_in_errors=True,
        defer_build=True,  # most ledgers have a few kinds of entry only
    )

    mark: SkipJsonSchema[int] = Field(default=0, alias=MARK, exclude=True, repr=False)
    """Where this entry begins (`sources.py` unpacks it); 0 for one built in Python."""


_NOT_KEPT: set[str] = set()


def forget_written_keys(entry: BaseModel) -> None:
    """Drop which keys of an entry were written, and which were left to their defaults.

    A ledger has a few kinds of entry by the thousand. Pydantic keeps the names of the written keys
    in a set for each, which takes half of its memory; nobody asks for them. `model_fields_set` is
    empty from then on, and a copy of the entry begins with an empty one.
    """
    object.__setattr__(entry, "__pydantic_fields_set__", _NOT_KEPT)


def unplaced(value: Any) -> Any:
    """An entry, or a value of one, as mappings, tuples and scalars, without its place.

    This is what `model_dump` gives, which needs the schemas of all that is inside. Many are never
    built, and before pydantic 2.14 it fails for these.
    """
    if isinstance(value, Entry):
        parts = vars(value).items()
        return {
            name: unplaced(part) if isinstance(part, _NESTED) else part
            for name, part in parts
            if name != "mark"
        }
    if isinstance(value, tuple):
        return tuple(map(unplaced, value))
    if isinstance(value, dict):
        return {key: unplaced(part) for key, part in value.items()}
    return value


_NESTED = (Entry, tuple, dict)

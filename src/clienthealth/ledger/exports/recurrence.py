"""When a meeting recurs: the occurrences of a rule up to a day."""

import re
from calendar import monthrange
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, time, timedelta
from itertools import takewhile

from clienthealth.ledger.exports.ics import Moment

MOST_OCCURRENCES = 5_000
"""The most occurrences of one meeting: one a day for more than thirteen years."""
MOST_IN_ALL = 50_000
MOST_EMPTY = 3
"""The most rules of a ledger that may give no meeting, which takes long to find out."""

_PARTS = frozenset(
    ("FREQ", "INTERVAL", "COUNT", "UNTIL", "WKST", "BYDAY", "BYMONTH", "BYMONTHDAY", "BYSETPOS")
)
_ORDINAL = re.compile(r"([+-]?\d{1,2})?(?:MO|TU|WE|TH|FR|SA|SU)", re.ASCII)
_PLACE = re.compile(r"[+-]?[1-4]")
"""Every month has four of each day of the week."""
_WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")


class UnreadError(Exception):
    """A rule that is not read: meetings more than once a day, or too many."""


class TooManyError(Exception):
    """More meetings than a person can attend."""


class Recurrences:
    """The occurrences of the meetings of one ledger."""

    def __init__(self) -> None:
        self._empty = 0
        self._count = 0

    def occurrences(self, start: Moment, rule: str, last: date) -> list[Moment]:
        """The days or moments on which a meeting recurs, by the clock of the place it is set in.

        Raises:
            UnreadError: the rule is one that no meeting has.
            TooManyError: the meetings of all series are too many.
        """
        parts = _parts(rule)
        zone = start.tzinfo if isinstance(start, datetime) else None
        until = _until(parts.pop("UNTIL", ""), start)
        end = datetime.combine(last, time.max)
        until = end if until is None else min(until, end)
        is_moment = isinstance(start, datetime)
        clock = start.time() if isinstance(start, datetime) else time.min
        first = datetime.combine(start, clock)
        found: list[Moment] = []
        for moment in takewhile(lambda each: each <= until, self._all(first, parts, until)):
            self._count += 1
            if self._count > MOST_IN_ALL:
                raise TooManyError
            if len(found) >= MOST_OCCURRENCES:
                raise UnreadError
            found.append(moment.replace(tzinfo=zone) if is_moment else moment.date())
        return found

    def _all(self, first: datetime, parts: dict[str, str], until: datetime) -> Iterator[datetime]:
        if parts["FREQ"] == "DAILY":
            yield from _daily(first, parts, until)
            return
        if self._empty >= MOST_EMPTY:
            raise UnreadError
        from dateutil.rrule import (  # type: ignore[import-untyped]  # noqa: PLC0415  # an extra
            rrulestr,
        )

        if not _may_come_true(parts):
            return
        text = ";".join(f"{key}={value}" for key, value in parts.items())
        try:
            rule = rrulestr(text, dtstart=first)
        except (ValueError, TypeError, KeyError, IndexError, OverflowError, AttributeError):
            raise UnreadError from None
        is_empty = True
        for moment in rule:
            is_empty = False
            yield moment
        self._empty += is_empty


def _parts(rule: str) -> dict[str, str]:
    pairs = (part.partition("=") for part in rule.upper().split(";") if part)
    parts = {key: value for key, _, value in pairs}
    if parts.get("FREQ", "") not in {"DAILY", "WEEKLY", "MONTHLY", "YEARLY"}:
        raise UnreadError
    if parts.keys() - _PARTS or any(len(value) > 200 for value in parts.values()):
        raise UnreadError
    if parts["FREQ"] == "WEEKLY" and "BYMONTHDAY" in parts:
        raise UnreadError
    if not _is_usual(parts):
        raise UnreadError
    return parts


def _is_usual(parts: dict[str, str]) -> bool:
    """Whether days of the week are counted as for meetings: the last Friday, the third weekday.

    Others, such as the second first Monday, may not occur before the end of the calendar.
    """
    days = [_ORDINAL.fullmatch(each) for each in parts.get("BYDAY", "").split(",") if each]
    highest = 53 if parts["FREQ"] == "YEARLY" and "BYMONTH" not in parts else 5
    counts = [int(each[1] or 0) for each in days if each]
    if None in days or any(abs(count) > highest for count in counts):
        return False
    if any(counts) and ("BYMONTHDAY" in parts or "BYSETPOS" in parts):
        return False
    place = parts.get("BYSETPOS")
    return place is None or bool(days and _PLACE.fullmatch(place))


def _may_come_true(parts: dict[str, str]) -> bool:
    """Whether any of the months has any of the days; a library takes long to find out."""
    months, days = (parts.get(key, "1") for key in ("BYMONTH", "BYMONTHDAY"))
    if not (months.replace(",", "").isdigit() and days.replace(",", "").isdigit()):
        return True  # days from the end of the month, or nonsense for the library
    longest = max(
        monthrange(2024, int(each))[1] if 1 <= int(each) <= 12 else 0
        for each in months.split(",")
        if each
    )
    return any(1 <= int(each) <= longest for each in days.split(",") if each)


def _until(text: str, start: Moment) -> datetime | None:
    """The end of a rule, by the clock of the place where the meeting is set."""
    if not text:
        return None
    form = "%Y%m%dT%H%M%S" if "T" in text else "%Y%m%d"
    try:
        until = datetime.strptime(text.rstrip("Z"), form)  # noqa: DTZ007  # its zone is below
    except ValueError:
        raise UnreadError from None
    if "T" not in text:
        return datetime.combine(until, time.max)
    if text.endswith("Z") and isinstance(start, datetime) and start.tzinfo is not None:
        return until.replace(tzinfo=UTC).astimezone(start.tzinfo).replace(tzinfo=None)
    return until


def _daily(first: datetime, parts: dict[str, str], until: datetime) -> Iterator[datetime]:
    """The days of a rule, most of which its weekdays or months may exclude.

    A library would search to the end of the calendar.
    """
    if "BYSETPOS" in parts:
        raise UnreadError
    step, count = _positive(parts.get("INTERVAL", "1")), parts.get("COUNT")
    left = _positive(count) if count is not None else None
    tests = [
        _test(parts.get("BYDAY"), lambda day: _WEEKDAYS[day.weekday()]),
        _test(parts.get("BYMONTH"), lambda day: str(day.month)),
        _test(parts.get("BYMONTHDAY"), lambda day: str(day.day)),
    ]
    day = first
    while day <= until and left != 0:
        if all(test(day) for test in tests):
            yield day
            left = None if left is None else left - 1
        day += timedelta(days=step)


def _test(words: str | None, word: Callable[[date], str]) -> Callable[[date], bool]:
    if words is None:
        return lambda _: True
    wanted = {each.lstrip("+0") for each in words.split(",")}
    if not all(each.isdigit() or each in _WEEKDAYS for each in wanted):
        raise UnreadError
    return lambda day: word(day) in wanted


def _positive(text: str) -> int:
    if not text.isascii() or not text.isdigit() or not 0 < int(text[:9]) < 100_000:
        raise UnreadError
    return int(text)

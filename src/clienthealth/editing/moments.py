"""Days and times as people say them: `yesterday 22:40`, `monday`, `2 days ago`."""

import re
from datetime import date, datetime, time, timedelta

_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_AGO = re.compile(r"(\d{1,4}|an?) (minute|hour|day|week)s? ago")
_CLOCK = re.compile(r"(\d{1,2}):(\d\d)")
_ISO = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
FORMS = "write 2026-02-28, today, yesterday 22:40, monday, 2 days ago or 22:40"
"""The end of a message about a day that cannot be read."""


class MomentError(ValueError):
    """A text that is not a day or a time; the message says what to write instead."""


def moment_in_words(text: str, now: datetime) -> date | datetime:
    """The day or moment in a text.

    Args:
        text: An ISO date or date and time, `now`, `today`, `yesterday`, a weekday (the last one,
        which may be today; not so with `last monday`), `3 days ago`, `2 hours ago`. A day may
        have a time of day, such as `monday 9:15`. A time alone means today.
        now: The present time, where the business is, without an offset.

    Raises:
        MomentError: there is none.
    """
    words = " ".join(text.split()).casefold()
    if _ISO.match(words):
        return _iso(text.strip())
    if words == "now":
        return now.replace(second=0, microsecond=0)
    if ago := _AGO.fullmatch(words):
        return _ago(1 if ago[1].startswith("a") else int(ago[1]), ago[2], now)
    day_words, _, last = words.rpartition(" ")
    if not _CLOCK.fullmatch(last):
        return _day(words, text, now.date())
    day = _day(day_words.removesuffix(" at"), text, now.date()) if day_words else now.date()
    return datetime.combine(day, _clock(last, text))


def _iso(text: str) -> date | datetime:
    try:
        if len(text) == 10:
            return date.fromisoformat(text)
        return datetime.fromisoformat(text)
    except ValueError:
        msg = f'"{text}" is not a date or time that exists; write 2026-02-28 or 2026-02-28T14:30'
        raise MomentError(msg) from None


def _ago(count: int, unit: str, now: datetime) -> date | datetime:
    if unit in {"day", "week"}:
        return now.date() - timedelta(days=count * (7 if unit == "week" else 1))
    span = timedelta(hours=count) if unit == "hour" else timedelta(minutes=count)
    return now.replace(second=0, microsecond=0) - span


def _day(words: str, text: str, today: date) -> date:
    if words in {"today", "yesterday"}:
        return today - timedelta(days=("today", "yesterday").index(words))
    if ago := _AGO.fullmatch(words):
        found = _ago(1 if ago[1].startswith("a") else int(ago[1]), ago[2], _midnight(today))
        if not isinstance(found, datetime):
            return found
    name = words.removeprefix("last ")
    days = [n for n, day in enumerate(_WEEKDAYS) if len(name) >= 3 and day.startswith(name)]
    if len(days) != 1:
        msg = f'"{text}" is not a day; {FORMS}'
        raise MomentError(msg)
    back = (today.weekday() - days[0]) % 7
    return today - timedelta(days=back or (7 if name != words else 0))


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time())


def _clock(words: str, text: str) -> time:
    hour, minute = map(int, words.split(":"))
    if hour > 23 or minute > 59:
        msg = f'"{text}" has no valid time of day; write it as 22:40'
        raise MomentError(msg)
    return time(hour, minute)

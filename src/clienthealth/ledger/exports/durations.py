"""Durations in the forms that timers write."""

import re
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

from clienthealth.ledger.exports.cells import UnclearError, clock_time, plain_number
from clienthealth.ledger.fields import PLAIN_NUMBER, clock_hours, shown

_MINUTES = re.compile(r"(\d{1,4}):([0-5]\d)\s*min(?:utes?|s)?\.?", re.ASCII | re.IGNORECASE)
_UNITS = re.compile(
    r"(?:(?P<days>\d+)\s*d(?:ays?)?[\s,]*)?"
    r"(?:(?P<hours>\d+(?:[.,]\d+)?)\s*(?:h|hrs?\.?|hours?|std\.?|stunden?|heures?|uur|uren|horas?|ore|ora)[\s,]*)?"
    r"(?:(?P<minutes>\d+(?:[.,]\d+)?)\s*(?:m|mins?\.?|minutes?|minuten|minutos?|minut[oi]|\u2032|')[\s,]*)?"
    r"(?:(?P<seconds>\d+(?:[.,]\d+)?)\s*(?:s|secs?\.?|seconds?|sek\.?|sekunden?|secondes?|seconden|segundos?|second[oi]))?",
    re.ASCII | re.IGNORECASE,
)
_ISO = re.compile(
    r"PT(?:(?P<hours>\d+(?:\.\d+)?)H)?(?:(?P<minutes>\d+(?:\.\d+)?)M)?(?:(?P<seconds>\d+(?:\.\d+)?)S)?"
)
_DAYS_AND_CLOCK = re.compile(
    r"(\d+)\s*d(?:ays?)?[\s,]+(\d{1,2}:[0-5]\d(?::[0-5]\d)?)", re.IGNORECASE
)
_CLOCK_WITH_UNIT = re.compile(r"(\d{1,3}:[0-5]\d(?::[0-5]\d)?)\s*h(?:rs?|ours?)?", re.IGNORECASE)
_EXACT = Decimal("1e-20")  # as exact as hours on the clock are in the ledger itself
_SECONDS = {"days": 86400, "hours": 3600, "minutes": 60, "seconds": 1}


def hours_in(cell: str, decimal: str) -> str | Decimal:
    """Hours from decimals, a clock, or numbers with units; a plain number stays as written.

    Raises:
        UnclearError: the cell is not a duration.
    """
    if decimal == "." and PLAIN_NUMBER.fullmatch(cell):
        return cell
    if cell[:1] == "-" and (":" in cell or cell[-1:].isalpha()):
        return -Decimal(hours_in(cell[1:].strip(), decimal))
    found = clock_hours(cell)
    if found is None:
        found = _with_units(cell)
    return _plain(cell, decimal) if found is None else found


def _with_units(cell: str) -> Decimal | None:
    if parts := _MINUTES.fullmatch(cell):
        return from_seconds(Decimal(parts[1]) * 60 + Decimal(parts[2]))
    if parts := _CLOCK_WITH_UNIT.fullmatch(cell):
        return clock_hours(parts[1])
    if parts := _DAYS_AND_CLOCK.fullmatch(cell):
        clock = clock_hours(parts[2])
        return None if clock is None else Decimal(parts[1]) * 24 + Decimal(clock)
    parts = _UNITS.fullmatch(cell) or _ISO.fullmatch(cell)
    if parts is None or not any(parts.groups()):
        return None
    named = parts.groupdict().items()
    sizes = (Decimal(text.replace(",", ".")) * _SECONDS[unit] for unit, text in named if text)
    return from_seconds(sum(sizes, Decimal(0)))


def _plain(cell: str, decimal: str) -> str:
    try:
        return plain_number(cell, decimal)
    except UnclearError as error:
        if "decimal comma" in str(error):
            raise
        text = 'write 1.5, "1:30", 1h 30m or 18:25 min'
        raise UnclearError(f"{shown(cell)} is not a number of hours; {text}") from None


def from_seconds(seconds: Decimal) -> Decimal:
    """Hours of a number of seconds."""
    return (seconds / 3600).quantize(_EXACT).normalize()


def worked_out(values: Mapping[str, str], zone: ZoneInfo | None) -> Decimal | None:
    """The hours of a row that gives seconds, minutes, or a start and an end; None without them.

    The time from start to end, also over midnight and over a change of the clocks.

    Raises:
        UnclearError: it ends before it starts, or a time is not a time of day.
    """
    for unit, size in (("seconds", 1), ("minutes", 60)):
        if unit in values:
            return from_seconds(Decimal(values[unit]) * size)
    start, stop = _moment(values, "start"), _moment(values, "stop")
    if start is None or stop is None:
        return None
    if "stop" not in values and "end_date" not in values and stop < start:
        stop += timedelta(days=1)  # a time of day alone: it ended on the next one
    seconds = _passed(start, stop, zone)
    if seconds < 0:
        raise UnclearError(f"stop: it ends on {stop} before it starts on {start}; correct one")
    return from_seconds(Decimal(int(seconds)))


def _passed(start: datetime, stop: datetime, zone: ZoneInfo | None) -> float:
    if (start.tzinfo is None) != (stop.tzinfo is None):
        raise UnclearError("start and stop: only one has a UTC offset; correct one")
    if start.tzinfo is None and zone is not None:
        start, stop = start.replace(tzinfo=zone), stop.replace(tzinfo=zone)
    if start.tzinfo is not None:
        start, stop = start.astimezone(UTC), stop.astimezone(UTC)
    seconds = (stop - start).total_seconds()
    if seconds < 0 and zone is not None:  # it ends in the hour that comes twice
        seconds += _second_time(stop, zone)
    return seconds


def _second_time(moment: datetime, zone: ZoneInfo) -> float:
    """How much later a time comes that the clock of a zone shows a second time."""
    there = moment.astimezone(zone)
    later = there.replace(tzinfo=zone, fold=1).astimezone(UTC)
    return max((later - moment.astimezone(UTC)).total_seconds(), 0)


def _moment(values: Mapping[str, str], which: str) -> datetime | None:
    """When a row starts or stops: a moment of its own, or a date and a time of day."""
    text = values.get(which)
    clock = values.get("start_time" if which == "start" else "end_time")
    if text is None and clock is not None:
        day = values.get("date") if which == "start" else values.get("end_date", values.get("date"))
        time = clock_time(clock)
        if time is None:
            raise UnclearError(f"{shown(clock)} is not a time of day; write it as 09:00")
        text = f"{day}T{time}" if day is not None else None
    if text is None:
        return None
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        raise UnclearError(
            f"{shown(text)} is not a date and time; write 2026-02-28 14:30"
        ) from None

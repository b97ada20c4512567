"""Rows of time: how many hours, on which day, and corrections of hours logged before."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from clienthealth.ledger.exports.account import NOTHING
from clienthealth.ledger.exports.cells import UnclearError
from clienthealth.ledger.exports.durations import worked_out

_HELPERS = ("seconds", "minutes", "start", "stop", "start_time", "end_date", "end_time")


def read_time(values: dict[str, Any], zone: ZoneInfo | None) -> str | None:
    """Make an entry of time from a row's values; returns the reason if it is left out.

    Work past midnight belongs to the day on which it began.

    Raises:
        UnclearError: the hours cannot be worked out, or a period is neither a day nor a month.
    """
    if "date" not in values and "start" in values:
        values["date"] = values["start"][:10]
    if "hours" not in values and (hours := worked_out(values, zone)) is not None:
        values["hours"] = hours
    for helper in _HELPERS:
        values.pop(helper, None)
    _place_period(values)
    hours = values.get("hours")
    return NOTHING if hours is not None and not Decimal(hours) else None


def _place_period(values: dict[str, Any]) -> None:
    """The hours of a period belong to its day, or to its month."""
    first, last = values.pop("from", None), values.pop("until", None)
    if first is None or "date" in values:
        return
    if last is None or first == last:
        values["date"] = first
    elif first[:7] == last[:7]:
        values["month"] = first[:7]
    else:
        text = f"from: the hours of {first} to {last} belong to several months"
        raise UnclearError(f"{text}; export one month or one day at a time")


def is_correction(values: dict[str, Any]) -> bool:
    """Whether a row takes back hours of another one."""
    return str(values.get("hours", "")).startswith("-")


def corrected(
    entries: list[dict[str, Any]], corrections: list[dict[str, Any]]
) -> Iterator[dict[str, Any]]:
    """Take hours back, first from the same project, from the latest day on or before.

    Yields:
        Corrections that take back more than was logged.
    """
    by_day = sorted(entries, key=_day, reverse=True)
    for correction in sorted(corrections, key=_day):
        rest = -Decimal(correction["hours"])
        earlier = [entry for entry in by_day if _day(entry) <= _day(correction)]
        for entry in sorted(earlier, key=lambda e: _unlike(e, correction)):
            hours = Decimal(entry["hours"])
            taken = min(rest, hours)
            entry["hours"] = hours - taken
            rest -= taken
        if rest > 0:
            yield correction


def _day(entry: dict[str, Any]) -> str:
    return str(entry.get("date", entry.get("month", "")))


def _unlike(entry: dict[str, Any], correction: dict[str, Any]) -> int:
    return sum(entry.get(key) != correction.get(key) for key in ("project", "billable", "kind"))

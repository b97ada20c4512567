"""Entries of a calendar: an all-day entry for each thing to do (RFC 5545).

Entries of a day have no time, so no change of the clocks moves them. An entry keeps its identity
from run to run: a calendar that takes the file again changes its entries and doubles none.
"""

from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta
from typing import NamedTuple

from icalendar import Calendar, Event

from clienthealth.report.text.safety import safe_line
from clienthealth.version import __version__

ONE_DAY = timedelta(days=1)


class DayEntry(NamedTuple):
    """Something to do on a day."""

    key: str
    """Its identifier, the same from run to run."""
    day: date
    title: str
    lines: tuple[str, ...]


def calendar_text(entries: Iterable[DayEntry], made_on: date) -> str:
    """The file, with the line ends of its standard."""
    calendar = Calendar()
    calendar.add("prodid", f"-//clienthealth//{__version__}//EN")
    calendar.add("version", "2.0")
    for each in entries:
        calendar.add_component(_event(each, made_on))
    text: bytes = calendar.to_ical()
    return text.decode()


def _event(each: DayEntry, made_on: date) -> Event:
    event = Event()
    event.add("uid", f"{each.key}@clienthealth")
    event.add("dtstamp", datetime.combine(made_on, time.min, UTC))
    event.add("dtstart", each.day)
    event.add("dtend", each.day + ONE_DAY)
    event.add("summary", safe_line(each.title))
    event.add("description", "\n".join(map(safe_line, each.lines)))
    event.add("transp", "TRANSPARENT")  # a day with something to do is not a day without time
    return event

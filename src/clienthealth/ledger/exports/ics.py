"""iCalendar files: the lines that say when a meeting is, with whom, and if it was cancelled.

Titles, places and descriptions are dropped before anything else reads a file.
"""

import re
from collections.abc import Iterator
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, NamedTuple

from clienthealth.ledger.exports.account import NO_CLIENT
from clienthealth.ledger.exports.addresses import folded_address
from clienthealth.ledger.exports.table import TableError
from clienthealth.ledger.fields import FIRST_YEAR, LAST_YEAR

if TYPE_CHECKING:
    from icalendar import Component

MOST_ATTENDEES = 100
"""People at a meeting; one with more is not a meeting with a client."""
_LONGEST_LINE = 64 * 1024
_MOST_LINES = 1_000
_DEEPEST = 10

_KEPT = frozenset(
    {"UID", "DTSTART", "RRULE", "RDATE", "EXDATE", "RECURRENCE-ID", "SEQUENCE", "STATUS"}
    | {"ATTENDEE", "ORGANIZER", "DTSTAMP", "CREATED", "LAST-MODIFIED"}
)
_TIMES = frozenset({"DTSTART", "RRULE", "RDATE", "EXDATE", "RECURRENCE-ID"})
"""Without one of these, nobody knows when the meeting is."""
_NAME = re.compile(r"[A-Za-z0-9-]{1,40}(?=[;:])")

Moment = date | datetime


class Version(NamedTuple):
    """What one entry of a calendar says of a meeting."""

    line: int
    uid: str
    recurrence: Moment | None
    """The occurrence of a series it is about; None for the meeting itself."""
    sequence: int
    stamp: str
    """When it was written, in a form that sorts."""
    method: str
    start: Moment
    is_cancelled: bool
    organizer: str
    attendees: tuple[tuple[str, str], ...]
    """Addresses, each with whether they come: ACCEPTED, DECLINED ..."""
    rule: str
    """The rule of its recurrence; empty for a single meeting."""
    extra: tuple[Moment, ...]
    except_: tuple[Moment, ...]
    seen: date | None
    """The last day on which the entry was changed."""


class Unusable(NamedTuple):
    """An entry of a calendar that is not a meeting with a client."""

    line: int
    why: str


NO_START = "without a start"
"""For an entry without a time."""
OVERLONG = "of more than a thousand lines"


class _Block(NamedTuple):
    line: int
    method: str
    lines: list[str]

    @property
    def is_overlong(self) -> bool:
        """Whether it is longer than an entry in a person's calendar."""
        return len(self.lines) > _MOST_LINES

    def add(self, key: str, line: str) -> None:
        if self.is_overlong:
            return
        if key != "ATTENDEE" or sum(map(_is_attendee, self.lines)) <= MOST_ATTENDEES:
            self.lines.append(line)

    @property
    def has_others(self) -> bool:
        """Whether anybody is invited, or may be in the entry it refers to."""
        names = ("ATTENDEE", "ORGANIZER", "RECURRENCE-ID", "STATUS:CANCELLED")
        return any(line.upper().startswith(names) for line in self.lines)


def _is_attendee(line: str) -> bool:
    return line[:8].upper() == "ATTENDEE"


def versions(text: str) -> Iterator[Version | Unusable]:
    """The entries of a calendar.

    Raises:
        TableError: it is not a calendar, or the library that reads calendars is missing.
    """
    try:
        from icalendar import Calendar  # noqa: PLC0415  # an optional extra
    except ImportError:
        remedy = 'run `pip install "clienthealth[calendar]"`'
        raise TableError(1, f"calendars need one more package; {remedy}") from None
    scan = _Scan(text)
    if not scan.holds_calendar:
        raise TableError(1, "is not a calendar; export it as iCalendar (.ics)")
    kept = ["BEGIN:VCALENDAR", *scan.zones]
    for block in scan.blocks:
        if block.is_overlong or not block.has_others:
            yield Unusable(block.line, OVERLONG if block.is_overlong else NO_CLIENT)
    blocks = [each for each in scan.blocks if each.has_others and not each.is_overlong]
    for block in blocks:
        kept += ["BEGIN:VEVENT", *block.lines, "END:VEVENT"]
    try:
        calendar = Calendar.from_ical("\r\n".join([*kept, "END:VCALENDAR", ""]))
    except Exception:  # noqa: BLE001  # whatever the library makes of a broken file
        raise TableError(1, "the calendar cannot be read; export it again") from None
    events = [part for part in calendar.subcomponents if part.name == "VEVENT"]
    for block, event in zip(blocks, events, strict=True):
        try:
            version = _version(block, event)
        except Exception:  # noqa: BLE001  # the same
            version = None
        yield version or Unusable(block.line, NO_START)


class _Scan:
    """The entries of a file by line, and the lines of its time zones."""

    def __init__(self, text: str) -> None:
        self.blocks: list[_Block] = []
        self.zones: list[str] = []
        self.holds_calendar = False
        self._open: list[str] = []
        self._method = ""
        for number, line in _unfolded(text):
            name = _NAME.match(line)
            self._take(number, line, name[0].upper() if name else "")

    def _take(self, number: int, line: str, key: str) -> None:
        if key == "BEGIN":
            self._begin(number, line[6:].strip().upper())
        if self._open[:2] == ["VCALENDAR", "VTIMEZONE"]:
            self.zones.append(line)
        elif self._open == ["VCALENDAR", "VEVENT"] and key in _KEPT:
            self.blocks[-1].add(key, line)
        elif self._open == ["VCALENDAR"] and key == "METHOD":
            self._method = line.partition(":")[2].strip().upper()
        if key == "END" and self._open:
            self._open.pop()

    def _begin(self, number: int, part: str) -> None:
        self._open.append(part)
        if len(self._open) > _DEEPEST:
            raise TableError(number, "nested too deep; export the calendar again")
        if self._open == ["VCALENDAR"]:
            self._method, self.holds_calendar = "", True
        elif self._open == ["VCALENDAR", "VEVENT"]:
            self.blocks.append(_Block(number, self._method, []))


def _unfolded(text: str) -> Iterator[tuple[int, str]]:
    """The lines of a calendar, each with the line of the file on which it begins."""
    first, parts, size = 0, [""], 0
    for number, raw in enumerate(text.split("\n"), 1):
        line = raw.rstrip("\r")
        if first and line[:1] in (" ", "\t"):
            size += len(line)
            if size < _LONGEST_LINE:
                parts.append(line[1:])
            continue
        if first:
            yield first, "".join(parts)
        first, parts, size = number, [line[:_LONGEST_LINE]], len(line)
    yield first, "".join(parts)


def _version(block: _Block, event: "Component") -> Version | None:
    if any(name in _TIMES for name, _ in event.errors):
        return None
    start = _moment(event, "DTSTART")
    if start is None or ("RECURRENCE-ID" in event and _moment(event, "RECURRENCE-ID") is None):
        return None
    stamps = [_moment(event, name) for name in ("DTSTAMP", "LAST-MODIFIED", "CREATED")]
    found = [stamp for stamp in stamps if stamp is not None]
    rules = _listed(event, "RRULE")
    organizer = next(iter(_people(event, "ORGANIZER")), ("", ""))[0]
    return Version(
        line=block.line,
        uid=str(event.get("UID", "")),
        recurrence=_moment(event, "RECURRENCE-ID"),
        sequence=_number(event.get("SEQUENCE", 0)),
        stamp=found[0].isoformat() if found else "",
        method=block.method,
        start=start,
        is_cancelled=block.method == "CANCEL"
        or str(event.get("STATUS", "")).upper() == "CANCELLED",
        organizer=organizer,
        attendees=tuple(_people(event, "ATTENDEE")),
        rule=rules[0].to_ical().decode() if rules else "",
        extra=tuple(_dates(event, "RDATE")),
        except_=tuple(_dates(event, "EXDATE")),
        seen=max(map(_day, found), default=None),
    )


def _listed(event: "Component", name: str) -> list[Any]:
    value = event.get(name)
    if value is None:
        return []
    return value if isinstance(value, list) else [value]


def _moment(event: "Component", name: str) -> Moment | None:
    value = next(iter(_listed(event, name)), None)
    return _near(getattr(value, "dt", None))


def _near(moment: object) -> Moment | None:
    if isinstance(moment, date) and FIRST_YEAR <= moment.year <= LAST_YEAR:
        return moment
    return None


def _dates(event: "Component", name: str) -> Iterator[Moment]:
    for value in _listed(event, name):
        for each in getattr(value, "dts", ()):
            moment = each.dt[0] if isinstance(each.dt, tuple) else each.dt
            if (near := _near(moment)) is not None:
                yield near


def _people(event: "Component", name: str) -> Iterator[tuple[str, str]]:
    for value in _listed(event, name)[: MOST_ATTENDEES + 1]:
        params = getattr(value, "params", {})
        text = str(value)
        text = text[7:] if text[:7].lower() == "mailto:" else str(params.get("EMAIL", text))
        if "@" in text:
            yield folded_address(text[:320]), str(params.get("PARTSTAT", "")).upper()


def _number(value: object) -> int:
    try:
        return int(str(value)[:9])
    except ValueError:
        return 0


def _day(moment: Moment) -> date:
    return moment.date() if isinstance(moment, datetime) else moment

"""Calendars: meetings with clients that were held, moved or cancelled, and by whom."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from itertools import groupby
from typing import Literal, NamedTuple
from zoneinfo import ZoneInfo

from clienthealth.ledger.exports.account import NO_CLIENT
from clienthealth.ledger.exports.addresses import Addresses
from clienthealth.ledger.exports.ics import MOST_ATTENDEES, Moment, Unusable, Version
from clienthealth.ledger.exports.recurrence import (
    MOST_IN_ALL,
    Recurrences,
    TooManyError,
    UnreadError,
)
from clienthealth.ledger.exports.table import Table, TableError, TableRow
from clienthealth.ledger.fields import LAST_YEAR

CALENDAR_HEADERS = ["client", "kind", "at", "outcome", "by", "state"]
UNREAD, CROWD = "of a rule that is not read", "with a crowd"
SUPERSEDED, ANSWER = "counted once", "answers"
AHEAD = timedelta(days=366)
"""How long a series without an end goes on after the last change to any entry."""

Outcome = Literal["held", "moved", "cancelled"]


class _Entry(NamedTuple):
    file: str
    version: Version


class _Answers(NamedTuple):
    """What people answered to an invitation."""

    people: dict[Moment | None, dict[str, str]]
    """Whether each comes: to an occurrence of a series, or (None) to the meeting itself."""
    asked: set[str]
    """The clients that asked for another time."""


_ANSWERS = ("REPLY", "COUNTER")


class Calendars:
    """All calendars of a ledger, as one file may have a meeting and another its old date."""

    def __init__(self, addresses: Addresses, zone: ZoneInfo | None) -> None:
        self._addresses = addresses
        self._zone = zone
        self._meetings: dict[str, list[_Entry]] = {}
        self._left_out: dict[str, list[tuple[int, str]]] = {}
        self._rows: dict[str, list[TableRow]] | None = None
        self._seen: date | None = None

    def add(self, file: str, found: Iterable[Version | Unusable]) -> None:
        """Take in the entries of one file.

        Raises:
            TableError: it is not a calendar.
        """
        left_out = self._left_out.setdefault(file, [])
        for version in found:
            if isinstance(version, Unusable):
                left_out.append((version.line, version.why))
                continue
            if version.seen is not None:
                self._seen = max(self._seen or version.seen, version.seen)
            uid = version.uid or f"{file}:{version.line}"
            if not self._clients(version) and version.method not in (*_ANSWERS, "CANCEL"):
                left_out.append((version.line, CROWD if _is_crowd(version) else NO_CLIENT))
                continue
            self._meetings.setdefault(uid, []).append(_Entry(file, version))

    def table(self, file: str) -> Table:
        """A row for each meeting of a file with a client.

        Raises:
            TableError: the calendars hold more meetings than a person can attend.
        """
        if self._rows is None:
            self._rows = self._all_rows()
        rows = [_left_out(line, why) for line, why in self._left_out.get(file, ())]
        return Table(CALENDAR_HEADERS, iter([*rows, *self._rows.get(file, ())]))

    def _all_rows(self) -> dict[str, list[TableRow]]:
        starts = [_day(e.version.start) for each in self._meetings.values() for e in each]
        seen = self._seen or max(starts, default=date.min)
        last = min(seen, date(LAST_YEAR - 1, 1, 1)) + AHEAD
        rows: dict[str, list[TableRow]] = {}
        recurrences = Recurrences()
        for entries in self._meetings.values():
            try:
                for file, row in self._meeting(entries, recurrences, last):
                    rows.setdefault(file, []).append(row)
            except TooManyError:
                text = f"the series have more than {MOST_IN_ALL:,} meetings; export fewer years"
                raise TableError(entries[0].version.line, text) from None
        return rows

    # One meeting

    def _meeting(
        self, entries: Sequence[_Entry], recurrences: Recurrences, last: date
    ) -> Iterator[tuple[str, TableRow]]:
        replies = [e for e in entries if e.version.method in _ANSWERS]
        yield from ((e.file, _left_out(e.version.line, ANSWER)) for e in replies)
        answers = self._answers(replies)
        own = sorted((e for e in entries if e.version.method not in _ANSWERS), key=_order)
        parts: dict[Moment | None, list[_Entry]] = {}
        for entry in own:
            parts.setdefault(self._key(entry.version.recurrence), []).append(entry)
        for several in parts.values():
            yield from ((e.file, _left_out(e.version.line, SUPERSEDED)) for e in several[:-1])
        series = parts.pop(None, [])
        if series:
            yield from self._main(series, answers, recurrences, last, without=set(parts))
        main = series[-1].version if series else None
        for several in parts.values():
            yield from self._occurrence(several, answers, main)

    def _main(
        self,
        series: Sequence[_Entry],
        answers: _Answers,
        recurrences: Recurrences,
        last: date,
        *,
        without: set[Moment | None],
    ) -> Iterator[tuple[str, TableRow]]:
        """The meeting itself, or all occurrences of a series without changes of their own."""
        current = series[-1]
        version = self._complete(current.version, series)
        people = self._answered(version, answers)
        if not version.rule and not version.extra:
            single = (e.version.start for e in series if not e.version.rule)
            moved = [next(same) for _, same in groupby(single, key=self._key)][:-1]
            yield from self._rows_of(current.file, version, people, version.start, moved, answers)
            return
        try:
            found = [*self._occurrences(version, recurrences, last)]
        except UnreadError:
            yield current.file, _left_out(version.line, UNREAD)
            return
        gone = without | {self._key(each) for each in version.except_}
        for start in found:
            if self._key(start) not in gone:
                yield from self._rows_of(current.file, version, people, start, [], answers)

    def _occurrences(
        self, version: Version, recurrences: Recurrences, last: date
    ) -> Iterator[Moment]:
        found = {self._key(version.start): version.start}
        if version.rule:
            rule = recurrences.occurrences(version.start, version.rule, last)
            found.update((self._key(each), each) for each in rule)
        found.update((self._key(each), each) for each in version.extra if _day(each) <= last)
        yield from found.values()

    def _occurrence(
        self, several: Sequence[_Entry], answers: _Answers, main: Version | None
    ) -> Iterator[tuple[str, TableRow]]:
        """One occurrence of a series that was changed."""
        current = several[-1]
        version = self._complete(current.version, several)
        if main is not None and not version.organizer:
            version = version._replace(organizer=main.organizer)
        if main is not None and not version.attendees:
            version = version._replace(attendees=main.attendees)
        planned = version.recurrence or version.start
        is_moved = self._key(planned) != self._key(version.start)
        people = self._answered(version, answers)
        was = [planned] if is_moved and not version.is_cancelled else []
        at = planned if version.is_cancelled else version.start
        yield from self._rows_of(current.file, version, people, at, was, answers)

    def _rows_of(
        self,
        file: str,
        version: Version,
        people: dict[str, str],
        at: Moment,
        moved: Sequence[Moment],
        answers: _Answers,
    ) -> Iterator[tuple[str, TableRow]]:
        clients = self._clients(version)
        if not clients:
            yield file, _left_out(version.line, CROWD if _is_crowd(version) else NO_CLIENT)
        day = _day(at)
        for client in clients:
            theirs = client in self._addresses.clients(version.organizer, day)
            by = "client" if theirs else "us"
            for start in moved:
                mover = "client" if theirs or client in answers.asked else "us"
                yield file, self._row(version.line, client, start, "moved", mover)
            outcome: Outcome = "cancelled" if version.is_cancelled else "held"
            if outcome == "held" and self._declined_by_us(people):
                outcome, by = "cancelled", "us"
            elif outcome == "held" and self._declined_by(client, people, day):
                outcome, by = "cancelled", "client"
            yield file, self._row(version.line, client, at, outcome, by)

    def _row(self, line: int, client: str, at: Moment, outcome: Outcome, by: str) -> TableRow:
        said = at
        if isinstance(at, datetime) and at.tzinfo is not None:
            said = at.astimezone(self._zone or UTC)
        return TableRow(line, [client, "meeting", said.isoformat(), outcome, by, ""])

    # Who comes

    def _complete(self, version: Version, several: Sequence[_Entry]) -> Version:
        """A cancellation may leave out who was invited."""
        earlier = [e.version for e in several if e.version.attendees or e.version.organizer]
        if version.attendees or not earlier:
            return version
        known = earlier[-1]
        organizer = version.organizer or known.organizer
        return version._replace(attendees=known.attendees, organizer=organizer)

    def _answered(self, version: Version, answers: _Answers) -> dict[str, str]:
        """Whether each comes, as they said last."""
        people = dict(version.attendees) | answers.people.get(None, {})
        if version.recurrence is not None:
            people |= answers.people.get(self._key(version.recurrence), {})
        return people

    def _answers(self, replies: Sequence[_Entry]) -> _Answers:
        answers = _Answers({}, set())
        for _, version in sorted(replies, key=_order):
            if version.method == "COUNTER":
                answers.asked.update(self._of(version))
            else:
                people = answers.people.setdefault(self._key(version.recurrence), {})
                people.update(version.attendees)
        return answers

    def _clients(self, version: Version) -> tuple[str, ...]:
        """The clients that a meeting is with; none for a crowd."""
        return () if _is_crowd(version) else tuple(sorted(self._of(version)))

    def _of(self, version: Version) -> set[str]:
        day = _day(version.start)
        people = {version.organizer, *(address for address, _ in version.attendees)}
        others = (each for each in people if each and not self._addresses.is_ours(each))
        found = (self._addresses.clients(each, day) for each in others)
        return {client for each in found if len(each) == 1 for client in each}

    def _declined_by(self, client: str, people: dict[str, str], day: date) -> bool:
        theirs = [s for p, s in people.items() if client in self._addresses.clients(p, day)]
        return bool(theirs) and all(state == "DECLINED" for state in theirs)

    def _declined_by_us(self, people: dict[str, str]) -> bool:
        return any(s == "DECLINED" for p, s in people.items() if self._addresses.is_ours(p))

    def _key(self, moment: Moment | None) -> Moment | None:
        """A moment for comparison: in UTC, whatever its zone."""
        if not isinstance(moment, datetime):
            return moment
        aware = moment if moment.tzinfo is not None else moment.replace(tzinfo=self._zone or UTC)
        return aware.astimezone(UTC)


def _left_out(line: int, why: str) -> TableRow:
    return TableRow(line, ["", "meeting", "", "", "", why])


def _is_crowd(version: Version) -> bool:
    return len(version.attendees) > MOST_ATTENDEES


def _order(entry: _Entry) -> tuple[object, ...]:
    version = entry.version
    return (version.sequence, version.stamp, version.is_cancelled, repr(version[2:]))


def _day(moment: Moment) -> date:
    return moment.date() if isinstance(moment, datetime) else moment

"""Timeclock: the lines that clock in and out, as hledger, ledger and Emacs read them."""

import re
from collections.abc import Iterator
from datetime import datetime
from typing import NamedTuple

from clienthealth.ledger.exports.setting import (
    RUNNING,
    TIME_HEADERS,
    Report,
    Setting,
    clock,
    elapsed,
    work,
)
from clienthealth.ledger.exports.table import Table, TableRow
from clienthealth.ledger.fields import FIRST_YEAR, LAST_YEAR, shown

_LINE = re.compile(
    r"(?P<code>[ioObh])[ \t]+(?P<day>\d{4}[-/.]\d{1,2}[-/.]\d{1,2})"
    r"[ \t]+(?P<time>\d{1,2}:\d\d(?::\d\d)?)(?:[+-]\d{4})?(?:[ \t]+(?P<rest>.*))?",
    re.ASCII,
)
_COMMENTS = ";#*"
_NOTE = re.compile(r"[ \t]{2,}|\t")


class _Open(NamedTuple):
    line: int
    start: datetime
    account: str
    note: str


def timeclock_table(text: str, setting: Setting, report: Report) -> Table:
    """The sessions of a file, each on the day on which it began.

    The account is `Client:project`; the first part that names a client is the client.
    """
    return Table(TIME_HEADERS, _rows(text, setting, report))


def _rows(text: str, setting: Setting, report: Report) -> Iterator[TableRow]:
    sessions: list[_Open] = []
    last = 0
    for number, raw in enumerate(text.split("\n"), 1):
        line = raw.rstrip()
        if not line or line[0] in _COMMENTS:
            continue
        found = _read(line)
        if found is None:
            what = "write `i 2026-03-02 08:00:00 Client:project  note` or `o 2026-03-02 10:30:00`"
            report(number, f"{shown(line)} is not a timeclock line; {what}")
            continue
        last = number
        code, moment, account, note = found
        if code == "i":
            _clock_in(sessions, _Open(number, moment, account, note), report)
        elif code in "oO":
            session = _clocked_out(sessions, account)
            if session is None:
                report(number, "clocks out without clocking in; add the `i` line")
            elif elapsed(session.start, moment, setting.zone) < 0:
                report(number, f"clocks out before line {session.line} clocks in; correct one")
            else:
                yield TableRow(session.line, _cells(session, moment, setting))
    for session in sessions:
        if session.line == last:
            yield TableRow(session.line, _cells(session, None, setting))
        else:
            report(session.line, "clocks in but never out; add the `o` line")


def _read(line: str) -> tuple[str, datetime, str, str] | None:
    found = _LINE.fullmatch(line)
    if found is None:
        return None
    day = re.sub("[/.]", "-", found["day"])
    form = "%Y-%m-%d %H:%M:%S" if found["time"].count(":") > 1 else "%Y-%m-%d %H:%M"
    try:
        moment = datetime.strptime(f"{day} {found['time']}", form)  # noqa: DTZ007  # on the wall
    except ValueError:
        return None
    if not FIRST_YEAR <= moment.year <= LAST_YEAR:
        return None
    account, note, *_ = (*_NOTE.split(found["rest"] or "", maxsplit=1), "")
    return found["code"], moment, account.strip(), note.strip()


def _clock_in(sessions: list[_Open], session: _Open, report: Report) -> None:
    earlier = next((each for each in sessions if each.account == session.account), None)
    if earlier is not None:
        sessions.remove(earlier)
        report(earlier.line, f"clocks in but not out before line {session.line}; add the `o`")
    sessions.append(session)


def _clocked_out(sessions: list[_Open], account: str) -> _Open | None:
    """The session that ends: that of the named account, or the latest."""
    named = (i for i, each in enumerate(sessions) if account and each.account == account)
    place = next(named, len(sessions) - 1)
    return sessions.pop(place) if sessions else None


def _cells(session: _Open, end: datetime | None, setting: Setting) -> list[str]:
    parts = session.account.split(":")
    named = (i for i, part in enumerate(parts) if setting.names.find(part)[0] is not None)
    place = next(named, 0)
    rest = [":".join(parts[place + 1 :]), session.note]
    project, note = work(parts[place], rest, setting)
    hours = clock(elapsed(session.start, end, setting.zone)) if end else ""
    state = "" if end else RUNNING
    day, start = session.start.date().isoformat(), session.start.isoformat()
    return [parts[place], project, day, hours, note, state, start]

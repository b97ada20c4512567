"""Meetings of a calendar: held, moved and cancelled, and by whom."""

import time
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clienthealth.ledger.exports.addresses import Addresses
from clienthealth.ledger.exports.calendar import Calendars
from clienthealth.ledger.exports.ics import versions
from clienthealth.ledger.exports.table import TableError
from made_mail import CLIENTS, OURS, THEIRS

BERLIN = ZoneInfo("Europe/Berlin")


def event(
    start="TZID=Europe/Berlin:20260505T100000", by=THEIRS, of=(OURS, THEIRS), uid="1", **more
):
    """An entry of a calendar; `of` may give each address with whether they come."""
    people = of.items() if isinstance(of, dict) else ((each, "ACCEPTED") for each in of)
    mark = ";" if "=" in start else ":"
    lines = [
        "BEGIN:VEVENT",
        f"UID:{uid}",
        "DTSTAMP:20260501T080000Z",
        f"DTSTART{mark}{start}",
        "SUMMARY:a secret title",
        *([f"ORGANIZER:mailto:{by}"] if by else []),
        *(f"ATTENDEE;CN=Somebody;PARTSTAT={state}:mailto:{each}" for each, state in people),
        *(f"{key.replace('_', '-').upper()}:{value}" for key, value in more.items()),
        "END:VEVENT",
    ]
    return "\n".join(lines) + "\n"


def calendar(*events, method="PUBLISH"):
    text = "".join(events)
    return f"BEGIN:VCALENDAR\nVERSION:2.0\nMETHOD:{method}\n{text}END:VCALENDAR\n"


def rows_of(*files, own=(OURS,)):
    """The rows of some calendars."""
    found = Calendars(Addresses(CLIENTS, own), BERLIN)
    for number, text in enumerate(files):
        found.add(str(number), versions(text))
    tables = [found.table(str(number)) for number in range(len(files))]
    return [dict(zip(t.headers, r.cells, strict=True)) for t in tables for r in t.rows]


def meetings(*files, **more):
    """The meetings that count, as (day and time, outcome, by)."""
    rows = rows_of(*files, **more)
    return sorted((r["at"][:16], r["outcome"], r["by"]) for r in rows if r["client"])


def states(*files):
    return sorted(row["state"] for row in rows_of(*files) if not row["client"])


def test_a_meeting_with_a_client_keeps_its_time_and_nothing_of_its_title():
    [row] = rows_of(calendar(event()))
    assert row == {
        "client": "acme",
        "kind": "meeting",
        "at": "2026-05-05T10:00:00+02:00",
        "outcome": "held",
        "by": "client",
        "state": "",
    }


def test_times_in_utc_of_no_zone_and_whole_days():
    text = calendar(
        event("20260505T080000Z", uid="1"),
        event("20260506T100000", uid="2"),
        event("VALUE=DATE:20260507", uid="3"),
    )
    assert [at for at, _, _ in meetings(text)] == [
        "2026-05-05T10:00",
        "2026-05-06T10:00",
        "2026-05-07",
    ]


def test_a_zone_that_the_calendar_describes_itself():
    zone = (
        "BEGIN:VTIMEZONE\nTZID:Home\nBEGIN:STANDARD\nDTSTART:19700101T000000\n"
        "TZOFFSETFROM:+0500\nTZOFFSETTO:+0500\nEND:STANDARD\nEND:VTIMEZONE\n"
    )
    text = calendar(zone, event("TZID=Home:20260505T150000"))
    assert meetings(text) == [("2026-05-05T12:00", "held", "client")]


def test_meetings_with_strangers_and_without_anybody_are_left_out():
    text = calendar(event(by="", of=()), event(by="x@y.example", of=(OURS, "x@y.example"), uid="2"))
    assert states(text) == ["without a client", "without a client"]


@pytest.mark.parametrize(("organizer", "by"), [(THEIRS, "client"), (OURS, "us"), ("", "us")])
def test_who_cancels_is_who_invited(organizer, by):
    text = calendar(event(by=organizer, status="CANCELLED"))
    assert meetings(text) == [("2026-05-05T10:00", "cancelled", by)]


def test_a_cancellation_sent_for_a_meeting_of_an_earlier_file():
    cancelled = event(of=(), status="CANCELLED", sequence="1")
    invitation, cancellation = calendar(event()), calendar(cancelled, method="CANCEL")
    assert meetings(invitation, cancellation) == [("2026-05-05T10:00", "cancelled", "client")]


def test_who_declines_cancels():
    declined = calendar(event(by=OURS, of={OURS: "ACCEPTED", THEIRS: "DECLINED"}))
    assert meetings(declined) == [("2026-05-05T10:00", "cancelled", "client")]
    by_us = calendar(event(of={OURS: "DECLINED", THEIRS: "ACCEPTED"}))
    assert meetings(by_us) == [("2026-05-05T10:00", "cancelled", "us")]


def test_one_of_two_who_declines_cancels_nothing():
    of = {OURS: "ACCEPTED", THEIRS: "DECLINED", "bo@acme.example": "ACCEPTED"}
    assert meetings(calendar(event(by=OURS, of=of))) == [("2026-05-05T10:00", "held", "us")]


def test_an_answer_that_declines():
    reply = calendar(event(of={THEIRS: "DECLINED"}, by=OURS), method="REPLY")
    found = meetings(calendar(event(by=OURS)), reply)
    assert found == [("2026-05-05T10:00", "cancelled", "client")]


@pytest.mark.parametrize(("organizer", "by"), [(THEIRS, "client"), (OURS, "us")])
def test_a_meeting_of_which_a_later_copy_has_another_time_was_moved(organizer, by):
    first = calendar(event(by=organizer))
    later = calendar(event("20260507T080000Z", by=organizer, sequence="1"))
    expected = [("2026-05-05T10:00", "moved", by), ("2026-05-07T10:00", "held", by)]
    assert meetings(first, later) == expected
    assert meetings(later, first) == expected


def test_a_meeting_that_was_moved_because_they_asked_was_moved_by_them():
    first = calendar(event(by=OURS))
    asked = calendar(event("20260507T080000Z", by=OURS, of=(THEIRS,)), method="COUNTER")
    later = calendar(event("20260507T080000Z", by=OURS, sequence="1"))
    assert meetings(first, asked, later)[0] == ("2026-05-05T10:00", "moved", "client")


def test_a_higher_sequence_alone_moves_nothing():
    assert meetings(calendar(event(sequence="3"))) == [("2026-05-05T10:00", "held", "client")]
    both = meetings(calendar(event()), calendar(event(sequence="3")))
    assert both == [("2026-05-05T10:00", "held", "client")]


def test_a_series_with_one_moved_one_cancelled_and_one_left_out():
    zone = "TZID=Europe/Berlin:"
    series = event(rrule="FREQ=WEEKLY;COUNT=5", exdate="20260602T080000Z")
    moved = event("20260513T080000Z", recurrence_id="20260512T080000Z", sequence="1")
    gone = event(f"{zone}20260519T100000", recurrence_id="20260519T080000Z", status="CANCELLED")
    assert meetings(calendar(series, moved, gone)) == [
        ("2026-05-05T10:00", "held", "client"),
        ("2026-05-12T10:00", "moved", "client"),
        ("2026-05-13T10:00", "held", "client"),
        ("2026-05-19T10:00", "cancelled", "client"),
        ("2026-05-26T10:00", "held", "client"),
    ]


def test_a_series_keeps_its_time_when_the_clocks_change():
    text = calendar(event("TZID=Europe/Berlin:20260324T100000", rrule="FREQ=WEEKLY;COUNT=2"))
    assert [at for at, _, _ in meetings(text)] == ["2026-03-24T10:00", "2026-03-31T10:00"]


@pytest.mark.parametrize(
    ("rule", "days"),
    [
        ("FREQ=DAILY;UNTIL=20260508T235959Z;BYDAY=TU,WE,TH", ["05-05", "05-06", "05-07"]),
        ("FREQ=DAILY;INTERVAL=2;COUNT=3", ["05-05", "05-07", "05-09"]),
        ("FREQ=WEEKLY;BYDAY=TU,TH;UNTIL=20260512", ["05-05", "05-07", "05-12"]),
        ("FREQ=MONTHLY;BYDAY=1TU;COUNT=3", ["05-05", "06-02", "07-07"]),
        ("FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1;COUNT=2", ["05-05", "05-29", "06-30"]),
        ("FREQ=YEARLY;COUNT=1", ["05-05"]),
    ],
)
def test_rules_of_recurrence(rule, days):
    found = [at[5:10] for at, _, _ in meetings(calendar(event(rrule=rule)))]
    assert found == days


def test_a_series_without_an_end_is_followed_for_a_year_after_the_last_change():
    found = meetings(calendar(event(rrule="FREQ=WEEKLY")))
    assert len(found) == 52
    assert found[-1][0] == "2027-04-27T10:00"


def test_meetings_of_a_crowd_are_no_meetings_with_a_client():
    crowd = [f"p{number}@acme.example" for number in range(10_000)]
    assert states(calendar(event(of=crowd))) == ["with a crowd"]


@pytest.mark.parametrize(
    "more",
    [
        {"rrule": "FREQ=SECONDLY"},
        {"rrule": "FREQ=DAILY;COUNT=1000000;UNTIL=99991231", "start": "19000101T000000Z"},
        {"rrule": "FREQ=DAILY;BYHOUR=1,2,3;BYSECOND=1,2,3"},
        {"rrule": "FREQ=WEEKLY;UNTIL=99999999"},
        {"rrule": "FREQ=DAILY;BYDAY=XX"},
        {"rrule": "FREQ=DAILY;INTERVAL=0"},
    ],
)
def test_rules_that_no_meeting_has_are_counted(more):
    began = time.monotonic()
    assert states(calendar(event(**more))) in (["of a rule that is not read"], ["without a start"])
    assert time.monotonic() - began < 10


@pytest.mark.parametrize(
    "rule",
    [
        "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30",
        "FREQ=MONTHLY;BYDAY=1MO;BYSETPOS=2",
        "FREQ=MONTHLY;BYDAY=1MO;BYMONTHDAY=31",
        "FREQ=YEARLY;BYDAY=54MO",
        "FREQ=YEARLY;INTERVAL=100;BYMONTH=2;BYMONTHDAY=29",
    ],
)
def test_rules_that_never_come_true_are_looked_at_to_an_end(rule):
    text = calendar(*(event(rrule=rule, uid=str(number)) for number in range(300)))
    assert len(meetings(text)) + len(states(text)) == 300


@pytest.mark.parametrize(
    "start", ["00000505T100000Z", "99991231T235959Z", "20260230T100000Z", "soon", ""]
)
def test_entries_that_cannot_be_placed_in_time_are_counted(start):
    assert states(calendar(event(start), event(uid="2"))) == ["without a start"]


def test_an_entry_that_the_library_cannot_read_is_counted():
    days = ",".join(f"2026{month:02}{day:02}T100000" for month in range(1, 13) for day in range(40))
    assert states(calendar(event(rdate=days), event(uid="2"))) == ["without a start"]


def test_an_entry_without_end_is_counted():
    exceptions = "".join(f"EXDATE:202606{n % 28 + 1:02}T{n % 24:02}0000Z\n" for n in range(50_000))
    text = event().replace("END:VEVENT", f"{exceptions}END:VEVENT")
    assert states(calendar(text)) == ["of more than a thousand lines"]


def test_more_meetings_than_a_person_can_attend_are_told():
    series = (event("19500101T100000Z", uid=str(n), rrule="FREQ=DAILY") for n in range(20))
    with pytest.raises(TableError, match="the series have more than 50,000 meetings"):
        rows_of(calendar(*series))


def test_what_is_no_calendar_is_told():
    with pytest.raises(TableError, match="is not a calendar"):
        rows_of("just some text")
    with pytest.raises(TableError, match="nested too deep"):
        rows_of("BEGIN:VCALENDAR\n" * 100_000)


def test_parts_inside_an_entry_are_not_looked_at():
    alarm = "BEGIN:VALARM\nDTSTART:19990101T000000Z\nATTENDEE:mailto:bo@mail.example\nEND:VALARM\n"
    text = event().replace("END:VEVENT", f"{alarm}END:VEVENT")
    assert meetings(calendar(text)) == [("2026-05-05T10:00", "held", "client")]


LINES = (
    *(
        "BEGIN:VEVENT",
        "END:VEVENT",
        "BEGIN:VTIMEZONE",
        "END:VTIMEZONE",
        "TZID:X",
        "RRULE:",
        "UID:1",
    ),
    *("DTSTART:20260505T080000Z", "DTSTART;TZID=X:20260505", "RRULE:FREQ=WEEKLY;COUNT=2", "END:X"),
    *(
        f"ATTENDEE:mailto:{THEIRS}",
        f"ORGANIZER;CN=:{OURS}",
        "RECURRENCE-ID:20260505T080000Z",
        ";:=",
    ),
    *("DTSTART", "EXDATE:x", "RDATE;VALUE=PERIOD:20260505T080000Z/PT1H", "SEQUENCE:x", "STATUS:"),
)


@given(lines=st.lists(st.sampled_from(LINES) | st.text(max_size=5), max_size=30))
def test_whatever_a_calendar_holds_it_is_read_or_refused(lines):
    text = "\n".join(["BEGIN:VCALENDAR", *lines, "END:VCALENDAR"])
    try:
        rows = rows_of(text)
    except TableError:
        return
    assert all(row["kind"] == "meeting" for row in rows)


@given(data=st.data())
def test_neither_the_order_of_entries_nor_two_files_that_overlap_change_anything(data):
    entries = [
        event(
            f"202605{data.draw(st.integers(10, 13))}T080000Z",
            uid=data.draw(st.sampled_from("ab")),
            by=data.draw(st.sampled_from([OURS, THEIRS])),
            sequence=str(number),
        )
        for number in range(data.draw(st.integers(1, 4)))
    ]
    shuffled = data.draw(st.permutations(entries))
    cut, back = sorted(data.draw(st.integers(0, len(entries))) for _ in range(2))
    whole = meetings(calendar(*entries))
    assert meetings(calendar(*shuffled)) == whole
    assert meetings(calendar(*shuffled[:back]), calendar(*shuffled[cut:])) == whole

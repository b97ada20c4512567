"""A ledger that includes a calendar: moved meetings count without any typed event."""

import builtins
from datetime import date

import pytest

from clienthealth import assess, load_ledger
from made_mail import CALENDAR_LEDGER, calendar_event

AS_OF = date(2026, 6, 30)


@pytest.fixture
def ledger(folder_of):
    def load(*events, include="{file: all.ics, format: ics}"):
        text = f"BEGIN:VCALENDAR\nVERSION:2.0\n{''.join(events)}END:VCALENDAR\n"
        files = {"ledger.yaml": f"{CALENDAR_LEDGER}- {include}\n", "all.ics": text}
        return load_ledger(folder_of(files))

    return load


@pytest.mark.parametrize("include", ["{file: all.ics, format: ics}", "{file: all.ics}"])
def test_meetings_that_the_client_cancels_are_moved_meetings(ledger, include):
    events = [
        calendar_event(f"202605{day:02}T080000Z", status="CANCELLED" if day < 8 else "CONFIRMED")
        for day in range(4, 10)
    ]
    found = ledger(*events, include=include)
    [client] = assess(found, as_of=AS_OF).clients
    [moved] = [each for each in client.findings if each.code == "BND003"]
    assert "cancelled, moved or missed 4 of 6 arranged meetings" in moved.message


def test_a_meeting_of_the_future_is_no_error_and_not_seen(ledger):
    found = ledger(calendar_event("20270104T080000Z"), calendar_event("20260504T080000Z"))
    assert len(found.clients[0].events) == 2
    assert assess(found, as_of=AS_OF)


def test_without_the_library_the_message_says_what_to_install(ledger, monkeypatch):
    imported = builtins.__import__

    def without(name, *rest):
        if name.startswith("icalendar"):
            raise ImportError(name)
        return imported(name, *rest)

    monkeypatch.setattr(builtins, "__import__", without)
    with pytest.raises(Exception, match=r"pip install .*clienthealth\[calendar\]"):
        ledger(calendar_event("20260504T080000Z"))

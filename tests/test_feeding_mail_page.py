"""The page on mail and calendars: its ledger, mailbox and calendar give the events it says."""

import json
import re
from pathlib import Path

import pytest

from clienthealth import load_ledger
from clienthealth.ledger.events import MeetingEvent, MessageEvent

PAGE = Path(__file__).resolve().parent.parent / "docs" / "feeding-mail.md"
BLOCK = re.compile(r"```(\w+)\n(.*?)```", re.DOTALL)


@pytest.fixture
def blocks() -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for kind, text in BLOCK.findall(PAGE.read_text(encoding="utf-8")):
        found.setdefault(kind, []).append(text)
    return found


def test_its_mailbox_and_calendar_are_read_as_it_says(
    blocks: dict[str, list[str]], tmp_path: Path
) -> None:
    for name, kind in (
        ("clienthealth.yaml", "yaml"),
        ("mail.mbox", "mbox"),
        ("calendar.ics", "ics"),
    ):
        (tmp_path / name).write_text(blocks[kind][0], encoding="utf-8")
    ledger = load_ledger(tmp_path / "clienthealth.yaml")
    events = ledger.clients[0].events
    messages = [
        {
            "at": event.at.isoformat(),
            "direction": event.direction,
            "answered_at": event.answered_at and event.answered_at.isoformat(),
            "urgent": event.urgent,
        }
        for event in events
        if isinstance(event, MessageEvent)
    ]
    meetings = sorted(
        (
            {"at": event.at.isoformat(), "outcome": event.outcome, "by": event.by}
            for event in events
            if isinstance(event, MeetingEvent)
        ),
        key=str,
    )
    assert [messages, meetings] == [json.loads(text) for text in blocks["json"]]
    assert {a.taken: dict(a.left_out) for a in ledger.accounts}[2] == {"automatic": 1}

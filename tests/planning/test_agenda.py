"""What is due: every source, their order, one screen, and the same in each format."""

import json
from datetime import date, timedelta

import pytest
from icalendar import Calendar

from cli.program import STUDIO, STUDIO_DAY, run
from clienthealth import Agenda, Ledger, assess, load_ledger, render, today
from clienthealth.planning.due import KINDS, glance
from one_client import ledger_with

TUESDAY = date(2026, 6, 30)


def due(ledger: Ledger, as_of: date = TUESDAY, days: int = 14) -> list[tuple[str, str, str]]:
    """What is due: the kind, the day and what goes on from it."""
    found = today(ledger, as_of=as_of, days=days)
    return [(each.kind, str(each.day), each.command.name) for each in found.items]


def test_a_client_paid_up_has_nothing_to_do(ledger: Ledger) -> None:
    """
    since: 2026-01-01
    invoices: [{number: "1", issued: 2026-05-01, amount: 100, paid: 2026-05-10}]
    """
    assert due(ledger) == []
    assert "Nothing is due." in render(today(ledger, as_of=TUESDAY), "table")


def test_a_reminder_is_due_with_its_sum(ledger: Ledger) -> None:
    """
    since: 2026-01-01
    invoices:
      - {number: "1", issued: 2026-05-01, due: 2026-06-29, amount: 100}
      - {number: "2", issued: 2026-05-01, due: 2026-07-04, amount: 900}
    """
    found = today(ledger, as_of=TUESDAY)
    assert [(e.kind, str(e.day), e.amount) for e in found.items] == [
        ("reminder", "2026-07-02", 100),
    ]
    assert due(ledger, days=1) == []


def test_former_clients_are_still_reminded(ledger: Ledger) -> None:
    """
    since: 2025-01-01
    until: 2026-05-31
    invoices: [{number: "1", issued: 2026-05-01, due: 2026-05-31, amount: 100}]
    """
    assert due(ledger) == [("reminder", "2026-06-30", "collect")]


def test_promises_waivers_and_talks_are_due(ledger: Ledger) -> None:
    """
    since: 2025-01-01
    contract: {signed: 2025-01-01, obligations: [
      {what: Style guide, due: 2026-06-01, prepaid: true},
      {what: Handbook, due: 2026-07-10}, {what: Later, due: 2026-08-10},
      {what: Done, due: 2026-06-01, done: 2026-06-01}]}
    events: [{kind: boundary, at: 2026-06-05, about: late-payment}]
    waivers: [{rule: late-payment, reason: x, from: 2026-01-01, until: 2026-07-03}]
    """
    found = [each for each in due(ledger) if each[0] not in {"boundaries", "let-go"}]
    assert found == [
        ("obligation", "2026-06-30", "explain"),
        ("waiver-ends", "2026-07-03", "explain"),
        ("talk-over", "2026-07-06", "explain"),  # thirty days later is a Sunday
        ("obligation", "2026-07-10", "explain"),
    ]


def test_an_old_talk_or_waiver_is_no_longer_told_of(ledger: Ledger) -> None:
    """
    since: 2025-01-01
    events: [{kind: boundary, at: 2026-04-05, about: late-payment}]
    waivers: [{rule: late-payment, reason: x, from: 2026-01-01, until: 2026-05-03}]
    """
    assert due(ledger) == []


def test_prospects_are_called_and_asked_for_the_answer_they_promised(ledger: Ledger) -> None:
    """
    first_contact: 2026-06-20
    events: [{kind: proposal_request, at: 2026-06-24, answer_by: 2026-07-03}]
    """
    assert due(ledger) == [
        ("answer", "2026-07-03", "followup"),
        ("follow-up", "2026-07-06", "followup"),  # no call before the day that they promised
    ]


@pytest.fixture(scope="module")
def studio() -> Agenda:
    return today(load_ledger(STUDIO), as_of=date.fromisoformat(STUDIO_DAY))


def test_the_list_is_by_date_and_each_days_gravest_first(studio: Agenda) -> None:
    order = [(e.day, KINDS.index(e.kind), -(e.amount or 0)) for e in studio.items]
    assert order == sorted(order)
    assert {"fire", "let-go", "reminder", "boundaries", "follow-up"} <= {
        e.kind for e in studio.items
    }
    assert all(studio.as_of <= e.day <= studio.until for e in studio.items)


def test_every_client_that_parts_or_renegotiates_has_its_plan(studio: Agenda) -> None:
    planned = {e.client for e in studio.items if e.command.name in {"letgo", "boundaries"}}
    verdicts = {c.id for c in studio.assessment.clients if c.action in {"fire", "let-go"}}
    assert verdicts <= planned


def test_the_table_is_one_screen_and_says_what_is_left_out(studio: Agenda) -> None:
    text = render(studio, "table")
    assert len(text.splitlines()) <= 24
    left = len(studio.items) - 20
    assert f"{left} more thing{'s' if left > 1 else ''} to do" in text
    markdown = render(studio, "markdown")
    assert all(e.command.line in markdown for e in studio.items)


def test_json_has_all_of_it(studio: Agenda) -> None:
    document = json.loads(render(studio, "json"))
    assert document["format"] == "clienthealth.today/1"
    assert len(document["items"]) == len(studio.items)
    first = document["items"][0]
    assert (first["client"], first["command"]) == (
        studio.items[0].client,
        studio.items[0].command.line,
    )


def test_the_calendar_is_read_back_with_a_day_for_each(studio: Agenda) -> None:
    calendar = Calendar.from_ical(render(studio, "ics"))
    events = calendar.walk("VEVENT")
    assert sorted(e.decoded("dtstart") for e in events) == sorted(e.day for e in studio.items)
    assert len({str(e["uid"]) for e in events}) == len(studio.items)


def test_the_same_bytes_each_time(studio: Agenda) -> None:
    again = today(load_ledger(STUDIO), as_of=date.fromisoformat(STUDIO_DAY))
    for form in ("table", "json", "markdown", "html", "ics"):
        assert render(again, form) == render(studio, form)


def test_nothing_later_is_seen() -> None:
    later = ledger_with(
        """
        since: 2026-01-01
        invoices: [{number: "1", issued: 2026-05-01, due: 2026-05-20, amount: 100}]
        events: [{kind: reminder, at: 2026-07-01, step: stop}]
        """
    )
    assert due(later) == [("reminder", "2026-06-30", "collect")]
    assert due(later, TUESDAY + timedelta(days=1)) == []


def test_the_commands_go_on_from_each_line(studio: Agenda) -> None:
    """What the list says can be typed."""
    kinds = {e.command.name: e.command.line.split()[1:] for e in studio.items}
    for words in kinds.values():
        ran = run(*words, STUDIO, "--as-of", STUDIO_DAY)
        assert ran.code == 0, ran.err


def test_of_several_talks_the_last_is_due(ledger: Ledger) -> None:
    """
    since: 2025-01-01
    events: [{kind: boundary, at: 2026-06-01, about: late-payment},
      {kind: boundary, at: 2026-06-08, about: hours-overrun}]
    """
    assert [each for each in due(ledger) if each[0] == "talk-over"] == [
        ("talk-over", "2026-07-08", "explain")
    ]


def test_a_waiver_says_whether_it_has_ended(ledger: Ledger) -> None:
    """
    since: 2025-01-01
    waivers: [{rule: late-payment, reason: x, from: 2026-01-01, until: 2026-06-29},
      {rule: hours-overrun, reason: x, from: 2026-01-01, until: 2026-06-30}]
    """
    said = [(each.what, each.why) for each in today(ledger, as_of=TUESDAY).items]
    assert said == [
        (
            "the waiver has ended; check whether you still need it",
            "its last day was 29 Jun 2026",
        ),
        ("the waiver ends; check whether you still need it", "its last day is 30 Jun 2026"),
    ]


def test_a_glance_sees_a_verdict_from_the_first_working_day_on() -> None:
    """A plan to part begins at once, also where a hold delays the talk: there is a contract to read
    and work to bill."""
    assessment = assess(load_ledger(STUDIO), as_of=date.fromisoformat(STUDIO_DAY))
    parted = {c.id for c in assessment.clients if c.action in {"fire", "let-go"}}
    told = {
        days: {e.client for e in glance(assessment, days).items if e.command.name == "letgo"}
        for days in (1, 2, 400)  # it is a Saturday
    }
    assert told == {1: set(), 2: parted, 400: parted}

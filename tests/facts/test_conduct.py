"""Which day an event belongs to, and whether it came out of hours."""

from datetime import UTC, date, datetime, time, timedelta

import pytest

from clienthealth.facts.conduct import is_off_hours
from clienthealth.ledger.events import MessageEvent
from clienthealth.ledger.models import WorkingHours
from one_client import bills, facts_of, happenings, ledger_with

BERLIN = 'working_hours: {start: "09:00", end: "18:00", timezone: Europe/Berlin}'


@pytest.mark.parametrize(
    ("at", "day"),
    [
        ("2026-03-01T23:30-05:00", date(2026, 3, 2)),  # 05:30 in Berlin
        ("2026-03-01T23:30", date(2026, 3, 1)),
        ("2026-03-01T23:30Z", date(2026, 3, 2)),
        ("2026-03-01T00:30+03:00", date(2026, 2, 28)),
        ("2026-03-28T23:30Z", date(2026, 3, 29)),  # the night before summer time
        ("2026-03-29T22:30Z", date(2026, 3, 30)),  # the first evening of it: 00:30
        ("2026-10-24T22:30Z", date(2026, 10, 25)),  # the last of it: 00:30
        ("2026-10-25T22:30Z", date(2026, 10, 25)),  # winter time: 23:30
    ],
)
def test_an_event_belongs_to_the_business_s_own_day(at: str, day: date) -> None:
    ledger = ledger_with(f"events: [{{kind: stall, at: {at}}}]", BERLIN)
    assert [seen.day for seen in facts_of(ledger, day).events] == [day]
    before = facts_of(ledger, date.fromordinal(day.toordinal() - 1))
    assert before.all_events == ()


def test_without_a_zone_of_the_business_the_written_day_counts() -> None:
    ledger = ledger_with("events: [{kind: stall, at: 2026-03-01T23:30-05:00}]")
    assert [seen.day for seen in facts_of(ledger).events] == [date(2026, 3, 1)]


@pytest.mark.parametrize(
    ("at", "off"),
    [
        ("2026-06-26T08:59", True),
        ("2026-06-26T09:00", False),
        ("2026-06-26T17:59", False),
        ("2026-06-26T18:00", True),
        ("2026-06-27T12:00", True),  # a Saturday
        ("2026-06-26", None),
        ("2026-03-27T08:30Z", False),  # 09:30, in winter time
        ("2026-03-30T07:30Z", False),  # 09:30, in summer time
        ("2026-03-27T07:30Z", True),  # 08:30
        ("2026-06-26T18:30-05:00", True),
        ("2026-06-26T03:30-05:00", False),  # 10:30 in Berlin
    ],
)
def test_working_hours_are_in_the_business_s_zone(at: str, off: bool | None) -> None:
    facts = facts_of(ledger_with(f"events: [{{kind: message, at: {at}}}]", BERLIN))
    ((_, message),) = facts.events_of(MessageEvent)
    assert facts.off_hours(message) is off


def test_a_client_s_own_hours_are_welcome_too() -> None:
    client = """
    working_hours: {days: [sat], start: "09:00", end: "12:00", timezone: America/New_York}
    events: [{kind: message, at: 2026-06-27T15:30}, {kind: message, at: 2026-06-27T18:30}]
    """
    facts = facts_of(ledger_with(client, BERLIN))
    assert [facts.off_hours(m) for _, m in facts.events_of(MessageEvent)] == [False, True]
    unknown = facts_of(ledger_with(client))  # a business that keeps no hours
    assert [unknown.off_hours(m) for _, m in unknown.events_of(MessageEvent)] == [None, None]


def test_two_talks_of_one_day_are_the_same_in_either_order() -> None:
    one = "{kind: boundary, at: 2026-06-01, about: [PAY]}"
    other = "{kind: boundary, at: 2026-06-01, about: [PAY, SCO]}"
    earlier = "{kind: boundary, at: 2026-05-31, about: [VAL]}"
    orders = ([one, other, earlier], [earlier, other, one])
    told = [
        [talk.about for talk in facts_of(ledger_with(f"events: [{', '.join(order)}]")).talks]
        for order in orders
    ]
    assert told[0] == told[1] == [("PAY", "SCO"), ("PAY",), ("VAL",)]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("outreach, step: call", "outreach, step: call, outcome: answered"),
        ("outreach, step: call, outcome: answered", "outreach, step: call, outcome: declined"),
        ("decision", "decision, reversed: true"),
        ("lapse, what: felt-cheated", "lapse, what: shoddy-work"),
    ],
)
def test_on_one_day_the_order_of_lines_says_nothing(first: str, second: str) -> None:
    one, other = (f"{{kind: {each}, at: 2026-03-01}}" for each in (first, second))
    straight = facts_of(ledger_with(f"events: [{one}, {other}]"))
    turned = facts_of(ledger_with(f"events: [{other}, {one}]"))
    assert [seen.position for seen in straight.all_events] == [0, 1]
    assert [seen.position for seen in turned.all_events] == [1, 0]


def test_on_one_day_the_clock_counts_first() -> None:
    """Answered at 09:00 and not at 16:00: in the zone of the business."""
    client = """
    events:
      - {kind: outreach, at: 2026-03-02T10:00-05:00, step: call}
      - {kind: outreach, at: 2026-03-02T09:00, step: call, outcome: answered}
    """
    facts = facts_of(ledger_with(client, BERLIN))
    assert [seen.position for seen in facts.all_events] == [1, 0]
    assert [index for index, _ in facts.unanswered_outreach] == [0]


@pytest.mark.parametrize(
    ("hours", "at", "off"),
    [
        ('start: "22:00", end: "06:00"', "2026-06-26T21:59", True),  # a Friday
        ('start: "22:00", end: "06:00"', "2026-06-26T22:00", False),
        ('start: "22:00", end: "06:00"', "2026-06-27T05:59", False),  # still Friday's shift
        ('start: "22:00", end: "06:00"', "2026-06-27T06:00", True),
        ('start: "22:00", end: "06:00"', "2026-06-27T22:00", True),  # Saturday has none
        ('start: "22:00", end: "06:00"', "2026-06-29T05:00", True),  # and Sunday none
        ('start: "14:00", end: "24:00"', "2026-06-26T23:59", False),
        ('start: "14:00", end: "24:00"', "2026-06-27T00:00", True),
        ('start: "14:00", end: "00:00"', "2026-06-26T23:59", False),
        ('start: "00:00", end: "24:00"', "2026-06-26T03:00", False),
        ('start: "00:00", end: "24:00"', "2026-06-27T03:00", True),
    ],
)
def test_a_working_day_may_go_on_past_midnight(hours: str, at: str, off: bool) -> None:
    business = f"working_hours: {{{hours}}}"
    facts = facts_of(ledger_with(f"events: [{{kind: message, at: {at}}}]", business))
    ((_, message),) = facts.events_of(MessageEvent)
    assert facts.off_hours(message) is off


def test_a_holiday_s_shift_is_the_one_that_begins_on_it() -> None:
    night = WorkingHours(start=time(22), end=time(6))
    friday = {date(2026, 6, 26)}
    early = datetime(2026, 6, 26, 3, tzinfo=UTC)
    assert is_off_hours(early, [night], None, friday) is False
    assert is_off_hours(early + timedelta(days=1), [night], None, friday) is True


def test_a_payment_one_day_late_is_no_quiet_entry() -> None:
    """Only what went without trouble may count as a sign that a talk has helped."""
    client = bills(("2026-03-10", 0), ("2026-04-10", 1), ("2026-05-10", -1))
    facts = facts_of(ledger_with(client))
    assert (facts.dated_entries, facts.quiet_entries) == (3, 2)


@pytest.mark.parametrize(
    ("dates", "there"),
    [
        ("from: 2026-06-30", True),
        ("from: 2026-07-01", False),
        ("until: 2026-06-30", True),
        ("until: 2026-06-29", False),
        ("from: 2026-01-01, until: 2026-12-31", True),
    ],
)
def test_a_contact_is_there_from_their_first_day_to_their_last(dates: str, there: bool) -> None:
    facts = facts_of(ledger_with(f"contacts: [{{name: Jo}}, {{name: Ada, {dates}}}]"))
    assert [place for place, _ in facts.contacts] == ([0, 1] if there else [0])


@pytest.mark.parametrize(
    ("day", "counts"),
    [("2025-06-30", 0), ("2025-07-01", 1), ("2026-06-30", 1), ("2026-07-01", 0)],
)
def test_events_of_the_window_are_those_of_its_first_day_to_its_last(day: str, counts: int) -> None:
    facts = facts_of(ledger_with(f"events: [{{kind: stall, at: {day}}}]"))
    assert len(facts.events) == len(facts.trouble) == len(facts.events_of_kind("stall")) == counts
    assert (facts.dated_entries, facts.telling_entries, facts.telling_events) == (counts,) * 3
    assert facts.quiet_entries == 0


@pytest.mark.parametrize(
    ("first", "months"),
    [
        ("since: 2020-01-01", 12),
        ("first_contact: 2026-01-01", 180 * 12 / 365),
        ("since: 2026-01-01", 180 * 12 / 365),
        ("since: 2026-06-20", 1),  # at least one
        ("first_contact: 2025-06-30\nsince: 2026-01-01", 12),
        ("language: de", 12),  # nobody knows since when
    ],
)
def test_the_months_since_the_first_contact(first: str, months: float) -> None:
    assert facts_of(ledger_with(first)).months == pytest.approx(months)


def test_what_is_remembered_reaches_back_beyond_the_window_but_not_behind_a_talk() -> None:
    days = ("2024-06-30", "2024-07-01", "2025-06-30", "2026-01-01", "2026-06-30")
    facts = facts_of(ledger_with(happenings("stall", *days)))
    assert not facts.looked_back
    assert [seen.position for seen in facts.remembered("stall", 730)] == [1, 2, 3, 4]
    assert facts.looked_back
    at_least_the_window = facts.remembered("stall", 30)
    assert [seen.position for seen in at_least_the_window] == [3, 4]
    assert facts.remembered("praise", 730) == ()
    talked = facts.since(date(2025, 6, 30))
    assert [seen.position for seen in talked.remembered("stall", 730)] == [3, 4]


def test_a_kind_that_was_recorded_before_a_talk_is_kept_after_it_too() -> None:
    text = (
        "events: [{kind: stall, at: 2026-01-01}, {kind: boundary, at: 2026-03-01, about: DEC002}]"
    )
    facts = facts_of(ledger_with(text, "keeps: [praise]"))
    assert (facts.keeps("praise"), facts.keeps("stall"), facts.keeps("meeting")) == (
        True,
        False,
        False,
    )
    talked = facts.since(date(2026, 3, 1))
    assert (talked.keeps("stall"), talked.keeps("meeting")) == (True, False)


@pytest.mark.parametrize(
    ("due", "counts"),
    [("2025-06-30", 0), ("2025-07-01", 1), ("2026-06-30", 1), ("2026-07-01", 0)],
)
def test_an_invoice_is_an_entry_of_the_window_by_the_day_it_fell_due(due: str, counts: int) -> None:
    facts = facts_of(ledger_with(bills((due, 0))))
    assert (facts.dated_entries, facts.telling_entries) == (counts, counts)

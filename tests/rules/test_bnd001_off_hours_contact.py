"""off-hours-contact: the share of calls and urgent messages out of hours, from 10 % to 50 %.

The share is mixed with four fine ones: (late + 0.4) / (all + 4).
"""

import sys
from collections.abc import Iterator
from datetime import date

import pytest

from clienthealth.facts.context import public_holidays
from clienthealth.rules.bnd001_off_hours_contact import RULE
from one_client import Seen, Unseen, facts_of, ledger_with, observed

BERLIN = 'working_hours: {start: "09:00", end: "18:00", timezone: Europe/Berlin}'
LATE = [f"2026-03-{day:02}T22:00" for day in range(2, 7)] * 3
EARLY = [f"2026-03-{day:02}T10:00" for day in range(2, 7)] * 3


def calls(*moments: str) -> str:
    lines = (f"  - {{kind: message, at: {moment}, channel: call}}" for moment in moments)
    return "\n".join(["events:", *lines])


@pytest.mark.parametrize(
    ("late", "of", "share", "intensity"),
    [
        (0, 5, 0.4 / 9, 0.0),
        (1, 10, 1.4 / 14, 0.0),  # the lower threshold exactly
        (2, 10, 2.4 / 14, (2.4 / 14 - 0.1) / 0.4),
        (1, 5, 1.4 / 9, (1.4 / 9 - 0.1) / 0.4),
        (4, 5, 4.4 / 9, (4.4 / 9 - 0.1) / 0.4),
        (5, 5, 5.4 / 9, 1.0),
    ],
)
def test_the_ramp_over_the_shrunk_share(
    late: int, of: int, share: float, intensity: float, see: Seen
) -> None:
    seen = see(calls(*LATE[:late], *EARLY[: of - late]), BERLIN)
    assert seen.measure.value == pytest.approx(share)
    assert seen.intensity == pytest.approx(intensity)
    assert len(seen.evidence) == late
    verb = "falls" if late == 1 else "fall"
    assert seen.message == f"{late} of {of} calls and urgent messages {verb} outside working hours"


def test_four_are_too_few_and_a_date_alone_never_counts(cannot_see: Unseen) -> None:
    why = "4 calls and urgent messages with a time of day, 5 needed"
    assert cannot_see(calls(*LATE[:4]), BERLIN).why == why
    assert cannot_see(calls(*LATE[:4], "2026-03-07", "2026-03-08"), BERLIN).why == why


def test_only_calls_and_urgent_messages_of_the_client_count(see: Seen) -> None:
    client = """
    events:
      - {kind: message, at: 2026-03-02T22:00}
      - {kind: message, at: 2026-03-02T22:01, channel: email}
      - {kind: message, at: 2026-03-02T22:02, channel: chat}
      - {kind: message, at: 2026-03-02T22:03, channel: call, direction: out}
      - {kind: message, at: 2026-03-02T22:04, urgent: true, direction: out}
      - {kind: message, at: 2026-03-02T22:05, urgent: true}
      - {kind: message, at: 2026-03-02T22:06, urgent: true, channel: email}
      - {kind: message, at: 2026-03-02T22:07, channel: call}
      - {kind: message, at: 2026-03-02T10:00, channel: call}
      - {kind: message, at: 2026-03-02T10:00, urgent: true}
      - {kind: message, at: 2026-03-01, urgent: true, note: a Sunday at no known time}
    """
    seen = see(client, BERLIN)
    assert seen.measure.value == pytest.approx(3.4 / 9)
    assert seen.evidence == (("events", 5), ("events", 6), ("events", 7))


def test_the_clock_is_berlin_s_in_winter_and_in_summer(see: Seen) -> None:
    moments = [
        "2025-10-24T07:00Z",  # 09:00 on the last Friday of summer time
        "2025-10-24T16:00Z",  # 18:00: the day has ended
        "2025-10-27T07:59Z",  # 08:59 on the first Monday of winter time
        "2025-10-27T08:00Z",  # 09:00
        "2025-10-27T16:59Z",  # 17:59
        "2026-03-27T12:00-05:00",  # 18:00 in winter time
        "2026-03-30T11:59-04:00",  # 17:59 in summer time
        "2026-03-29T01:30Z",  # 03:30 on the Sunday when the clocks change
        "2026-06-12T20:00-07:00",  # 05:00 on Saturday
        "2026-06-14T22:30-04:00",  # 04:30 on Monday
        "2026-06-15T16:30+09:00",  # 09:30
    ]
    seen = see(calls(*moments), BERLIN)
    assert [path[1] for path in seen.evidence] == [1, 2, 5, 7, 8, 9]
    assert seen.measure.value == pytest.approx(6.4 / 15)


def test_the_window_begins_and_ends_on_the_business_s_own_days(see: Seen) -> None:
    moments = [
        "2025-06-30T17:59-04:00",  # 23:59 in Berlin, the day before the window's first
        "2025-06-30T18:00-04:00",  # midnight of its first
        "2026-06-30T21:59Z",  # 23:59 of its last
        "2026-06-30T22:00Z",  # midnight of the day after
    ]
    seen = see(calls(*moments, *EARLY[:3]), BERLIN)
    assert seen.evidence == (("events", 1), ("events", 2))


def test_a_client_s_own_hours_are_welcome_too(see: Seen) -> None:
    """Outside both is outside; hours of which one is silent are the other's."""
    own = 'working_hours: {days: [mon, sun], start: "09:00", end: "17:00", timezone: %s}\n'
    moments = calls(
        "2026-06-15T22:59",  # 16:59 on Monday in New York
        "2026-06-15T23:00",  # 17:00
        "2026-06-16T20:00",  # Tuesday
        "2026-06-16T10:00",  # the business's own Tuesday
        "2026-06-21T15:00",  # 09:00 on Sunday
    )
    seen = see(own % "America/New_York" + moments, BERLIN)
    assert seen.evidence == (("events", 1), ("events", 2))
    alone = see(moments, BERLIN)
    assert [path[1] for path in alone.evidence] == [0, 1, 2, 4]


def test_a_business_without_hours_cannot_complain(cannot_see: Unseen) -> None:
    own = 'working_hours: {start: "09:00", end: "17:00"}\n'
    assert cannot_see(calls(*LATE[:5])).why == "no working hours in the ledger"
    assert cannot_see(own + calls(*LATE[:5])).why == "no working hours in the ledger"


def test_working_days_are_the_business_s(see: Seen) -> None:
    weekend = 'working_hours: {days: [sat, sun], start: "10:00", end: "12:00"}'
    moments = calls(
        "2026-06-12T10:00",  # a Friday
        "2026-06-13T10:00",
        "2026-06-14T11:59",
        "2026-06-14T12:00",
        "2026-06-15T11:00",  # a Monday
    )
    assert see(moments, weekend).evidence == (("events", 0), ("events", 3), ("events", 4))


HOLIDAYS = calls(
    "2025-10-03T10:00",  # Friday, German Unity Day
    "2025-12-25T10:00",  # Thursday
    "2026-04-06T10:00",  # Easter Monday
    "2026-05-01T10:00",  # Friday, Labour Day
    "2026-05-04T10:00",  # an ordinary Monday
    "2025-11-27T10:00",  # Thanksgiving in the United States
)


@pytest.mark.parametrize(
    ("country", "late"),
    [("DE", [0, 1, 2, 3]), ("US", [1, 5]), ("AT", [1, 2, 3]), ("ZZ", []), (None, [])],
)
def test_a_public_holiday_of_the_business_s_country_is_no_working_day(
    country: str | None, late: list[int], see: Seen
) -> None:
    pytest.importorskip("holidays")
    business = f"{BERLIN}\ncountry: {country}" if country else BERLIN
    seen = see(f"country: DE\n{HOLIDAYS}", business)
    assert sorted(path[1] for path in seen.evidence) == late


def test_the_holiday_is_the_day_in_berlin(see: Seen) -> None:
    pytest.importorskip("holidays")
    far = 'working_hours: {start: "00:00", end: "23:59", timezone: Europe/Berlin}\ncountry: DE'
    moments = calls(
        "2026-04-30T21:59Z",  # 23:59 of the last of April: the minute after the working day
        "2026-04-30T21:58Z",
        "2026-04-30T22:00Z",  # the first of May
        "2026-05-01T21:58Z",
        "2026-05-03T22:00Z",  # Monday
    )
    assert see(moments, far).evidence == (("events", 0), ("events", 2), ("events", 3))


@pytest.fixture
def without_holidays(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """As if the `holidays` library were not installed."""
    public_holidays.cache_clear()
    monkeypatch.setitem(sys.modules, "holidays", None)
    yield
    public_holidays.cache_clear()


@pytest.mark.usefixtures("without_holidays")
def test_without_the_library_a_holiday_is_a_day_like_any_other(see: Seen) -> None:
    assert see(HOLIDAYS, f"{BERLIN}\ncountry: DE").evidence == ()


def test_two_suffice_after_a_talk() -> None:
    client = calls(*LATE[:5], "2026-04-07T22:00", "2026-04-08T22:00")
    since = facts_of(ledger_with(client, BERLIN)).since(date(2026, 4, 1))
    seen = observed(RULE, since)
    assert seen.measure.value == pytest.approx(2.4 / 6)
    assert seen.evidence == (("events", 5), ("events", 6))
    assert RULE.observations(since) == 2
    assert RULE.observations(facts_of(ledger_with(calls("2026-04-07"), BERLIN))) == 0

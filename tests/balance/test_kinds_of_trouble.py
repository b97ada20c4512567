"""A client with one kind of trouble and no other: the verdict, day by day."""

from collections.abc import Iterable
from datetime import date, timedelta

import pytest

from balance.surroundings import DAY, action, because, judged
from clienthealth import ClientAssessment, assess
from one_client import found, loaded

SPOTLESS = """
    id: spotless
    name: Spotless
    since: 2022-01-10
    contacts: [{name: Robin, role: owner, decision_maker: true, champion: true}]
    contract: {signed: 2022-01-03, walked_through: true, terms_days: 30, notice_days: 30,
               statement_of_work: see the offer, included_revisions: 2}
    invoices:
      - {number: "1", issued: 2025-09-30, amount: 1000, payments: [{date: 2025-10-20, amount: 1000}]}
      - {number: "2", issued: 2025-12-30, amount: 1000, payments: [{date: 2026-01-20, amount: 1000}]}
      - {number: "3", issued: 2026-03-30, amount: 1000, payments: [{date: 2026-04-20, amount: 1000}]}
      - {number: "4", issued: 2026-05-15, amount: 1000, payments: [{date: 2026-06-10, amount: 1000}]}
    time:
      - {date: 2025-09-10, hours: 10}
      - {date: 2025-12-10, hours: 10}
      - {date: 2026-03-10, hours: 10}
      - {date: 2026-05-06, hours: 10}
    events:
      - {kind: feedback, at: 2025-09-29, clear: true}
      - {kind: feedback, at: 2025-12-29, clear: true}
      - {kind: feedback, at: 2026-03-29, clear: true}
"""
MONDAYS = [DAY - timedelta(1 + 7 * week) for week in range(20)]


def with_events(events: Iterable[str]) -> ClientAssessment:
    return judged(SPOTLESS + "".join(f"      - {{{event}}}\n" for event in events))


def abused(days_ago: int) -> ClientAssessment:
    day = DAY - timedelta(days_ago)
    return with_events([f"kind: misconduct, at: {day}, level: abusive, note: threats"])


def calling(a_week: int, clock: str = "T10:15") -> ClientAssessment:
    call = "kind: message, at: {day}{clock}, channel: call"
    return with_events(call.format(day=day, clock=clock) for day in MONDAYS for _ in range(a_week))


def test_without_any_trouble_they_are_kept() -> None:
    assert action(with_events([])) == "keep"


def test_who_filed_for_bankruptcy_yesterday_is_talked_to() -> None:
    client = with_events([f"kind: distress_signal, at: {DAY - timedelta(1)}, what: insolvent"])
    assert (action(client), because(client)) == ("renegotiate", ("SOL001",))


@pytest.mark.parametrize(
    ("days_ago", "verdict"),
    [(364, "fire"), (365, "renegotiate"), (900, "renegotiate"), (1000, "watch"), (1094, "watch")],
)
def test_abuse_fades_from_fire_to_watch(days_ago: int, verdict: str) -> None:
    assert action(abused(days_ago)) == verdict


def test_after_three_years_the_abuse_is_over() -> None:
    assert action(abused(1096)) == "keep"


@pytest.mark.parametrize("days_ago", [300, 364, 365, 366, 455, 700, 1094])
def test_abuse_never_vanishes_overnight(days_ago: int) -> None:
    today, tomorrow = abused(days_ago), abused(days_ago + 1)
    assert 0 <= tomorrow.computed_health - today.computed_health <= 0.2
    assert (today.trend or 0) <= 10


@pytest.mark.parametrize(("a_week", "verdict"), [(10, "keep"), (20, "watch"), (30, "renegotiate")])
def test_who_calls_all_day(a_week: int, verdict: str) -> None:
    """In working hours, over twenty weeks; hours are logged for four days of the year."""
    client = calling(a_week)
    assert action(client) == verdict
    assert (found(client, "BND006") is not None) is (a_week > 10)
    assert found(client, "BND001") is None


def test_half_of_ten_calls_at_night() -> None:
    calls = [f"kind: message, at: {day}T22:30, channel: call" for day in MONDAYS[:5]]
    calls += [f"kind: message, at: {day}T10:30, channel: call" for day in MONDAYS[5:10]]
    assert action(with_events(calls)) == "watch"


@pytest.mark.parametrize(("rate", "verdict"), [(130, "renegotiate"), (55, "let-go")])
def test_the_best_paid_of_four_is_no_grinder(rate: int, verdict: str) -> None:
    """Three discounts, three excuses and two disputes, at 130 or at 55 an hour; the target is 80."""
    traits = ["discount_request"] * 3 + ["payment_excuse"] * 3 + ["agreement_dispute"] * 3
    events = ", ".join(
        f"{{kind: {kind}, at: 2026-0{n % 5 + 1}-09}}" for n, kind in enumerate(traits)
    )
    clients = [_of_four(f"other-{n}", 110, "{kind: praise, at: 2026-05-01}") for n in range(3)]
    text = (
        "version: 1\nbusiness: {name: A, currency: EUR, target_rate: 80, cost_rate: 40}\nclients:\n"
    )
    ledger = loaded(text + "".join([*clients, _of_four("x", rate, events)]))
    client = assess(ledger, as_of=DAY).clients[3]
    assert client.bottom
    assert client.grinder is (verdict == "let-go")
    assert action(client) == verdict


def _of_four(name: str, rate: int, events: str) -> str:
    months = [date(2026, month, 1) for month in range(1, 6)]
    bills = ", ".join(
        f"{{number: {name}{m}, issued: {m}, amount: {10 * rate}, "
        f"payments: [{{date: {m + timedelta(20)}, amount: {10 * rate}}}]}}"
        for m in months
    )
    time = ", ".join(f"{{date: {m}, hours: 10}}" for m in months)
    return (
        f"  - {{id: {name}, name: {name}, since: 2024-01-01, invoices: [{bills}], time: [{time}], "
        f"events: [{events}]}}\n"
    )

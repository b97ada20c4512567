"""A client's stage on a day, and what is known of it before anything happened."""

from datetime import date

import pytest

from clienthealth import assess
from one_client import judged, ledger_with, loaded

WHOLE = """
version: 1
business: {name: A, currency: EUR}
clients:
  - {id: x, name: X, first_contact: 2024-01-10, since: 2024-03-01, until: 2024-12-31}
"""


@pytest.mark.parametrize(
    ("day", "stage"),
    [
        ("2024-01-09", None),
        ("2024-01-10", "prospect"),
        ("2024-02-29", "prospect"),
        ("2024-03-01", "active"),
        ("2024-12-31", "active"),
        ("2025-01-01", "former"),
    ],
)
def test_the_stage_follows_from_the_dates(day: str, stage: str | None) -> None:
    clients = assess(loaded(WHOLE), as_of=date.fromisoformat(day)).clients
    assert [c.stage for c in clients] == ([stage] if stage else [])


@pytest.mark.parametrize(
    ("dates", "stage", "since"),
    [
        ("first_contact: 2026-06-30", "prospect", None),
        (
            'first_contact: 2026-01-01\ninvoices: [{number: "1", issued: 2026-06-30, amount: 1}]',
            "active",
            date(2026, 6, 30),
        ),
        (
            'first_contact: 2026-01-01\ninvoices: [{number: "1", issued: 2026-07-01, amount: 1}]',
            "prospect",
            None,
        ),
        ("since: 2026-06-30", "active", date(2026, 6, 30)),
        ("first_contact: 2026-01-01\nuntil: 2026-06-29", "former", None),
    ],
)
def test_without_since_the_first_invoice_makes_a_client(
    dates: str, stage: str, since: date | None
) -> None:
    client = judged(ledger_with(dates))
    assert (client.stage, client.since) == (stage, since)


def test_talks_before_the_first_day_make_a_prospect() -> None:
    client = "since: 2026-08-01\nevents: [{kind: stall, at: 2026-06-01}]"
    ledger = ledger_with(client)
    assert judged(ledger).stage == "prospect"
    assert assess(ledger, as_of=date(2026, 5, 31)).clients == ()
    assert judged(ledger, date(2026, 8, 1)).stage == "active"


def test_before_anything_there_is_nothing() -> None:
    assessment = assess(loaded(WHOLE), as_of=date(1900, 1, 1))
    assert assessment.clients == ()
    assert assessment.portfolio.active == 0
    assert assessment.portfolio.dbt_days is None
    assert assessment.portfolio.open_balance == 0
    assert assess(loaded(WHOLE), as_of=date.min).clients == ()
    assert len(assess(loaded(WHOLE), as_of=date.max).clients) == 1

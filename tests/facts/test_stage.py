"""A client's stage on a day, and what is known about them before anything happened."""

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


@pytest.mark.parametrize(
    ("client", "stage", "since"),
    [
        ("time: [{date: 2026-06-10, hours: 5}]", "active", date(2026, 6, 10)),
        (
            "first_contact: 2026-01-01\ntime: [{date: 2026-06-10, hours: 5}]",
            "active",
            date(2026, 6, 10),
        ),
        # The hours of a proposal are never billed.
        (
            "first_contact: 2026-01-01\ntime: [{date: 2026-06-10, hours: 5, billable: false}]",
            "prospect",
            None,
        ),
        (
            (
                "first_contact: 2026-01-01\nbilling: pro-bono\n"
                "time: [{date: 2026-06-10, hours: 5, billable: false}]"
            ),
            "active",
            date(2026, 6, 10),
        ),
        (
            'since: 2026-08-01\ninvoices: [{number: "1", issued: 2026-06-10, amount: 1}]',
            "active",
            date(2026, 6, 10),
        ),
        ("first_contact: 2026-01-01\ntime: [{date: 2026-07-01, hours: 5}]", "prospect", None),
    ],
)
def test_somebody_who_is_worked_for_or_billed_is_a_client(
    client: str, stage: str, since: date | None
) -> None:
    first = (
        client
        if "since" in client or "first_contact" in client
        else f"first_contact: 2026-06-10\n{client}"
    )
    found = judged(ledger_with(first))
    assert (found.stage, found.since) == (stage, since)


def test_a_first_contact_in_the_future_hides_nobody() -> None:
    """A mistyped year: what was billed and worked is contact all the same."""
    client = """
    first_contact: 2027-01-20
    invoices: [{number: "1", issued: 2026-03-10, amount: 714}]
    time: [{date: 2026-03-01, hours: 5}]
    """
    ledger = ledger_with(client)
    found = judged(ledger)
    assert (found.stage, found.facts.open_balance) == ("active", 714)
    assert [w.message for w in ledger.warnings] == [
        "first_contact: 20 Jan 2027 is after the first entry, 1 Mar 2026; check the year"
    ]


@pytest.mark.parametrize(
    "entry",
    [
        "payments: [{date: 2026-03-10, amount: 714}]",
        "costs: [{date: 2026-03-10, amount: 714}]",
        "projects: [{id: site, started: 2026-03-10}]",
    ],
)
def test_whatever_happened_makes_a_client_known(entry: str) -> None:
    """Also without an invoice, an hour or an event."""
    assert judged(ledger_with(f"first_contact: 2027-01-20\n{entry}")).stage == "prospect"


PAID = (
    'invoices: [{number: "1", issued: 2025-12-01, amount: 900, '
    "payments: [{date: 2025-12-10, amount: 900}]}]"
)


@pytest.mark.parametrize(
    ("more", "as_of", "stage"),
    [
        ("", "2026-06-07", "active"),
        ("", "2026-06-08", "dormant"),  # 180 days after the payment
        ("time: [{date: 2026-03-01, hours: 1}]", "2026-06-30", "active"),
        ("events: [{kind: praise, at: 2026-03-01}]", "2026-06-30", "active"),
        ("events: [{kind: praise, at: 2026-07-01}]", "2026-06-30", "dormant"),
        ("contract: {obligations: [{what: a guide}]}", "2026-06-30", "active"),
        ("contract: {obligations: [{what: a guide, done: 2026-01-03}]}", "2026-06-30", "dormant"),
        ("until: 2026-03-01", "2026-06-30", "former"),
    ],
)
def test_where_nothing_goes_on_and_nothing_is_open_a_client_is_dormant(
    more: str, as_of: str, stage: str
) -> None:
    found = judged(ledger_with(f"{PAID}\n{more}"), date.fromisoformat(as_of))
    assert found.stage == stage
    assert (found.verdict is None) == (stage in {"dormant", "former"})
    assert (found.dormant is not None) == (stage == "dormant")


def test_a_dormant_client_is_told_apart_with_what_to_do() -> None:
    assessment = assess(ledger_with(PAID), as_of=date(2026, 6, 30))
    (found,) = assessment.clients
    assert (found.rank, found.rank_reason) == (None, "dormant since 10 Dec 2025")
    assert found.dormant == (
        date(2025, 12, 10),
        202,
        "write to them, or set `until: 2025-12-10` to make them a former client",
    )
    portfolio = assessment.portfolio
    assert (portfolio.active, portfolio.revenue, portfolio.dormant) == (0, 0, ("example",))


@pytest.mark.parametrize(
    ("rest", "stage"),
    [
        ("", "dormant"),
        ("paid: 2026-01-02", "active"),  # 179 days ago
        ("paid: 2026-01-01", "dormant"),
        ("payments: [{date: 2026-01-02, amount: -200}]", "active"),
    ],
)
def test_paying_out_what_was_left_of_a_credit_note_is_an_entry(rest: str, stage: str) -> None:
    note = f"{{number: C, issued: 2025-12-20, amount: -200, credits: '1', {rest}}}"
    assert judged(ledger_with(PAID.replace("]}]", f"]}}, {note}]"))).stage == stage


@pytest.mark.parametrize("day", ["2025-11-30", "2025-12-01"])
def test_a_payment_is_an_entry_where_nothing_is_open(day: str) -> None:
    """An advance had paid it; then it was paid again, 179 days ago."""
    again = PAID.replace("2025-12-10", "2026-01-02")
    client = f"payments: [{{date: {day}, amount: 900}}]\n{again}"
    assert judged(ledger_with(client)).stage == "active"


def test_a_second_payment_by_mistake_is_an_entry() -> None:
    twice = PAID.replace("}]}]", "}, {date: 2026-01-02, amount: 900}]}]")
    assert judged(ledger_with(twice)).stage == "active"


def test_an_open_invoice_keeps_a_client_awake() -> None:
    owing = PAID.replace("amount: 900}]}]", "amount: 800}]}]")
    assert judged(ledger_with(owing)).stage == "active"


def test_of_a_client_without_entries_nothing_is_known_not_even_that_it_sleeps() -> None:
    found = judged(ledger_with("since: 2024-01-01"))
    assert found.stage == "active"
    assert found.action == "unknown"


def test_what_former_clients_owe_is_told_apart_from_the_active() -> None:
    client = """
    until: 2026-03-01
    invoices: [{number: "1", issued: 2026-01-10, amount: 714}]
    """
    portfolio = assess(ledger_with(client), as_of=date(2026, 6, 30)).portfolio
    assert (portfolio.open_balance, portfolio.active_dbt_days, portfolio.former) == (0, None, 1)
    assert (portfolio.former_open_balance, portfolio.former_overdue_balance) == (714, 714)

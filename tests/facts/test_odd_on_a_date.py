"""What looks odd on a date: days far ahead, old debts, months billed without hours."""

from datetime import date

import pytest

from clienthealth import assess
from one_client import ledger_with


def odd(client: str, as_of: str = "2026-06-30") -> list[str]:
    assessment = assess(ledger_with(client), as_of=date.fromisoformat(as_of))
    return [problem.message for problem in assessment.odd_entries]


@pytest.mark.parametrize(
    "client",
    [
        'invoices: [{number: "1", issued: 2062-10-01, amount: 1000}]',
        "time: [{date: 2062-10-01, hours: 1}]",
        "events: [{kind: stall, at: 2062-10-01T10:00}]",
        "costs: [{date: 2062-10-01, amount: 1}]",
        (
            'invoices: [{number: "1", issued: 2026-06-01, amount: 9, '
            "payments: [{date: 2062-10-01, amount: 9}]}]"
        ),
    ],
)
def test_a_day_decades_ahead_is_told(client: str) -> None:
    (message,) = odd(client)
    key = message.partition(":")[0]
    assert key in {"issued", "date", "at"}
    assert message.endswith(": 2062-10-01 is more than 36 years after 30 Jun 2026; check the year")


def test_a_client_who_begins_decades_ahead_is_told() -> None:
    messages = odd("since: 2062-01-01")
    assert messages == ["since: 2062-01-01 is more than 35 years after 30 Jun 2026; check the year"]


def test_a_ledger_judged_on_a_day_long_past_goes_on_from_there() -> None:
    """What follows month by month is no mistyped year."""
    bills = ", ".join(
        f'{{number: "{n}", issued: {2022 + n // 4}-0{1 + n % 4}-15, amount: 9{n}}}'
        for n in range(16)
    )
    client = f"since: 2022-01-01\ninvoices: [{bills}]"
    assert odd(client, "2022-02-01") == []
    assert odd(client, "2023-02-01") == []


def test_an_invoice_unpaid_for_more_than_two_years_is_told() -> None:
    client = """
    invoices:
      - {number: "1", issued: 2024-05-31, due: 2024-06-30, amount: 100}
      - {number: "2", issued: 2024-05-31, due: 2024-06-29, amount: 200}
      - {number: "3", issued: 2024-05-31, due: 2024-06-29, amount: 300,
          write_offs: [{date: 2025-01-01, amount: 300}]}
    """
    assert odd(client) == [
        (
            'payments: invoice "2" has been overdue for more than two years (due 29 Jun 2024); '
            "add its payment, or a write-off"
        )
    ]


def test_months_billed_without_hours_are_told_once_a_client() -> None:
    bills = ", ".join(f'{{number: "{n}", issued: 2026-0{n}-28, amount: 1{n}}}' for n in range(1, 7))
    client = f"invoices: [{bills}]\ntime: [{{date: 2026-01-05, hours: 20}}]"
    assert odd(client) == [
        (
            "time: 5 of 6 billed months have no hours (Feb 2026, Mar 2026, Apr 2026 and 2 more); "
            "log them by day or as `{month: 2026-02, hours: ...}`"
        )
    ]
    assert odd(f"invoices: [{bills}]") == []  # nobody logs hours here

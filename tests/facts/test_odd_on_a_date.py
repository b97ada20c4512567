"""What looks odd on a date: days far ahead, old debts, months billed without hours."""

import re
from collections.abc import Sequence
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clienthealth import assess
from clienthealth.ledger import written
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


QUARTERS = ("2026-01-05", "2026-02-27", "2026-04-06", "2026-06-05")
"""The days of four invoices, each for the work before it."""


def billed(*time: str, days: Sequence[str] = QUARTERS) -> str:
    rows = [
        f'{{number: "{n}", issued: {day}, amount: 1{n}}}' for n, day in enumerate(days, start=1)
    ]
    return f"invoices: [{', '.join(rows)}]\ntime: [{', '.join(time)}]"


def test_hours_of_a_month_that_is_there_are_not_asked_for() -> None:
    """January has hours; what its invoice of the 5th is for has none."""
    client = billed(
        "{month: 2026-01, hours: 50}",
        "{month: 2026-03, hours: 48}",
        "{month: 2026-05, hours: 52}",
    )
    assert odd(client) == [
        (
            'time: 1 of 4 billed months has no hours before its invoice "1" of 5 Jan 2026; '
            "log them by day or as `{month: 2025-12, hours: ...}`"
        )
    ]


def test_hours_between_two_invoices_are_asked_for_between_them() -> None:
    client = billed(
        "{month: 2025-12, hours: 50}",
        "{month: 2026-01, hours: 50}",
        "{month: 2026-05, hours: 52}",
    )
    assert odd(client) == [
        (
            "time: 1 of 4 billed months has no hours between the invoice of 27 Feb 2026 "
            'and its invoice "3" of 6 Apr 2026; log them by day or as '
            "`{month: 2026-03, hours: ...}`"
        )
    ]


def test_a_month_that_ends_on_the_day_of_its_invoice_is_asked_for() -> None:
    client = billed(
        "{month: 2025-12, hours: 50}",
        "{month: 2026-01, hours: 50}",
        "{month: 2026-05, hours: 52}",
        days=("2026-01-05", "2026-02-27", "2026-04-30", "2026-06-05"),
    )
    (message,) = odd(client)
    assert message.endswith("log them by day or as `{month: 2026-04, hours: ...}`")


def test_two_invoices_of_a_day_are_told_by_their_day() -> None:
    client = billed(
        "{month: 2025-12, hours: 50}",
        "{month: 2026-01, hours: 50}",
        "{month: 2026-05, hours: 52}",
        days=("2026-01-05", "2026-02-27", "2026-04-06", "2026-04-06", "2026-06-05"),
    )
    (message,) = odd(client)
    assert "between the invoice of 27 Feb 2026 and its invoice of 6 Apr 2026;" in message


@pytest.mark.parametrize(
    ("as_of", "how"),
    [("06-29", "by day"), ("06-30", "by day or as `{month: 2026-06, hours: ...}`")],
)
def test_the_hours_of_a_month_are_asked_for_from_its_last_day_on(as_of: str, how: str) -> None:
    client = billed("{date: 2026-05-05, hours: 9}", days=("2026-05-28", "2026-06-28"))
    assert odd(client, f"2026-{as_of}") == [
        f"time: 1 of 2 billed months has no hours (Jun 2026); log them {how}"
    ]


@pytest.mark.parametrize(
    ("last", "named"),
    [
        (4, "have no hours (Feb 2026, Mar 2026, Apr 2026);"),
        (5, "have no hours (Feb 2026, Mar 2026, Apr 2026 and 1 more);"),
    ],
)
def test_three_months_without_hours_are_named(last: int, named: str) -> None:
    days = [f"2026-0{month}-28" for month in range(1, last + 1)]
    (message,) = odd(billed("{date: 2026-01-05, hours: 9}", days=days))
    assert named in message


def test_where_no_month_ends_between_two_invoices_only_days_help() -> None:
    days = ("2026-01-31", "2026-02-20", "2026-04-06", "2026-06-05")
    client = billed(
        "{month: 2026-01, hours: 9}",
        "{month: 2026-03, hours: 9}",
        "{month: 2026-05, hours: 9}",
        days=days,
    )
    assert odd(client) == [
        (
            "time: 1 of 4 billed months has no hours between the invoice of 31 Jan 2026 "
            'and its invoice "2" of 20 Feb 2026; log them by day'
        )
    ]


def test_several_invoices_without_hours_are_told_together() -> None:
    client = billed("{month: 2025-12, hours: 9}", "{month: 2026-03, hours: 9}")
    assert odd(client) == [
        (
            "time: 2 of 4 billed months have no hours between the invoice before and their own "
            "(27 Feb 2026, 5 Jun 2026); log them by day or as `{month: 2026-01, hours: ...}`"
        )
    ]


@given(
    st.lists(st.dates(date(2025, 8, 1), date(2026, 6, 30)), min_size=1, max_size=6, unique=True),
    st.lists(st.dates(date(2025, 8, 1), date(2026, 6, 30)), min_size=1, max_size=4, unique=True),
)
def test_the_warning_ends_once_all_that_it_asks_for_is_logged(
    issued: list[date], worked: list[date]
) -> None:
    time = [f"{{date: {day}, hours: 9}}" for day in worked]
    days = [str(day) for day in sorted(issued)]
    for _ in range(2 * len(issued) + 1):
        told = [m for m in odd(billed(*time, days=days)) if "no hours" in m]
        if not told:
            return
        asked = re.search(r"{month: (\S+), hours", told[0])
        own = re.search(r"(?:of |\()(\d+) (\w+) (\d{4})(?:\)|,|)[^(]*$", told[0].split(";")[0])
        if asked:
            time.append(f"{{month: {asked[1]}, hours: 9}}")
        else:
            assert own, told
            bill = date(int(own[3]), written.MONTHS.index(own[2]) + 1, int(own[1]))
            time.append(f"{{date: {bill}, hours: 9}}")
    raise AssertionError(told)

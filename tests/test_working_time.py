"""The hours of the whole business: what they bring, what is not billed, how full the month is."""

from collections.abc import Callable
from decimal import Decimal

import pytest

from clienthealth import Ledger
from clienthealth.facts.context import context_of
from clienthealth.reviewing.utilisation import WorkingTime, working_time
from one_client import TODAY, ledger_with
from test_receivables import known


def worked(ledger: Ledger) -> WorkingTime:
    return working_time(known(ledger), context_of(ledger, TODAY, ledger.policy))


def test_all_that_was_earned_by_all_hours_but_work_in_progress(doc_ledger: Ledger) -> None:
    """
    version: 1
    business: {name: Ada, currency: EUR, capacity_hours: 100, target_rate: [{value: 80},
      {value: 95, from: 2026-01-01}, {value: 120, from: 2026-07-01}]}
    exchange_rates: {USD: 0.8}
    clients:
      - id: acme
        name: Acme
        since: 2024-01-01
        projects: [{id: shop, fee: 4000, estimated_hours: 40, started: 2026-06-01}]
        invoices:
          - {number: "1", issued: 2026-01-31, amount: 1190, tax: 190,
             payments: [{date: 2026-02-20, amount: 1190}]}
        time:
          - {date: 2024-06-30, hours: 9}
          - {date: 2026-01-10, hours: 10}
          - {date: 2026-01-11, hours: 2, billable: false}
          - {date: 2026-03-01, hours: 4}
          - {date: 2026-06-15, hours: 6}
          - {date: 2026-06-16, hours: 10, project: shop}
          - {date: 2026-07-01, hours: 8}
      - id: gone
        name: Gone
        since: 2024-01-01
        until: 2026-01-31
        currency: USD
        invoices:
          - {number: "1", issued: 2025-12-31, amount: 1250,
             payments: [{date: 2026-02-20, amount: 1250}],
             credit_notes: [{date: 2026-01-10, amount: 250}]}
        time: [{date: 2025-12-01, hours: 16}]
      - id: maybe
        name: Maybe
        first_contact: 2025-07-01
        time: [{date: 2026-02-01, hours: 3}]
    """
    found = worked(doc_ledger)
    assert found.hours == 10 + 2 + 4 + 6 + 10 + 16 + 3
    assert found.in_progress == 6
    assert found.unbilled == 2 + 4 + 3  # not billable, March never billed, a prospect's
    assert found.revenue == 1000 + 1000 + 800  # the bill, a quarter of the fee, 1000 USD
    assert found.effective_rate == Decimal("62.22")  # by 45 hours
    assert found.target_rate == 95
    assert found.unbilled_share == Decimal(9) / 51
    assert found.months == 12  # the first logged day lies before the window
    assert found.utilisation == Decimal(51) / 1200


@pytest.mark.parametrize(
    ("first", "months"),
    [
        ("2025-06-30", Decimal(12)),
        ("2025-07-01", Decimal(12)),
        ("2026-01-01", Decimal(181 * 12) / 365),
        ("2026-06-20", Decimal(1)),  # at least one
    ],
)
def test_the_capacity_is_that_of_the_months_in_which_time_was_logged(
    first: str, months: Decimal
) -> None:
    client = f"time: [{{date: {first}, hours: 20}}, {{date: 2026-06-30, hours: 19}}]"
    found = worked(ledger_with(client, "capacity_hours: 130"))
    assert found.months == months
    hours = 19 if first == "2025-06-30" else 39
    assert found.utilisation == hours / (130 * months)


def test_a_bill_covers_the_hours_it_is_named_for_and_those_before_it(doc_ledger: Ledger) -> None:
    """
    version: 1
    business: {name: Ada, currency: EUR}
    clients:
      - id: acme
        name: Acme
        projects: [{id: a}, {id: b}]
        invoices:
          - {number: "1", issued: 2026-02-01, amount: 100, project: a}
          - {number: "2", issued: 2026-01-15, amount: 100, project: b}
        time:
          - {date: 2026-01-31, hours: 1, project: a}
          - {date: 2026-02-02, hours: 2, project: a, invoice: "1"}
          - {date: 2026-02-03, hours: 4, project: a}
          - {date: 2026-01-15, hours: 8, project: b}
          - {date: 2026-01-16, hours: 16, project: b}
    """
    assert worked(doc_ledger).unbilled == 20


def test_nobody_worked(ledger_of: Callable[[str], Ledger]) -> None:
    text = "version: 1\nbusiness: {name: Ada, currency: EUR, capacity_hours: 9}\nclients: []\n"
    found = worked(ledger_of(text))
    assert (found.hours, found.revenue, found.months) == (0, 0, 12)
    assert found.effective_rate is None
    assert found.unbilled_share is None
    assert found.utilisation is None
    assert found.target_rate is None


def test_without_a_capacity_there_is_no_utilisation() -> None:
    assert worked(ledger_with("time: [{date: 2026-06-30, hours: 19}]")).utilisation is None


def test_meetings_administration_and_travel_are_the_overhead() -> None:
    found = worked(
        ledger_with(
            """
            time:
              - {date: 2026-06-01, hours: 10, kind: delivery}
              - {date: 2026-06-02, hours: 2, kind: revision}
              - {date: 2026-06-03, hours: 4, kind: meeting}
              - {date: 2026-06-04, hours: 3, kind: admin}
              - {date: 2026-06-05, hours: 1, kind: travel}
            """
        )
    )
    assert found.overhead == 4 + 3 + 1
    assert found.overhead_share == Decimal(8) / 20


def test_where_no_kind_is_recorded_the_overhead_is_unknown() -> None:
    assert worked(ledger_with("time: [{date: 2026-06-30, hours: 8}]")).overhead_share is None

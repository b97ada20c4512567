"""late-payment: money-weighted days beyond terms, by hand."""

from datetime import date

import pytest

from clienthealth.judging.health import SERIOUS
from clienthealth.rules.base import NotAssessed, Observation
from clienthealth.rules.pay001_late_payment import RULE
from one_client import Seen, bills, facts_of, ledger_with, observed

MONTHS = ("2026-01-20", "2026-02-20", "2026-03-20", "2026-04-20")


@pytest.mark.parametrize(
    ("late", "intensity"),
    [
        ((5, 5, 5, 5), 0.0),
        ((30, 30, 30, 30), 1.0),
        ((17, 18, 17, 18), 0.5),
        ((6, 6, 6, 6), 0.04),
        ((45, 45, 45, 45), 1.0),
        ((-20, -5, 0, 0), 0.0),
    ],
)
def test_the_ramp_from_five_to_thirty_days(
    late: tuple[int, ...], intensity: float, see: Seen
) -> None:
    assert see(bills(*zip(MONTHS, late, strict=True))).intensity == pytest.approx(intensity)


def test_early_payment_weighs_nothing_against_late_ones(see: Seen) -> None:
    seen = see(bills((MONTHS[0], -30), (MONTHS[1], 6), (MONTHS[2], 6)))
    assert seen.measure.value == pytest.approx(4.0)  # (0 + 6 + 6) / 3
    assert seen.evidence == (("invoices", 1), ("invoices", 2))


@pytest.mark.parametrize(
    ("late", "days", "intensity"),
    [
        ((0,), 20 / 5, 0.0),
        ((5,), 25 / 5, 0.0),
        ((20,), 40 / 5, 0.12),
        ((35,), 55 / 5, 0.24),
        ((None,), (141 + 20) / 5, 0.24),  # open for 141 days
        ((10, 20), 50 / 6, 1 / 7.5),
        ((100, 90), 210 / 6, 0.24),
    ],
)
def test_one_or_two_invoices_are_shrunk_and_never_serious(
    late: tuple[int | None, ...], days: float, intensity: float, see: Seen
) -> None:
    seen = see(bills(*zip(("2026-02-09", "2026-03-09"), late, strict=False)))
    assert seen.measure.value == pytest.approx(days)
    assert seen.intensity == pytest.approx(intensity)
    assert seen.intensity < min(SERIOUS.values())


def test_the_third_invoice_makes_them_count_in_full(see: Seen) -> None:
    rows = (("2026-02-09", 30), ("2026-03-09", 30), ("2026-04-09", 30))
    assert see(bills(*rows[:2])).intensity == 0.24
    assert see(bills(*rows)).intensity == 1


def test_an_invoice_that_is_not_due_yet_is_not_judged(not_seen: NotAssessed) -> None:
    """
    invoices:
      - {number: "3", issued: 2026-01-10, due: 2026-07-01, amount: 1000}
    """
    assert not_seen.why == "no invoice due in the window"


def test_an_invoice_due_today_counts_as_on_time(seen: Observation) -> None:
    """
    invoices:
      - {number: "1", issued: 2026-05-01, due: 2026-06-30, amount: 1000}
      - {number: "2", issued: 2026-05-01, due: 2026-06-29, amount: 1000}
      - {number: "3", issued: 2026-05-01, due: 2026-06-28, amount: 1000}
    """
    assert seen.measure.value == pytest.approx((0 + 1 + 2) / 3)
    assert seen.evidence == (("invoices", 2), ("invoices", 1))


def test_each_payment_counts_with_its_amount(seen: Observation) -> None:
    """
    invoices:
      - number: "1"
        issued: 2026-02-01
        due: 2026-03-01
        amount: 1000
        payments: [{date: 2026-03-01, amount: 400}, {date: 2026-03-21, amount: 600}]
      - {number: "2", issued: 2026-02-01, due: 2026-03-01, amount: 1000,
          payments: [{date: 2026-03-01, amount: 1000}]}
      - {number: "3", issued: 2026-02-01, due: 2026-03-01, amount: 1000,
          payments: [{date: 2026-03-01, amount: 1000}]}
    """
    assert seen.measure.value == pytest.approx(600 * 20 / 3000)


def test_the_open_rest_counts_up_to_the_day(seen: Observation) -> None:
    """
    invoices:
      - {number: "1", issued: 2026-05-01, due: 2026-05-31, amount: 1000,
          payments: [{date: 2026-05-31, amount: 250}]}
      - {number: "2", issued: 2026-02-01, due: 2026-03-01, amount: 1000,
          payments: [{date: 2026-03-01, amount: 1000}]}
      - {number: "3", issued: 2026-02-01, due: 2026-03-01, amount: 1000,
          payments: [{date: 2026-03-01, amount: 1000}]}
    """
    assert seen.measure.value == pytest.approx(750 * 30 / 3000)


def test_a_credit_note_cancels_what_is_open_first(seen: Observation) -> None:
    """
    invoices:
      - number: "1"
        issued: 2026-05-01
        due: 2026-05-31
        amount: 1000
        payments: [{date: 2026-06-10, amount: 600}]
        credit_notes: [{date: 2026-06-20, amount: 400}]
      - {number: "2", issued: 2026-02-01, due: 2026-03-01, amount: 1000,
          payments: [{date: 2026-03-01, amount: 1000}]}
      - {number: "3", issued: 2026-02-01, due: 2026-03-01, amount: 1000,
          payments: [{date: 2026-03-01, amount: 1000}]}
    """
    assert seen.measure.value == pytest.approx(600 * 10 / 2600)


def test_a_credit_note_of_tomorrow_cancels_nothing(see: Seen) -> None:
    client = """
    invoices:
      - {number: "1", issued: 2026-05-01, due: 2026-05-31, amount: 900,
          credit_notes: [{date: 2026-07-01, amount: 900}]}
      - {number: "2", issued: 2026-02-01, due: 2026-03-01, amount: 900,
          payments: [{date: 2026-03-01, amount: 900}]}
      - {number: "3", issued: 2026-02-01, due: 2026-03-01, amount: 900,
          payments: [{date: 2026-03-01, amount: 900}]}
    """
    assert see(client).measure.value == pytest.approx(10)
    assert see(client, as_of=date(2026, 7, 1)).measure.value == pytest.approx(0)


def test_what_is_written_off_counts_as_open(seen: Observation) -> None:
    """
    invoices:
      - {number: "1", issued: 2026-05-01, due: 2026-05-31, amount: 1000,
          write_offs: [{date: 2026-06-05, amount: 1000}]}
      - {number: "2", issued: 2026-02-01, due: 2026-03-01, amount: 1000,
          payments: [{date: 2026-03-01, amount: 1000}]}
      - {number: "3", issued: 2026-02-01, due: 2026-03-01, amount: 1000,
          payments: [{date: 2026-03-01, amount: 1000}]}
    """
    assert seen.measure.value == pytest.approx(1000 * 30 / 3000)


@pytest.mark.parametrize(
    ("amount", "paid", "days"),
    [
        ("1000", "995.00", 1000 * 10),  # half a per cent is missing
        ("1000", "994.99", 994.99 * 10 + 5.01 * 30),
        ("100", "98.00", 100 * 10),  # two is missing
        ("100", "97.99", 97.99 * 10 + 2.01 * 30),
    ],
)
def test_a_small_rest_counts_as_settled_with_the_last_payment(
    amount: str, paid: str, days: float, see: Seen
) -> None:
    seen = see(
        f"""
        invoices:
          - {{number: "1", issued: 2026-05-01, due: 2026-05-31, amount: {amount},
              payments: [{{date: 2026-06-10, amount: {paid}}}]}}
          - {{number: "2", issued: 2026-02-01, due: 2026-03-01, amount: 500,
              payments: [{{date: 2026-03-01, amount: 500}}]}}
          - {{number: "3", issued: 2026-02-01, due: 2026-03-01, amount: 500,
              payments: [{{date: 2026-03-01, amount: 500}}]}}
        """
    )
    assert seen.measure.value == pytest.approx(days / (float(amount) + 1000))


def test_what_is_overpaid_has_no_weight(seen: Observation) -> None:
    """
    invoices:
      - {number: "1", issued: 2026-02-01, due: 2026-03-01, amount: 1000,
          payments: [{date: 2026-03-13, amount: 1700}]}
      - {number: "2", issued: 2026-02-01, due: 2026-03-01, amount: 1000,
          payments: [{date: 2026-03-01, amount: 1000}]}
      - {number: "3", issued: 2026-02-01, due: 2026-03-01, amount: 1000,
          payments: [{date: 2026-03-01, amount: 1000}]}
    """
    assert seen.measure.value == pytest.approx(1000 * 12 / 3000)


@pytest.mark.parametrize(
    ("paid", "value"),
    [
        ("2025-07-01", 1000 * 16 / 4000),  # still open on the window's first day
        ("2025-06-30", 0.0),  # closed the day before
    ],
)
def test_an_older_invoice_counts_if_it_was_open_in_the_window(
    paid: str, value: float, see: Seen
) -> None:
    seen = see(
        f"""
        invoices:
          - {{number: "0", issued: 2025-05-16, due: 2025-06-15, amount: 1000,
              payments: [{{date: {paid}, amount: 1000}}]}}
          - {{number: "1", issued: 2026-02-01, due: 2026-03-01, amount: 1000,
              payments: [{{date: 2026-03-01, amount: 1000}}]}}
          - {{number: "2", issued: 2026-02-01, due: 2026-03-01, amount: 1000,
              payments: [{{date: 2026-03-01, amount: 1000}}]}}
          - {{number: "3", issued: 2026-02-01, due: 2026-03-01, amount: 1000,
              payments: [{{date: 2026-03-01, amount: 1000}}]}}
        """
    )
    assert seen.measure.value == pytest.approx(value)


def test_two_invoices_suffice_after_a_talk_and_older_ones_count_from_it() -> None:
    """Open for 120 days and for 60 since the talk; of the others, one is 10 days late."""
    client = """
    invoices:
      - {number: "0", issued: 2026-01-01, due: 2026-03-02, amount: 1000}
      - {number: "1", issued: 2026-01-01, due: 2026-04-30, amount: 1000,
          payments: [{date: 2026-04-30, amount: 1000}]}
      - {number: "2", issued: 2026-04-01, due: 2026-06-01, amount: 1000,
          payments: [{date: 2026-06-11, amount: 1000}]}
    """
    facts = facts_of(ledger_with(client))
    assert observed(RULE, facts).measure.value == pytest.approx((120 + 0 + 10) / 3)
    since = facts.since(date(2026, 5, 1))
    assert observed(RULE, since).measure.value == pytest.approx((60 + 10) / 2)

"""disputed-invoices: the share of invoices disputed, by money, shrunk towards fine."""

from datetime import date

import pytest

from clienthealth.rules.base import Observation
from clienthealth.rules.pay005_disputed_invoices import RULE
from one_client import Seen, Unseen, facts_of, ledger_with, observed


def with_amounts(disputed: int, *others: int) -> str:
    lines = [
        "invoices:",
        f'  - {{number: "0", issued: 2026-02-01, amount: {disputed}, disputed: true}}',
    ]
    for number, amount in enumerate(others, 1):
        lines.append(f'  - {{number: "{number}", issued: 2026-02-01, amount: {amount}}}')
    return "\n".join(lines)


@pytest.mark.parametrize(
    ("amounts", "value", "intensity"),
    [
        ((50, 350, 300, 300), 0.05, 0.0),  # (0.2 + 0.2) / 8
        ((300, 100, 300, 300), 0.175, 0.5),  # (1.2 + 0.2) / 8
        ((550, 150, 150, 150), 0.30, 1.0),  # (2.2 + 0.2) / 8
        ((500, 250, 250), 1.7 / 7, (1.7 / 7 - 0.05) / 0.25),  # (1.5 + 0.2) / 7
    ],
)
def test_the_shrunk_share_by_money(
    amounts: tuple[int, ...], value: float, intensity: float, see: Seen
) -> None:
    seen = see(with_amounts(*amounts))
    assert seen.measure.value == pytest.approx(value)
    assert seen.intensity == pytest.approx(intensity, abs=1e-9)
    assert seen.evidence == (("invoices", 0),)


def test_exactly_fine_is_no_finding(see: Seen) -> None:
    assert see(with_amounts(50, 350, 300, 300)).intensity == 0


def test_nothing_disputed_is_fine(seen: Observation) -> None:
    """
    invoices:
      - {number: "1", issued: 2026-01-10, amount: 1000, disputed: false}
      - {number: "2", issued: 2026-01-10, amount: 1000, disputed: 2026-07-01}
      - {number: "3", issued: 2026-01-10, amount: 1000}
    """
    assert seen.measure.value == pytest.approx(0.2 / 7)
    assert seen.intensity == 0


def test_an_older_invoice_disputed_in_the_window_counts(seen: Observation) -> None:
    """
    invoices:
      - {number: "0", issued: 2025-06-30, amount: 1000, disputed: 2025-07-01}
      - {number: "1", issued: 2025-06-30, amount: 1000, disputed: 2025-06-30}
      - {number: "2", issued: 2025-06-30, amount: 1000, disputed: true}
      - {number: "3", issued: 2025-07-01, amount: 1000}
      - {number: "4", issued: 2026-01-10, amount: 1000}
    """
    assert seen.measure.value == pytest.approx((1 + 0.2) / (3 + 4))
    assert seen.evidence == (("invoices", 0),)


def test_it_counts_from_the_first_invoice_on(see: Seen, cannot_see: Unseen) -> None:
    one = '{number: "1", issued: 2026-01-10, amount: 1000, disputed: true}'
    seen = see(f"invoices: [{one}]")
    assert seen.measure.value == pytest.approx(1.2 / 5)
    assert seen.intensity == pytest.approx((1.2 / 5 - 0.05) / 0.25)
    tomorrow = one.replace("2026-01-10", "2026-07-01")
    assert cannot_see(f"invoices: [{tomorrow}]").why == "no invoice in the window"


def test_two_suffice_after_a_talk() -> None:
    client = """
    invoices:
      - {number: "1", issued: 2026-01-10, amount: 1000, disputed: true}
      - {number: "2", issued: 2026-03-10, amount: 1000, disputed: true}
      - {number: "3", issued: 2026-04-10, amount: 1000}
    """
    since = facts_of(ledger_with(client)).since(date(2026, 3, 1))
    assert observed(RULE, since).measure.value == pytest.approx(1.2 / 6)

"""Amounts are written as their currency is: with its minor unit, and without where it has none."""

from decimal import Decimal

import pytest

from clienthealth import assess, collect, render
from clienthealth.ledger import written
from one_client import TODAY, ledger_with


@pytest.mark.parametrize(
    ("currency", "text"),
    [
        ("EUR", "1,234.50 EUR"),
        ("JPY", "1,235 JPY"),
        ("KWD", "1,234.500 KWD"),
    ],
)
def test_the_decimals_are_those_of_the_currency(currency: str, text: str) -> None:
    assert written.amount(Decimal("1234.5"), currency) == text
    assert written.cell(Decimal("1234.5"), currency) == text.partition(" ")[0]


def test_yen_have_no_decimals_in_what_is_open() -> None:
    text = "currency: JPY\ninvoices: [{number: a, issued: 2026-01-01, amount: 200000}]"
    ledger = ledger_with(text, top="exchange_rates: {JPY: 0.006}")
    shown = render(collect(ledger, as_of=TODAY, client="example"), "table")
    assert "200,000 JPY is open" in shown
    assert "200,000.00" not in shown
    [client] = assess(ledger, as_of=TODAY).clients
    assert "200,000 JPY overdue" in next(f.message for f in client.findings if f.code == "PAY002")

"""Amounts, days, counts and shares are written in one way in every sentence."""

from datetime import date
from decimal import Decimal

from clienthealth.ledger import written


def test_an_amount_has_cents_and_thousands_separators() -> None:
    assert written.amount(Decimal("1234567.5"), "EUR") == "1,234,567.50 EUR"
    assert written.amount(Decimal(-1200), "EUR") == "-1,200.00 EUR"
    assert written.quoted(Decimal(-1200), "EUR") == "-1,200.00"


def test_a_day_is_written_with_its_month_in_letters() -> None:
    assert written.day(date(2026, 7, 14)) == "14 Jul 2026"
    assert written.day(date(999, 1, 1)) == "1 Jan 0999"


def test_a_count_takes_its_noun_along() -> None:
    assert written.count(1, "day") == "1 day"
    assert written.count(1200, "day") == "1,200 days"
    assert written.count(0, "reply", "replies") == "0 replies"


def test_a_share_is_a_whole_percentage() -> None:
    assert written.percent(Decimal("0.454")) == "45 %"
    assert written.percent(Decimal(0)) == "0 %"
    assert written.percent(-0.001) == "0 %"


def test_a_small_share_is_not_written_as_none() -> None:
    assert written.percent(0.001) == "under 1 %"
    assert written.percent(Decimal("0.0049")) == "under 1 %"
    assert written.percent(0.006) == "1 %"


def test_halves_of_an_amount_are_rounded_up_and_never_to_even() -> None:
    assert written.amount(Decimal("149998.50"), "JPY") == "149,999 JPY"
    assert written.cell(Decimal("2.5"), "JPY") == "3"
    assert written.cell(Decimal("-2.5"), "JPY") == "-3"
    assert written.amount(Decimal("0.125"), "EUR") == "0.13 EUR"
    assert written.cell(Decimal("1.0005"), "KWD") == "1.001"
    assert written.hours(Decimal("0.125")) == "0.13 h"


def test_a_part_that_is_the_whole_is_all_of_it() -> None:
    assert written.of_it("1.00 EUR", "5.00 EUR") == "1.00 EUR of it"
    assert written.of_it("5.00 EUR", "5.00 EUR") == "all of it"
    assert written.of_it("0.00 EUR", "0.00 EUR") == "0.00 EUR of it"

"""Interest and fixed sums: worked examples, and what is true of any delay."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from books import modest
from clienthealth import Ledger, collect, render
from clienthealth.facts.context import cents
from clienthealth.planning.collecting import OpenItem
from clienthealth.planning.interest import Claim, simple_interest
from clienthealth.planning.late_payment_law import REFERENCES, law_of
from one_client import ledger_with

DAY = date(2026, 6, 30)


def items(ledger: Ledger, as_of: date = DAY) -> tuple[OpenItem, ...]:
    found = collect(ledger, as_of=as_of, client=ledger.clients[0].id).one
    assert found is not None
    return found.items


def claim(client: str, as_of: date = DAY) -> Claim:
    """The claim for the only invoice of a client."""
    [item] = items(ledger_with(client), as_of)
    assert item.claim is not None
    return item.claim


def test_the_example_of_gov_uk_is_exact_and_not_rounded_by_the_day() -> None:
    """1,000 GBP at 8.5 % for 50 days: GOV.UK rounds the day to 23 pence and has 11.50."""
    exact = simple_interest(Decimal(1000), Decimal("8.5"), 50)
    assert cents(exact) == Decimal("11.64")
    assert cents(simple_interest(Decimal(1000), Decimal("8.5"), 1)) * 50 == Decimal("11.50")


def test_germany_grants_nine_points_by_half_year_and_forty_euros() -> None:
    """From 1 June: 30 days at 10.27 %, then 10.52 % from 1 July on."""
    client = """
    country: DE
    invoices: [{number: "1", issued: 2026-05-01, due: 2026-05-31, amount: 1000}]
    """
    first = claim(client, date(2026, 6, 30))
    assert (first.basis, first.rate, first.interest) == (
        "§ 288 BGB",
        Decimal("10.27"),
        Decimal("8.44"),
    )
    both = claim(client, date(2026, 7, 10))
    expected = Decimal(1000) * (Decimal("10.27") * 30 + Decimal("10.52") * 10) / 36500
    assert both.interest == cents(expected)
    assert both.fixed_sum == 40
    assert both.fixed_sum_currency == "EUR"


@pytest.mark.parametrize(
    ("country", "rate"), [("DE", "10.27"), ("FR", "12.15"), ("NL", "10.15"), ("AT", "10.15")]
)
def test_each_country_has_its_own_points(country: str, rate: str) -> None:
    found = claim(
        f"""
        country: {country}
        invoices: [{{number: "1", issued: 2026-01-01, due: 2026-05-31, amount: 1000}}]
        """
    )
    assert found.rate == Decimal(rate)
    assert ("the minimum" in " ".join(found.notes)) == (country in {"NL", "AT"})


@pytest.mark.parametrize(
    ("amount", "fixed"), [("999.99", 40), ("1000", 70), ("9999.99", 70), ("10000", 100)]
)
def test_the_british_sum_goes_by_the_debt(amount: str, fixed: int) -> None:
    found = british(amount, currency="GBP")
    assert found.fixed_sum == fixed
    assert found.fixed_sum_currency == "GBP"


def british(amount: str, rates: str = "{GBP: 1.2, JPY: 0.00625}", currency: str = "EUR") -> Claim:
    """The claim for the only invoice of a British client, in the ledger of a business in euros."""
    ledger = ledger_with(
        f"""
        country: GB
        currency: {currency}
        invoices: [{{number: "1", issued: 2026-05-01, due: 2026-05-31, amount: {amount}}}]
        """,
        top=f"exchange_rates: {rates}",
    )
    [item] = items(ledger)
    assert item.claim is not None
    return item.claim


@pytest.mark.parametrize(
    ("currency", "amount", "fixed"),
    [
        *(("EUR", "1199.99", 40), ("EUR", "1200", 70)),
        *(("EUR", "11999.99", 70), ("EUR", "12000", 100)),
        *(("JPY", "90000", 40), ("JPY", "191999", 40), ("JPY", "192000", 70)),
    ],
)
def test_a_debt_in_another_currency_is_converted_for_the_british_sum(
    currency: str, amount: str, fixed: int
) -> None:
    """At 1.20 EUR and 192 JPY a pound; the law has its steps in pounds."""
    assert british(amount, currency=currency).fixed_sum == fixed


def test_the_rate_is_that_of_the_first_day_of_the_delay() -> None:
    """1,000 EUR are less than 1,000 GBP until 1 June 2026, and more from then on."""
    rates = "{GBP: [{value: 1.2}, {value: 0.9, from: DAY}]}"
    assert british("1000", rates.replace("DAY", "2026-06-01")).fixed_sum == 70
    assert british("1000", rates.replace("DAY", "2026-06-02")).fixed_sum == 40


def test_without_a_rate_there_is_no_british_sum_and_the_claim_says_why() -> None:
    found = british("1000", "{USD: 0.9}")
    assert found.interest is not None
    assert found.fixed_sum is None
    assert "the ledger has no exchange rate for GBP" in " ".join(found.notes)


def test_one_sum_for_every_debt_needs_no_rate() -> None:
    """A German client who is billed in dollars."""
    ledger = ledger_with(
        """
        country: DE
        currency: USD
        invoices: [{number: "1", issued: 2026-05-01, due: 2026-05-31, amount: 1000}]
        """,
        business="currency: GBP",
        top="exchange_rates: {USD: 0.8}",
    )
    [item] = items(ledger)
    assert item.claim is not None
    assert (item.claim.fixed_sum, item.claim.fixed_sum_currency) == (40, "EUR")
    assert not item.claim.notes


def test_an_unknown_sum_is_in_no_total_and_in_no_letter() -> None:
    """Of two late invoices, the rate for pounds is known only for the later one."""
    ledger = ledger_with(
        """
        country: GB
        invoices:
          - {number: "1", issued: 2026-03-01, due: 2026-03-02, amount: 1000}
          - {number: "2", issued: 2026-03-01, due: 2026-03-12, amount: 1000}
        events:
          - {kind: reminder, at: 2026-05-01, step: friendly}
          - {kind: reminder, at: 2026-06-01, step: firm}
        """,
        top="exchange_rates: {GBP: [{value: 1.2, from: 2026-03-10}]}",
    )
    found = collect(ledger, as_of=DAY, client="example")
    assert found.one is not None
    assert [item.claim and item.claim.fixed_sum for item in found.one.items] == [None, 40]
    assert found.one.fixed_sums is None
    [letter] = found.letters
    assert "interest" in letter.body
    assert "40" not in letter.body
    shown = render(found, "table")
    assert "Fixed sums" not in shown
    assert "no exchange rate for GBP" in " ".join(shown.split())


def test_the_british_rate_of_the_first_day_holds_for_the_whole_debt() -> None:
    """Late from 1 December 2025: 8 points above the 4.25 % of 30 June 2025, in 2026 too."""
    found = claim(
        """
        country: GB
        invoices: [{number: "1", issued: 2025-11-01, due: 2025-11-30, amount: 1000}]
        """
    )
    assert found.rate == Decimal("12.25")
    days = (DAY - date(2025, 11, 30)).days
    assert found.interest == cents(simple_interest(Decimal(1000), Decimal("12.25"), days))


def test_the_contracts_own_interest_goes_before_the_law() -> None:
    client = """
    country: COUNTRY
    contract: {late_interest_percent: 5}
    invoices: [{number: "1", issued: 2026-05-01, due: 2026-05-31, amount: 1000}]
    """
    german = claim(client.replace("COUNTRY", "DE"))
    assert (german.basis, german.rate, german.interest) == (
        "the contract",
        Decimal(5),
        Decimal("4.11"),
    )
    assert german.fixed_sum == 40
    assert claim(client.replace("COUNTRY", "GB")).fixed_sum is None
    assert claim(client.replace("COUNTRY", "US")).interest == Decimal("4.11")


def test_without_a_law_or_a_contract_there_is_no_claim(ledger: Ledger) -> None:
    """
    country: US
    invoices: [{number: "1", issued: 2026-05-01, due: 2026-05-31, amount: 1000}]
    """
    [item] = items(ledger)
    assert item.claim is None
    found = collect(ledger, as_of=DAY, client=ledger.clients[0].id).one
    assert found is not None
    assert "New York" in " ".join(found.notes)


def test_where_the_table_ends_no_rate_is_guessed() -> None:
    client = """
    country: FR
    invoices: [{number: "1", issued: 2026-11-01, due: 2026-12-01, amount: 1000}]
    """
    assert claim(client, date(2026, 12, 31)).interest is not None
    later = claim(client, date(2027, 1, 1))
    assert later.interest is None
    assert "no interest: no reference rate known after 31 Dec 2026" in later.notes
    assert later.fixed_sum == 40


def test_a_currency_of_which_the_rate_is_not_in_the_table_is_told() -> None:
    found = claim(
        """
        country: SE
        invoices: [{number: "1", issued: 2026-05-01, due: 2026-05-31, amount: 1000}]
        """
    )
    assert found.interest is None
    assert "central bank" in found.notes[0]


def test_a_part_payment_ends_the_interest_on_its_part() -> None:
    """
    600 for 30 days, and 400 for the 10 days until they came.
    """
    found = claim(
        """
        country: DE
        invoices:
          - {number: "1", issued: 2026-05-01, due: 2026-05-31, amount: 1000,
             payments: [{date: 2026-06-10, amount: 400}]}
        """
    )
    rate = Decimal("10.27")
    parts = simple_interest(Decimal(600), rate, 30) + simple_interest(Decimal(400), rate, 10)
    assert found.interest == cents(parts)


def test_each_instalment_bears_interest_from_its_own_day_and_one_sum_is_granted() -> None:
    ledger = ledger_with(
        """
        country: DE
        invoices:
          - {number: "1", issued: 2026-04-01, amount: 900, due: [
              {date: 2026-06-10, amount: 300}, {date: 2026-06-20, amount: 300},
              {date: 2026-07-20, amount: 300}]}
        """
    )
    rate = Decimal("10.27")
    claims = [item.claim for item in items(ledger, DAY)]
    assert [claim.interest if claim else None for claim in claims] == [
        cents(simple_interest(Decimal(300), rate, 20)),
        cents(simple_interest(Decimal(300), rate, 10)),
        None,
    ]
    assert [claim.fixed_sum if claim else None for claim in claims] == [40, None, None]


def test_a_credit_that_pays_a_part_ends_its_interest() -> None:
    with_credit = """
    country: DE
    payments: [{date: 2026-06-10, amount: 400}]
    invoices: [{number: "1", issued: 2026-05-01, due: 2026-05-31, amount: 1000}]
    """
    rate = Decimal("10.27")
    parts = simple_interest(Decimal(600), rate, 30) + simple_interest(Decimal(400), rate, 10)
    assert claim(with_credit).interest == cents(parts)


def test_the_rate_of_a_newcomer_to_the_euro_is_that_of_its_day() -> None:
    assert law_of("BG", date(2025, 12, 31)).reference is None
    assert law_of("BG", date(2026, 1, 1)).reference is REFERENCES["ecb"]


@modest
@given(st.dates(date(2017, 1, 1), date(2026, 11, 1)), st.integers(1, 60))
def test_interest_grows_by_the_day_over_leap_days_and_ends_of_months(due: date, days: int) -> None:
    """Each day brings its own share: the sum of a delay is that of its two parts."""
    law = law_of("DE", due)
    assert law is not None
    assert law.reference is not None
    as_of = min(due + timedelta(days=days), law.reference.until)
    by_day = sum(
        (
            simple_interest(Decimal(3650), (law.reference.on(each) or Decimal(0)) + law.points, 1)
            for each in (due + timedelta(days=n + 1) for n in range((as_of - due).days))
        ),
        Decimal(0),
    )
    found = claim(
        f"""
        country: DE
        invoices: [{{number: "1", issued: {due}, due: {due}, amount: 3650}}]
        """,
        as_of,
    )
    assert found.interest == cents(by_day)


def test_the_reference_rates_are_in_order_and_by_half_year() -> None:
    for reference in REFERENCES.values():
        days = [day for day, _ in reference.rates]
        assert days == sorted(set(days))
        assert all((day.month, day.day) in {(1, 1), (7, 1)} for day in days)
        assert days[-1] <= reference.until
        assert (reference.until.month, reference.until.day) in {(6, 30), (12, 31)}
        assert "read on" in reference.source


def test_german_and_european_rates_rise_and_fall_together() -> None:
    """The Basiszinssatz moves by the points of the ECB's rate: two tables that check each other."""
    ecb, base = REFERENCES["ecb"], REFERENCES["bundesbank"]
    assert {
        (rate or Decimal(0)) - (base.on(day) or Decimal(0))
        for day, _ in base.rates
        for rate in [ecb.on(day)]
    } == {Decimal("0.88")}


def on_law(country: str, due: str, as_of: str, amount: str = "100000") -> Claim:
    issued = date.fromisoformat(due) - timedelta(days=30)
    invoice = f'{{number: "1", issued: {issued}, due: {due}, amount: {amount}}}'
    return claim(f"country: {country}\ninvoices: [{invoice}]", date.fromisoformat(as_of))


@pytest.mark.parametrize(
    ("country", "due", "as_of", "percents"),
    [
        ("DE", "2026-06-29", "2026-06-30", ["10.27"]),  # one day
        ("DE", "2026-06-29", "2026-07-01", ["10.27", "10.52"]),
        ("DE", "2026-06-30", "2026-07-01", ["10.52"]),  # the day after it was due is the first
        ("FR", "2024-12-30", "2025-01-01", ["14.25", "13.15"]),
        ("FR", "2024-12-31", "2025-01-02", ["13.15", "13.15"]),
        ("NL", "2025-06-29", "2025-07-02", ["11.15", "10.15", "10.15"]),
        ("GB", "2025-06-29", "2025-07-02", ["12.75"] * 3),
        ("GB", "2025-06-30", "2025-07-02", ["12.25"] * 2),
    ],
)
def test_each_day_bears_the_rate_of_its_half_year_from_the_day_after_the_due_date(
    country: str, due: str, as_of: str, percents: list[str]
) -> None:
    found = on_law(country, due, as_of)
    assert found.interest == cents(sum(map(Decimal, percents), Decimal(0)) * 1000 / 365)
    assert found.rate == Decimal(percents[-1])


@pytest.mark.parametrize(
    ("country", "due", "before"),
    [
        ("DE", "2016-06-29", "1 Jul 2016"),
        ("FR", "2016-06-29", "1 Jul 2016"),
        ("GB", "2016-12-30", "1 Jan 2017"),
    ],
)
def test_where_the_table_of_rates_begins_no_rate_is_guessed(
    country: str, due: str, before: str
) -> None:
    unknown = on_law(country, due, "2017-01-31")
    assert unknown.interest is None
    assert f"no interest: no reference rate known before {before}" in unknown.notes
    next_day = str(date.fromisoformat(due) + timedelta(days=1))
    assert on_law(country, next_day, "2017-01-31").interest is not None


@pytest.mark.parametrize("source", REFERENCES)
def test_the_tables_of_rates_end_with_2026(source: str) -> None:
    table = REFERENCES[source]  # type: ignore[index]  # one of its own keys
    assert table.on(date(2026, 12, 31)) == table.on(date(2026, 7, 1)) == table.rates[-1][1]
    assert table.on(date(2027, 1, 1)) is None
    first = date(2017, 1, 1) if source == "bank-of-england" else date(2016, 7, 1)
    assert table.on(first) == table.rates[0][1]
    assert table.on(first - timedelta(days=1)) is None


@pytest.mark.parametrize(
    ("country", "day"), [("BG", date(2026, 1, 1)), ("HR", date(2023, 1, 1)), ("AT", date.min)]
)
def test_the_rate_of_the_euro_is_that_of_the_euros_countries_from_their_day_on(
    country: str, day: date
) -> None:
    assert law_of(country, day).reference is REFERENCES["ecb"]
    if day > date.min:
        before = law_of(country, day - timedelta(days=1))
        assert before is not None
        assert before.reference is None


def test_the_law_is_that_of_the_first_day_of_the_delay() -> None:
    """Bulgaria has the euro from 1 January 2026 on."""
    assert on_law("BG", "2025-12-31", "2026-01-31").interest is not None
    assert on_law("BG", "2025-12-30", "2026-01-31").interest is None


@pytest.mark.parametrize("country", ["DE", "FR", "NL", "SE"])
def test_forty_are_granted_for_the_smallest_debt(country: str) -> None:
    assert on_law(country, "2026-05-31", "2026-06-30", amount="0.60").fixed_sum == 40


def test_forty_pounds_are_granted_for_the_smallest_british_debt() -> None:
    assert british("0.60").fixed_sum == 40


@pytest.mark.parametrize(
    ("payments", "days"),
    [
        ("{date: 2026-05-31, amount: 1000}", None),  # in time
        ("{date: 2026-06-01, amount: 1000}", 1),
        ("{date: 2026-06-20, amount: 1000}", 20),
    ],
)
def test_interest_on_what_was_paid_late_is_owed_until_it_came(
    payments: str, days: int | None
) -> None:
    """Beside a rest that is open, of which 30 days bear interest."""
    client = f"""
    country: DE
    invoices: [{{number: "1", issued: 2026-05-01, due: 2026-05-31, amount: 2000,
      payments: [{payments}]}}]
    """
    rate = Decimal("10.27")
    late = simple_interest(Decimal(1000), rate, days) if days else Decimal(0)
    assert claim(client).interest == cents(simple_interest(Decimal(1000), rate, 30) + late)

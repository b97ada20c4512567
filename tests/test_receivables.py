"""Receivables of the whole business: ageing, expected loss, days sales outstanding, currencies."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal

from hypothesis import given

from clienthealth import Ledger, assess
from clienthealth.facts.client import ClientFacts
from clienthealth.facts.context import context_of
from clienthealth.facts.payment import AGE_BANDS
from clienthealth.reviewing.exchange_rates import Conversion, conversions
from clienthealth.reviewing.receivables import Receivables, receivables_of
from one_client import TODAY
from strategies import Data, ledgers, load


def known(ledger: Ledger, as_of: date = TODAY) -> list[ClientFacts]:
    """The clients that are known on a date."""
    context = context_of(ledger, as_of, ledger.policy)
    found = [ClientFacts(each, context) for each in ledger.clients]
    return [facts for facts in found if facts.is_known]


def owed(ledger: Ledger, as_of: date = TODAY) -> Receivables:
    return receivables_of(known(ledger, as_of), context_of(ledger, as_of, ledger.policy))


def amounts(found: Receivables) -> list[str]:
    return [str(band.open) for band in found.ageing.bands]


def losses(found: Receivables) -> list[str]:
    return [str(band.expected_loss) for band in found.ageing.bands]


def test_the_ageing_of_all_clients_with_what_is_expected_to_be_lost(doc_ledger: Ledger) -> None:
    """
    version: 1
    business: {name: Ada, currency: EUR}
    exchange_rates: {USD: 0.8}
    clients:
      - id: acme
        name: Acme
        invoices:
          - {number: "1", issued: 2026-06-01, amount: 1000}
          - {number: "2", issued: 2026-05-01, amount: 500,
             payments: [{date: 2026-05-31, amount: 200}]}
          - {number: "3", issued: 2026-04-01, amount: 300,
             credit_notes: [{date: 2026-04-20, amount: 100}]}
      - id: bolt
        name: Bolt
        currency: USD
        invoices:
          - {number: "1", issued: 2026-06-02, amount: 100.01}
          - {number: "2", issued: 2026-03-10, amount: 100}
      - id: gone
        name: Gone
        since: 2024-01-01
        until: 2025-12-31
        invoices:
          - {number: "1", issued: 2025-01-01, amount: 600,
             write_offs: [{date: 2026-01-01, amount: 250}]}
          - {number: "2", issued: 2025-02-01, amount: 70,
             payments: [{date: 2025-02-05, amount: 90}]}
      - {id: maybe, name: Maybe, first_contact: 2026-05-05}
    """
    found = owed(doc_ledger)
    assert [band.name for band in found.ageing.bands] == [*AGE_BANDS]
    # 1000 + 100.01 USD; 300 for 30 days; 200 for 60 days; 100 USD for 82 days; 350 for over a year,
    # of which 20 paid too much on another invoice pay a part
    assert amounts(found) == ["1080.01", "300.00", "200.00", "80.00", "330.00"]
    assert [band.loss_percent for band in found.ageing.bands] == [2, 4, 9, 25, 100]
    assert losses(found) == ["21.60", "12.00", "18.00", "20.00", "330.00"]
    assert found.ageing.open == Decimal("1990.01")
    assert found.ageing.overdue == 910
    assert found.ageing.expected_loss == Decimal("401.60")
    assert [(d.id, d.name, d.stage, str(d.ageing.open)) for d in found.debtors] == [
        ("acme", "Acme", "active", "1500.00"),
        ("gone", "Gone", "former", "330.00"),
        ("bolt", "Bolt", "active", "160.01"),
    ]
    assert [str(d.ageing.expected_loss) for d in found.debtors] == ["50.00", "330.00", "21.60"]
    assert conversions(known(doc_ledger)) == (Conversion("USD", Decimal("0.8"), None),)


def test_the_matrix_is_the_policy_s(doc_ledger: Ledger) -> None:
    """
    version: 1
    business: {name: Ada, currency: EUR}
    policy: {provision: {current: 0, days_1_30: 10.5}}
    clients:
      - id: acme
        name: Acme
        invoices:
          - {number: "1", issued: 2026-06-01, amount: 1000}
          - {number: "2", issued: 2026-05-01, amount: 333}
    """
    assert losses(owed(doc_ledger)) == ["0.00", "34.97", "0.00", "0.00", "0.00"]  # 34.965


def test_days_sales_outstanding(doc_ledger: Ledger) -> None:
    """
    version: 1
    business: {name: Ada, currency: EUR}
    clients:
      - id: acme
        name: Acme
        invoices:
          - {number: "0", issued: 2025-06-30, amount: 700}
          - {number: "1", issued: 2025-07-01, amount: 1190, tax: 190, deposit: true,
             payments: [{date: 2025-06-20, amount: 190}, {date: 2025-08-01, amount: 1000}]}
          - {number: "2", issued: 2026-01-10, amount: 500,
             payments: [{date: 2026-02-01, amount: 400}],
             credit_notes: [{date: 2026-01-20, amount: 100}]}
          - {number: "3", issued: 2026-02-10, amount: 80,
             payments: [{date: 2026-02-10, amount: 80}]}
      - id: bolt
        name: Bolt
        invoices:
          - {number: "1", issued: 2026-03-01, amount: 600}
    """
    found = owed(doc_ledger)
    # 1190 less the deposit, 500 less the note, 600; the 80 were never on credit
    assert (found.credit_sales, found.days) == (2000, 365)
    assert found.ageing.open == 1300  # the invoice from before the window, too
    assert found.days_sales_outstanding == Decimal("237.25")


def test_a_young_business_has_its_own_period(doc_ledger: Ledger) -> None:
    """
    version: 1
    business: {name: Ada, currency: EUR}
    clients:
      - id: acme
        name: Acme
        invoices:
          - {number: "1", issued: 2026-06-01, amount: 1000,
             payments: [{date: 2026-06-21, amount: 1000}]}
          - {number: "2", issued: 2026-06-11, amount: 500}
    """
    found = owed(doc_ledger)
    assert found.days == 30  # from 1 June on
    assert found.days_sales_outstanding == 10  # 500 of 1500


def test_days_to_pay_are_weighted_by_money_in_one_currency(doc_ledger: Ledger) -> None:
    """
    version: 1
    business: {name: Ada, currency: EUR}
    exchange_rates: {USD: [{value: 0.9}, {value: 0.8, from: 2026-02-01},
      {value: 2, from: 2026-07-01}]}
    clients:
      - id: acme
        name: Acme
        invoices:
          - {number: "1", issued: 2026-01-01, amount: 600,
             payments: [{date: 2026-01-11, amount: 700}]}
          - {number: "2", issued: 2025-01-01, amount: 900,
             payments: [{date: 2025-06-30, amount: 900}]}
      - id: bolt
        name: Bolt
        currency: USD
        invoices:
          - {number: "1", issued: 2026-01-01, amount: 250,
             payments: [{date: 2026-02-10, amount: 250}]}
      - id: coin
        name: Coin
        currency: EUR
        invoices:
          - {number: "1", issued: 2026-06-01, amount: 5000,
             payments: [{date: 2026-07-01, amount: 5000}]}
    """
    assert owed(doc_ledger).days_to_pay == 17.5  # (600 x 10 + 200 x 40) / 800; no overpayment
    assert conversions(known(doc_ledger)) == (Conversion("USD", Decimal("0.8"), date(2026, 2, 1)),)


def test_a_currency_without_an_invoice_is_not_converted(doc_ledger: Ledger) -> None:
    """
    version: 1
    business: {name: Ada, currency: EUR}
    exchange_rates: {USD: 0.8, GBP: 1.1, CHF: 1}
    clients:
      - {id: a, name: A, currency: USD, first_contact: 2026-01-01}
      - {id: b, name: B, currency: GBP, invoices: [{number: "1", issued: 2026-07-01, amount: 5}]}
      - {id: c, name: C, currency: GBP, invoices: [{number: "1", issued: 2026-06-30, amount: 5}]}
      - {id: d, name: D, currency: CHF, invoices: [{number: "1", issued: 2026-06-30, amount: 5}]}
      - {id: e, name: E, currency: EUR, invoices: [{number: "1", issued: 2026-06-30, amount: 5}]}
    """
    found = conversions(known(doc_ledger))
    assert [each.currency for each in found] == ["CHF", "GBP"]


def test_no_clients_owe_nothing(ledger_of: Callable[[str], Ledger]) -> None:
    found = owed(ledger_of("version: 1\nbusiness: {name: Ada, currency: EUR}\nclients: []\n"))
    assert amounts(found) == ["0.00"] * 5
    assert (found.debtors, found.days, found.credit_sales) == ((), 365, 0)
    assert (found.days_sales_outstanding, found.days_to_pay) == (None, None)
    assert found.ageing.expected_loss == 0


def owing(amount: Decimal | None) -> Decimal:
    """An amount that nobody withheld."""
    assert amount is not None
    return amount


@given(ledgers(most=3))
def test_the_clients_add_up_to_all(data: Data) -> None:
    found = owed(load(data))
    for index, band in enumerate(found.ageing.bands):
        parts = [debtor.ageing.bands[index] for debtor in found.debtors]
        assert band.open == sum(owing(part.open) for part in parts)
        assert band.expected_loss == sum(owing(part.expected_loss) for part in parts)
        assert 0 <= band.expected_loss <= band.open
    clients = assess(load(data), as_of=TODAY).clients
    assert found.ageing.open == sum(owing(each.facts.open_balance) for each in clients)
    assert found.ageing.overdue == sum(owing(each.facts.overdue_balance) for each in clients)


def test_credit_notes_of_the_window_are_off_the_credit_sales(doc_ledger: Ledger) -> None:
    """
    version: 1
    business: {name: Ada, currency: EUR}
    policy: {set_off: false}
    clients:
      - id: acme
        name: Acme
        invoices:
          - {number: "1", issued: 2026-01-10, amount: 1000}
          - {number: "c0", issued: 2025-06-30, amount: -50}
          - {number: "c1", issued: 2025-07-01, amount: -60}
          - {number: "c2", issued: 2026-01-20, amount: -100, credits: "1"}
      - {id: bolt, name: Bolt, payments: [{date: 2026-02-01, amount: 7}]}
    """
    found = owed(doc_ledger)
    assert found.credit_sales == 900 - 60
    assert (found.ageing.open, found.credit) == (900, 50 + 60 + 7)


def test_debtors_are_by_what_they_owe_and_then_by_id(doc_ledger: Ledger) -> None:
    """
    version: 1
    business: {name: Ada, currency: EUR}
    clients:
      - {id: c, name: C, invoices: [{number: "1", issued: 2026-06-01, amount: 5}]}
      - {id: b, name: B, invoices: [{number: "1", issued: 2026-06-01, amount: 1}]}
      - {id: a, name: A, invoices: [{number: "1", issued: 2026-06-01, amount: 1}]}
      - {id: d, name: D, invoices: [{number: "1", issued: 2026-06-01, amount: 9, paid: unknown}]}
    """
    assert [each.id for each in owed(doc_ledger).debtors] == ["c", "a", "b"]

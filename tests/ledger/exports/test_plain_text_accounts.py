"""Receivables of hledger and beancount, as invoices and payments."""

import json
import shutil
import subprocess
from datetime import date
from decimal import Decimal
from inspect import cleandoc

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clienthealth import assess, load_ledger
from clienthealth.ledger.exports.hledger import hledger_postings
from clienthealth.ledger.exports.names import Names
from clienthealth.ledger.exports.receivables import Receivables

LEDGER = """\
version: 1
business: {name: Ada, currency: EUR}
clients:
- {id: acme, name: Acme GmbH, since: 2026-01-01}
- {id: bolt, name: Bolt}
include:
"""
AS_OF = date(2026, 6, 30)


def transaction(day, amount, account="assets:receivable:acme", code="", tags=(), **more):
    """A transaction with one posting, as hledger prints it."""
    places = 2
    posting = {
        "paccount": account,
        "pamount": [
            {
                "acommodity": more.get("currency", "EUR"),
                "aquantity": {
                    "decimalMantissa": int(Decimal(amount).scaleb(places)),
                    "decimalPlaces": places,
                },
            }
        ],
        "pdate": None,
        "ptags": [list(tag) for tag in tags],
    }
    rest = {"tdescription": more.get("payee", "x"), "ttags": [], "tpostings": [posting]}
    return {"tcode": code, "tdate": day, **rest}


@pytest.fixture
def load(folder_of):
    """The ledger of some files, each a list of hledger's transactions or a text."""

    def ledger(include, **files):
        named = {
            name.replace("_", "."): text if isinstance(text, str) else json.dumps(text)
            for name, text in files.items()
        }
        return load_ledger(folder_of({"ledger.yaml": f"{LEDGER}- {include}\n"} | named))

    return ledger


@pytest.fixture
def problem(folder_of, problems_in):
    def only(include, **files):
        named = {name.replace("_", "."): text for name, text in files.items()}
        found = problems_in(
            folder_of({"ledger.yaml": f"{LEDGER}- {include}\n"} | named) / "ledger.yaml"
        )
        [text] = found
        return text

    return only


def books(client):
    """A client's invoices, each with its amount and what was paid on which day."""
    return {
        each.number: (each.amount, [(p.date.isoformat(), p.amount) for p in each.payments])
        for each in client.invoices
    }


def balance(ledger, client="acme"):
    [found] = [each for each in assess(ledger, as_of=AS_OF).clients if each.id == client]
    return found.facts.open_balance


HLEDGER = "{file: x.json, format: hledger}"


@pytest.mark.parametrize("include", [HLEDGER, "{file: x.json}"])
def test_a_payment_is_of_the_invoice_that_its_code_or_tag_names(load, include):
    found = load(
        include,
        x_json=[
            transaction("2026-01-05", "3570", code="2026-1"),
            transaction("2026-01-10", "100", tags=[("invoice", "2026-2"), ("due", "2026-01-20")]),
            transaction("2026-02-20", "-60", code="2026-2"),
            transaction("2026-02-21", "-3570", tags=[("invoice", "2026-1")]),
        ],
    )
    acme = found.clients[0]
    assert books(acme) == {
        "2026-1": (Decimal(3570), [("2026-02-21", Decimal(3570))]),
        "2026-2": (Decimal(100), [("2026-02-20", Decimal(60))]),
    }
    assert acme.invoices[1].due == date(2026, 1, 20)


def test_a_payment_that_names_no_invoice_is_of_the_oldest(load):
    found = load(
        HLEDGER,
        x_json=[
            transaction("2026-01-05", "100", code="1"),
            transaction("2026-02-05", "50", code="2"),
            transaction("2026-02-20", "-120", code="bank-17"),
        ],
    )
    assert books(found.clients[0]) == {
        "1": (Decimal(100), [("2026-02-20", Decimal(100))]),
        "2": (Decimal(50), [("2026-02-20", Decimal(20))]),
    }


def test_an_advance_is_a_deposit_of_the_invoice_that_follows(load):
    found = load(
        HLEDGER,
        x_json=[
            transaction("2026-01-05", "-100"),
            transaction("2026-02-05", "150", code="2"),
        ],
    )
    [invoice] = found.clients[0].invoices
    assert invoice.deposit
    assert balance(found) == 50


def test_a_client_may_be_named_by_an_account_of_any_depth_or_by_who_pays(load):
    found = load(
        HLEDGER,
        x_json=[
            transaction("2026-01-05", "10", account="Assets:Accounts Receivable:Web:Acme GmbH"),
            transaction("2026-01-06", "20", account="assets:receivable", payee="Bolt | a web shop"),
            transaction("2026-01-06", "20", account="assets:bank"),
        ],
    )
    assert [sum(i.amount for i in client.invoices) for client in found.clients] == [10, 20]


def test_an_account_of_nobody_in_the_ledger_is_told(problem):
    text = json.dumps([transaction("2026-01-05", "10", account="assets:receivable:zed")])
    assert 'no client is named "zed"' in problem(HLEDGER, x_json=text)


def test_another_currency_than_the_clients_is_told(problem):
    text = json.dumps([transaction("2026-01-05", "10", currency="USD")])
    assert "currency" in problem(HLEDGER, x_json=text)


def test_two_files_that_overlap_count_once(load):
    first = [transaction("2026-01-05", "100", code="1"), transaction("2026-02-05", "50", code="2")]
    later = [first[1], transaction("2026-02-20", "-120")]
    found = load("{file: '*.json', format: hledger}", a_json=first, b_json=later)
    assert balance(found) == 30


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("2026-01-05 x\n  assets:receivable:acme  1 EUR\n", "hledger print -O json"),
        ('[{"tcode": 1}]', "is not a transaction from hledger"),
        ("[" * 100_000, "nested too deep"),
        (json.dumps([transaction("0001-01-05", "1")]), "is not a transaction from hledger"),
        (json.dumps([transaction("9999-13-05", "1")]), "is not a transaction from hledger"),
    ],
)
def test_what_is_not_of_hledger_is_told(problem, text, said):
    assert said in problem(HLEDGER, x_json=text)


moves = st.lists(
    st.tuples(
        st.dates(date(2026, 1, 1), date(2026, 6, 1)),
        st.integers(-500_00, 500_00).filter(bool),
        st.sampled_from(["", "1", "2"]),
    ),
    min_size=1,
    max_size=8,
)


@given(moves=moves)
def test_the_balance_is_that_of_the_account(moves):
    items = [transaction(str(day), Decimal(cents) / 100, code=code) for day, cents, code in moves]
    found = Receivables(Names([{"id": "acme", "name": "Acme"}], "EUR"))
    found.add("x", hledger_postings(json.dumps(items)))
    rows = [
        dict(zip(found.table("x").headers, r.cells, strict=True)) for r in found.table("x").rows
    ]
    assert sum(Decimal(row["amount"]) for row in rows) == sum(Decimal(c) for _, c, _ in moves) / 100


@pytest.mark.skipif(shutil.which("hledger") is None, reason="hledger is not installed")
def test_the_balance_is_that_of_hledger(load, tmp_path):
    journal = tmp_path / "x.journal"
    journal.write_text(
        cleandoc("""
        2026-01-05 (2026-1) Acme | web shop
            assets:receivable:acme      3,570.10 EUR
            income:work
        2026-02-20 Acme pays
            assets:bank                 3,000.00 EUR
            assets:receivable:acme
        2026-03-01 Acme | care  ; invoice: 2026-2
            assets:receivable:acme        99.99 EUR
            income:work
        """)
    )

    def hledger(*words):
        command = ["hledger", "-f", str(journal), *words]
        return subprocess.run(command, capture_output=True, text=True, check=True).stdout

    found = load(HLEDGER, x_json=hledger("print", "-O", "json"))
    printed = hledger("balance", "assets:receivable:acme", "-N", "--format", "%(total)")
    assert balance(found) == Decimal(printed.split()[0].replace(",", "")) == Decimal("670.09")


BEANCOUNT = "{file: x.beancount, format: beancount}"
BOOK = cleandoc("""
    option "operating_currency" "EUR"
    plugin "no.such.module"
    include "/etc/passwd"
    2026-01-01 open Assets:Receivable:Acme
    2026-01-05 * "Acme" "Website" ^2026-1
      Assets:Receivable:Acme   3570.00 EUR
      Income:Work
    2026-01-06 * "Acme" "Care"
      invoice: "2026-2"
      due: 2026-02-01
      Assets:Receivable:Acme   30.00 EUR
      Income:Work
    2026-02-20 * "Acme pays" ^2026-1
      Assets:Bank  3000.00 EUR
      Assets:Receivable:Acme
""")


def test_beancount_by_links_and_metadata_and_no_code_is_run(load):
    pytest.importorskip("beancount")
    found = load(BEANCOUNT, x_beancount=BOOK)
    acme = found.clients[0]
    assert books(acme) == {
        "2026-1": (Decimal(3570), [("2026-02-20", Decimal(3000))]),
        "2026-2": (Decimal(30), []),
    }
    assert acme.invoices[1].due == date(2026, 2, 1)
    assert balance(found) == 600


def test_what_is_not_valid_beancount_is_told_with_its_line(problem):
    pytest.importorskip("beancount")
    text = problem(BEANCOUNT, x_beancount=f'{BOOK}\n2026-02-20 * "broken\n')
    assert "x.beancount:16:1: not valid beancount" in text

"""A made-up export for every preset: recognised by its headers, and read in full.

Each file in `samples/` has the real layout of the tool's export.
"""

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import NamedTuple

import pytest

from clienthealth import Ledger, assess, load_ledger
from clienthealth.ledger.exports.preset import preset, preset_names

SAMPLES = Path(__file__).parent / "samples"
LEDGER = """\
version: 1
business: {{name: Mia Muster, currency: EUR}}
include: [{{file: {file}{format}}}]
clients:
- id: nordwind
  name: Nordwind AG
  contacts: [{{name: Bo, email: buch@example.com}}]
  projects: [{{id: shop, name: Shop}}]
{more}
"""
INVOICES = """\
  invoices:
  - {number: N-900, issued: 2026-01-20, amount: 1000}
  - {number: N-901, issued: 2026-02-10, amount: 300}
"""


class Sample(NamedTuple):
    preset: str
    left_out: str
    """What is said of rows that do not count."""
    open: str = "0"
    hours: str = "0"
    more: str = ""


EXPECTED = {
    "toggl.csv": Sample("toggl", "1 without a client, 1 of 0 hours", hours="5"),
    "toggl-workspace.csv": Sample("toggl", "", hours="2.21"),
    "toggl-us.csv": Sample("toggl", "", hours="4.75"),
    "clockify.csv": Sample("clockify", "1 without a client", hours="2.5"),
    "harvest-time.csv": Sample("harvest-time", "1 without a client", hours="3.25"),
    # 490 of N-2; what was given up of N-3 is neither paid nor open
    "harvest-invoices.csv": Sample("harvest-invoices", "", open="490"),
    "kimai.csv": Sample("kimai", "", hours="3.5"),
    "kimai-de.csv": Sample("kimai-de", "", hours="3.5"),
    "watson.csv": Sample("watson", "", hours="2"),
    "watson-report.csv": Sample("watson-report", "1 shop", hours="2.5"),
    "freshbooks.csv": Sample("freshbooks", "1 draft", open="450"),
    "invoiceninja.csv": Sample("invoiceninja", "", open="1000"),
    "xero.csv": Sample("xero", "1 void", open="440"),
    "quickbooks-online.csv": Sample("quickbooks-online", "3 with a title or a total", open="1050"),
    "zoho.csv": Sample("zoho", "1 draft", open="310"),
    "wave.csv": Sample("wave", "1 income, 1 cash and bank", open="240"),
    "sevdesk.csv": Sample("sevdesk", "", open="595"),
    # of 1,300 came 900 and 200
    "stripe.csv": Sample("stripe", "1 failed", open="200", more=INVOICES),
    # of 1,300 came 1,000, of which 100 went back
    # 1000 less 100 that went back; 300 is not completed
    "paypal-de.csv": Sample(
        "paypal-de", "1 allgemeine abbuchung, 1 offen", open="400", more=INVOICES
    ),
    "paypal.csv": Sample(
        "paypal", "1 general withdrawal, 1 of unknown clients", open="400", more=INVOICES
    ),
    "upwork.csv": Sample("upwork", "1 service fee, 1 withdrawal"),
}


def ledger_of(folder: Path, name: str, form: str = "") -> Ledger:
    (folder / name).write_bytes((SAMPLES / name).read_bytes())
    text = LEDGER.format(file=name, format=form, more=EXPECTED[name].more)
    (folder / "ledger.yaml").write_text(text, encoding="utf-8")
    return load_ledger(folder / "ledger.yaml")


def test_every_preset_has_a_sample_and_every_sample_its_figures() -> None:
    assert {path.name for path in SAMPLES.iterdir()} == EXPECTED.keys()
    csv = {name for name in preset_names() if preset(name).reads == "csv"}
    assert {sample.preset for sample in EXPECTED.values()} == csv


@pytest.mark.parametrize("name", EXPECTED)
def test_an_export_is_known_by_its_headers_and_read_to_its_sums(tmp_path: Path, name: str) -> None:
    ledger = ledger_of(tmp_path, name)
    expected = EXPECTED[name]
    [account] = ledger.accounts
    assert account.format == expected.preset
    assert ", ".join(f"{count} {why}" for why, count in account.left_out) == expected.left_out
    assert account.taken == account.rows - sum(count for _, count in account.left_out)
    [client] = assess(ledger, as_of=date(2026, 6, 30)).clients
    assert client.facts.open_balance == Decimal(expected.open)
    assert round(client.facts.hours, 2) == Decimal(expected.hours)


@pytest.mark.parametrize("name", EXPECTED)
def test_to_name_the_preset_is_the_same_as_to_have_it_recognised(tmp_path: Path, name: str) -> None:
    known = ledger_of(tmp_path, name)
    named = ledger_of(tmp_path, name, f", format: {EXPECTED[name].preset}")
    assert named.accounts == known.accounts
    assert named.clients == known.clients


def test_a_tool_books_time_on_the_project_of_that_name(tmp_path: Path) -> None:
    [client] = ledger_of(tmp_path, "toggl.csv").clients
    assert {entry.project for entry in client.time} == {"shop"}
    assert [entry.date for entry in client.time] == [date(2026, 4, 7), date(2026, 4, 8)]
    assert [entry.billable for entry in client.time] == [True, True]


def test_xero_dates_are_read_by_the_form_in_which_no_invoice_is_due_before_its_issue(
    tmp_path: Path,
) -> None:
    [client] = ledger_of(tmp_path, "xero.csv").clients
    days = {invoice.number: invoice.issued for invoice in client.invoices}
    assert days["INV-0102"] == date(2026, 2, 4)
    part = next(invoice for invoice in client.invoices if invoice.number == "INV-0102")
    assert (part.settled, part.tax) == (100, 100)


def test_a_fee_that_a_service_keeps_lowers_the_payment_and_settles_the_invoice(
    tmp_path: Path,
) -> None:
    [client] = ledger_of(tmp_path, "paypal.csv").clients
    came, back = client.invoices[0].payments
    assert (came.amount, came.deducted, came.reason) == (Decimal("964.65"), Decimal("35.35"), "fee")
    assert (back.amount, back.reason, back.date) == (-100, "refund", date(2026, 3, 3))

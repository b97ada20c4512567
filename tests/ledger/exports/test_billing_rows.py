"""Rows of invoices and payments: several of one number, what is paid, currencies, two files."""

import subprocess
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clienthealth import assess
from clienthealth.ledger.checks import Vocabulary
from clienthealth.ledger.exports.kinds import fields_of
from clienthealth.ledger.reading import read_ledger
from clienthealth.ledger.revision import read_revision
from one_client import ledger_of_files

CLIENTS = """\
version: 1
business: {name: Ada, currency: EUR}
exchange_rates: {USD: 0.9}
clients:
- {id: acme, name: Acme GmbH}
- {id: bolt, name: Bolt Ltd, currency: USD}
- {id: acme-us, name: Acme GmbH, currency: USD}
"""
OWN = "kind: invoices, client: acme"


@pytest.fixture
def books(folder_of):
    def write(include, rows, clients=CLIENTS):
        ledger = f"{clients}include:\n- {{file: rows.csv, {include}}}\n"
        return folder_of({"ledger.yaml": ledger, "rows.csv": rows}) / "ledger.yaml"

    return write


@pytest.fixture
def read(books):
    return lambda include, rows, clients=CLIENTS: read_ledger(books(include, rows, clients))


@pytest.fixture
def problems(books, problems_in):
    return lambda include, rows: [
        p.removeprefix("books/") for p in problems_in(books(include, rows))
    ]


def test_the_fields_of_a_kind_and_their_types_are_those_of_the_models():
    types = {kind: fields_of(kind) for kind in ("invoices", "payments", "time", "events")}
    assert types["invoices"]["due"] == types["payments"]["date"] == "date"
    assert types["events"]["answered_at"] == "moment"
    assert types["invoices"]["amount"] == types["events"]["kill_fee"] == "number"
    assert types["time"]["hours"] == "hours"
    assert types["time"]["billable"] == types["events"]["urgent"] == "text"
    assert not {"payments", "credit_notes", "write_offs"} & types["invoices"].keys()


# Several rows of one number


def test_line_items_are_summed_and_told(read):
    rows = """
        Invoice,Issued,Paid,Item,Line Total,tax
        7,2026-01-05,2026-02-01,Design,100.00,19
        7,2026-01-05,2026-02-01,Hosting,50.00,9.50
        8,2026-01-06,,Design,10.00,1.90
    """
    columns = "{number: Invoice, issued: Issued, paid: Paid, amount: Line Total}"
    ledger = read(f"{OWN}, columns: {columns}", rows)
    first, second = ledger.clients[0].invoices
    assert (first.amount, first.tax, first.payments[0].amount) == (150, Decimal("28.5"), 150)
    assert (second.amount, second.payments) == (10, ())
    [warning] = ledger.warnings
    assert warning.place.line == 3
    assert warning.message == (
        "rows: several rows of one number count as its items, because the `amount` column "
        "is one of items; confirm with `rows: items` in the include"
    )


def test_repeated_totals_count_once(read):
    rows = "number,issued,amount,item\n7,2026-01-05,150,a\n7,2026-01-05,150,b\n"
    ledger = read(f"{OWN}, rows: totals", rows)
    assert [invoice.amount for invoice in ledger.clients[0].invoices] == [150]
    assert ledger.warnings == ()


def test_rows_of_payments_are_payments(read):
    rows = """
        number,issued,amount,paid,paid_amount
        7,2026-01-05,150,2026-02-01,100
        7,2026-01-05,150,2026-02-20,50
    """
    [invoice] = read(OWN, rows).clients[0].invoices
    assert [(p.date.day, p.amount) for p in invoice.payments] == [(1, 100), (20, 50)]


def test_an_account_has_bills_above_and_payments_below_0(read):
    rows = "number,issued,amount\n7,2026-01-05,150\n7,2026-02-01,-100\n8,2026-02-02,-30\n"
    bill, note = read(f"{OWN}, rows: account", rows).clients[0].invoices
    assert (bill.amount, bill.payments[0].amount, bill.payments[0].date.month) == (150, 100, 2)
    assert (note.amount, note.is_credit_note) == (-30, True)


def test_rows_of_one_number_that_contradict_each_other_name_both_places(problems):
    rows = "number,issued,amount\n7,2026-01-05,150\n7,2026-02-05,150\n"
    [problem] = problems(f"{OWN}, rows: totals", rows)
    assert problem.startswith('rows.csv:3:1: issued: the rows of "7" say 2026-01-05, 2026-02-05')
    assert problem.endswith("rows.csv:2:1; correct one")


def test_a_number_of_the_ledger_and_of_an_export_names_both_places(folder_of, problems_in):
    ledger = CLIENTS.replace(
        "name: Acme GmbH}\n- {id: bolt",
        "name: Acme GmbH, invoices: [{number: 7, issued: 2026-01-05, amount: 1}]}\n- {id: bolt",
        1,
    )
    ledger += f"include: [{{file: rows.csv, {OWN}}}]\n"
    rows = "number,issued,amount\n7,2026-01-05,1\n"
    [problem] = problems_in(folder_of({"ledger.yaml": ledger, "rows.csv": rows}))
    assert problem == (
        'books/rows.csv:2:1: number: duplicate invoice "7", first at '
        "books/ledger.yaml:5:51; give each its own number"
    )


# What is paid


@pytest.mark.parametrize(
    ("columns", "row", "open_", "paid"),
    [
        ("status", "Paid", 0, "unknown"),
        ("status", "Overdue", 100, None),
        ("status", "Void", 0, None),
        ("paid_amount", "40", 60, None),
        ("paid_amount", "100", 0, "unknown"),
        ("balance", "25", 25, None),
        ("balance", "0", 0, "unknown"),
    ],
)
def test_what_is_paid_without_a_day(read, columns, row, open_, paid):
    include = f"{OWN}, columns: {{{columns}: {columns}}}"
    ledger = read(include, f"number,issued,amount,{columns}\n7,2026-01-05,100,{row}\n")
    [invoice] = ledger.clients[0].invoices
    assert invoice.paid == paid
    client = assess(ledger, as_of=date(2026, 6, 30)).client("acme")
    assert client.facts.open_balance == open_


def test_what_is_settled_is_not_judged_by_lateness_and_the_rest_is(read):
    rows = "number,issued,amount,paid_amount\n7,2026-01-05,100,40\n8,2026-01-05,100,0\n"
    ledger = read(OWN, rows)
    facts = assess(ledger, as_of=date(2026, 3, 1)).client("acme").facts
    assert facts.ageing["1-30"] == facts.open_balance == 160
    assert facts.late_share == 1


def test_what_is_neither_paid_nor_open_is_written_off(read):
    include = f"{OWN}, columns: {{paid_amount: paid_amount, balance: balance}}"
    rows = "number,issued,amount,paid,paid_amount,balance\n7,2026-01-05,100,2026-02-01,70,10\n"
    [invoice] = read(include, rows).clients[0].invoices
    [lost] = invoice.write_offs
    assert (lost.amount, lost.date) == (20, date(2026, 2, 1))


def test_a_status_of_another_language_is_told_what_it_means(read):
    include = f"{OWN}, columns: {{status: Zustand}}, statuses: {{Abgesagt: void}}"
    rows = "number,issued,amount,Zustand\n7,2026-01-05,100,abgesagt\n"
    ledger = read(include, rows)
    assert ledger.clients[0].invoices[0].status == "void"
    assert str(ledger.accounts[0]).endswith("1 row: 0 taken, 1 void")


def test_a_status_that_is_not_looked_at_is_told_once(read):
    rows = "number,issued,amount,Status\n7,2026-01-05,100,void\n8,2026-01-05,10,paid\n"
    [warning] = read(OWN, rows).warnings
    assert warning.message == (
        'columns: "Status" is not read, so drafts and void invoices count; write '
        "`status: Status` under `columns`, or use `skip`"
    )
    assert read(f"{OWN}, skip: {{Status: void}}", rows).warnings == ()
    assert read(f"{OWN}, columns: {{status: ''}}", rows).warnings == ()


@pytest.mark.parametrize(
    "header", ["Rechnungsstatus", "Statut", "Estado", "Stato", "payment_status", "État"]
)
def test_a_status_of_any_language_that_is_not_looked_at_is_told(read, header):
    rows = f"number,issued,amount,{header}\n7,2026-01-05,100,void\n"
    [warning] = read(OWN, rows).warnings
    assert f'"{header}" is not read' in warning.message


def test_the_state_of_an_address_is_no_status(read):
    assert read(OWN, "number,issued,amount,Billing State\n7,2026-01-05,1,TX\n").warnings == ()


@pytest.mark.parametrize(
    ("word", "status"),
    [
        ("PartiallyPaid", "sent"),
        ("partially_paid", "sent"),
        ("Overdue by 12 days", "sent"),
        ("Overdue on 04/14/2026", "sent"),
        ("Due in 5 days", "sent"),
        ("Storno", "void"),
    ],
)
def test_a_status_in_other_words(read, word, status):
    rows = f"number,issued,amount,State\n7,2026-01-05,100,{word}\n"
    [invoice] = read(f"{OWN}, columns: {{status: State}}", rows).clients[0].invoices
    assert invoice.status == status


@pytest.mark.parametrize(
    ("cell", "paid"),
    [
        ("Yes", "unknown"),
        ("ja", "unknown"),
        ("nein", None),
        ("Paid", "unknown"),
        ("no", None),
        ("-", None),
    ],
)
def test_a_word_in_place_of_the_day_of_payment(read, cell, paid):
    rows = f"number,issued,amount,Paid\n7,2026-01-05,100,{cell}\n"
    [invoice] = read(f"{OWN}, columns: {{paid: Paid}}", rows).clients[0].invoices
    assert (invoice.paid, invoice.payments) == (paid, ())


# Currencies


@pytest.mark.parametrize(
    ("decimal", "cell", "amount"),
    [
        (".", "€1,234.50", "1234.50"),
        (".", "EUR 150.00", "150"),
        (".", "-€50", "-50"),
        (".", "(€50.00)", "-50"),
        (".", "50.00 EUR-", "-50"),
        (".", "€(50.00)", "-50"),
        (".", "- 50.00", "-50"),
        (".", "€ 50.-", "50"),
        (",", "50,-- €", "50"),
        (",", "1.234,50 €", "1234.50"),
        (",", "1\u202f234,50\u00a0€", "1234.50"),
        (",", "43,40-", "-43.40"),
    ],
)
def test_amounts_with_the_sign_of_the_clients_currency(read, decimal, cell, amount):
    include = f'{OWN}, delimiter: ";", decimal: "{decimal}"'
    rows = f"number;issued;amount\n7;2026-01-05;{cell}\n"
    assert read(include, rows).clients[0].invoices[0].amount == Decimal(amount)


def test_amounts_in_another_currency_are_refused(problems):
    rows = "number,issued,amount\n7,2026-01-05,$100\n"
    assert problems(OWN, rows) == [
        (
            'rows.csv:2:1: amount: "$100" is not in EUR, the client\'s currency; correct '
            "the client's `currency`, or `skip` the row"
        )
    ]


@pytest.mark.parametrize("code", ["usd", "US Dollar - USD", "$"])
def test_a_column_of_the_currency_agrees_with_the_client(read, problems, code):
    rows = f"client,number,issued,amount,Currency\nbolt,7,2026-01-05,100,{code}\n"
    assert read("kind: invoices", rows).clients[1].invoices[0].amount == 100
    [problem] = problems("kind: invoices", rows.replace("bolt", "acme"))
    assert f'currency: "{code}", but the client\'s amounts are in EUR' in problem


@pytest.mark.parametrize(
    "header",
    ["Waehrung", "Rechnungswährung", "CurrencyCode", "invoice_currency", "Moneda", "WKZ", "Ccy"],
)
def test_a_currency_is_seen_whatever_its_column_is_called(problems, header):
    rows = f"client,number,issued,amount,{header}\nacme,7,2026-01-05,100,USD\n"
    [problem] = problems("kind: invoices", rows)
    assert 'currency: "USD", but the client\'s amounts are in EUR' in problem


def test_a_currency_is_seen_in_the_header_of_the_amounts(read, problems):
    rows = "client,number,issued,Amount (USD)\nacme,7,2026-01-05,100\n"
    include = "kind: invoices, columns: {amount: Amount (USD)}"
    [problem] = problems(include, rows)
    assert 'currency: "USD", but the client\'s amounts are in EUR' in problem
    taxed = include.replace("USD", "TTC"), rows.replace("USD", "TTC")
    assert read(*taxed).clients[0].invoices[0].amount == 100


@pytest.mark.parametrize("header", ["Original Currency", "Type Foreign Currency", "Valuta"])
def test_a_currency_of_something_else_is_not_that_of_the_row(read, header):
    cell = "02.01.2026" if header == "Valuta" else "USD"
    rows = f"client,number,issued,amount,{header}\nacme,7,2026-01-05,100,{cell}\n"
    assert read("kind: invoices", rows).clients[0].invoices[0].amount == 100


# Debit and credit


SIDES = "number,date,issued,amount,Soll/Haben-Kennzeichen\n7,2026-01-05,2026-01-05,100,{}\n"


@pytest.mark.parametrize(("side", "amount"), [("S", 100), ("H", -100), ("Haben", -100)])
def test_an_invoice_is_a_debit_and_a_credit_note_a_credit(read, side, amount):
    assert read(OWN, SIDES.format(side)).clients[0].invoices[0].amount == amount


def test_what_came_into_the_bank_is_a_credit(read, problems):
    include = OWN.replace("invoices", "payments")
    assert read(include, SIDES.format("H")).clients[0].payments[0].amount == 100
    [problem] = problems(include, SIDES.format("S"))
    assert "amount: 100.00 went back" in problem


def test_a_side_that_is_neither_is_refused(problems):
    [problem] = problems(OWN, SIDES.format("X"))
    assert '"X" is neither debit nor credit' in problem


def test_of_two_clients_of_one_name_the_currency_tells_which(read):
    rows = """
        client,number,issued,amount,currency
        Acme GmbH,7,2026-01-05,100,EUR
        Acme GmbH,8,2026-01-05,200,USD
    """
    euros, _, dollars = read("kind: invoices", rows).clients
    assert [i.number for i in euros.invoices] == ["7"]
    assert [i.number for i in dollars.invoices] == ["8"]


# Payments in a file of their own

BILLS = """\
version: 1
business: {name: Ada, currency: EUR}
clients:
- id: acme
  name: Acme GmbH
  invoices:
  - {number: R-7, issued: 2026-01-05, amount: 100}
  - {number: R-8, issued: 2026-02-05, amount: 50}
"""


def test_payments_go_to_their_invoice_or_to_the_client(read):
    rows = """
        date,amount,invoice
        2026-01-20,100,R-7
        2026-02-20,50,
    """
    [client] = read("kind: payments, client: acme", rows, BILLS).clients
    assert client.invoices[0].payments[0].date == date(2026, 1, 20)
    assert [payment.amount for payment in client.payments] == [50]


def test_a_number_is_found_in_the_text_of_a_payment(read):
    rows = "date,amount,Text\n2026-01-20,100,Invoice (R-7) thanks\n2026-02-20,50,R-7 and R-8\n"
    include = "kind: payments, client: acme, columns: {reference: Text}"
    [client] = read(include, rows, BILLS).clients
    assert [len(invoice.payments) for invoice in client.invoices] == [1, 0]
    assert len(client.payments) == 1


def test_a_payment_of_an_invoice_that_is_not_there_is_a_credit_and_told(read):
    rows = "date,amount,invoice\n2026-01-20,100,R-77\n"
    ledger = read("kind: payments, client: acme", rows, BILLS)
    assert [payment.amount for payment in ledger.clients[0].payments] == [100]
    [warning] = ledger.warnings
    assert warning.message == (
        'invoice: this client has no invoice "R-77", so the payment counts as a credit; '
        'did you mean "R-7"?'
    )


def test_what_a_service_kept_and_gave_back(read):
    rows = """
        date,gross,fee,refunded,invoice
        2026-01-20,100,-3,0,R-7
        2026-02-20,50,1.50,20,R-8
        2026-02-21,40,1,40,R-8
    """
    columns = "{gross: gross, deducted: fee, refunded: refunded}"
    ledger = read(f"kind: payments, client: acme, columns: {columns}", rows, BILLS)
    first, second = (invoice.payments[0] for invoice in ledger.clients[0].invoices)
    assert (first.amount, first.deducted, first.reason) == (97, 3, "fee")
    assert (second.amount, second.deducted) == (Decimal("28.5"), Decimal("1.5"))
    assert str(ledger.accounts[0]).endswith("3 rows: 2 taken, 1 refunded")


# Two files


def test_a_file_that_is_named_twice(folder_of, problems_in):
    text = f"{CLIENTS}include:\n- {{file: a.csv, {OWN}}}\n- {{file: 'a*.csv', {OWN}}}\n"
    folder = folder_of({"ledger.yaml": text, "a.csv": "number,issued,amount\n7,2026-01-05,1\n"})
    [problem] = problems_in(folder)
    assert problem.startswith('books/ledger.yaml:10:10: file: "')
    assert problem.endswith("books/ledger.yaml:9:3; keep one of them")


def test_a_later_export_knows_more_of_the_same_invoice(folder_of):
    folder = folder_of(
        {
            "ledger.yaml": f'{CLIENTS}include: [{{file: "*.csv", {OWN}}}]\n',
            "a.csv": "number,issued,amount,paid,status\n7,2026-01-05,100,2026-02-01,paid\n",
            "b.csv": "number,issued,amount,paid,status\n7,2026-01-05,100,,sent\n",
        }
    )
    ledger = read_ledger(folder / "ledger.yaml")
    [invoice] = ledger.clients[0].invoices
    assert invoice.payments[0].date == date(2026, 2, 1)
    assert [account.left_out for account in ledger.accounts] == [(), (("counted once", 1),)]


def test_the_same_hours_of_two_people_are_no_repetition(folder_of):
    row = "Meeting,acme,2026-01-05,1"
    folder = folder_of(
        {
            "ledger.yaml": f'{CLIENTS}include: [{{file: "*.csv", kind: time}}]\n',
            "ada.csv": f"user,note,client,date,hours,invoiced\nAda,{row},no\n",
            "again.csv": f"user,note,client,date,hours,invoiced\nAda,{row},yes\n",
            "bo.csv": f"user,note,client,date,hours,invoiced\nBo,{row},no\n",
        }
    )
    ledger = read_ledger(folder / "ledger.yaml")
    assert [entry.hours for entry in ledger.clients[0].time] == [1, 1]
    assert [account.taken for account in ledger.accounts] == [1, 0, 1]


def test_a_pattern_finds_files_of_folders_and_nothing_hidden(folder_of, problems_in):
    row = "date,hours\n2026-01-05,1\n"
    files = {f"exports/{name}": row for name in ("a.csv", "deep/b.csv", ".c.csv", "d.txt")}
    ledger = f'{CLIENTS}include: [{{file: "exports/**/*.csv", kind: time, client: acme}}]\n'
    loaded = read_ledger(folder_of({"ledger.yaml": ledger, **files}) / "ledger.yaml")
    assert [a.file.rpartition("exports/")[2] for a in loaded.accounts] == ["a.csv", "deep/b.csv"]
    nothing = ledger.replace("**/*.csv", "x*.csv")
    [problem] = problems_in(folder_of({"ledger.yaml": nothing}))
    assert problem == (
        'books/ledger.yaml:8:18: file: "exports/x*.csv" matches no file; paths are '
        "relative to this file"
    )


def test_a_pattern_leads_nowhere_out_of_the_folder(folder_of, problems_in, tmp_path):
    (tmp_path / "secret.csv").write_text("date,hours\n")
    for pattern in ("../*.csv", "link/*.csv"):
        ledger = f'{CLIENTS}include: [{{file: "{pattern}", kind: time, client: acme}}]\n'
        folder = folder_of({"ledger.yaml": ledger})
        if not (folder / "link").exists():
            (folder / "link").symlink_to(tmp_path)
        [problem] = problems_in(folder / "ledger.yaml")
        assert problem.endswith("is outside the ledger's folder; move it inside")


def test_a_path_with_backslashes(folder_of, problems_in):
    ledger = f"{CLIENTS}include: [{{file: 'exports\\a.csv', kind: time, client: acme}}]\n"
    [problem] = problems_in(folder_of({"ledger.yaml": ledger}))
    assert problem.endswith("has backslashes; write exports/a.csv")


def test_patterns_and_encodings_hold_in_a_revision_too(folder_of):
    ledger = f'{CLIENTS}include: [{{file: "e/*.csv", kind: time, encoding: cp1252}}]\n'
    folder = folder_of({"ledger.yaml": ledger, "e/a.csv": "", "e/b.csv": ""})
    for name, day in (("a", "05"), ("b", "06")):
        rows = f"client,date,hours,note\nacme,2026-01-{day},1,für\n"
        (folder / "e" / f"{name}.csv").write_bytes(rows.encode("cp1252"))
    for command in (
        ("init", "-q"),
        ("add", "-A"),
        ("-c", "user.name=x", "-c", "user.email=x@example.com", "commit", "-qm", "x"),
    ):
        subprocess.run(["git", "-C", folder, *command], check=True)
    (folder / "e" / "b.csv").unlink()
    found = read_revision(folder / "ledger.yaml", "HEAD", Vocabulary())
    assert [(e.date.day, e.note) for e in found.clients[0].time] == [(5, "für"), (6, "für")]


NAMES = st.sampled_from(["acme", "Bolt Ltd"])
TIMES = st.lists(
    st.tuples(NAMES, st.integers(1, 28), st.integers(1, 9), st.sampled_from("abc")),
    min_size=1,
    max_size=12,
    unique=True,
)


@given(rows=TIMES, data=st.data())
def test_two_overlapping_parts_of_an_export_are_the_export(rows, data):
    """In whatever order they are included."""
    end = data.draw(st.integers(0, len(rows)))
    start = data.draw(st.integers(0, end))
    lines = [f"{who},2026-01-{day:02},{hours},{note}" for who, day, hours, note in rows]
    header = "client,date,hours,note"

    def seen(*parts):
        files = {f"{n}.csv": "\n".join((header, *part)) + "\n" for n, part in enumerate(parts)}
        include = ", ".join(f"{{file: {name}, kind: time}}" for name in files)
        ledger = ledger_of_files({"ledger.yaml": f"{CLIENTS}include: [{include}]\n", **files})
        return [sorted((e.date, e.hours, e.note) for e in c.time) for c in ledger.clients]

    whole, first, second = seen(lines), lines[:end], lines[start:]
    assert seen(first, second) == seen(second, first) == whole


ITEMS = st.lists(
    st.tuples(st.integers(1, 4), st.integers(1, 900), st.sampled_from(["a", "b", "c", "d"])),
    min_size=1,
    max_size=10,
    unique=True,
)


@given(items=ITEMS, data=st.data())
def test_line_items_are_the_same_invoices_however_the_export_is_split(items, data):
    end = data.draw(st.integers(0, len(items)))
    start = data.draw(st.integers(0, end))
    lines = [f"R{number},2026-01-05,{amount},{item}" for number, amount, item in items]
    header = "number,issued,amount,item"

    def seen(*parts):
        files = {f"{n}.csv": "\n".join((header, *part)) + "\n" for n, part in enumerate(parts)}
        include = ", ".join(f"{{file: {name}, {OWN}, rows: items}}" for name in files)
        ledger = ledger_of_files({"ledger.yaml": f"{CLIENTS}include: [{include}]\n", **files})
        return {i.number: i.amount for i in ledger.clients[0].invoices}

    assert seen(lines[:end], lines[start:]) == seen(lines[start:], lines[:end]) == seen(lines)


@pytest.mark.parametrize(
    ("header", "field"),
    [
        ("Balance", "balance"),
        ("Balance (EUR)", "balance"),
        ("AmountDue", "balance"),
        ("Offener Betrag", "balance"),
        ("Paid", "paid"),
        ("Bezahlt am", "paid"),
        ("Amount paid", "paid_amount"),
    ],
)
def test_a_column_of_payments_that_is_not_read_is_told(read, header, field):
    rows = f"number,issued,amount,{header}\n7,2026-01-05,100,0\n"
    [warning] = read(OWN, rows).warnings
    assert warning.message == (
        f'columns: "{header}" is not read, so no invoice counts as paid; write '
        f'`{field}: {header}` under `columns`, or `{field}: ""` if payments come from elsewhere'
    )
    assert read(f"{OWN}, columns: {{{field}: ''}}", rows).warnings == ()


def test_a_column_of_payments_is_not_told_beside_another_that_is_read(read):
    rows = "number,issued,amount,Balance,Total paid\n7,2026-01-05,100,0,100\n"
    assert read(f"{OWN}, columns: {{balance: Balance}}", rows).warnings == ()
    assert read(f"{OWN}, skip: {{Balance: '1'}}, columns: {{paid: ''}}", rows).warnings == ()


@pytest.mark.parametrize("hint", ["sep=;", "SEP=;", '"sep=;"', "sep=;\r"])
def test_a_first_line_may_name_the_delimiter(read, hint):
    rows = f"{hint}\nnumber;issued;amount\n7;2026-01-05;100\n"
    [invoice] = read(OWN, rows).clients[0].invoices
    assert (invoice.number, invoice.amount) == ("7", 100)


def test_the_delimiter_of_an_include_goes_before_a_hint(read):
    rows = "sep=;\nnumber,issued,amount\n7,2026-01-05,100\n"
    [invoice] = read(f'{OWN}, delimiter: ","', rows).clients[0].invoices
    assert invoice.number == "7"

"""`import`: exports are taken in as they are, once, and nothing else in the ledger changes."""

import csv
import io
import os
import subprocess
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clienthealth import assess, load_ledger

from .program import Ran, run

LEDGER = """\
version: 1
business: {name: Studio, currency: EUR}
exchange_rates: {USD: 0.9}
clients:
  - id: acme  # the first
    name: Acme GmbH
"""
INVOICES = """\
Client Name,Invoice #,Date Issued,Date Due,Invoice Status,Date Paid,Item Name,Line Total,Currency
Acme GmbH,0007,2026-01-28,2026-02-27,paid,2026-02-20,Design,650.00,EUR
Acme GmbH,0007,2026-01-28,2026-02-27,paid,2026-02-20,Hosting,120.00,EUR
Acme GmbH,0008,2026-02-15,2026-03-17,overdue,,Advice,300.00,EUR
"""
TIME = """\
User,Email,Client,Project,Task,Description,Billable,Start date,Start time,End date,End time,Duration
Ada,a@example.org,Acme GmbH,,,Layout,Yes,2026-02-02,09:00:00,2026-02-02,11:30:00,02:30:00
Ada,a@example.org,Bolt Ltd,,,Call,Yes,2026-02-03,10:00:00,2026-02-03,10:18:25,18:25 min
Ada,a@example.org,,,,Books,No,2026-02-03,12:00:00,2026-02-03,13:00:00,01:00:00
"""
DAY = date(2026, 6, 1)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "clienthealth.yaml").write_text(LEDGER, encoding="utf-8")
    (tmp_path / "invoices.csv").write_text(INVOICES, encoding="utf-8")
    (tmp_path / "time.csv").write_text(TIME, encoding="utf-8")
    return tmp_path


@pytest.fixture
def take(folder: Path) -> Callable[..., Ran]:
    def imported(*words: str | Path) -> Ran:
        return run("import", *words, cwd=folder)

    return imported


def ledger_text(folder: Path) -> str:
    return (folder / "clienthealth.yaml").read_text(encoding="utf-8")


def open_balance(folder: Path, client: str = "acme") -> Decimal | None:
    judged = assess(load_ledger(folder / "clienthealth.yaml"), as_of=DAY).client(client)
    assert judged is not None
    return judged.facts.open_balance


# A file is named in the ledger


def test_an_export_is_known_by_its_headers_and_named_in_the_ledger(
    folder: Path, take: Callable[..., Ran]
) -> None:
    ran = take("invoices.csv")
    assert ran.code == 0, ran.err
    assert "invoices.csv: 3 rows: 3 taken" in ran.out
    assert "read as invoices from FreshBooks" in ran.out
    assert ran.out.splitlines()[2:5] == [
        "acme (Acme GmbH)",
        "  2 invoices of 1,070.00 EUR",
        "  300.00 EUR open afterwards",
    ]
    assert ledger_text(folder) == (
        f"{LEDGER}include:\n  - {{file: invoices.csv, format: freshbooks}}\n"
    )
    assert open_balance(folder) == Decimal("300.00")


def test_a_file_in_a_folder_is_named_by_its_way_from_the_ledger(
    folder: Path, take: Callable[..., Ran]
) -> None:
    (folder / "exports").mkdir()
    (folder / "invoices.csv").rename(folder / "exports" / "invoices.csv")
    assert take("exports/invoices.csv").code == 0
    assert "{file: exports/invoices.csv, format: freshbooks}" in ledger_text(folder)


def test_the_same_file_is_not_named_twice(folder: Path, take: Callable[..., Ran]) -> None:
    take("invoices.csv")
    before = ledger_text(folder)
    ran = take("./invoices.csv", "invoices.csv")
    assert ran.code == 0
    assert "already included" in ran.out
    assert "Nothing to import: the ledger already has everything." in ran.out
    assert ledger_text(folder) == before


def test_a_file_of_an_included_pattern_is_there_already(
    folder: Path, take: Callable[..., Ran]
) -> None:
    """include: [{file: "inv*.csv", format: freshbooks}]"""
    (folder / "clienthealth.yaml").write_text(
        f'{LEDGER}include: [{{file: "inv*.csv", format: freshbooks}}]\n'
    )
    assert "already included" in take("invoices.csv").out


def test_a_file_elsewhere_is_refused_with_a_way_out(
    folder: Path, take: Callable[..., Ran], tmp_path_factory: pytest.TempPathFactory
) -> None:
    elsewhere = tmp_path_factory.mktemp("downloads") / "invoices.csv"
    elsewhere.write_text(INVOICES)
    ran = take(elsewhere)
    assert ran.code == 3
    assert "is not in the ledger's folder; move it there" in ran.err
    assert ledger_text(folder) == LEDGER
    assert take(elsewhere, "--copy").code == 0


# Clients that are not known


def test_unknown_clients_are_told_each_once_with_their_rows(
    folder: Path, take: Callable[..., Ran]
) -> None:
    ran = take("time.csv", "invoices.csv")
    assert ran.code == 3
    assert ran.err.count("Bolt Ltd") == 1
    assert 'time.csv: no client is named "Bolt Ltd" (1 row)' in ran.err
    assert "--new-clients" in ran.err
    assert "--ignore-unknown" in ran.err
    assert ledger_text(folder) == LEDGER


def test_new_clients_are_made_when_asked_for(folder: Path, take: Callable[..., Ran]) -> None:
    ran = take("time.csv", "--new-clients")
    assert ran.code == 0, ran.err
    assert "bolt-ltd (Bolt Ltd), a new client" in ran.out
    assert [c.id for c in load_ledger(folder / "clienthealth.yaml").clients] == ["acme", "bolt-ltd"]


def test_a_new_client_has_the_currency_of_their_rows(
    folder: Path, take: Callable[..., Ran]
) -> None:
    text = INVOICES.replace("Acme GmbH", "Wile Inc").replace("EUR", "USD")
    (folder / "invoices.csv").write_text(text)
    assert take("invoices.csv", "--new-clients").code == 0
    client = load_ledger(folder / "clienthealth.yaml").clients[1]
    assert (client.id, client.name, client.currency) == ("wile-inc", "Wile Inc", "USD")


@pytest.mark.parametrize(
    ("name", "identity"),
    [
        ("Größe & Söhne", "grosse-sohne"),
        ("株式会社", "client"),
        ("Acme!", "acme-2"),
        ("../..", "client"),
    ],
)
def test_the_id_of_a_new_client_is_plain_and_free(
    folder: Path, take: Callable[..., Ran], name: str, identity: str
) -> None:
    (folder / "clienthealth.yaml").write_text(
        "version: 1\nbusiness: {name: Me, currency: EUR}\nclients: [{id: acme, name: Somebody}]\n"
    )
    (folder / "invoices.csv").write_text(INVOICES.replace("Acme GmbH", name))
    assert take("invoices.csv", "--new-clients").code == 0
    known = [c.id for c in load_ledger(folder / "clienthealth.yaml").clients]
    assert known == ["acme", identity]


def test_rows_of_unknown_clients_are_left_out_when_asked_for(
    folder: Path, take: Callable[..., Ran]
) -> None:
    ran = take("time.csv", "--ignore-unknown")
    assert ran.code == 0
    assert "time.csv: 3 rows: 1 taken, 1 of unknown clients, 1 without a client" in ran.out
    assert "unknown_clients: ignore" in ledger_text(folder)


# Entries are copied


def test_entries_are_written_into_the_clients_lists(folder: Path, take: Callable[..., Ran]) -> None:
    assert take("invoices.csv", "time.csv", "--copy", "--new-clients").code == 0
    ledger = load_ledger(folder / "clienthealth.yaml")
    acme, bolt = ledger.clients
    assert ledger.include == ()
    assert [(i.number, i.amount) for i in acme.invoices] == [("0007", 770), ("0008", 300)]
    assert [t.hours for t in acme.time] == [Decimal("2.5")]
    assert round(bolt.time[0].hours * 3600) == 18 * 60 + 25
    assert "# the first" in ledger_text(folder)


def test_copying_twice_or_an_overlapping_export_adds_what_is_new(
    folder: Path, take: Callable[..., Ran]
) -> None:
    take("invoices.csv", "--copy")
    before = ledger_text(folder)
    assert "Nothing to import" in take("invoices.csv", "--copy").out
    assert ledger_text(folder) == before
    more = "Acme GmbH,0009,2026-03-15,2026-04-14,sent,,Advice,80.00,EUR\n"
    (folder / "later.csv").write_text(
        "\n".join([INVOICES.splitlines()[0], INVOICES.splitlines()[3], more])
    )
    ran = take("later.csv", "--copy")
    assert "1 invoice of 80.00 EUR" in ran.out
    assert "1 already in the ledger" in ran.out
    assert open_balance(folder) == Decimal("380.00")


def test_an_invoice_that_was_paid_since_gets_its_payment(
    folder: Path, take: Callable[..., Ran]
) -> None:
    take("invoices.csv", "--copy")
    paid = INVOICES.replace("overdue,,", "paid,2026-04-02,")
    (folder / "invoices.csv").write_text(paid)
    ran = take("invoices.csv", "--copy")
    assert "1 invoice paid or cancelled since" in ran.out
    assert open_balance(folder) == 0
    after = ledger_text(folder)
    assert "Nothing to import" in take("invoices.csv", "--copy").out
    assert ledger_text(folder) == after


def test_an_invoice_that_was_cancelled_since_is_owed_no_more(
    folder: Path, take: Callable[..., Ran]
) -> None:
    take("invoices.csv", "--copy")
    (folder / "invoices.csv").write_text(INVOICES.replace("overdue", "void"))
    assert take("invoices.csv", "--copy").code == 0
    assert open_balance(folder) == 0


def test_an_invoice_of_another_amount_is_for_a_person_to_decide(
    folder: Path, take: Callable[..., Ran]
) -> None:
    take("invoices.csv", "--copy")
    before = ledger_text(folder)
    (folder / "invoices.csv").write_text(INVOICES.replace("300.00", "320.00"))
    ran = take("invoices.csv", "--copy")
    assert ran.code == 3
    assert 'invoice "0008" is 300.00 of 15 Feb 2026 in the ledger, but 320.00' in ran.err
    assert ledger_text(folder) == before


def test_payments_are_those_of_invoices_of_the_same_import(
    folder: Path, take: Callable[..., Ran]
) -> None:
    """The invoices of one program, and the payments of another."""
    (folder / "bank.csv").write_text("date,amount,client,invoice\n2026-03-10,300.00,acme,0008\n")
    form = ("--kind", "payments")
    assert take("invoices.csv", "--copy").code == 0
    assert take("bank.csv", *form, "--copy").code == 0
    assert open_balance(folder) == 0
    assert "Nothing to import" in take("bank.csv", *form, "--copy").out


def test_hours_of_days_that_have_hours_already_are_told(
    folder: Path, take: Callable[..., Ran]
) -> None:
    (folder / "clienthealth.yaml").write_text(
        f"{LEDGER}    time: [{{date: 2026-02-02, hours: 3}}]\n"
    )
    assert "1 day with other hours in the ledger" in take("time.csv", "--ignore-unknown").out


# Both ways


@given(
    st.lists(
        st.tuples(
            st.integers(1, 6),
            st.dates(date(2025, 1, 1), date(2026, 5, 1)),
            st.integers(1, 90_000),
            st.none() | st.integers(0, 90),
            st.sampled_from(["acme", "Bolt Ltd", "Größe"]),
        ),
        max_size=8,
        unique_by=lambda row: row[0],
    )
)
def test_included_or_copied_an_export_gives_the_same_figures(
    rows: list[tuple[int, date, int, int | None, str]],
) -> None:
    with TemporaryDirectory() as one, TemporaryDirectory() as other:
        for folder, how in ((Path(one), ()), (Path(other), ("--copy",))):
            (folder / "clienthealth.yaml").write_text(LEDGER, encoding="utf-8")
            (folder / "x.csv").write_text(_as_csv(rows), encoding="utf-8")
            words = ("x.csv", "--kind", "invoices", "--new-clients", *how)
            ran = run("import", *words, cwd=folder)
            assert ran.code == 0, ran.err
            once = ledger_text(folder)
            assert run("import", *words, cwd=folder).code == 0
            assert ledger_text(folder) == once
            assert once.startswith(LEDGER)
        first, second = (
            assess(load_ledger(Path(f) / "clienthealth.yaml"), as_of=DAY) for f in (one, other)
        )
        assert [(c.id, c.facts, c.health) for c in first.clients] == [
            (c.id, c.facts, c.health) for c in second.clients
        ]


def _as_csv(rows: list[tuple[int, date, int, int | None, str]]) -> str:
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(["number", "issued", "amount", "paid", "client"])
    for number, issued, cents, days, client in rows:
        paid = "" if days is None else date.fromordinal(issued.toordinal() + days)
        writer.writerow([f"A{number}", issued, f"{cents / 100:.2f}", paid, client])
    return text.getvalue()


def test_a_dry_run_prints_the_change_that_would_be_written(
    folder: Path, take: Callable[..., Ran]
) -> None:
    ran = take("invoices.csv", "time.csv", "--new-clients", "--dry-run")
    assert ledger_text(folder) == LEDGER
    diff = ran.out[ran.out.index("--- ") :]
    subprocess.run(["patch", "-p0", "-s"], input=diff, text=True, cwd=folder, check=True)
    by_patch = ledger_text(folder)
    (folder / "clienthealth.yaml").write_text(LEDGER)
    take("invoices.csv", "time.csv", "--new-clients")
    assert ledger_text(folder) == by_patch


# Forms that are not known


def test_a_tool_without_a_preset_is_read_by_its_columns(
    folder: Path, take: Callable[..., Ran]
) -> None:
    (folder / "x.csv").write_text("Nr;Tag;Kunde;Summe\n1;05.03.2026;Acme GmbH;1.190,00\n")
    form = [f"--column={pair}" for pair in ("number=Nr", "issued=Tag", "client=Kunde")]
    more = ("--set", "delimiter=;", "--set", "decimal=,", "--set", "date_format=%d.%m.%Y")
    ran = take("x.csv", "--kind", "invoices", *form, "--column", "amount=Summe", *more)
    assert ran.code == 0, ran.err
    assert open_balance(folder) == Decimal("1190.00")


def test_an_unknown_form_is_explained_by_a_preset_to_begin_with(
    folder: Path, take: Callable[..., Ran]
) -> None:
    (folder / "x.csv").write_text(
        "Report,,,\n\nInvoice No,Invoice Date,Customer,Total\nA1,2026-03-05,Acme GmbH,100.00\n"
    )
    ran = take("x.csv")
    assert ran.code == 3
    assert "import --explain x.csv" in ran.err
    (folder / "mine.yaml").write_text(take("x.csv", "--explain").out)
    assert take("x.csv", "--format", "./mine.yaml").code == 0
    assert open_balance(folder) == Decimal("100.00")


def test_a_known_form_is_explained_by_its_preset(folder: Path, take: Callable[..., Ran]) -> None:
    text = take("invoices.csv", "--explain").out
    assert "tool: FreshBooks" in text
    (folder / "mine.yaml").write_text(text)
    assert take("invoices.csv", "--format", "./mine.yaml").code == 0
    assert open_balance(folder) == Decimal("300.00")


# What is wrong is told, and nothing is written


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b"PK\x03\x04rest", "is a spreadsheet"),
        (b"", "the file is empty"),
        (b"a,b\n1,2\n", "no preset knows its headers"),
        (b"\xff\xfe\x00\xd8", "x.csv"),
        (INVOICES.replace("300.00", "=1+1").encode(), "x.csv:4"),
        (INVOICES.replace("2026-02-15", "2026-02-30").encode(), "x.csv:4"),
    ],
)
def test_a_wrong_file_is_told_with_its_place(
    folder: Path, take: Callable[..., Ran], data: bytes, told: str
) -> None:
    (folder / "x.csv").write_bytes(data)
    ran = take("x.csv", "invoices.csv")
    assert ran.code == 3
    assert told in ran.err
    assert "Traceback" not in ran.err
    assert ledger_text(folder) == LEDGER


@pytest.mark.parametrize(
    ("words", "told", "code"),
    [
        (("missing.csv",), "missing.csv: does not exist", 3),
        (("clienthealth.yaml",), "is part of the ledger itself", 3),
        (("invoices.csv", "--format", "freshbook"), "did you mean", 2),
        (("invoices.csv", "--column", "number"), "has no value; write", 2),
        (("invoices.csv", "--set", "skip={a: [b"), "is not YAML", 2),
        (("invoices.csv", "--kind", "bills"), "kind", 2),
        (("invoices.csv", "--set", "colums=x", "--format", "freshbooks"), "colums", 2),
        ((".",), "is a folder", 3),
    ],
)
def test_wrong_words_are_told(
    folder: Path, take: Callable[..., Ran], words: tuple[str, ...], told: str, code: int
) -> None:
    ran = take(*words)
    assert ran.code == code, ran.err
    assert told in ran.err
    assert "Traceback" not in ran.err
    assert ledger_text(folder) == LEDGER


def test_an_invoice_that_is_written_already_is_for_copy(
    folder: Path, take: Callable[..., Ran]
) -> None:
    (folder / "clienthealth.yaml").write_text(
        f'{LEDGER}    invoices: [{{number: "0008", issued: 2026-02-15, amount: 300}}]\n'
    )
    ran = take("invoices.csv")
    assert ran.code == 3
    assert "0008" in ran.err
    assert "--copy adds only what the ledger does not have" in ran.err
    assert take("invoices.csv", "--copy").code == 0


def test_a_missing_rate_is_asked_for_and_a_copy_is_not_advised(
    folder: Path, take: Callable[..., Ran]
) -> None:
    """A new client who is billed in yen, and a ledger that has no rate for them."""
    (folder / "yen.csv").write_text(
        "client,number,issued,amount,currency\nKumo,7,2026-03-01,1000,JPY\n"
    )
    columns = [f"--column={name}={name}" for name in ("client", "number", "issued", "amount")]
    ran = take(
        "yen.csv", "--new-clients", "--kind", "invoices", *columns, "--column=currency=currency"
    )
    assert ran.code == 3
    assert "add the rates to `exchange_rates`" in ran.err
    assert "--copy" not in ran.err


def test_a_redacted_import_tells_no_name_and_no_amount(
    folder: Path, take: Callable[..., Ran]
) -> None:
    ran = take("invoices.csv", "time.csv", "--new-clients", "--redact")
    assert ran.code == 0
    for word in ("Acme", "Bolt", "bolt-ltd", "300.00", "1,070", "invoices.csv"):
        assert word not in ran.out + ran.err
    refused = take("nothing-of-acme.csv", "--redact")
    assert "acme" not in refused.out + refused.err


def test_a_hostile_name_stays_text(folder: Path, take: Callable[..., Ran]) -> None:
    name = "\x1b[31m::error::[red]x"
    (folder / "invoices.csv").write_text(INVOICES.replace("Acme GmbH", name))
    ran = take("invoices.csv", "--new-clients")
    assert "\x1b" not in ran.out + ran.err
    assert not any(line.startswith("::") for line in (ran.out + ran.err).splitlines())


@pytest.mark.parametrize("name", ["😀 Studio", "One\x7fTwo", "One\u2028Two"])
def test_a_name_of_any_characters_is_taken(
    folder: Path, take: Callable[..., Ran], name: str
) -> None:
    (folder / "invoices.csv").write_text(INVOICES.replace("Acme GmbH", name), encoding="utf-8")
    assert take("invoices.csv", "--new-clients").code == 0
    assert load_ledger(folder / "clienthealth.yaml").clients[1].name == name


def test_a_folder_is_no_export(folder: Path, take: Callable[..., Ran]) -> None:
    (folder / "exports").mkdir()
    ran = take("exports")
    assert ran.code == 3
    assert "exports: is a folder; name its files" in ran.err


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_ledger_that_cannot_be_written_stays(folder: Path, take: Callable[..., Ran]) -> None:
    (folder / "clienthealth.yaml").chmod(0o444)
    ran = take("invoices.csv")
    assert ran.code == 5
    assert ledger_text(folder) == LEDGER

"""Whatever a file contains, reading it gives a ledger or problems, never a crash."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from clienthealth.ledger.models import Ledger
from clienthealth.ledger.problems import LedgerError
from clienthealth.ledger.reading import read_ledger
from depth import often

VALID = """\
version: 1
business:
  name: Studio Ada
  currency: EUR
  target_rate: [{value: 90}, {value: 95, from: 2026-01-01}]
  cost_rate: 48
  capacity_hours: 130
  terms_days: 30
  working_hours: {days: [mon, tue], start: "09:00", end: "18:00", timezone: Europe/Berlin}
  keeps: [message, meeting]
exchange_rates: {USD: 0.92, GBP: [{value: 1.17, from: 2020-01-01}]}
policy: {window_days: 365, weights: {high: 0.3}, grades: {watch: 60}, rules: {x: {fine: 10}}}
include:
- {file: rows.csv, kind: invoices, client: acme, delimiter: ";", columns: {number: Nr}}
clients:
- &acme
  id: acme
  name: Acme GmbH
  aliases: [Acme, "ACME Inc."]
  first_contact: 2023-03-02
  since: 2023-04-01
  currency: USD
  fit: 4
  contacts: [{name: Jo Braun, role: CEO, decision_maker: true, from: 2023-03-02}]
  contract: {signed: 2023-03-28, terms_days: 14, obligations: [{what: Guide, prepaid: true}]}
  projects:
  - {id: shop, fee: 12000, estimated_hours: 120, change_requests: [{date: 2026-01-05, hours: 2}]}
  invoices:
  - number: 2026-014
    issued: 2026-01-05
    amount: 3570
    tax: 570
    project: shop
    payments: [{date: 2026-02-20, amount: 3570}]
    credit_notes: [{date: 2026-02-20, amount: 0.5, reason: null}]
  time: [{date: 2026-01-05, hours: 3.5, project: shop, invoice: 2026-014}]
  events:
  - {kind: message, at: 2026-02-07T22:40, urgent: true, answered_at: 2026-02-08T09:00+01:00}
  - {kind: boundary, at: 2026-02-09, about: [late-payment]}
  waivers: [{rule: late-payment, reason: agreed, from: 2026-03-01, until: 2026-06-30}]
- {<<: *acme, id: bolt, name: Bolt, projects: ~, invoices: [], time: [], events: [], waivers: []}
"""
ROWS = 'Nr;issued;amount;paid;due\n1;2026-01-05;"10";2026-01-06;\n2;2026-01-05;20;;2026-02-05\n'

ODD = [
    *("", "~", "{}", "[]", "[[]]", "[{}]", "{a: [{}]}", "[~]", "''", '"\\0"', '"\\n\\e[31m"'),
    *("1e400", "-1", "0", "1e-400", "nan", ".inf", "9" * 400, "1_0", "0x10", "1.", "٣"),
    *("9999-12-31", "0000-00-00", "0001-01-01", "2026-02-30", "2026-02-28T24:00", "12:30"),
    *("true", "NO", "*acme", "*nobody", "&acme x", "!!python/name:os.system x", "!x", "<<"),
    *("x" * 5_000, "- a", "? a", "'", '"', "[", "{", "\t", "\0", "\ufeff", "\u2028", "\U0001f4a9"),
    *("{{}}", "%s", "{0}", "a: b", "#", "|", ">", "--- a", "..."),
]
SETTINGS = settings(
    often, suppress_health_check=[*often.suppress_health_check, HealthCheck.function_scoped_fixture]
)


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "rows.csv").write_text(ROWS)
    return tmp_path


def check(path: Path) -> None:
    try:
        ledger = read_ledger(path)
    except LedgerError as error:
        found = error.problems
        assert found
    else:
        assert isinstance(ledger, Ledger)
        found = ledger.warnings
    for problem in found:
        assert problem.message.strip()
        assert str(problem).isprintable()


@st.composite
def mutations(draw):
    """The valid text after a few slips of the hand, or of somebody who means harm."""
    text = VALID.replace("late-payment", "x") if draw(st.booleans()) else VALID
    for _ in range(draw(st.integers(1, 4))):
        start = draw(st.integers(0, len(text)))
        end = min(len(text), start + draw(st.integers(0, 40)))
        piece = draw(st.sampled_from(["", text[start:end] * 2, "\n", " ", ": ", ", "]) | st.text())
        text = text[:start] + piece + text[end:]
    return text


@st.composite
def odd_values(draw):
    """The valid text with some of its values replaced by odd ones."""
    text = VALID
    for _ in range(draw(st.integers(1, 3))):
        starts = [n + 2 for n in range(len(text) - 2) if text[n : n + 2] in (": ", ", ", "- ")]
        start = draw(st.sampled_from(starts))
        end = next(n for n in range(start, len(text) + 1) if text[n : n + 1] in (*",}]\n", ""))
        text = text[:start] + draw(st.sampled_from(ODD)) + text[end:]
    return text


def test_the_text_that_is_varied_is_valid_but_for_its_rules(folder):
    (folder / "l.yaml").write_text(VALID)
    with pytest.raises(LedgerError) as caught:
        read_ledger(folder / "l.yaml")
    assert {problem.message.partition(";")[0] for problem in caught.value.problems} == {
        'rule: unknown rule "late-payment"',
        'about: unknown rule or family "late-payment"',
    }


@SETTINGS
@given(text=st.text())
@example(text="*a : b")
@example(text="? *a\n: b")
@example(text="{? : }")
def test_any_text(folder, text):
    (folder / "l.yaml").write_text(text, encoding="utf-8")
    check(folder / "l.yaml")


@SETTINGS
@given(data=st.binary())
def test_any_bytes(folder, data):
    (folder / "l.yaml").write_bytes(data)
    check(folder / "l.yaml")


@SETTINGS
@given(text=mutations())
def test_any_slip(folder, text):
    (folder / "l.yaml").write_text(text, encoding="utf-8")
    check(folder / "l.yaml")


@SETTINGS
@given(text=odd_values())
def test_any_odd_value(folder, text):
    (folder / "l.yaml").write_text(text, encoding="utf-8")
    check(folder / "l.yaml")


@SETTINGS
@given(texts=st.tuples(odd_values(), odd_values()))
def test_any_two_files(folder, texts):
    books = folder / "books"
    books.mkdir(exist_ok=True)
    for number, text in enumerate(texts):
        (books / f"{number}.yaml").write_text(text, encoding="utf-8")
    check(books)


@SETTINGS
@given(
    rows=st.lists(st.sampled_from([*"1;,.'\n\r\t -:", '"', "a", "2026-01-05", "\0", "é"])).map(
        "".join
    )
    | st.text(),
    include=st.sampled_from(
        ["kind: invoices, client: a", "kind: time", "kind: events, client: a, decimal: ','"]
    ),
)
def test_any_rows(folder, rows, include):
    header = "client;number;issued;amount;date;hours;kind;at;paid;paid_amount\n"
    (folder / "rows.csv").write_text(header + rows, encoding="utf-8", newline="")
    (folder / "l.yaml").write_text(
        "version: 1\nbusiness: {name: A, currency: EUR}\nclients: [{id: a, name: A}]\n"
        f"include: [{{file: rows.csv, delimiter: ';', date_format: '%d.%m.%Y', {include}}}]\n"
    )
    check(folder / "l.yaml")

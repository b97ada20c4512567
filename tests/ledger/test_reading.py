"""A ledger from its file to its models: values, places, and all problems at once."""

import gc
import os
import sys
from datetime import date, datetime, time
from decimal import Decimal
from pathlib import Path

import pytest

from clienthealth.ledger import files
from clienthealth.ledger.discovery import DISK
from clienthealth.ledger.problems import LedgerError, Problem, did_you_mean, sorted_problems
from clienthealth.ledger.reading import read_ledger
from clienthealth.ledger.sources import Place, Sources, pack

START = "version: 1\nbusiness: {name: Ada, currency: EUR}\n"


def test_the_smallest_ledger(doc_ledger):
    """
    version: 1
    business: {name: Studio Ada, currency: EUR}
    clients: []
    """
    assert (doc_ledger.business.name, doc_ledger.clients) == ("Studio Ada", ())
    assert (doc_ledger.business.terms_days[0].days, doc_ledger.warnings) == (30, ())


def test_values_become_what_they_mean(doc_ledger):
    """
    version: 1
    business:
      name: 2026
      currency: EUR
      country: NO
      target_rate: 95
      working_hours: {days: [mon, tue], start: 9:00, end: "18:30", timezone: Europe/Oslo}
    clients:
    - id: "007"
      name: NO
      aliases: One
      fit: [{value: 4}, {value: 5, from: 2026-01-01}]
      contacts: [{name: Jo, decision_maker: yes}]
      invoices:
      - number: 0123
        issued: 2026-02-28
        amount: 1234.50
        disputed: 2026-03-01
        payments: [{date: 2026-03-02, amount: 0.5}]
      - {number: 12:30, issued: 2026-02-28, amount: 0, disputed: true}
      events:
      - {kind: message, at: 2026-02-07T22:40, urgent: true}
      - {kind: message, at: 2026-02-07T22:40:30+01:00}
      - {kind: praise, at: 2026-02-07, note: ~}
    """
    business, [client] = doc_ledger.business, doc_ledger.clients
    assert (business.name, business.country) == ("2026", "NO")
    assert business.working_hours.end == time(18, 30)
    assert business.target_rate[0].value == Decimal(95)
    assert (client.id, client.name, client.aliases) == ("007", "NO", ("One",))
    assert [(item.value, item.from_) for item in client.fit] == [(4, None), (5, date(2026, 1, 1))]
    assert client.contacts[0].decision_maker is True
    first, second = client.invoices
    assert (first.number, second.number) == ("0123", "12:30")
    assert (first.amount, first.issued) == (Decimal("1234.50"), date(2026, 2, 28))
    assert (first.disputed, second.disputed) == (date(2026, 3, 1), True)
    assert first.payments[0].amount == Decimal("0.5")
    late, zoned, praise = client.events
    assert late.at == datetime(2026, 2, 7, 22, 40)  # noqa: DTZ001  # local by design
    assert zoned.at.isoformat() == "2026-02-07T22:40:30+01:00"
    assert (praise.at, praise.note) == (date(2026, 2, 7), None)


def test_every_entry_knows_its_place(doc_ledger):
    """
    version: 1
    business: {name: Ada, currency: EUR}
    clients:
    - id: acme
      name: Acme
      invoices:
      - number: 1
        issued: 2026-01-05
        amount: 10
        payments:
        - {date: 2026-01-06, amount: 5}
        - {date: 2026-01-07, amount: 5}
      events: [{kind: praise, at: 2026-01-05}]
    """
    [client] = doc_ledger.clients
    entries = (
        doc_ledger,
        doc_ledger.business,
        client,
        client.invoices[0],
        client.invoices[0].payments[1],
        client.events[0],
    )
    places = [doc_ledger.sources.place(entry.mark) for entry in entries]
    assert [(place.line, place.column) for place in places] == [
        *((1, 1), (2, 11), (4, 3), (7, 5), (12, 7), (13, 12))
    ]
    assert doc_ledger.sources.line(places[4]) == "- {date: 2026-01-07, amount: 5}"


def test_problems_come_all_at_once_in_the_order_of_the_file(doc_problems):
    """
    version: 2
    business: {name: Ada, currency: euro, terms_days: 30.5}
    clients:
    - id: a b
      name: Acme
      aliases: {x: y}
      contract: [1]
      contacts: Jo
      projects: [shop]
      billing: free
      invoices:
      - {number: 1, issued: 2026-02-30, amount: 1e400, colour: red}
      - {number: 2, issued: 30.01.2026, amount: 1,50}
      - {issued: 2026-01-05, amount: 1A, payments: [{date: soon}]}
      time: [{date: 2026-01-05, hours: 1:75, billable: maybe}]
      events: [{kind: mesage}, {at: 2026-01-05}, {kind: message, at: noon}, huh]
    policy: {window_days: 29, weights: {high: 1}}
    polcy: {}
    """
    number = "is not a number; write a plain number such as 1234.50, without separators, "
    number += "currency or exponent"
    assert doc_problems == [
        '1:10: version: "2" is not a known version; write 1, or use a newer clienthealth',
        '2:33: currency: "euro" is not valid; write EUR',
        '2:51: terms_days: "30.5" is not a whole number; write digits only',
        '4:7: id: "a b" is not valid; write letters, digits, dots, dashes and underscores only',
        '6:12: "aliases" must be a list; write each item on its own line after "- "',
        '7:13: "contract" must be a mapping; write its parts as `key: value`',
        '8:13: "contacts" must be a list; write each item on its own line after "- "',
        '9:13: each item of "projects" must be a mapping; write its parts as `key: value`',
        (
            '10:12: billing: "free" is not allowed here; did you mean "pro-bono"? Allowed: '
            "'paid' or 'pro-bono'"
        ),
        '12:25: issued: "2026-02-30" does not exist in the calendar; correct the day or the month',
        f'12:45: amount: "1e400" {number}',
        (
            '12:52: unknown key "colour"; known: number, issued, amount, tax, expenses, due, '
            "project, status, paid, settled, credits, disputed, deposit, payments, credit_notes, "
            "write_offs"
        ),
        '13:25: issued: "30.01.2026" is not a date; write it as 2026-01-30',
        '13:47: amount: a comma splits "1,50"; write 1.50',
        (
            '14:5: "number" is missing; add `number: ...` (The invoice number, unique for '
            "this client)"
        ),
        f'14:34: amount: "1A" {number}',
        '14:49: "amount" is missing; add `amount: ...` (Gross, in the client\'s currency)',
        '14:56: date: "soon" is not a date; write it as 2026-02-28',
        '15:36: hours: "1:75" is not a number of hours; write 1.5, "1:30" or 1h 30m',
        '15:52: billable: "maybe" is neither true nor false; write true or false',
        '16:11: each item of "events" must be a mapping; write its parts as `key: value`',
        '16:19: kind: "mesage" is not an event kind; did you mean "message"?',
        '16:28: "kind" is missing; add `kind: message` or another kind of event',
        '16:66: at: "noon" is not a date; write it as 2026-02-28',
        '17:23: window_days: "29" is out of range; write at least 30',
        '17:43: high: "1" is out of range; write less than 1',
        '18:1: unknown key "polcy"; did you mean "policy"?',
    ]


def test_a_problem_in_a_merged_key_is_placed_where_the_key_stands(doc_problems):
    """
    version: 1
    business: {name: Ada, currency: EUR}
    clients:
    - &base
      id: a
      name: A
      timezone: Mars
    - <<: *base
      id: b
      contacts:
      - &jo {name: Jo, until: 2026-01-01}
      - {<<: [*jo, {from: 2026-02-01}], role: CEO}
    """
    assert doc_problems == [
        '7:13: timezone: "Mars" is not an IANA time zone; write one like Europe/Berlin',
        "11:27: until: 1 Jan 2026 is before `from`, 1 Feb 2026; check both",
    ]


def test_a_comma_for_the_decimals_is_never_cut_off(doc_problems):
    """
    version: 1
    business: {name: Ada, currency: EUR, target_rate: 95,50}
    exchange_rates: {USD: 0,92}
    policy: {bottom_percent: 15,5}
    clients: [{id: a, name: A, projects: [{id: b, fee: 1,50}]}]
    """
    assert [problem.partition(";")[0] for problem in doc_problems] == [
        '2:54: target_rate: a comma splits "95,50"',
        '3:25: USD: a comma splits "0,92"',
        '4:29: bottom_percent: a comma splits "15,5"',
        '5:54: fee: a comma splits "1,50"',
    ]


def test_keys_without_a_value_must_be_known_too(doc_problems):
    """
    version: 1
    business: {name: Ada, currency: EUR}
    clients:
    - &a
      id: a
      name: A
      contacs:
      time:
    - <<: *a
      id: b
      nmae:
    """
    assert [problem.partition(" known")[0] for problem in doc_problems] == [
        '7:3: unknown key "contacs"; did you mean "contacts"?',
        '11:3: unknown key "nmae"; did you mean "name"?',
    ]


def test_keys_without_a_value_inside_an_entry_hide_none_of_its_other_problems(
    doc_problems: list[str],
) -> None:
    """
    version: 1
    business: {name: Ada, currency: EUR}
    clients:
    - id: a
      name: A
      contract: {notice: , signed: , obligations: [{what: x, wen: }]}
      invoices: [{number: "1", issued: 2026-01-05, due: , amount: 1, payd: , project: p}]
    """
    assert [problem.partition(";")[0] for problem in doc_problems] == [
        '6:14: unknown key "notice"',
        '6:58: unknown key "wen"',
        '7:66: unknown key "payd"',
        '7:83: project: this client has no project "p"',
    ]


def test_a_key_is_looked_for_once_in_mappings_merged_over_and_over(problems_of):
    chain = [f"  - &e{n} {{<<: [*e{n - 1}, *e{n - 1}]}}" for n in range(1, 14)]
    text = f"{START}clients:\n- id: a\n  name: A\n  events:\n  - &e0 {{at: 2026-01-05}}\n"
    problems = problems_of(text + "\n".join(chain))
    assert len(problems) == 14
    assert problems[-1].startswith('20:5: "kind" is missing')


def test_a_place_far_to_the_right_is_exact(problems_of):
    padding = " " * 70_000
    text = f"{START}clients: [{padding}{{id: a, {padding}name: ''}}]"
    column = len("clients: [" + padding + "{id: a, " + padding + "name: ") + 1
    message = "name: the text is empty; write something, or leave the key out"
    assert problems_of(text) == [f"3:{column}: {message}"]


@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_line_ends_of_all_systems_count_alike(tmp_path, problems_in, line_end):
    path = tmp_path / "l.yaml"
    text = f"{START}clients:\n- id: a\n  name: A\n  until: never\n"
    path.write_bytes(b"\xef\xbb\xbf" + text.replace("\n", line_end).encode())
    assert problems_in(path) == [
        'l.yaml:6:10: until: "never" is not a date; write it as 2026-02-28'
    ]


@pytest.mark.parametrize("value", ["1899-12-31", "2200-01-01", "9999-12-31", "0001-01-01"])
def test_days_at_the_ends_of_time_are_refused(problems_of, value):
    text = f"{START}clients:\n- {{id: a, name: A, since: {value}, first_contact: {value}}}"
    year = int(value[:4])
    message = f"the year {year} is out of range; write 1900 to 2199"
    assert problems_of(text) == [f"4:27: since: {message}", f"4:54: first_contact: {message}"]


@pytest.mark.parametrize(
    "value", ["2026-02-07T25:00", "2026-02-07T", "2026-02-07 noon", "2026-02-07T10:00+99:00"]
)
def test_moments_that_do_not_exist(problems_of, value):
    text = f"{START}clients: [{{id: a, name: A, events: [{{kind: praise, at: {value}}}]}}]"
    assert problems_of(text) == [
        (
            f'3:56: at: "{value}" is not a date and time; write 2026-02-28T14:30 '
            "or 2026-02-28T14:30+01:00"
        )
    ]


def test_a_week_date_is_no_date(problems_of):
    event = "{kind: praise, at: 2026-W09-6T10:00}"
    text = f"{START}clients: [{{id: a, name: A, events: [{event}]}}]"
    assert problems_of(text) == [
        '3:56: at: "2026-W09-6T10:00" is not a date; write it as 2026-02-28'
    ]


def test_a_mapping_where_text_should_stand_is_not_spelled_out(problems_of):
    assert problems_of(f"{START}clients: [{{id: a, name: {{b: c}}, language: [de]}}]") == [
        "3:25: name: a mapping is not text; write one line of text",
        "3:43: language: a list is not text; write one line of text",
    ]


def test_nothing_hostile_reaches_a_message(tmp_path):
    path = tmp_path / "a\n\x1b[31m.yaml"
    path.write_text(
        "version: 1\n"
        'business: {name: Ada, currency: "E\\nU", keeps: ["x\\e[0m"], "k\\u202e\\n": 1}\n'
        'exchange_rates: {"E\\nR": 1, "\\e]0;": x}\n'
        'policy: {rules: {"r\\n": {"o\\n": [1]}}, disabled: "d\\n"}\n'
        "clients:\n"
        '- {id: "i\\n", name: A, projects: [{id: "p"}], timezone: "t\\n"}\n'
        '- id: b\n  name: N\n  invoices: [{number: "1\\n\\e", issued: 2026-01-05, amount: 1}]\n'
        '  time: [{date: 2026-01-05, hours: 1, invoice: "1\\n"}]\n'
        '  waivers: [{rule: "w\\n", reason: x, from: 2026-01-05, until: 2026-01-05}]\n'
        '  events: [{kind: "e\\n"}]\n'
    )
    with pytest.raises(LedgerError) as caught:
        read_ledger(path)
    lines = str(caught.value).split("\n")
    assert len(lines) == len(caught.value.problems) == 12
    assert all(line.isprintable() for line in lines)
    assert 'did you mean "1\\n\\x1b"?' in str(caught.value)


def test_a_long_word_is_cut(problems_of):
    [problem] = problems_of(f"{START}clients: []\n{'x' * 900}: 1")
    assert f'unknown key "{"x" * 57}..."; known: version' in problem


@pytest.mark.parametrize(
    ("data", "problem"),
    [
        (b"", "1:1: the file is empty; begin with `version: 1`, or remove it"),
        (b"# none\n", "1:1: the file is empty; begin with `version: 1`, or remove it"),
        (
            b"\xef\xbb\xbf",
            "1:1: the file is empty; begin with `version: 1`, or remove it",
        ),
        (b"- a\n", "1:1: a ledger must be a mapping of keys; begin with `version: 1`"),
        (b"text", "1:1: a ledger must be a mapping of keys; begin with `version: 1`"),
        (b"a: \xc3\xa4\nb: \xc3\xa4\xe4\n", "2:5: byte 0xe4 is not UTF-8; save the file as UTF-8"),
        ("version: 1".encode("utf-16"), "1:1: byte 0xff is not UTF-8; save the file as UTF-8"),
        (b"\x89PNG\r\n\x1a\n", "1:1: byte 0x89 is not UTF-8; save the file as UTF-8"),
        (
            b"version: 1\n\0",
            "2:1: not valid YAML: the control character U+0000 is not allowed; remove it",
        ),
    ],
)
def test_files_that_hold_no_ledger(tmp_path, problems_in, data, problem):
    (tmp_path / "l.yaml").write_bytes(data)
    assert problems_in(tmp_path / "l.yaml") == [f"l.yaml:{problem}"]


def test_entries_before_a_syntax_error_are_looked_at_too(problems_of):
    text = f"{START}clients:\n- id: a\n  time: [{{date: x, hours: 1}}]\n- id: 'b\n"
    assert problems_of(text) == [
        '5:17: date: "x" is not a date; write it as 2026-02-28',
        "6:7: not valid YAML: a quotation mark is never closed; close it",
    ]


def test_nesting_without_end_after_a_problem_is_no_fault(problems_of):
    text = f"{START}clients:\n- id: a\n  time: [{{date: x, hours: 1}}]\n  name: " + "[" * 100_000
    assert [problem.split(": ")[0] for problem in problems_of(text)] == ["5:17", "6:26"]


def test_a_file_beyond_the_limit_is_not_read(tmp_path, problems_in, monkeypatch):
    monkeypatch.setattr(files, "MAX_FILE_BYTES", 1 << 20)
    with (tmp_path / "l.yaml").open("wb") as file:
        file.truncate((1 << 20) + 1)
    assert problems_in(tmp_path / "l.yaml") == [
        "l.yaml:1:1: larger than 1 MiB; split it into several files"
    ]


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_that_may_not_be_read(tmp_path, problems_in):
    (tmp_path / "l.yaml").touch(mode=0)
    assert problems_in(tmp_path / "l.yaml") == [
        "l.yaml:1:1: cannot be read: Permission denied; check the file's permissions"
    ]


def test_both_parsers_read_the_same_ledger_and_the_same_problems(tmp_path, monkeypatch):
    path = tmp_path / "l.yaml"
    path.write_text(
        f"{START}clients:\n- &a {{id: a, name: A, time: [{{date: 2026-01-05, hours: 25}}]}}\n"
        "- {<<: *a, id: b, until: never}\n- {id: c, nmae: ~, since: never}\n"
    )
    good = tmp_path / "good.yaml"
    good.write_text(f"{START}clients:\n- {{id: a, name: A, since: 2026-01-05, timezone: }}\n")
    read = []
    for module in (sys.modules.get("yaml._yaml"), None):
        monkeypatch.setitem(sys.modules, "yaml._yaml", module)
        with pytest.raises(LedgerError) as caught:
            read_ledger(path)
        read.append((caught.value.problems, read_ledger(good).model_dump()))
    assert len(read[0][0]) == 5
    assert read[0] == read[1]


def test_the_collector_is_left_as_it_was(tmp_path):
    (tmp_path / "l.yaml").write_text("[")
    assert gc.isenabled()
    with pytest.raises(LedgerError):
        read_ledger(tmp_path / "l.yaml")
    assert gc.isenabled()
    gc.disable()
    try:
        with pytest.raises(LedgerError):
            read_ledger(tmp_path / "l.yaml")
        assert not gc.isenabled()
    finally:
        gc.enable()


def test_problems_are_sorted_by_place_and_stand_once():
    problems = [
        Problem(Place("b", 1, 1), "x"),
        Problem(Place("a", 10, 2), "x"),
        Problem(Place("a", 9, 11), "y"),
        Problem(Place("a", 9, 2), "y"),
        Problem(Place("a", 9, 11), "x"),
        Problem(None, "z"),
        Problem(Place("a", 9, 2), "y"),
    ]
    lines = ["ledger: z", "a:9:2: y", "a:9:11: x", "a:9:11: y", "a:10:2: x", "b:1:1: x"]
    assert list(map(str, LedgerError(problems).problems)) == lines
    assert list(map(str, sorted_problems(problems))) == lines
    assert str(LedgerError(problems)) == "\n".join(lines)


@pytest.mark.parametrize(
    "place", [(1, 1, 1), (1, 70_000, 3), (40, 5, 3_000_000), (1, 2**29 - 1, 9)]
)
def test_a_mark_keeps_every_place(place):
    sources = Sources()
    for number in range(1, 41):
        sources.add(Path(f"{number}.yaml"), f"{number}.yaml")
    file, line, column = place
    assert sources.place(pack(*place)) == Place(f"{file}.yaml", line, column)
    assert sources.place(0) is None
    assert sources.place(pack(41, 1, 1)) is None


@pytest.mark.parametrize("files", [DISK, None])
def test_a_line_that_is_gone_is_empty(tmp_path, files):
    sources = Sources(files)
    sources.add(tmp_path / "gone.yaml", "gone.yaml")
    assert sources.line(Place("gone.yaml", 1, 1)) == ""


@pytest.mark.parametrize(
    ("word", "known", "end"),
    [
        ("massage", ["message", "meeting"], 'did you mean "message"?'),
        ("xyz", ["message", "meeting"], "known: message, meeting"),
        ("xyz", [], "there are none yet"),
        ("xyz", ["a\nb"], "known: a\\nb"),
        (
            "a",
            [f"word{n}" for n in range(30)],
            "known: " + ", ".join(f"word{n}" for n in range(25)) + ", ...",
        ),
        ("2026-14", [f"2026-{n:03}" for n in range(300)], 'did you mean "2026-214"?'),
        ("word", ["word" * 40], "known: " + "word" * 14 + "w..."),
    ],
)
def test_did_you_mean(word, known, end):
    assert did_you_mean(word, known) == end

"""What `check --new-since` reports of changed records: terms, history, and what hides trouble.

Every test changes one thing of this ledger. It is judged on 30 June 2026, so what lies before
30 May is history.
"""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from clienthealth import Ledger, Report, check, load_ledger
from clienthealth.checking.compared import Base, Terms
from clienthealth.checking.model import Result
from clienthealth.checking.record_differences import retold
from clienthealth.checking.record_results import HISTORY_DAYS
from clienthealth.checking.thresholds import thresholds
from clienthealth.ledger.fields import Entry
from clienthealth.ledger.models import Client, Invoice

TODAY = date(2026, 6, 30)
BOOKS = """\
version: 1
business: {name: Studio, currency: EUR, target_rate: 95}
exchange_rates: {USD: 0.9}
clients:
  - id: acme
    name: Acme
    since: 2024-01-02
    fit: [{value: 4, from: 2026-01-01}]
    contacts:
      - {name: Ann, decision_maker: false}
      - {name: Bob}
    contract:
      signed: 2024-01-02
      terms_days: 14
      obligations:
        - {what: manual, due: 2026-03-01}
    projects:
      - id: site
        fee: 4000
        estimated_hours: 40
        started: 2026-02-01
        change_requests:
          - {date: 2026-03-03, what: a shop, hours: 4}
      - {id: logo, fee: 500, estimated_hours: 5, started: 2026-06-20}
    invoices:
      - number: '1'
        issued: 2026-03-01
        amount: 900
        payments:
          - {date: 2026-04-20, amount: 400}
          - {date: 2026-06-22, amount: 500}
      - {number: '2', issued: 2026-04-01, amount: 1200}
      - {number: '3', issued: 2026-06-20, amount: 700}
    time:
      - {date: 2026-03-02, hours: 6, project: site}
      - {date: 2026-03-02, hours: 2, project: site}
      - {date: 2026-06-23, hours: 3, project: site}
    events:
      - {kind: misconduct, at: 2026-03-10, level: disrespectful, note: words}
      - {kind: input_due, due: 2026-03-15, what: texts}
      - {kind: message, at: "2026-03-16T10:00"}
      - {kind: complaint, at: 2026-06-24, justified: false}
  - id: brutus
    name: Brutus
    since: 2024-01-02
"""
CONTRACT = """\
    contract:
      signed: 2024-01-02
      terms_days: 14
      obligations:
        - {what: manual, due: 2026-03-01}
"""
TERMS, HISTORY, HIDDEN = "changed-terms", "rewritten-history", "hidden-trouble"


def replaced(*changes: tuple[str, str]) -> str:
    """The ledger with these words in the place of others, which it has once."""
    text = BOOKS
    for before, now in changes:
        assert text.count(before) == 1, before
        text = text.replace(before, now)
    return text


@pytest.fixture
def compared(tmp_path: Path) -> Callable[..., Report]:
    """Checks a ledger against another."""

    def load(name: str, text: str) -> Ledger:
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        return load_ledger(path)

    def run(
        now: str, before: str = BOOKS, *, accept: bool = False, fail_on: str | None = None
    ) -> Report:
        earlier = load("before.yaml", before)
        limits = thresholds([fail_on]) if fail_on else None
        return check(
            load("now.yaml", now),
            as_of=TODAY,
            terms=Terms(limits, accept_changes=accept),
            base=Base("base", earlier, earlier.policy),
        )

    return run


def own(report: Report) -> list[Result]:
    """The results about records."""
    return [r for r in report.results if r.name in {TERMS, HISTORY, HIDDEN}]


@pytest.mark.parametrize(
    ("before", "now", "said"),
    [
        ("terms_days: 14", "terms_days: 60", "contract.terms_days 14 -> 60"),
        (
            "terms_days: 14",
            "terms_days: [{days: 14}, {days: 60, from: 2026-07-01}]",
            "contract.terms_days 14 -> 14, 60 from 2026-07-01",
        ),
        (
            "name: Acme\n",
            "name: Acme\n    platform_fee_percent: 20\n",
            "platform_fee_percent unset -> 20",
        ),
        ("terms_days: 14", "included_revisions: 2", "contract.terms_days 14 -> unset"),
        ("terms_days: 14", "terms_days: 14\n      notice_days: 90", "notice_days unset -> 90"),
        ("name: Acme\n", "name: Acme\n    currency: USD\n", "currency unset -> USD"),
        ("name: Acme\n", "name: Acme\n    billing: pro-bono\n", "billing paid -> pro-bono"),
        ("name: Acme\n", "name: Acme\n    timezone: Asia/Tokyo\n", "timezone unset -> Asia/Tokyo"),
        (
            "name: Acme\n",
            'name: Acme\n    working_hours: {start: "07:00", end: "22:30"}\n',
            "working_hours.start unset -> 07:00; working_hours.end unset -> 22:30",
        ),
        ("name: Acme\n", "name: Acme\n    until: 2026-06-29\n", "until unset -> 2026-06-29"),
        ("fee: 4000", "fee: 9000", "project site: fee 4000 -> 9000"),
        ("estimated_hours: 40", "estimated_hours: 90", "project site: estimated_hours 40 -> 90"),
        ("decision_maker: false", "decision_maker: true", "contact Ann: decision_maker false"),
        ("      - {name: Bob}\n", "", "contact Bob was removed"),
        ("{value: 4,", "{value: 5,", "fit 4 from 2026-01-01 -> 5 from 2026-01-01"),
        ("due: 2026-03-01}", "due: 2026-12-01}", "obligation of 1 Mar 2026 was removed"),
        (CONTRACT, "", "contract was removed"),
    ],
)
def test_changed_terms_are_told(
    compared: Callable[..., Report], before: str, now: str, said: str
) -> None:
    (found,) = own(compared(replaced((before, now))))
    assert (found.name, found.client, found.fails) == (TERMS, "acme", True)
    assert said in found.message


@pytest.mark.parametrize(
    ("before", "now", "said"),
    [
        ("amount: 1200", "amount: 120", "invoice 2: amount 1200 -> 120"),
        ("issued: 2026-04-01", "issued: 2026-06-25", "invoice 2: issued 2026-04-01 -> 2026-06-25"),
        ("amount: 1200", "amount: 1200, due: 2026-12-01", "invoice 2: due unset -> 2026-12-01"),
        (
            "amount: 1200",
            "amount: 1200, due: [{date: 2026-12-01, amount: 1200}]",
            "invoice 2: due unset -> 2026-12-01 1200",
        ),
        ("amount: 1200", "amount: 1200, tax: 200", "invoice 2: tax 0 -> 200"),
        (
            "      - {number: '2', issued: 2026-04-01, amount: 1200}\n",
            "",
            "invoice 2 was removed",
        ),
        ("number: '2'", "number: '2b'", "invoice 2 was removed"),
        ("date: 2026-04-20", "date: 2026-03-05", "payment of 20 Apr 2026 in invoice 1 was removed"),
        ("amount: 400", "amount: 40", "payment of 20 Apr 2026 in invoice 1: amount 400 -> 40"),
        (
            "      - {kind: misconduct, at: 2026-03-10, level: disrespectful, note: words}\n",
            "",
            "misconduct of 10 Mar 2026 was removed",
        ),
        ("level: disrespectful", "level: annoying", "level disrespectful -> annoying"),
        ("note: words", "note: kind words", "note words -> kind words"),
        ("due: 2026-03-15", "due: 2026-06-15", "input due of 15 Mar 2026 was removed"),
        ("hours: 6", "hours: 1", "time of 2 Mar 2026: hours 6 -> 1"),
        ("hours: 6", "hours: 6, billable: false", "billable true -> false"),
        ("hours: 4}", "hours: 1}", "change request of 3 Mar 2026 in project site: hours 4 -> 1"),
    ],
)
def test_rewritten_history_is_told(
    compared: Callable[..., Report], before: str, now: str, said: str
) -> None:
    (found,) = own(compared(replaced((before, now))))
    assert (found.name, found.client, found.fails) == (HISTORY, "acme", True)
    assert said in found.message


INVOICE_2 = "amount: 1200}"
CREDIT = "      - {number: C1, issued: 2026-06-28, amount: -1200%s}"


@pytest.mark.parametrize(
    ("before", "now", "said"),
    [
        (
            INVOICE_2,
            "amount: 1200, credit_notes: [{date: 2026-06-28, amount: 1200}]}",
            "credit note of 28 Jun 2026 in invoice 2 was added",
        ),
        (
            "amount: 700",
            "amount: 700, write_offs: [{date: 2026-06-28, amount: 700}]",
            "write off of 28 Jun 2026 in invoice 3 was added",
        ),
        (INVOICE_2, "amount: 1200, status: void}", "invoice 2: status unset -> void"),
        ("amount: 700", "amount: 700, status: draft", "invoice 3: status unset -> draft"),
        (INVOICE_2, "amount: 1200, paid: unknown}", "invoice 2: paid unset -> unknown"),
        (
            INVOICE_2,
            (
                "amount: 1200, payments: [{date: 2026-06-28, amount: 1000, deducted: 200, "
                "reason: discount}]}"
            ),
            "payment of 28 Jun 2026 in invoice 2 was added",
        ),
        (
            "amount: 500}\n",
            "amount: 490, deducted: 10, reason: fee}\n",
            "payment of 22 Jun 2026 in invoice 1: deducted unset -> 10",
        ),
        (INVOICE_2, f"{INVOICE_2}\n{CREDIT % ''}", "invoice C1 was added"),
        (INVOICE_2, f"{INVOICE_2}\n{CREDIT % ', credits: 2'}", "invoice C1 was added"),
    ],
)
def test_what_no_longer_counts_is_told(
    compared: Callable[..., Report], before: str, now: str, said: str
) -> None:
    (found,) = own(compared(replaced((before, now))))
    assert (found.name, found.client, found.fails) == (HIDDEN, "acme", True)
    assert said in found.message


ENTRIES_OF_TODAY = """\
      - {number: '4', issued: 2026-06-30, amount: 80, credit_notes: [{date: 2026-06-30, amount: 9}]}
    time:
      - {date: 2026-06-30, hours: 7, project: site}
"""
TIME = """\
      - {date: 2026-03-02, hours: 6, project: site}
      - {date: 2026-03-02, hours: 2, project: site}
"""
SWAPPED = "".join(reversed(TIME.splitlines(keepends=True)))


@pytest.mark.parametrize(
    ("before", "now"),
    [
        pytest.param("    time:\n", ENTRIES_OF_TODAY, id="new entries"),
        pytest.param("amount: 1200}", "amount: 1200, payments: [{date: 2026-06-29, amount: 1200}]}",
                     id="an open invoice is paid"),
        pytest.param("amount: 1200}", "amount: 1200, payments: [{date: 2026-04-09, amount: 1200}]}",
                     id="an old payment is entered late"),
        pytest.param("    time:\n",
                     "      - {number: '0', issued: 2026-01-05, amount: 10}\n    time:\n",
                     id="an old invoice is entered late"),
        pytest.param("amount: 1200", "amount: 1200, disputed: 2026-06-29", id="a dispute"),
        pytest.param("date: 2026-06-22", "date: 2026-06-21", id="a payment of last week"),
        pytest.param("amount: 700", "amount: 770", id="an invoice of last week"),
        pytest.param("justified: false", "justified: true", id="an event of last week"),
        pytest.param("date: 2026-06-23, hours: 3", "date: 2026-06-24, hours: 4", id="time"),
        pytest.param("estimated_hours: 5,", "estimated_hours: 6,", id="a project of last week"),
        pytest.param(TIME, SWAPPED, id="another order"),
        pytest.param("amount: 900", 'amount: "900.00"', id="another spelling"),
        pytest.param("hours: 6", "hours: 6, invoice: '1'", id="hours are billed"),
        pytest.param("hours: 6", "hours: 6, note: the start page", id="a note"),
        pytest.param("what: texts", "what: texts, received: 2026-06-28", id="input came"),
        pytest.param('10:00"', '10:00", answered_at: 2026-06-28', id="a message was answered"),
        pytest.param("hours: 4}", "hours: 4, done: 2026-04-01, billed: true}", id="a change"),
        pytest.param("due: 2026-03-01}", "due: 2026-03-01, done: 2026-06-01}", id="a duty"),
        pytest.param("fee: 4000", "fee: 4000\n        finished: 2026-06-28", id="a project ends"),
        pytest.param("signed: 2024-01-02", "signed: 2024-01-02\n      walked_through: true",
                     id="the contract was gone through"),
        pytest.param("{name: Bob}", "{name: Bob, decision_maker: true, until: 2026-09-01}",
                     id="a contact of whom more is known"),
        pytest.param("from: 2026-01-01}", "from: 2026-01-01}, {value: 2, from: 2026-06-01}",
                     id="a later rating"),
        pytest.param("name: Acme\n", "name: Acme Ltd\n    language: de\n", id="another name"),
        pytest.param("    fit: [", "\n    fit: [", id="a blank line"),
    ],
)  # fmt: skip
def test_what_is_everyday_work_is_no_change(
    compared: Callable[..., Report], before: str, now: str
) -> None:
    assert own(compared(replaced((before, now)))) == []


@pytest.mark.parametrize(
    ("before", "now"),
    [
        ("amount: 1200}", "amount: 1200, paid: 2026-06-28}"),
        ("amount: 1200}", "amount: 1200, status: sent}"),
        ("time:\n", "  - {number: '4', issued: 2026-06-28, amount: 5, status: void}\n    time:\n"),
    ],
)  # fmt: skip
def test_what_the_new_fields_complete_is_no_change(
    compared: Callable[..., Report], before: str, now: str
) -> None:
    assert own(compared(replaced((before, now)))) == []


def test_what_has_not_come_about_is_not_filled_in(compared: Callable[..., Report]) -> None:
    (found,) = own(compared(replaced(("fee: 4000", "fee: 4000\n        finished: 2027-01-01"))))
    assert found.name == TERMS


@pytest.mark.parametrize(("day", "told"), [("2026-05-29", True), ("2026-05-30", False)])
def test_history_begins_thirty_one_days_back(
    compared: Callable[..., Report], day: str, told: bool
) -> None:
    before = replaced(("issued: 2026-04-01", f"issued: {day}"))
    report = compared(before.replace("amount: 1200", "amount: 120"), before)
    assert (TODAY - date.fromisoformat(day)).days - HISTORY_DAYS == int(told)
    assert [r.name for r in own(report)] == [HISTORY] * told


def test_rows_of_an_included_file_are_entries(
    compared: Callable[..., Report], tmp_path: Path
) -> None:
    """Hours move from the ledger to a CSV file; then one row of it is changed."""
    include = "include: [{file: time.csv, kind: time, client: acme}]\nclients:"
    rows = "date,hours,project\n2026-03-02,6,site\n2026-03-02,2,site\n"
    (tmp_path / "time.csv").write_text(rows, encoding="utf-8")
    moved = replaced((TIME, ""), ("clients:", include))
    report = compared(moved)
    assert [r.name for r in report.failing] == ["changed-include"]
    (tmp_path / "time.csv").write_text(rows.replace(",6,", ",1,"), encoding="utf-8")
    (found,) = own(compared(moved))
    assert "time of 2 Mar 2026: hours 6 -> 1" in found.message
    assert found.place is not None
    assert (Path(found.place.file).name, found.place.line) == ("time.csv", 2)


def test_a_ledger_in_several_files_says_the_same(tmp_path: Path) -> None:
    whole = tmp_path / "whole.yaml"
    whole.write_text(BOOKS, encoding="utf-8")
    folder = tmp_path / "books"
    folder.mkdir()
    start, acme, brutus = BOOKS.split("\n  - id: ")
    for name, entry in (("a", brutus), ("b", acme)):
        (folder / f"{name}.yaml").write_text(f"clients:\n  - id: {entry}\n", encoding="utf-8")
    (folder / "business.yaml").write_text(start.removesuffix("clients:"), encoding="utf-8")
    before = load_ledger(whole)
    base = Base("base", before, before.policy)
    assert check(load_ledger(folder), as_of=TODAY, base=base).failing == ()


def test_each_kind_is_one_result_a_client_with_all_its_places(
    compared: Callable[..., Report],
) -> None:
    text = replaced(
        ("terms_days: 14", "terms_days: 60"),
        ("amount: 1200}", "amount: 120, write_offs: [{date: 2026-06-28, amount: 120}]}"),
        ("hours: 6", "hours: 1"),
        ("hours: 2, project", "hours: 1.5, project"),
        ("amount: 400", "amount: 40"),
        ("level: disrespectful", "level: annoying"),
        ("{kind: message, at", "{kind: message, urgent: true, at"),
    )
    terms, history, hidden = sorted(own(compared(text)), key=lambda r: r.code)
    assert [r.code for r in (terms, history, hidden)] == ["CHK013", "CHK014", "CHK015"]
    assert history.message.startswith(
        "entries older than 31 days were changed or removed (6 changes): "
    )
    assert history.message.endswith("; and 1 more")
    lines = text.splitlines()
    places = [place for place in (history.place, *history.related) if place]
    assert len(places) == 6
    assert "amount: 40}" in lines[places[0].line - 1]
    assert terms.place is not None
    assert "signed" in lines[terms.place.line - 1]


def test_somebody_who_has_looked_accepts_it(compared: Callable[..., Report]) -> None:
    text = replaced(("terms_days: 14", "terms_days: 60"), ("hours: 6", "hours: 1"))
    assert {r.name for r in compared(text, fail_on="fire").failing} == {TERMS, HISTORY}
    assert compared(text, fail_on="none").failing == ()
    looked_at = compared(text, accept=True)
    assert not {r.name for r in looked_at.failing} & {TERMS, HISTORY}
    assert {TERMS, HISTORY} <= {r.name for r in looked_at.notable}


def test_a_contract_before_the_first_invoice_hides_nothing(compared: Callable[..., Report]) -> None:
    text = f"{BOOKS}    contract: {{signed: 2026-06-01, terms_days: 30, notice_days: 30}}\n"
    assert own(compared(text)) == []


def test_a_first_contract_with_terms_is_told_where_invoices_are_measured_by_it(
    compared: Callable[..., Report],
) -> None:
    before = replaced(("      terms_days: 14\n", ""), ("      signed: 2024-01-02\n", ""))
    (found,) = own(
        compared(before.replace("contract:\n", "contract:\n      terms_days: 90\n"), before)
    )
    assert (found.name, "terms_days unset -> 90" in found.message) == (TERMS, True)


# What was changed of late, is dated ahead, or forgives what it is about


def of(report: Report, name: str) -> list[tuple[str, bool]]:
    """What one rule says, and whether it fails."""
    return [(r.message, r.fails) for r in report.results if r.name == name]


SHOUTED = "      - {kind: misconduct, at: 2026-06-20, level: abusive, note: shouted}\n"
EVENTS = "    events:\n"


def test_an_abusive_event_of_last_week_does_not_go_in_silence(
    compared: Callable[..., Report],
) -> None:
    (found,) = of(compared(BOOKS, replaced((EVENTS, EVENTS + SHOUTED))), "recent-change")
    assert "misconduct of 20 Jun 2026 was removed" in found[0]
    assert found[1]


def test_a_recent_event_made_harmless_fails(compared: Callable[..., Report]) -> None:
    before = replaced((EVENTS, EVENTS + SHOUTED))
    (found,) = of(compared(before.replace("abusive", "annoying"), before), "recent-change")
    assert ("level abusive -> annoying" in found[0], found[1]) == (True, True)


def test_what_was_taken_out_and_made_nothing_better_is_told(
    compared: Callable[..., Report],
) -> None:
    text = replaced(("      - {kind: complaint, at: 2026-06-24, justified: false}\n", ""))
    report = compared(text)
    (found,) = of(report, "recent-change")
    assert ("complaint of 24 Jun 2026 was removed" in found[0], found[1]) == (True, False)
    assert report.failing == ()


def test_a_row_taken_out_of_an_included_file_is_told(
    compared: Callable[..., Report], tmp_path: Path
) -> None:
    include = "include: [{file: time.csv, kind: time, client: acme}]\nclients:"
    text = replaced(("clients:", include))
    row = "2026-06-20,6,site\n"
    (tmp_path / "time.csv").write_text(f"date,hours,project\n2026-06-21,1,site\n{row}")
    before = tmp_path / "all.yaml"
    before.write_text(text)
    earlier = load_ledger(before)
    (tmp_path / "time.csv").write_text("date,hours,project\n2026-06-21,1,site\n")
    base = Base("base", earlier, earlier.policy)
    report = check(load_ledger(before), as_of=TODAY, base=base)
    assert any("time of 20 Jun 2026 was removed" in said for said, _ in of(report, "recent-change"))


@pytest.mark.parametrize(
    ("entry", "fails"),
    [
        ("{kind: praise, at: 2026-07-01}", True),
        ("{kind: misconduct, at: 2026-09-01, level: abusive, note: x}", True),
        ("{kind: meeting, at: 2026-07-03}", False),
        ("{kind: message, at: 2026-06-29, answered_at: 2026-07-02}", True),
    ],
)
def test_what_has_not_happened_yet_is_told(
    compared: Callable[..., Report], entry: str, fails: bool
) -> None:
    (found,) = of(compared(replaced((EVENTS, f"{EVENTS}      - {entry}\n"))), "dated-ahead")
    assert found[1] is fails


@pytest.mark.parametrize(
    ("before", "now", "fails"),
    [
        ("issued: 2026-06-20", "issued: 2026-12-20", True),
        ("amount: 700", "amount: 700, paid: 2026-07-20", True),
        ("amount: 700", "amount: 700, payments: [{date: 2026-07-20, amount: 700}]", True),
        ("    time:\n", "      - {number: '4', issued: 2026-07-01, amount: 5}\n    time:\n", False),
        ("    time:\n", "    time:\n      - {date: 2026-07-01, hours: 2}\n", False),
    ],
)
def test_money_dated_ahead_is_told(
    compared: Callable[..., Report], before: str, now: str, fails: bool
) -> None:
    assert [f for _, f in of(compared(replaced((before, now))), "dated-ahead")] == [fails]


@pytest.mark.parametrize(
    "entry",
    [
        "{kind: input_due, due: 2026-07-20, what: texts}",
        "{kind: praise, at: 2026-06-30}",
        "{kind: proposal_request, at: 2026-06-29, answer_by: 2026-07-20}",
    ],
)
def test_what_was_agreed_for_later_is_not_dated_ahead(
    compared: Callable[..., Report], entry: str
) -> None:
    assert of(compared(replaced((EVENTS, f"{EVENTS}      - {entry}\n"))), "dated-ahead") == []


def test_days_on_which_something_falls_due_are_not_dated_ahead(
    compared: Callable[..., Report],
) -> None:
    due = "due: [{date: 2026-07-30, amount: 5}, {date: 2026-08-30, amount: 4}]"
    entry = f"      - {{number: '4', issued: 2026-06-29, amount: 9, {due}}}\n    time:\n"
    month = "      - {month: 2026-06, hours: 9}\n"
    report = compared(replaced(("    time:\n", entry + month)))
    assert of(report, "dated-ahead") == []


def test_a_new_client_whose_trouble_is_dated_ahead_is_told(compared: Callable[..., Report]) -> None:
    text = f"{BOOKS}  - {{id: new, name: New, events: [{{kind: stall, at: 2026-08-01}}]}}\n"
    assert [fails for _, fails in of(compared(text), "dated-ahead")] == [True]


TALK = "      - {kind: boundary, at: %s, about: [misconduct, disrespect]}\n"


@pytest.mark.parametrize(("day", "told"), [("2026-05-31", True), ("2026-06-01", False)])
def test_a_talk_that_would_take_effect_at_once_is_told(
    compared: Callable[..., Report], day: str, told: bool
) -> None:
    talk = (TALK % day).replace("misconduct, ", "")
    found = of(compared(replaced((EVENTS, EVENTS + talk))), HIDDEN)
    assert [("boundary" in said, fails) for said, fails in found] == [(True, True)] * told


def test_a_late_entry_that_makes_a_finding_less_is_told(compared: Callable[..., Report]) -> None:
    paid = "amount: 1200, payments: [{date: 2026-04-09, amount: 1200}]"
    (found,) = of(compared(replaced(("amount: 1200", paid))), "recent-change")
    assert ("payment of 9 Apr 2026 in invoice 2 was added" in found[0], found[1]) == (True, False)


# Who an id stands for


def identity(report: Report) -> list[tuple[str | None, bool]]:
    return [(r.client, r.fails) for r in report.results if r.name == "changed-identity"]


def test_ids_swapped_between_clients_are_told(compared: Callable[..., Report]) -> None:
    text = BOOKS.replace("id: acme", "id: x").replace("id: brutus", "id: acme")
    swapped = text.replace("id: x", "id: brutus")
    assert identity(compared(swapped)) == [("brutus", True), ("acme", True)]


@pytest.mark.parametrize(
    "exemption",
    [
        "policy: {clients: {brutus: {disabled: [disrespect]}}}\n",
        "",
    ],
)
def test_an_id_that_the_base_exempts_stays_with_its_client(
    compared: Callable[..., Report], exemption: str
) -> None:
    before = exemption + BOOKS
    named = before.replace("name: Brutus", "name: Somebody")
    assert identity(compared(named, before)) == [("brutus", True)] * bool(exemption)


def test_a_new_client_under_an_id_that_was_exempt_before_is_told(
    compared: Callable[..., Report],
) -> None:
    start, acme, _ = BOOKS.split("\n  - id: ")
    waived = "    waivers: [{rule: stalling, reason: x, from: 2026-01-01, until: 2026-12-31}]\n"
    before = BOOKS + waived
    now = f"{start}\n  - id: {acme}\n  - id: brutus\n    name: Other\n"
    assert identity(compared(now, before)) == [("brutus", True)]


def test_another_name_of_a_client_of_whom_nothing_is_accepted_is_no_change(
    compared: Callable[..., Report],
) -> None:
    assert identity(compared(BOOKS.replace("name: Acme", "name: Acme Ltd"))) == []


# Rates


@pytest.mark.parametrize(
    ("rates", "fails"),
    [
        ("USD: [{value: 0.9}, {value: 0.5, from: 2026-01-01}]", True),
        ("USD: [{value: 0.9}, {value: 0.5, from: 2026-06-01}]", True),
        ("USD: [{value: 0.9}, {value: 0.86, from: 2026-06-01}]", False),
        ("USD: [{value: 0.9}, {value: 0.9, from: 2026-05-01}]", True),
        ("USD: 0.9, GBP: 1.2", False),
    ],
)
def test_a_rate_that_revalues_what_was_there_fails(
    compared: Callable[..., Report], rates: str, fails: bool
) -> None:
    report = compared(replaced(("exchange_rates: {USD: 0.9}", f"exchange_rates: {{{rates}}}")))
    assert [f for _, f in of(report, "changed-business")] == [fails]


def fields(model: type[Entry]) -> list[str]:
    return [name for name, field in model.model_fields.items() if not field.exclude]


@pytest.mark.filterwarnings("ignore:Pydantic serializer warnings")
@pytest.mark.parametrize("field", fields(Client))
def test_every_field_of_a_client_is_compared(field: str) -> None:
    """Also one that comes to the models later: it is compared without being named here."""
    client = Client(id="acme", name="Acme")
    changed = client.model_copy(update={field: "something else"})
    assert [each.field for each in retold(client, changed)] == [field]
    assert [*retold(client, client.model_copy(update={"mark": 7}))] == []


@pytest.mark.filterwarnings("ignore:Pydantic serializer warnings")
@pytest.mark.parametrize("field", [name for name in fields(Invoice) if name != "number"])
def test_every_field_of_an_invoice_is_compared(field: str) -> None:
    invoice = Invoice(number="1", issued=TODAY, amount=Decimal(5))
    changed = invoice.model_copy(update={field: "something else"})
    before, now = (Client(id="a", name="A", invoices=(each,)) for each in (invoice, changed))
    (found,) = retold(before, now)
    assert (found.label, found.field) == ("invoice 1", field)

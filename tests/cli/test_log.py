"""`log`: one line becomes one new entry, and `--undo` takes it back, byte for byte."""

import os
import stat
import subprocess
import sys
from collections.abc import Callable
from datetime import date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from clienthealth import Client, load_ledger, log_kinds
from clienthealth.ledger.events import EVENT_MODELS

from .program import Ran, environment, run
from .terminal import Terminal

LEDGER = """\
# yaml-language-server: $schema=./clienthealth.schema.json
version: 1
business:
  {name: Me, currency: EUR, working_hours: {start: "9:00", end: "18:00", timezone: Europe/Berlin}}
clients:
  - id: acme        # the first
    name: Acme GmbH
    aliases: [The Anvil People]
    projects: [{id: shop, fee: 12000, estimated_hours: 120}]
    invoices:
      - {number: 2026-014, issued: 2026-01-05, amount: 3570, tax: 570}
      - number: 2026-015   # in parts
        issued: 2026-02-05
        amount: 1000
        payments: [{date: 2026-03-01, amount: 400}]

  - id: bolt
    name: Größe & Söhne
  - {id: anker, name: Anker}
"""
ZONE = ZoneInfo("Europe/Berlin")


@pytest.fixture
def ledger(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    path = tmp_path / "books" / "ledger.yaml"
    path.parent.mkdir()
    path.write_text(LEDGER, encoding="utf-8")
    return path


@pytest.fixture
def log(ledger: Path) -> Callable[..., Ran]:
    def logged(*words: str) -> Ran:
        return run("log", *words, "--ledger", ledger)

    return logged


def today() -> date:
    return datetime.now(ZONE).date()


def acme(ledger: Path) -> Client:
    return load_ledger(ledger).clients[0]


SAID = {
    "message --urgent --at 2026-02-07T22:40": "{kind: message, at: 2026-02-07T22:40, urgent: true}",
    "message --at 2026-02-07 --channel call --note rang": (
        "{kind: message, at: 2026-02-07, channel: call, note: rang}"
    ),
    "stall --on 2026-02-07 after the holiday": (
        "{kind: stall, at: 2026-02-07, excuse: after the holiday}"
    ),
    "feedback --no-clear --on 2026-02-07": "{kind: feedback, at: 2026-02-07, clear: false}",
    "boundary --about scope --on 2026-02-07": "{kind: boundary, at: 2026-02-07, about: SCO}",
    "boundary late-payment PAY002 --on 2026-02-07": (
        "{kind: boundary, at: 2026-02-07, about: [late-payment, PAY002]}"
    ),
    "lapse broken-promise --on 2026-02-07": "{kind: lapse, at: 2026-02-07, what: broken-promise}",
    "misconduct disrespectful called us idiots --on 2026-02-07": (
        "{kind: misconduct, at: 2026-02-07, level: disrespectful, note: called us idiots}"
    ),
    "input-due 2026-02-07 the texts": "{kind: input_due, due: 2026-02-07, what: the texts}",
    "hours 2.5 --project shop --on 2026-02-07": "{date: 2026-02-07, hours: 2.5, project: shop}",
    "hours 1:30 --on 2026-02-07 --kind admin": '{date: 2026-02-07, hours: "1:30", kind: admin}',
    "time 1h30m a review --on 2026-02-07": (
        '{date: 2026-02-07, hours: "1h30m", note: a review}'
    ),
    "month 26 --month 2026-01": "{month: 2026-01, hours: 26}",
    "invoice 2026-031 1200 --tax 228 --on 2026-02-07": (
        "{number: 2026-031, issued: 2026-02-07, amount: 1200, tax: 228}"
    ),
    "paid 2026-014 --on 2026-02-07": "{date: 2026-02-07, amount: 3570}",
    "paid 2026-014 --amount 500 --on 2026-02-07": "{date: 2026-02-07, amount: 500}",
    "payment 2026-015 --on 2026-03-07": "{date: 2026-03-07, amount: 600}",
    "paid 2026-015 --deducted 12 --reason discount --on 2026-03-07": (
        "{date: 2026-03-07, amount: 588, deducted: 12, reason: discount}"
    ),
    "paid --amount 250 --on 2026-03-07": "{date: 2026-03-07, amount: 250}",
    "credit-note 2026-014 70 a slip --on 2026-02-07": (
        "{date: 2026-02-07, amount: 70, reason: a slip}"
    ),
    "write-off 2026-015 --on 2026-04-07": "{date: 2026-04-07, amount: 600}",
    "cost 40 a font --on 2026-02-07": "{date: 2026-02-07, amount: 40, what: a font}",
    "change-request a blog --on 2026-02-07": "{date: 2026-02-07, what: a blog}",
    "revision --project shop --on 2026-02-07": "{date: 2026-02-07}",
}  # fmt: skip


@pytest.mark.parametrize("line", SAID)
def test_a_line_is_one_entry_more_and_undo_gives_the_same_bytes(
    line: str, ledger: Path, log: Callable[..., Ran]
) -> None:
    before, entry = ledger.read_bytes(), SAID[line]
    done = log("acme", *line.split())
    assert (done.code, done.err) == (0, "")
    place, written, how = done.out.splitlines()
    assert written == f"  {entry}"
    assert how == f"To undo it: clienthealth log --undo --ledger {ledger}"
    after = ledger.read_bytes()
    remaining = iter(after)
    assert all(byte in remaining for byte in before)
    number = int(place.removeprefix(f"{ledger}:").partition(":")[0])
    at = after.decode().splitlines()[number - 1]
    assert entry.strip("{}").partition(",")[0] in at or entry in at
    assert log("--undo").code == 0
    assert ledger.read_bytes() == before


def test_every_kind_of_event_can_be_logged() -> None:
    assert EVENT_MODELS.keys() <= log_kinds().keys()
    for kind in log_kinds().values():
        assert kind.summary
        assert kind.evidence
        names = {field.name for field in kind.fields}
        assert kind.placed_by in names
        assert set(kind.words) <= names | {"invoice"}
        done = run("log", kind.name, "--help")
        assert (done.code, done.err) == (0, "")
        assert f"log CLIENT {kind.name}" in done.out


def test_the_kinds_are_listed_with_their_fields_and_evidence() -> None:
    done = run("log", "--kinds")
    assert "feedback: The client's feedback on something you delivered\n" in done.out
    assert (
        "stall: The client put off a decision with an excuse\n    evidence: against the client\n"
        in done.out
    )


@pytest.mark.parametrize("word", ["acme", "ACME", "acme gmbh", "The Anvil", "ac"])
def test_a_client_goes_by_id_name_alias_or_a_clear_beginning(
    word: str, log: Callable[..., Ran]
) -> None:
    assert ": praise of acme\n" in log(word, "praise").out


REFUSED = {
    "a message": '"a" may be acme (Acme GmbH), anker (Anker); write more of the name, or the id',
    "acne message": 'no client "acne"; did you mean "acme"?',
    "acme mesage": '"mesage" is not a kind that can be logged; did you mean "message"?',
    "acme call": "log a call as `message` with `--channel call`",
    "acme refund": "log it as `paid` on the invoice, with a negative --amount",
    "acme message --channel fax": 'channel: "fax" is not allowed here; did you mean',
    "acme message --chanel call": "No such option: --chanel",
    "acme feedback": '"clear" is missing; add `--clear`',
    "acme hours 25": "is out of range; write the hours of one day's entry",
    "acme hours": '"hours" is missing; add `--hours`',
    "acme hours 2 --project show": 'no project "show"; did you mean "shop"?',
    "acme paid": "name the invoice, or only --amount for an advance; the latest of acme:",
    "acme paid 2026-041": 'no invoice "2026-041" of acme; did you mean "2026-01',
    "acme paid 2026-014 now": "unexpected word 'now'",
    "acme invoice 2026-014 100": 'duplicate invoice "2026-014"',
    "acme invoice 2026-099": '"amount" is missing; add `--amount`',
    "acme paid 2026-014 --on 2025-12-01": "before the invoice was issued on 5 Jan 2026",
    "acme message --at tomorrow": '"tomorrow" is not a day; write 2026-02-28, today',
    "acme message --at 2026-02-30": "is not a date or time that exists",
    "acme hours 2 --at 09:00": "has a time, but `hours` takes a day",
    "acme boundary --about nonsense": 'about: unknown rule or family "nonsense"',
    "bolt revision": "name the project with --project",
    "acme": "say what happened",
    "": "name the client and what happened",
}


@pytest.mark.parametrize("line", REFUSED)
def test_what_the_ledger_would_not_take_is_told_and_not_written(
    line: str, ledger: Path, log: Callable[..., Ran]
) -> None:
    before = ledger.read_bytes()
    done = log(*line.split())
    assert (done.code, done.out) == (2, "")
    assert REFUSED[line] in done.err
    assert ledger.read_bytes() == before
    assert [*ledger.parent.iterdir()] == [ledger]


def test_nothing_of_the_future_is_logged(ledger: Path, log: Callable[..., Ran]) -> None:
    later = today() + timedelta(days=2)
    done = log("acme", "praise", "--on", str(later))
    assert (done.code, f"{later} is in the future" in done.err) == (2, True)
    log("acme", "input_due", str(later))
    assert acme(ledger).events[0].when == later


def test_without_a_day_it_was_today_where_the_business_is(
    ledger: Path, log: Callable[..., Ran]
) -> None:
    before = today()
    log("acme", "praise")
    assert before <= acme(ledger).events[0].when <= today()


def test_paying_again_is_told_and_too_much_is_a_warning(log: Callable[..., Ran]) -> None:
    assert log("acme", "paid", "2026-014").code == 0
    again = log("acme", "paid", "2026-014")
    assert (again.code, "nothing is open on invoice 2026-014 of acme" in again.err) == (2, True)
    more = log("acme", "paid", "2026-014", "--amount", "30")
    assert more.code == 0
    assert "warning: " in more.err
    assert "30" in more.err


def test_a_dry_run_prints_a_diff_and_writes_nothing(ledger: Path, log: Callable[..., Ran]) -> None:
    before = ledger.read_bytes()
    done = log("acme", "paid", "2026-015", "--dry-run")
    assert f"--- {ledger}\n+++ {ledger}\n@@ " in done.out
    assert f"+        payments: [{{date: 2026-03-01, amount: 400}}, {{date: {today()}" in done.out
    assert ledger.read_bytes() == before
    assert log("--undo").code == 2


def test_undo_goes_back_entry_by_entry(ledger: Path, log: Callable[..., Ran]) -> None:
    texts = [ledger.read_bytes()]
    for line in (["acme", "praise"], ["bolt", "hours", "2"], ["anker", "praise"]):
        log(*line)
        texts.append(ledger.read_bytes())
    for text in reversed(texts[:-1]):
        dry = log("--undo", "--dry-run")
        assert dry.out.startswith("--- ")
        assert log("--undo").code == 0
        assert ledger.read_bytes() == text
    done = log("--undo")
    assert (done.code, "nothing was logged" in done.err) == (2, True)


def test_undo_leaves_a_file_alone_that_has_changed_since(
    ledger: Path, log: Callable[..., Ran]
) -> None:
    log("acme", "praise")
    text = ledger.read_text(encoding="utf-8").replace("the first", "the best")
    ledger.write_text(text, encoding="utf-8")
    done = log("--undo")
    assert done.code == 2
    assert f"{ledger} has changed since praise of acme was logged; remove it by hand" in done.err
    assert ledger.read_text(encoding="utf-8") == text


def test_what_was_logged_is_remembered_for_its_owner_alone(
    tmp_path: Path, log: Callable[..., Ran]
) -> None:
    log("acme", "praise")
    (note,) = (tmp_path / "state" / "clienthealth" / "undo").iterdir()
    assert stat.S_IMODE(note.stat().st_mode) == 0o600


def test_without_a_place_to_remember_it_is_logged_all_the_same(
    tmp_path: Path, ledger: Path, log: Callable[..., Ran]
) -> None:
    (tmp_path / "state").write_text("a file, not a folder", encoding="utf-8")
    done = log("acme", "praise")
    assert (done.code, "warning: --undo will not know about it" in done.err) == (0, True)
    assert acme(ledger).events[0].kind == "praise"


def test_redacted_it_says_where_and_no_more(ledger: Path, log: Callable[..., Ran]) -> None:
    done = log("acme", "praise", "so kind", "--redact")
    assert done.code == 0
    assert "acme" not in done.out
    assert "so kind" not in done.out
    assert acme(ledger).events[0].note == "so kind"
    assert "acne" not in log("acne", "praise", "--redact").err


def test_in_a_folder_it_goes_where_the_clients_own_list_is(tmp_path: Path, ledger: Path) -> None:
    folder = ledger.parent
    text = "clients:\n- id: acme\n  events:\n  - {kind: praise, at: 2026-01-01}\n"
    (folder / "mails.yaml").write_text(text, encoding="utf-8")
    done = run("log", "acme", "praise", "--on", "2026-02-01", "--ledger", folder)
    assert done.out.startswith(f"{folder / 'mails.yaml'}:5: praise of acme\n")
    done = run("log", "acme", "hours", "2", "--ledger", folder)
    assert done.out.startswith(f"{ledger}:")


def test_a_payment_of_an_exported_invoice_belongs_where_the_export_comes_from(
    ledger: Path, log: Callable[..., Ran]
) -> None:
    rows = "number,issued,amount\nE-1,2026-01-05,100\n"
    (ledger.parent / "bills.csv").write_text(rows, encoding="utf-8")
    text = ledger.read_text(encoding="utf-8")
    ledger.write_text(f"{text}include: [{{file: bills.csv, kind: invoices, client: bolt}}]\n")
    done = log("bolt", "paid", "E-1")
    assert done.code == 2
    assert f"invoice E-1 of bolt is in the export {ledger.parent / 'bills.csv'}" in done.err
    assert log("bolt", "paid", "--amount", "100", "--on", "2026-02-01").code == 0


def test_a_ledger_is_found_as_by_other_commands(ledger: Path) -> None:
    ledger.rename(ledger.parent / "clienthealth.yaml")
    done = run("log", "acme", "praise", cwd=ledger.parent)
    assert done.out.endswith("To undo it: clienthealth log --undo\n")
    assert run("log", "acme", "praise", cwd=ledger.parent.parent).code == 3
    assert run("log", "--undo", cwd=ledger.parent).code == 0


def test_at_a_terminal_it_asks_for_what_was_not_said(ledger: Path) -> None:
    with Terminal("log", "--ledger", ledger, cwd=ledger.parent) as terminal:
        terminal.answers("Client (acme, bolt, anker)", "acne")
        terminal.answers('did you mean "acme"?', "acme")
        terminal.answers("What happened", "call")
        terminal.answers("log a call as", "message")
        terminal.answers("[today]", "tomorrow")
        terminal.answers('"tomorrow" is not a day', "2026-02-07 22:40")
        terminal.answers("in your own words", "rang twice")
        terminal.answers("--channel", "--urgent --channel call")
        code, said = terminal.end()
    assert code == 0
    assert "at: 2026-02-07T22:40, channel: call, urgent: true, note: rang twice}" in said
    assert len(acme(ledger).events) == 1


def test_interrupted_questions_write_nothing(ledger: Path) -> None:
    before = ledger.read_bytes()
    with Terminal("log", "acme", "--ledger", ledger, cwd=ledger.parent) as terminal:
        terminal.answers("What happened", "feedback")
        terminal.answers("[today]", "")
        terminal.interrupts("clear: false for 'not quite it' (y/n)")
        code, _ = terminal.end()
    assert (code, ledger.read_bytes()) == (130, before)


@pytest.mark.skipif(os.name != "posix", reason="a POSIX shell's completion")
@pytest.mark.parametrize(
    ("typed", "offered", "left_out"),
    [
        ("log a", {"acme", "anker"}, {"bolt"}),
        ("log acme mee", {"meeting"}, {"message"}),
        ("log acme pa", {"paid", "payment_excuse"}, {"praise"}),
    ],
)
def test_clients_and_kinds_are_completed(
    typed: str, offered: set[str], left_out: set[str], ledger: Path
) -> None:
    said = complete(typed, ledger)
    assert all(word in said for word in offered)
    assert not any(word in said for word in left_out)


@pytest.mark.skipif(os.name != "posix", reason="a POSIX shell's completion")
def test_completing_never_fails(ledger: Path) -> None:
    ledger.write_bytes(b"clients: [{id: acme}, {id: [], name: {}}, 3, \n- {id: abc")
    assert complete("log a", ledger) == "_files"
    ledger.write_bytes(b"version: 2\nclients: [{id: acme}, {id: [], name: {}}, 3]\n")
    assert "acme" in complete("log a", ledger)
    assert complete("log a", ledger / "gone") == "_files"


def complete(typed: str, ledger: Path) -> str:
    """What a shell is offered, in a process of its own; nothing may stand on stderr."""
    program = Path(sys.executable).with_name("clienthealth")
    words = {
        "_CLIENTHEALTH_COMPLETE": "complete_zsh",
        "_TYPER_COMPLETE_ARGS": f"clienthealth {typed}",
    }
    variables = environment(CLIENTHEALTH_LEDGER=str(ledger), **words)
    done = subprocess.run(
        [program], capture_output=True, env=variables, encoding="utf-8", check=False
    )
    assert done.stderr == ""
    return done.stdout.strip()

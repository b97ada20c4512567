"""`letgo` and `boundaries` as users start them: formats, errors, the same bytes each time."""

import json
from pathlib import Path

import pytest

from clienthealth.report.formats import FORMATS

from .program import ROOT, STUDIO, STUDIO_DAY, Ran, run

COMMANDS = ("letgo", "boundaries")
EVERY_FORMAT = [(command, name) for command in COMMANDS for name in FORMATS[command]]
DAY = ("--as-of", STUDIO_DAY)
BOOKS = "examples/minimal.yaml"
EXAMPLE = ROOT / BOOKS


@pytest.mark.parametrize(("command", "format_"), EVERY_FORMAT)
def test_every_format_is_the_same_each_time(command: str, format_: str) -> None:
    asked = (command, "expohaus", EXAMPLE, *DAY, "--format", format_)
    first, second = run(*asked), run(*asked)
    assert (first.code, first.err) == (0, "")
    assert first.out == second.out
    assert first.out


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize(
    ("client", "message"),
    [
        ("bursztin", "no client 'bursztin'; did you mean \"bursztyn\"?"),
        ("heidhof", "heidhof is a prospect on 31 Oct 2026"),
        ("moewenflug", "moewenflug has been a former client since 30 Sep 2025"),
    ],
)
def test_whoever_is_no_client_has_no_plan(command: str, client: str, message: str) -> None:
    done = run(command, client, STUDIO, *DAY)
    assert (done.code, done.out) == (2, "")
    assert message in done.err
    assert done.err.startswith("clienthealth: ")


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (
            ["letgo", BOOKS],
            f"write `clienthealth letgo CLIENT {BOOKS}`. Clients: wagtail, expohaus",
        ),
        (["boundaries", BOOKS], f"write `clienthealth boundaries CLIENT {BOOKS}`. Clients: "),
        (["explain", BOOKS], f"write `clienthealth explain CLIENT {BOOKS}`. Clients: "),
        (
            ["log", BOOKS, "paid", "7"],
            f"write `clienthealth log CLIENT paid --ledger {BOOKS}`. Clients: ",
        ),
        (
            ["waive", BOOKS, "low-rate", "--until", "2026-12-31", "--reason", "agreed"],
            f"write `clienthealth waive CLIENT low-rate {BOOKS}`. Clients: ",
        ),
        (["letgo", BOOKS, "wagtail"], f"first; write `clienthealth letgo wagtail {BOOKS}`"),
        (["collect", BOOKS, "wagtail"], f"first; write `clienthealth collect wagtail {BOOKS}`"),
        (["followup", BOOKS, "nova"], f"first; write `clienthealth followup nova {BOOKS}`"),
        (["trend", BOOKS, "wagtail"], f"first; write `clienthealth trend wagtail {BOOKS}`"),
    ],
)
def test_a_forgotten_client_is_called_missing_and_the_clients_are_named(
    words: list[str], told: str
) -> None:
    done = run(*words)
    assert (done.code, done.out) == (2, "")
    assert told in done.err
    hidden = run(*words, "--redact")
    assert (hidden.code, "wagtail" in hidden.err) == (2, False)


@pytest.mark.parametrize("command", COMMANDS)
def test_without_a_client_those_of_the_ledger_are_named(command: str, tmp_path: Path) -> None:
    nothing = run(command, cwd=tmp_path)
    assert (nothing.code, "Clients:" in nothing.err) == (2, False)
    (tmp_path / "clienthealth.yaml").write_bytes((ROOT / BOOKS).read_bytes())
    done = run(command, cwd=tmp_path)
    assert (done.code, done.out) == (2, "")
    assert done.err.endswith("Error: Missing argument 'CLIENT'.\nClients: wagtail, expohaus\n")
    assert "wagtail" not in run(command, "--redact", cwd=tmp_path).err


def test_the_folder_of_a_ledger_is_no_client_either(tmp_path: Path) -> None:
    (tmp_path / "books").mkdir()
    (tmp_path / "books/mine.yaml").write_bytes((ROOT / BOOKS).read_bytes())
    done = run("letgo", "books", cwd=tmp_path)
    assert (done.code, "the client is missing, and books is a ledger" in done.err) == (2, True)


@pytest.mark.parametrize(
    ("command", "client"),
    [("letgo", "bursztyn"), ("boundaries", "ellerfeld"), ("followup", "prats")],
)
def test_a_letter_is_not_redacted(command: str, client: str) -> None:
    done = run(command, client, STUDIO, *DAY, "--format", "eml", "--redact")
    assert (done.code, done.out) == (2, "")
    assert "a letter is for the client to read; leave --redact out" in done.err


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize("client", ["nobody", "heidhof", "moewenflug"])
def test_why_there_is_no_plan_is_told_without_names(command: str, client: str) -> None:
    done = run(command, client, STUDIO, *DAY, "--redact")
    assert (done.code, done.out) == (2, "")
    assert client not in done.err


def test_a_client_of_whom_nothing_is_known_on_the_day(tmp_path: Path) -> None:
    (tmp_path / "clienthealth.yaml").write_text(
        "version: 1\nbusiness: {name: Ada, currency: EUR}\n"
        "clients: [{id: acme, name: Acme, since: 2026-09-01}]\n"
    )
    done = run("letgo", "acme", "--as-of", "2026-06-30", cwd=tmp_path)
    assert (done.code, done.out) == (2, "")
    assert "on 30 Jun 2026 the ledger has nothing yet about acme" in done.err
    done = run("letgo", "acme", "--as-of", "2026-09-30", cwd=tmp_path)
    assert done.code == 0
    assert "the verdict is unknown" in done.out


def test_the_method_can_be_chosen_with_a_warning() -> None:
    done = run("letgo", "dunmarra", STUDIO, *DAY, "--method", "graceful", "--format", "json")
    plan = json.loads(done.out)
    assert (plan["method"], plan["method_by_evidence"]) == ("graceful", "firm")
    assert any("the evidence speaks for the firm way" in each for each in plan["warnings"])
    assert plan["recommend"] == "none"
    wrong = run("letgo", "dunmarra", STUDIO, *DAY, "--method", "brutal")
    assert wrong.code == 2
    assert "is not one of graceful, firm" in wrong.err


def test_a_plan_as_json_says_where_each_step_rests() -> None:
    done = run("letgo", "bursztyn", STUDIO, *DAY, "--format", "json")
    plan = json.loads(done.out)
    assert plan["format"] == "clienthealth.plan/1"
    [owed] = [step for step in plan["steps"] if step["key"] == "obligation-1"]
    [entry] = owed["evidence"]
    assert "obligations" in entry["path"]
    line = STUDIO.read_text(encoding="utf-8").splitlines()[entry["line"] - 1]
    assert owed["notes"][0] in line
    assert owed["article"] == "001_971a2047784011b4"


def recorded(command: str, key: str, ledger: Path, *days: str) -> tuple[Ran, dict[str, object]]:
    """What comes of the command that a step prints, and the step of the plan after it."""
    asked = (command, "expohaus", ledger, "--format", "json", "--as-of")
    before = run(*asked, days[0])
    [line] = [s["command"] for s in json.loads(before.out)["steps"] if s["key"] == key]
    done = run(*line.split()[1:], "--ledger", ledger, "--at", days[0])
    after = run(*asked, days[-1])
    [step] = [s for s in json.loads(after.out)["steps"] if s["key"] == key]
    return done, step


@pytest.mark.parametrize(("command", "key"), [("letgo", "wait"), ("boundaries", "log")])
def test_the_line_that_records_a_step_can_be_typed_and_ticks_it(
    tmp_path: Path, command: str, key: str
) -> None:
    ledger = tmp_path / "ledger.yaml"
    ledger.write_text(EXAMPLE.read_text(encoding="utf-8"), encoding="utf-8")
    done, step = recorded(command, key, ledger, STUDIO_DAY, "2026-11-03")
    assert (done.code, done.err) == (0, "")
    assert step["done"] == STUDIO_DAY


def test_a_letter_to_them_ticks_the_confirmation_once_they_have_a_last_day(tmp_path: Path) -> None:
    ledger = tmp_path / "ledger.yaml"
    text = EXAMPLE.read_text(encoding="utf-8")
    assert "  - id: expohaus\n" in text
    told = text.replace("  - id: expohaus\n", "  - id: expohaus\n    until: 2026-11-30\n")
    ledger.write_text(told, encoding="utf-8")
    done, step = recorded("letgo", "confirm", ledger, "2026-11-03", "2026-11-05")
    assert (done.code, done.err) == (0, "")
    assert step["done"] == "2026-11-03"


NO_LETTER = """
version: 1
business: {name: Ada, currency: EUR}
clients:
  - {id: fresh, name: Fresh, first_contact: 2026-06-20}
  - {id: paid, name: Paid, invoices: [{number: 1, issued: 2026-05-01, amount: 9, paid: 2026-05-02}]}
"""


@pytest.mark.parametrize(("command", "client"), [("followup", "fresh"), ("collect", "paid")])
def test_no_empty_mail_is_drafted_where_there_is_no_letter(
    command: str, client: str, tmp_path: Path
) -> None:
    books = tmp_path / "books.yaml"
    books.write_text(NO_LETTER, encoding="utf-8")
    done = run(command, client, str(books), "--as-of", "2026-06-30", "--format", "eml")
    assert (done.code, done.out) == (2, "")
    assert f"`clienthealth {command}` says what" in done.err

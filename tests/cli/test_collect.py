"""`collect`, `followup` and `today` as users type them."""

import contextlib
import fcntl
import io
import json
import os
import pty
import re
import shlex
import struct
import subprocess
import termios
from datetime import date
from pathlib import Path

import pytest
from rich.console import Console

from cli.program import PROGRAM, STUDIO, STUDIO_DAY, environment, run
from clienthealth import collect, load_ledger
from clienthealth.report.collect.table import print_to
from depth import thorough

DAY = ("--as-of", STUDIO_DAY)
LEDGER = """\
version: 1
business: {name: Studio Ada, currency: EUR}
clients:
- id: acme
  name: Acme GmbH
  country: DE
  contacts: [{name: Jo Braun, email: jo@acme.example}]
  invoices:
  - {number: "2026-014", issued: 2026-05-01, due: 2026-05-31, amount: 1190}
  - {number: "2026-015", issued: 2026-05-20, due: 2026-06-19, amount: 500, disputed: true}
- id: idle
  name: Idle Ltd
"""


@pytest.fixture
def books(tmp_path: Path) -> Path:
    file = tmp_path / "clienthealth.yaml"
    file.write_text(LEDGER)
    return file


@pytest.mark.parametrize("command", ["collect", "followup"])
def test_a_ledger_alone_is_named_also_where_it_is_missing(command: str, tmp_path: Path) -> None:
    ran = run(command, "missing.yaml", cwd=tmp_path)
    assert ran.code == 3
    assert "missing.yaml does not exist; check the path" in ran.err


def test_collect_lists_who_owes_and_what_comes_next(books: Path) -> None:
    ran = run("collect", books, "--as-of", "2026-06-30")
    assert ran.code == 0
    assert "acme    Acme GmbH  1,690.00  1,690.00    30        -  firm" in ran.out
    assert "idle" not in ran.out
    assert "this is not legal advice" in ran.out


@pytest.mark.parametrize(("width", "fits"), [(60, False), (80, False), (100, True), (200, True)])
def test_a_terminal_explains_interest_only_where_it_shows_some(
    books: Path, width: int, fits: bool
) -> None:
    out = io.StringIO()
    found = collect(load_ledger(books), as_of=date(2026, 6, 30))
    print_to(Console(file=out, width=width), found)
    text = " ".join(out.getvalue().split())
    assert ("on interest" in text) == ("this is not legal advice" in text) == fits


def test_collect_of_one_client_shows_invoices_claims_and_the_letter(books: Path) -> None:
    ran = run("collect", "acme", books, "--as-of", "2026-06-30")
    assert "By § 288 BGB: 10.27 % a year." in ran.out
    assert "Interest so far: 10.04 EUR. Fixed sums: 40.00 EUR." in ran.out
    assert "clienthealth log acme reminder --step firm --at 2026-06-30" in ran.out
    assert "No reminder is due for these; settle the dispute first." in ran.out
    assert "Subject: Überfällige Rechnung 2026-014" in ran.out
    assert "Guten Tag Jo Braun," in ran.out


def test_what_was_logged_as_it_says_is_seen(books: Path) -> None:
    """The step that the printed command records ticks the reminder."""
    books.write_text(
        LEDGER.replace(
            "- id: idle", "  events: [{kind: reminder, at: 2026-06-30, step: firm}]\n- id: idle"
        )
    )
    ran = run("collect", "acme", books, "--as-of", "2026-07-01", "--format", "json")
    [first, _] = json.loads(ran.out)["clients"][0]["invoices"]
    assert first["sent"] == [{"step": "firm", "date": "2026-06-30"}]
    assert first["next"] == {"step": "final", "date": "2026-07-07"}


def test_the_lines_that_are_printed_record_the_steps(books: Path) -> None:
    """What `collect` prints is typed as it stands, and the next `collect` goes on from it."""
    first = run("collect", "acme", books, "--as-of", "2026-06-30", "--format", "json")
    [reminder] = json.loads(first.out)["clients"][0]["reminders"]
    for line in reminder["log"]:
        logged = run(*shlex.split(line)[1:], "--ledger", books)
        assert logged.code == 0, logged.err
    after = run("collect", "acme", books, "--as-of", "2026-07-01", "--format", "json")
    [item, _] = json.loads(after.out)["clients"][0]["invoices"]
    assert [each["step"] for each in item["sent"]] == ["firm"]
    assert item["next"]["step"] == "final"


def test_a_client_that_owes_nothing_is_told_so(books: Path) -> None:
    ran = run("collect", "idle", books)
    assert ran.code == 0
    assert "Nothing is open." in ran.out


def test_the_statement_is_in_the_clients_language_and_without_a_word_of_scores(
    books: Path,
) -> None:
    for form in ("table", "markdown", "html", "json"):
        options = ("--statement", "--as-of", "2026-06-30", "--format", form)
        ran = run("collect", "acme", books, *options)
        assert ran.code == 0
        text = re.sub(r"<(style|script)\b.*?</\1>", "", ran.out, flags=re.DOTALL)
        told = text.casefold()
        words = ("score", "health:", "verdict", "provision", "late-payment", "renegotiate", "risk")
        assert [word for word in words if word in told] == []
    assert (
        "Offener Saldo am 30. Juni 2026: 1.690,00 €"
        in run("collect", "acme", books, "--statement", "--as-of", "2026-06-30").out
    )


@pytest.mark.parametrize(
    ("arguments", "what"),
    [
        (["collect", "--statement"], "write collect CLIENT --statement"),
        (["collect", "acme", "--since", "2026-01-01"], "add --statement"),
        (["collect", "acme", "--statement", "--since", "2027-01-01"], "write an earlier day"),
        (["collect", "acme", "--statement", "--redact"], "for the client to read"),
        (["collect", "--format", "eml"], "a letter to one client"),
        (["collect", "acme", "--format", "eml", "--redact"], "for the client to read"),
        (["collect", "acme", "--statement", "--format", "ics"], "a statement is"),
        (["collect", "acne"], "did you mean"),
        (["followup", "acme"], "is not a prospect"),
        (["followup", "--format", "eml"], "a letter to one prospect"),
        (["today", "--days", "-1"], "days"),
    ],
)
def test_wrong_usage_says_what_to_write(books: Path, arguments: list[str], what: str) -> None:
    ran = run(*arguments, "--as-of", "2026-06-30", cwd=books.parent)
    assert ran.code == 2
    assert what in ran.err


def test_a_draft_is_addressed_and_opens_for_editing(books: Path) -> None:
    ran = run("collect", "acme", books, "--as-of", "2026-06-30", "--format", "eml")
    assert ran.code == 0
    assert "To: jo@acme.example" in ran.out
    assert "X-Unsent: 1" in ran.out


@thorough
@pytest.mark.parametrize("command", ["collect", "followup", "today"])
@pytest.mark.parametrize("form", ["table", "json", "markdown", "html", "ics"])
def test_the_same_bytes_each_run(command: str, form: str) -> None:
    first = run(command, STUDIO, *DAY, "--format", form)
    assert first.code == 0, first.err
    assert run(command, STUDIO, *DAY, "--format", form) == first


def at_a_terminal(*arguments: str | Path) -> list[str]:
    """The lines that a command prints at a terminal of 160 columns."""
    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 50, 160, 0, 0))
    subprocess.run(
        [*PROGRAM, *map(str, arguments)],
        stdout=theirs,
        stderr=subprocess.DEVNULL,
        env=environment(NO_COLOR="1"),
        check=False,
    )
    os.close(theirs)
    read = b""
    with contextlib.suppress(OSError):  # how the end of a terminal's output is told
        while part := os.read(ours, 65_536):
            read += part
    os.close(ours)
    return read.decode().splitlines()


@pytest.mark.parametrize("command", ["score", "check"])
def test_a_report_ends_with_what_is_due_at_a_terminal_alone(books: Path, command: str) -> None:
    day = ("--as-of", "2026-06-30")
    line = "Next, 30 Jun 2026: acme: send the firm reminder (1,190.00 EUR): "
    assert line in at_a_terminal(command, books, *day)[-1]
    hidden = at_a_terminal(command, books, *day, "--redact")[-1]
    assert hidden.startswith("Next, 30 Jun 2026: client-1: send the firm reminder: ")
    assert "Next, " not in run(command, books, *day).out
    assert "Next, " not in at_a_terminal(command, books, *day, "--client", "acme")[-1]

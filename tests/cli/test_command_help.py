"""`--help` of every command: our words, two examples that work, the exit codes, nothing cut."""

import re
import shlex
import shutil
import subprocess
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from clienthealth import log_kinds
from clienthealth.cli.app import COMMANDS
from guarded import GIT

from .program import run

LEDGER = """\
version: 1
business: {name: Studio Ada, currency: EUR, target_rate: 95, terms_days: 30}
clients:
  - id: acme
    name: Acme GmbH
    since: 2025-01-01
    contract: {signed: 2024-12-20, terms_days: 14, notice_days: 30}
    invoices:
      - {number: A-1, issued: 2026-02-02, amount: 1190, tax: 190, paid: 2026-03-30}
      - {number: A-2, issued: 2026-03-02, amount: 2380, tax: 380, paid: 2026-04-28}
      - {number: 2026-014, issued: 2026-05-04, amount: 1785, tax: 285}
    time:
      - {date: 2026-01-20, hours: 11}
      - {date: 2026-02-18, hours: 22}
  - id: nova
    name: Nova AG
    first_contact: 2026-04-20
    events:
      - {kind: stall, at: 2026-05-18, excuse: wants to think about it}
      - {kind: stall, at: 2026-06-08, excuse: the board meets in July}
"""
"""The clients of the examples."""
PROJECT = "    projects: [{id: shop, name: Shop, fee: 9000, estimated_hours: 90}]\n    time:\n"
SOON = datetime.now(UTC).date() + timedelta(days=30)
"""When the waivers of the examples end, seen from the day on which they are tried."""
GROUPS = {"baseline": ("baseline", "write")}
NAMES = [GROUPS.get(name, (name,)) for name in COMMANDS]
OF_COMMANDS = [(), *((name,) for name in GROUPS)]
"""The helps that list commands: that of the program, and those of its groups."""
SECTION = re.compile(r"^(\w[\w ]*):\n((?:(?:  .*)?\n)*)", re.MULTILINE)


def sections(*name: str) -> dict[str, list[str]]:
    """The parts of a help by their titles."""
    done = run(*name, "--help", COLUMNS="80")
    assert (done.code, done.err) == (0, "")
    return {title: text.strip("\n").splitlines() for title, text in SECTION.findall(done.out)}


@pytest.mark.parametrize("name", [*OF_COMMANDS, *NAMES], ids=" ".join)
def test_it_has_two_examples_and_the_exit_codes(name: tuple[str, ...]) -> None:
    found = sections(*name)
    examples = [line.strip() for line in found["Examples"]]
    assert len(examples) == 2
    assert all(line.startswith(" ".join(("clienthealth", *name))) for line in examples)
    told = " ".join(line.strip() for line in found["Exit codes"])
    codes = re.findall(r"(?:^|, )(\d+) ", told)
    expected = ["0", "1", "2", "3", "4", "5", "130", "141"]
    assert codes == [code for code in expected if code != "1" or name in {(), ("check",)}]


KINDS = [*log_kinds()]


@pytest.mark.parametrize("kind", KINDS)
def test_the_help_of_a_kind_to_log_has_two_examples_and_both_work(
    kind: str, tmp_path: Path
) -> None:
    path = tmp_path / "clienthealth.yaml"
    path.write_text(LEDGER.replace("    time:\n", PROJECT, 1), encoding="utf-8")
    found = sections("log", kind)
    assert "0 done" in found["Exit codes"][0]
    examples = [line.strip() for line in found["Examples"]]
    assert len(examples) == len(set(examples)) == 2
    for line in examples:
        program, *words = shlex.split(line)
        assert (program, words[:3]) == ("clienthealth", ["log", "acme", kind])
        done = run(*words, "--dry-run", cwd=tmp_path)
        assert (done.code, done.err) == (0, ""), line
        assert "\n+" in done.out


@pytest.mark.parametrize("columns", ["40", "60", "80", "160"])
@pytest.mark.parametrize("name", [*OF_COMMANDS, *NAMES], ids=" ".join)
def test_no_option_is_broken_at_its_hyphens(name: tuple[str, ...], columns: str) -> None:
    """`--new-` at the end of a line is no option that can be typed."""
    lines = run(*name, "--help", COLUMNS=columns).out.splitlines()
    assert not [line for line in lines if re.search(r"(^|\s)--?[\w-]*-$", line)]


def test_the_grade_of_a_client_is_shown_to_nobody() -> None:
    assert "GRADE" not in run("check", "--help").out


LIBRARY = re.compile(
    r"<\w+>|\b(?:TEXT|PATH|INTEGER|FLOAT|RANGE|BOOLEAN|UUID|FILENAME)\b|<=x|\[required\]|"
    r"\[default: |\{\w"
)


@pytest.mark.parametrize("name", [*OF_COMMANDS, *NAMES], ids=" ".join)
def test_it_says_what_to_write_in_our_own_words(name: tuple[str, ...]) -> None:
    done = run(*name, "--help", COLUMNS="80")
    assert not LIBRARY.findall(done.out)
    assert max(map(len, done.out.splitlines())) <= 80


@pytest.mark.parametrize("kind", ["message", "paid", "hours", "boundary", "change_request"])
def test_the_help_of_a_kind_that_is_logged_is_in_our_words_too(kind: str) -> None:
    done = run("log", kind, "--help", COLUMNS="80")
    assert (done.code, done.err) == (0, "")
    assert not LIBRARY.findall(done.out)
    assert done.out.startswith(f"Usage: clienthealth log CLIENT {kind} [OPTIONS]")
    assert "Exit codes:" in done.out


def test_no_summary_of_a_command_is_cut_at_80_columns() -> None:
    commands = run("--help", COLUMNS="80").out.partition("Commands:\n")[2].partition("\n\n")[0]
    assert len(commands.splitlines()) == len(COMMANDS)
    for line in commands.splitlines():
        assert re.fullmatch(r"  [a-z]+ +[A-Z].*\w\.", line), line
        assert "..." not in line


def test_the_list_says_of_each_command_what_its_own_help_begins_with() -> None:
    listed = run("--help", COLUMNS="80")
    assert run("--debug", "--help", COLUMNS="80") == listed, "this loads all of them"
    assert run(COLUMNS="80").err == listed.out


def test_every_option_and_argument_says_what_it_means() -> None:
    for name in NAMES:
        found = sections(*name)
        for line in [*found.get("Arguments", ()), *found["Options"]]:
            assert not re.fullmatch(r"  \S+( \S+)?", line) or len(line) > 24, (name, line)


def test_a_default_and_what_is_required_are_told() -> None:
    words = " ".join(run("score", "--help", COLUMNS="80").out.split())
    assert (
        "--format table|json|csv|markdown|html The format of the output. Default: table." in words
    )
    words = " ".join(run("waive", "--help", COLUMNS="80").out.split())
    assert "Usage: clienthealth waive [OPTIONS] CLIENT RULE [LEDGER]" in words
    assert "--reason REASON Why it is accepted. Required." in words


@pytest.mark.parametrize("name", [n for n in NAMES if n != ("serve",)], ids=" ".join)
def test_the_examples_work(name: tuple[str, ...], tmp_path: Path) -> None:
    """On a ledger in the working folder, or in `ledger/`, with the files that they name."""
    (tmp_path / "ledger").mkdir()
    for path in ("clienthealth.yaml", "ledger/clients.yaml"):
        (tmp_path / path).write_text(LEDGER, encoding="utf-8")
    (tmp_path / "strict.yaml").write_text("minimum_hours: 10\n", encoding="utf-8")
    samples = Path(__file__).parents[1] / "ledger" / "exports" / "samples"
    shutil.copy(samples / "freshbooks.csv", tmp_path / "invoices.csv")
    shutil.copy(samples / "toggl.csv", tmp_path / "hours.csv")
    if name == ("check",):
        for git in (["init", "-q", "-b", "main"], ["add", "."], ["commit", "-q", "-m", "x"]):
            subprocess.run([*GIT, *git], cwd=tmp_path, check=True)
    for line in sections(*name)["Examples"]:
        words = shlex.split(line.replace("2026-12-31", str(SOON)))[1:]
        if words[0] == "init":
            for made in tmp_path.glob("clienthealth*"):
                made.unlink()
        done = run(*words, cwd=tmp_path, XDG_STATE_HOME=str(tmp_path / "state"))
        assert done.code in ({0, 1} if name == ("check",) else {0}), (line, done.err)

"""Text from a ledger comes out of every command and format as text, never as a command."""

import csv
import io
import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from cli.program import run
from hostile import ASKED, DAY, FILE, PLANS, ROWS, Asked, ledger

COMMANDS = (
    "::error file=a,line=1::gone ##[error]x ##vso[task.setvariable variable=PATH]y "
    "##teamcity[buildStatus]z :\u034f:warning:: ##\ufe0f[group]w"
)
HOSTILE = (
    f"{COMMANDS} \x1b[31m\u202e\n::error::gone\r\n##[add-mask]gone\u2028::debug::gone\n%0A::e::"
)

BROKEN = {
    "a key": 'version: 1\n"TEXT": 1\nbusiness: {name: a, currency: EUR}\nclients: []\n',
    "a value": "version: 1\nbusiness: {name: a, currency: TEXT}\nclients: [{id: TEXT, name: a}]\n",
    "a kind": "version: 1\nbusiness: {name: a, currency: EUR}\n"
    "clients: [{id: a, name: a, events: [{kind: TEXT}]}]\n",
    "a file": "version: 1\nbusiness: {name: a, currency: EUR}\n"
    "include: [{file: TEXT, kind: time}]\nclients: []\n",
    "a client of rows": "version: 1\nbusiness: {name: a, currency: EUR}\n"
    f"include: [{{file: {json.dumps(ROWS)}, kind: time}}]\nclients: []\n",
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / FILE).write_text(ledger(HOSTILE), encoding="utf-8", newline="")
    rows = f'client,date,hours,note\nacme,2026-09-01,23,"{HOSTILE}"\nacme,2026-09-01,3,x\n'
    (tmp_path / ROWS).write_text(rows, encoding="utf-8", newline="")
    return tmp_path


def obeyed(text: str, format_: str) -> list[str]:
    """The lines of an output that a terminal or a build server would obey."""
    if format_ == "html":  # a style knows `::` of its own, and takes nothing from a ledger
        text = re.sub(r"<(style|script)\b.*?</\1>", "", text, flags=re.DOTALL)
    lines = re.split(r"[\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]", text)
    if format_ == "github":
        own = re.compile(r"::(error|warning|notice) [^:]*::[^\n]*|::group::\w+|::endgroup::")
        lines = [line for line in lines if not own.fullmatch(line)]
    weightless = str.maketrans("", "", "\u034f\ufe0f")
    return [
        line
        for line in (each.translate(weightless) for each in lines)
        if re.match(r"\s*::", line)
        or re.search(r"##\w*\[", line)
        or (format_ != "html" and "::" in line)
        or "\x1b" in line
        or "\u202e" in line
    ]


@pytest.mark.parametrize("asked", ASKED, ids=lambda asked: asked.name)
def test_nothing_in_a_ledger_commands_a_log_or_a_terminal(folder: Path, asked: Asked) -> None:
    done = asked.of(folder)
    assert done.code in {0, 1, 2}, done.err
    assert done.out or done.err
    assert obeyed(done.out, asked.format) == []
    assert obeyed(done.err, asked.format) == []


@pytest.mark.parametrize("format_", ["table", "json"])
@pytest.mark.parametrize("broken", BROKEN.values(), ids=BROKEN)
def test_no_problem_commands_a_log(folder: Path, broken: str, format_: str) -> None:
    (folder / FILE).write_text(broken.replace("TEXT", json.dumps(HOSTILE)).replace('""', '"'))
    done = run("score", FILE, "--format", format_, cwd=folder)
    assert (done.code, done.out) == (3, "")
    assert obeyed(done.err, format_) == []


def texts(document: object) -> Iterator[str]:
    """Every text in a JSON document."""
    if isinstance(document, str):
        yield document
    elif isinstance(document, dict | list):
        for inner in document.values() if isinstance(document, dict) else document:
            yield from texts(inner)


@pytest.mark.parametrize("command", ["score", "trend", "review"])
def test_json_holds_the_very_same_text(folder: Path, command: str) -> None:
    done = run(command, FILE, "--format", "json", *DAY, cwd=folder)
    assert HOSTILE in set(texts(json.loads(done.out)))


def test_a_cell_of_csv_stays_readable(folder: Path) -> None:
    done = run("score", FILE, "--format", "csv", *DAY, cwd=folder)
    names = {row["name"] for row in csv.DictReader(io.StringIO(done.out))}
    [name] = names
    assert name.startswith(": :error file=a,line=1: :gone # #[error]x # #vso[task.setvariable")


# Lengths

LONG = "0123456789 " * 2_000
LONGEST = {"table": 1_000, "text": 1_000, "": 1_000, "markdown": 1_000, "html": 4_000}


@pytest.fixture
def long_folder(tmp_path: Path) -> Path:
    (tmp_path / FILE).write_text(ledger(LONG), encoding="utf-8")
    (tmp_path / ROWS).write_text("client,date,hours\nacme,2026-09-01,23\n", encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize(
    "asked",
    [
        *(Asked(("score",), name) for name in ("table", "markdown", "html")),
        *(Asked(("review",), name) for name in ("table", "markdown")),
        *(Asked(("check",), name) for name in ("text", "markdown")),
        *(Asked((command, "acme"), name) for command in PLANS for name in ("table", "markdown")),
        Asked(("explain", "acme")),
        Asked(("trend", "acme"), "table"),
    ],
    ids=lambda asked: asked.name,
)
def test_no_text_in_a_ledger_crowds_out_the_rest(long_folder: Path, asked: Asked) -> None:
    done = asked.of(long_folder)
    assert done.code in {0, 1}
    assert max(map(len, (done.out + done.err).split("\n"))) <= LONGEST[asked.format]


def test_evidence_of_a_ledger_on_one_line_is_its_own_entry(tmp_path: Path) -> None:
    events = [
        {"kind": "stall", "at": f"2026-0{n}-05", "excuse": f"call me in month {n}"}
        for n in range(1, 10)
    ]
    clients = [
        {"id": "acme", "name": "Acme", "since": "2025-01-01", "events": events},
        {"id": "bolt", "name": "Bolt & Sons " * 50, "since": "2025-01-01"},
    ]
    document = {"version": "1", "business": {"name": "Ada", "currency": "EUR"}, "clients": clients}
    (tmp_path / "one.yaml").write_text(json.dumps(document))
    explained = run("explain", "acme", "one.yaml", "--all", *DAY, cwd=tmp_path).out
    for n, event in enumerate(events, start=1):
        assert re.search(rf"call me in month {n}.* \(one\.yaml:1\)\n", explained), n
        assert f"    …{json.dumps(event)}…\n" in explained, n
    assert "Bolt" not in explained
    page = run("score", "one.yaml", "--client", "acme", "-f", "html", *DAY, cwd=tmp_path).out
    assert "call me in month 1" in page
    assert "Bolt" not in page

"""The README's commands, ledger, figures and Python are tried as they are written."""

import html
import os
import re
import subprocess
import sys
from datetime import date
from pathlib import Path

from clienthealth import assess, load_ledger
from clienthealth.judging.verdict import CLIENTS
from clienthealth.ledger import written

ROOT = Path(__file__).resolve().parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
VENV = "test -x .venv/bin/pip || python3 -m venv .venv && .venv/bin/python -m pip install -q -e "


def blocks(language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```$", README, re.MULTILINE | re.DOTALL)


def run(*command: str, **environment: str) -> str:
    done = subprocess.run(
        [sys.executable, *command],
        cwd=ROOT,
        check=True,
        capture_output=True,
        encoding="utf-8",
        env={**os.environ, **environment},
    )
    return done.stdout


def test_opens_with_a_title_a_sentence_and_two_commands_of_one_line() -> None:
    title, sentence = README.split("\n\n")[:2]
    assert title == "# clienthealth"
    assert "\n" not in sentence
    assert [block.count("\n") for block in blocks("sh")] == [1, 1]


def test_the_main_command_scores_the_studio_out_of_a_virtual_environment() -> None:
    command = blocks("sh")[0].strip()
    score = "score examples/studio.yaml --as-of 2026-10-31"
    assert command == f"{VENV}. && .venv/bin/clienthealth {score}"
    assert "Knallpreis" in run("-m", "clienthealth", *score.split())


def test_the_test_command_installs_what_the_tests_need() -> None:
    command = blocks("sh")[1].strip()
    assert command == f"{VENV}'.[dev]' && .venv/bin/python -m pytest -q"


def test_the_program_is_installed_under_its_name_before_it_is_called_so() -> None:
    activated = README.index("$ . .venv/bin/activate\n")
    called = [match.start() for match in re.finditer(r"(?<![\w/\\])clienthealth [a-z]", README)]
    assert activated > README.index(blocks("sh")[1])
    assert called
    assert activated < min(called)
    for install in ("pipx install .", "uv tool install ."):
        assert README.index(install) < min(called)


def test_the_picture_is_what_the_main_command_prints() -> None:
    svg = (ROOT / "docs" / "images" / "score.svg").read_text(encoding="utf-8")
    shown = html.unescape(" ".join(re.findall(r">([^<]*)</text>", svg)))
    score = ("score", "examples/studio.yaml", "--as-of", "2026-10-31")
    terminal = {"COLUMNS": "120", "FORCE_COLOR": "1", "NO_COLOR": "1", "TERM": "xterm"}
    printed = re.sub(r"\x1b\[[0-9;]*m", "", run("-m", "clienthealth", *score, **terminal))
    words = set(re.findall(r"[\w.,-]+", printed))
    assert len(words) > 200
    assert [word for word in words if word not in shown] == []


def test_what_is_said_of_the_example_is_so() -> None:
    studio = assess(load_ledger(ROOT / "examples/studio.yaml"), as_of=date(2026, 10, 31))
    client = studio.client("knallpreis")
    assert client is not None
    assert client.verdict is not None
    facts = client.facts
    (hold,) = client.verdict.holds
    ranked = sum(each.rank is not None for each in studio.clients)
    assert (client.verdict.action, hold.kind) == ("let-go", "collect-first")
    assert facts.late_share == 1
    assert "disputes-agreement" in {finding.name for finding in client.findings}
    rate, owed, overdue = (
        written.amount(figure, "EUR")
        for figure in (client.effective_rate, facts.open_balance, facts.overdue_balance)
        if figure is not None
    )
    for said in (
        f"with {len(studio.clients)} clients and prospects",
        f"{facts.invoices_due} of {facts.invoices_due}",
        f"brings {rate}",
        f"rank {client.rank}th of {ranked},",
        f"owe {owed}, and {overdue} of it is overdue",
    ):
        assert said in README


def test_every_verdict_on_a_client_has_a_row() -> None:
    rows = re.findall(r"^\| `([a-z-]+)` \|", README, re.MULTILINE)
    assert sorted(rows) == sorted({row.action for row in CLIENTS})


def test_the_ledger_is_valid(tmp_path: Path) -> None:
    (block,) = blocks("yaml")
    path = tmp_path / "ledger.yaml"
    path.write_text(block, encoding="utf-8")
    ledger = load_ledger(path)
    assert not ledger.warnings
    assert assess(ledger, as_of=date(2026, 3, 31)).clients[0].id == "acme"


def test_the_python_runs() -> None:
    (block,) = blocks("python")
    printed = run("-c", block)
    assert "knallpreis" in printed
    assert "VAL008" in printed

"""Every example ledger is valid and scores, and the studio shows every verdict."""

import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from clienthealth import assess, load_ledger
from clienthealth.judging.verdict import CLIENTS, PROSPECTS

EXAMPLES = Path(__file__).resolve().parent.parent / "examples"
DAY = date(2026, 10, 31)


def run(script: str, *arguments: str) -> str:
    done = subprocess.run(
        [sys.executable, EXAMPLES / script, *arguments],
        check=True,
        capture_output=True,
        encoding="utf-8",
    )
    return done.stdout


@pytest.mark.parametrize("path", sorted(EXAMPLES.glob("*.yaml")), ids=lambda path: path.stem)
def test_an_example_ledger_scores_without_a_warning(path: Path) -> None:
    ledger = load_ledger(path)
    assert not ledger.warnings
    assert any(client.verdict for client in assess(ledger, as_of=DAY).clients)


def test_the_studio_is_what_its_generator_writes() -> None:
    run("generate_studio.py", "--check")


def test_the_studio_shows_every_verdict() -> None:
    clients = assess(load_ledger(EXAMPLES / "studio.yaml"), as_of=DAY).clients
    verdicts = [client.verdict for client in clients if client.verdict]
    assert {verdict.action for verdict in verdicts} == {
        row.action for row in (*CLIENTS, *PROSPECTS)
    }


def test_the_studio_lets_clients_go_for_both_reasons() -> None:
    clients = assess(load_ledger(EXAMPLES / "studio.yaml"), as_of=DAY).clients
    gone = [c for c in clients if c.verdict and c.verdict.action == "let-go"]
    assert any(c.grinder for c in gone)
    assert any(f.persists and f.is_serious for c in gone if not c.grinder for f in c.findings)


def test_the_quickstart_runs() -> None:
    assert "VAL008 grinder" in run("quickstart.py")

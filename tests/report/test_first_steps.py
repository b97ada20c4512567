"""An empty ledger, and one that says next to nothing, get a sentence and no noise."""

from pathlib import Path

import pytest

from cli.program import run

EMPTY = "version: 1\nbusiness: {name: Ada, currency: EUR}\nclients: []\n"
BARE = EMPTY.replace("[]", "[{id: acme, name: Acme GmbH, since: 2026-01-01}]")
KNOWN = EMPTY.replace(
    "[]",
    "[{id: acme, name: Acme GmbH, since: 2026-01-01, "
    "invoices: [{number: '1', issued: 2026-02-01, amount: 100}]}]",
)


@pytest.fixture
def ledger(tmp_path: Path) -> Path:
    """Where the ledger of a test is."""
    return tmp_path / "clienthealth.yaml"


@pytest.mark.parametrize("command", ["score", "review", "today", "trend"])
def test_an_empty_ledger_says_how_to_add_a_client(ledger: Path, command: str) -> None:
    ledger.write_text(EMPTY)
    done = run(command, ledger, "--as-of", "2026-10-31")
    assert done.code == 0
    assert "The ledger has no client yet. Add one under `clients:`" in done.out
    assert len(done.out.splitlines()) <= 3
    assert "0.00" not in done.out


@pytest.mark.parametrize("command", ["score", "review", "today", "trend"])
def test_a_client_without_anything_says_what_to_log_first(ledger: Path, command: str) -> None:
    ledger.write_text(BARE)
    done = run(command, ledger, "--as-of", "2026-10-31")
    assert done.code == 0
    assert "Nothing is logged yet" in done.out
    assert "0.00" not in done.out


@pytest.mark.parametrize("command", ["score", "review", "today"])
def test_a_first_invoice_is_enough_for_a_report(ledger: Path, command: str) -> None:
    ledger.write_text(KNOWN)
    done = run(command, ledger, "--as-of", "2026-10-31")
    assert done.code == 0
    assert "Nothing is logged yet" not in done.out


def test_a_day_before_every_entry_is_said_so(ledger: Path) -> None:
    ledger.write_text(KNOWN)
    done = run("score", ledger, "--as-of", "2020-10-31")
    assert "No client was known on 31 Oct 2020." in done.out

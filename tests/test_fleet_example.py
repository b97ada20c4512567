"""Many ledgers on two workers of Dask, as the example runs them: the same rows as a plain loop."""

import importlib.util
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from types import ModuleType

import pytest

from cli.program import ROOT, STUDIO
from clienthealth import BrokenLedger, Redactor, redact
from depth import thorough

SCRIPT = ROOT / "examples" / "fleet.py"
DAY = date(2026, 10, 31)


@pytest.fixture(scope="module")
def example() -> Iterator[ModuleType]:
    """The script as a module that the workers can import too."""
    spec = importlib.util.spec_from_file_location("fleet", SCRIPT)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["fleet"] = module
    sys.path.insert(0, str(SCRIPT.parent))
    spec.loader.exec_module(module)
    yield module
    sys.path.remove(str(SCRIPT.parent))
    del sys.modules["fleet"]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Two good ledgers, a broken one, and what is no ledger."""
    minimal = (ROOT / "examples" / "minimal.yaml").read_text(encoding="utf-8")
    (tmp_path / "parts").mkdir()
    (tmp_path / "parts" / "a.yaml").write_text(minimal, encoding="utf-8")
    (tmp_path / "studio.yaml").write_text(STUDIO.read_text(encoding="utf-8"), encoding="utf-8")
    (tmp_path / "broken.yaml").write_text("version: 1\n", encoding="utf-8")
    (tmp_path / ".hidden.yaml").write_text("version: 1\n", encoding="utf-8")
    (tmp_path / "notes.txt").write_text("nothing", encoding="utf-8")
    return tmp_path


@thorough
def test_two_workers_give_the_rows_of_a_loop(example: ModuleType, folder: Path) -> None:
    """With names, and under the pseudonyms of a key."""
    ledgers = example.ledgers_in(folder)
    assert [Path(ledger).name for ledger in ledgers] == ["broken.yaml", "parts", "studio.yaml"]
    with example.dask_workers(2) as on_workers:
        for secret in (None, "a key"):
            loop = list(example.in_a_loop(ledgers, DAY, secret))
            assert sorted(on_workers(ledgers, DAY, secret)) == sorted(loop)
            assert sum(isinstance(row, BrokenLedger) for rows in loop for row in rows) == 1


def test_under_pseudonyms_the_same_clients_are_the_lowest(
    example: ModuleType, folder: Path
) -> None:
    ledgers, redactor = example.ledgers_in(folder), Redactor("a key")
    found, hidden = (
        example.fleet_bottom(
            row for rows in example.in_a_loop(ledgers, DAY, secret) for row in rows
        )
        for secret in (None, "a key")
    )
    assert [row.id for row in hidden.overall.bottom] == [
        redactor.client(row.id) for row in found.overall.bottom
    ]
    assert all(row.name not in repr(hidden) for row in found.overall.bottom)
    assert str(folder) not in repr(hidden)
    named = [redact(row, redactor).ledger for row in found.overall.bottom]
    assert [row.ledger for row in hidden.overall.bottom] == named

"""The script of the annual review, run as cron would run it."""

import subprocess
import sys
from pathlib import Path

from cli.program import ROOT, STUDIO, Ran, environment

SCRIPT = ROOT / "examples" / "annual_review.py"


def run_script(*arguments: str | Path) -> Ran:
    done = subprocess.run(
        [sys.executable, SCRIPT, *arguments],
        capture_output=True,
        env=environment(),
        encoding="utf-8",
        check=False,
    )
    return Ran(done.returncode, done.stdout, done.stderr)


def test_it_writes_both_reports_and_names_who_is_to_go(tmp_path: Path) -> None:
    done = run_script(STUDIO, tmp_path / "out", "2026")
    assert (done.code, done.err) == (1, "")
    named = [line.partition(":")[0] for line in done.out.splitlines()]
    assert named[0] == "knallpreis"  # the grinder at the bottom, then those that misbehave
    assert "dunmarra" in named
    markdown = (tmp_path / "out" / "review-2026.md").read_text(encoding="utf-8")
    page = (tmp_path / "out" / "review-2026.html").read_text(encoding="utf-8")
    assert "Knallpreis" in markdown
    assert "Knallpreis" in page
    assert page.startswith("<!DOCTYPE html>")


def test_it_exits_0_where_nobody_is_to_go(tmp_path: Path) -> None:
    ledger = tmp_path / "ledger.yaml"
    text = "version: 1\nbusiness: {name: Studio, currency: EUR}\nclients: []\n"
    ledger.write_text(text, encoding="utf-8")
    done = run_script(ledger, tmp_path, "2025")
    assert (done.code, done.out, done.err) == (0, "", "")
    assert (tmp_path / "review-2025.md").exists()


def test_an_invalid_ledger_is_told_with_its_problems(tmp_path: Path) -> None:
    ledger = tmp_path / "ledger.yaml"
    ledger.write_text("version: 1\n", encoding="utf-8")
    done = run_script(ledger, tmp_path / "out", "2025")
    assert done.code == 3
    assert "ledger.yaml:1:1" in done.err
    assert not (tmp_path / "out").exists()


def test_it_is_short() -> None:
    assert len(SCRIPT.read_text(encoding="utf-8").splitlines()) < 40

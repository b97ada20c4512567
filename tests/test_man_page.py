"""The page for `man`: every command with its options, and nothing that groff complains about."""

import shutil
import subprocess
from pathlib import Path

import pytest

from clienthealth.cli.app import COMMANDS

PAGE = Path(__file__).resolve().parent.parent / "docs" / "man" / "clienthealth.1"


@pytest.mark.skipif(shutil.which("groff") is None, reason="groff is not installed")
def test_groff_reads_the_page_without_a_warning_and_shows_every_command() -> None:
    done = subprocess.run(
        ["groff", "-man", "-ww", "-Tutf8", "-P-cbou", str(PAGE)],
        capture_output=True,
        check=True,
        encoding="utf-8",
    )
    assert done.stderr == ""
    shown = {line.split()[0] for line in done.stdout.splitlines() if line.startswith("   ")}
    assert set(COMMANDS) <= shown
    assert "`" not in done.stdout

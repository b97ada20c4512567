"""A run in this process equals one in its own process, and leaves nothing behind.

So that what the other tests see in this process holds of the program that a user starts.
"""

import os
import re
import sys
from pathlib import Path

import pytest

from .program import STUDIO, STUDIO_DAY, run, start

BROKEN = "version: 1\nbusiness: {name: Me, currency: eur}\nclients: []\n"
ON_THE_DAY = (STUDIO, "--as-of", STUDIO_DAY)


def named(text: str) -> str:
    """A text in which the program has its own name, whatever Python was started with."""
    return re.sub(r"python -m (?:\w+\.)?clienthealth", "clienthealth", text)


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["--help"],
        ["score", "--help"],
        ["score", *ON_THE_DAY],
        ["score", *ON_THE_DAY, "--format", "json", "--redact"],
        ["score", STUDIO, "--window", "3"],
        ["score", "BROKEN"],
        ["score", "BROKEN", "--format", "json"],
        ["explain", "bursztyn", *ON_THE_DAY],
        ["trend", *ON_THE_DAY],
        ["review", *ON_THE_DAY, "--format", "markdown"],
        ["check", *ON_THE_DAY, "--format", "github"],
        ["check", "BROKEN", "--format", "github"],
        ["policy", STUDIO],
        ["rules", STUDIO],
        ["schema"],
        ["init", "BROKEN"],
        ["waive", "nobody", "stalling", STUDIO, "--reason", "x", "--until", "2026-12-31"],
    ],
    ids=lambda words: " ".join(Path(word).name for word in words),
)
def test_a_process_of_its_own_says_the_same(tmp_path: Path, arguments: list[str | Path]) -> None:
    broken = tmp_path / "ledger.yaml"
    broken.write_text(BROKEN)
    words = [broken if word == "BROKEN" else word for word in arguments]
    own, here = start(*words), run(*words)
    assert [named(text) for text in own[1:]] == [named(text) for text in here[1:]]
    assert own.code == here.code


def test_a_run_has_no_format_of_the_one_before(tmp_path: Path) -> None:
    broken = tmp_path / "ledger.yaml"
    broken.write_text(BROKEN)
    plain = run("score", broken)
    assert run("check", broken, "--format", "github").err.startswith("::error ")
    assert run("score", broken) == plain
    assert run("waive", "a", "stalling", broken, "--reason", "x", "--until", "2026-01-01") == plain


def test_a_run_hides_nothing_because_the_one_before_did(tmp_path: Path) -> None:
    missing = str(tmp_path / "missing")
    assert "withholds" in run("score", *ON_THE_DAY, "--client", "nobody", "--redact").err
    assert missing in run("score", missing).err


def test_a_run_leaves_the_process_as_it_was(tmp_path: Path) -> None:
    before = (Path.cwd(), dict(os.environ), sys.argv, sys.stdout, sys.stderr, sys.stdin)
    run("score", cwd=tmp_path, TZ="Pacific/Kiritimati", CLIENTHEALTH_LEDGER="no")
    assert (Path.cwd(), dict(os.environ), sys.argv, sys.stdout, sys.stderr, sys.stdin) == before

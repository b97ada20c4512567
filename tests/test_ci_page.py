"""docs/ci.md leads to a guarded repository by itself, and its reference is complete."""

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
import yaml

from depth import thorough
from guarded import (
    ABUSE,
    DAY,
    RUDE,
    Repository,
    client,
    isolate,
    ledger,
    needs_git,
    repository,
    waiver,
)

ROOT = Path(__file__).resolve().parent.parent
PAGE = (ROOT / "docs" / "ci.md").read_text(encoding="utf-8")
BLOCK = re.compile(
    r"(?:save this as `(?P<file>[^`]+)`(?:(?!```).)*?)?"
    r"(?:^<!-- exit: (?P<exit>\d) -->\n)?"
    r"^```(?P<kind>\w+)\n(?P<text>.*?)^```$",
    re.MULTILINE | re.DOTALL,
)

pytestmark = [
    needs_git,
    pytest.mark.skipif(shutil.which("bash") is None, reason="bash is not installed"),
]


class Block(NamedTuple):
    """A fenced block: a command and how it ends, what it prints, or what a file holds."""

    kind: str
    text: str
    exit: int
    file: str | None


def blocks(page: str) -> Iterator[Block]:
    for match in BLOCK.finditer(page):
        yield Block(match["kind"], match["text"], int(match["exit"] or 0), match["file"])


@pytest.fixture(autouse=True)
def alone(monkeypatch: pytest.MonkeyPatch) -> None:
    isolate(monkeypatch)
    for name in ("CLIENTHEALTH_LEDGER", "CLIENTHEALTH_REDACT_KEY", "PYTHONPATH"):
        monkeypatch.delenv(name, raising=False)


class Shell:
    """Runs one block after the other, each where the one before ended."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._where = folder / "where"

    def run(self, text: str) -> tuple[int, str]:
        """Run a block as a person would, who stops at what fails."""
        here = Path(sys.executable).parent
        who = {
            f"GIT_{w}_{what}": "a" for w in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")
        }
        done = subprocess.run(
            ["bash", "-e", "-c", f"trap 'pwd > \"$WHERE\"' EXIT\n{text}"],
            cwd=self.folder,
            env={
                **os.environ,
                **who,
                "PATH": f"{here}{os.pathsep}{os.environ['PATH']}",
                "TZ": "Europe/Berlin",  # that of the starter ledger
                "WHERE": str(self._where),
            },
            check=False,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
        )
        self.folder = Path(self._where.read_text(encoding="utf-8").strip())
        return done.returncode, done.stdout


def undated(text: str) -> str:
    return re.sub(r"\d{4}-\d\d-\d\d|\d{1,2} [A-Z][a-z]{2} \d{4}", "DATE", text)


@thorough
def test_it_can_be_walked_through_from_the_page_alone(tmp_path: Path) -> None:
    shell, printed, ran = Shell(tmp_path), "", 0
    for block in blocks(PAGE):
        if block.file is not None:
            path = shell.folder / block.file
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(block.text, encoding="utf-8")
        elif block.kind == "sh":
            assert printed == "", "what the block before printed is not on the page"
            code, printed = shell.run(block.text)
            assert code == block.exit, (block.text, printed)
            ran += 1
        elif block.kind == "text" and printed:
            assert undated(printed) == undated(block.text)
            printed = ""
    assert ran > 8
    own = Repository(shell.folder)
    assert own.git("status", "--porcelain") == ""
    saved = own.git("show", "main:.github/workflows/ledger.yml")
    assert saved == (ROOT / "examples/ci/github-workflow.yml").read_text(encoding="utf-8").strip()


def test_every_yaml_and_json_on_the_page_is_whole() -> None:
    kinds: dict[str, Callable[[str], object]] = {"yaml": yaml.safe_load, "json": json.loads}
    found = [kinds[block.kind](block.text) for block in blocks(PAGE) if block.kind in kinds]
    assert len(found) > 5
    assert all(isinstance(each, dict | list) for each in found)


def documented(section: str) -> set[str]:
    """The keys in the table of a section."""
    text = PAGE.split(f"\n{section}\n")[1].split("\n#")[0]
    cells = re.findall(r"^\| (`.*?) \|", text, re.MULTILINE)
    return {key for cell in cells for key in re.findall(r"`([^`]+)`", cell)}


def keys(value: object, prefix: str = "") -> Iterator[str]:
    """The keys of a document as `a.b[].c`, of what holds others only those of the others."""
    if isinstance(value, dict):
        for key, item in value.items():
            yield from keys(item, f"{prefix}.{key}" if prefix else key)
    elif isinstance(value, list):
        for item in value:
            yield from keys(item, f"{prefix}[]")
    else:
        yield prefix


@pytest.fixture
def compared(tmp_path: Path) -> Path:
    """A repository in which a check finds something of everything."""
    made = repository(tmp_path / "repo")
    made.commit(ledger(client("acme", waivers=[waiver()]), client("brutus", RUDE)))
    new = client("new", RUDE, "{kind: stall, at: 2062-05-05}")
    made.ledger.write_text(
        ledger(client("acme", RUDE, waivers=[waiver()]), client("brutus", RUDE, ABUSE), new)
    )
    return made.root


def program(folder: Path, *arguments: str) -> str:
    command = [sys.executable, "-m", "clienthealth", *arguments, "--as-of", DAY]
    done = subprocess.run(
        command, cwd=folder, check=False, stdout=subprocess.PIPE, encoding="utf-8"
    )
    assert done.returncode in {0, 1}
    return done.stdout


def test_every_key_of_the_json_is_told_and_no_other(compared: Path) -> None:
    both = [
        json.loads(program(compared, "check", "--format", "json", *more))
        for more in ([], ["--new-since", "HEAD"])
    ]
    found = {key for document in both for key in keys(document)}
    # What may be null is there by itself as well as with what it holds.
    assert found == documented("### json")


def test_every_key_of_the_baseline_is_told_and_no_other(compared: Path) -> None:
    program(compared, "baseline", "write")
    text = (compared / "clienthealth-baseline.json").read_text(encoding="utf-8")
    assert set(keys(json.loads(text))) == documented("### The baseline")

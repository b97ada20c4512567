"""A repository with a ledger that `check` guards, isolated from the machine's settings."""

import json
import os
import shutil
import subprocess
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

import pytest

DAY = "2026-06-30"
"""The date on which the ledgers made here are judged."""

HEAD = """\
version: 1
business: {name: Studio, currency: EUR, target_rate: 95, keeps: [misconduct, message, meeting]}
"""
PUNCTUAL = "\n".join(
    [
        "    invoices:",
        *(
            f"      - {{number: '{m}', issued: 2026-0{m}-01, amount: 900, "
            f"payments: [{{date: 2026-0{m}-10, amount: 900}}]}}"
            for m in range(1, 6)
        ),
    ]
)
ABUSE = "{kind: misconduct, at: 2026-05-05, level: abusive, note: words}"
DISRESPECT = "{kind: misconduct, at: 2026-05-04, level: disrespectful, note: words}"
RUDE = "{kind: misconduct, at: 2026-05-03, level: unprofessional, note: words}"

LATELY = f"{{kind: praise, at: {datetime.now(UTC).date()}}}"
"""What keeps a client from being dormant where the program asks for today; not seen on `DAY`."""

GIT = ("git", "-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false")
needs_git = pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")


def client(name: str, *events: str, waivers: Sequence[str] = (), called: str | None = None) -> str:
    """A client that pays in time, with these events and waivers."""
    lines = [f"  - id: {name}", f"    name: {json.dumps(called or name.title())}"]
    lines += ["    since: 2024-01-02", PUNCTUAL]
    lines += ["    events:", *(f"      - {event}" for event in (*events, LATELY))]
    if waivers:
        lines += ["    waivers:", *(f"      - {each}" for each in waivers)]
    return "\n".join(lines)


def waiver(
    rule: str = "disrespect", reason: str = "they said sorry", end: str = "2026-12-31"
) -> str:
    """A waiver from 10 May on."""
    return f"{{rule: {rule}, reason: {json.dumps(reason)}, from: 2026-05-10, until: {end}}}"


def ledger(*clients: str, head: str = "") -> str:
    """A ledger of these clients."""
    return "\n".join([HEAD.rstrip(), *([head] if head else []), "clients:", *clients]) + "\n"


CALM = ledger(client("acme"), client("brutus", RUDE))
WORSE = ledger(client("acme"), client("brutus", RUDE, ABUSE))
"""The ledgers of a branch on which one client gets worse."""


def line_of(text: str, words: str) -> int:
    """The line that holds these words, and no other does."""
    (number,) = (n for n, line in enumerate(text.splitlines(), 1) if words in line)
    return number


WORSE_LINE = line_of(WORSE, "abusive")


def isolate(monkeypatch: pytest.MonkeyPatch) -> None:
    """Leave the machine's settings of git out, and those of a hook that runs the tests."""
    for name in [name for name in os.environ if name.startswith("GIT_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")


class Repository:
    """A work tree in which to commit."""

    def __init__(self, root: Path) -> None:
        self.root = root

    @property
    def ledger(self) -> Path:
        """The file in which a ledger is found."""
        return self.root / "clienthealth.yaml"

    def git(self, *arguments: str | Path) -> str:
        """What git prints."""
        done = subprocess.run(
            [*GIT, *arguments], cwd=self.root, check=True, capture_output=True, encoding="utf-8"
        )
        return done.stdout.strip()

    def commit(self, text: str | None = None, **files: str) -> str:
        """Commit all there is, with this ledger and these files; returns the id."""
        if text is not None:
            self.ledger.write_text(text, encoding="utf-8")
        for name, content in files.items():
            (self.root / name).write_text(content, encoding="utf-8")
        self.git("add", "--all")
        self.git("commit", "--quiet", "--allow-empty", "--message", "x")
        return self.git("rev-parse", "HEAD")

    def switch(self, branch: str) -> None:
        """Begin a branch here, or next command one."""
        known = self.git("branch", "--list", branch)
        self.git("switch", "--quiet", *(() if known else ("--create",)), branch)


def repository(root: Path) -> Repository:
    """A new, empty repository."""
    root.mkdir(parents=True, exist_ok=True)
    made = Repository(root)
    made.git("init", "--quiet", "--initial-branch=main", "--template=")
    return made


def copy(source: Repository, target: Path) -> Repository:
    """The same repository once more, faster than it was made."""
    shutil.copytree(source.root, target, symlinks=True)
    return Repository(target)


def clone(source: Repository, target: Path, *options: str) -> Repository:
    """A clone, as over the network: options such as `--depth=1` count."""
    subprocess.run(
        [*GIT, "clone", "--quiet", *options, f"file://{source.root}", target],
        check=True,
        capture_output=True,
    )
    return Repository(target)

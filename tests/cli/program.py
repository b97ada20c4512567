"""The program as a user starts it: a real process with its output, errors and exit code."""

import os
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parents[2]
STUDIO = ROOT / "examples" / "studio.yaml"
STUDIO_DAY = "2026-10-31"


class Ran(NamedTuple):
    """What came of a process."""

    code: int
    out: str
    err: str


def environment(**extra: str) -> dict[str, str]:
    """The machine's environment without what changes the program's output."""
    skipped = {"CLIENTHEALTH_LEDGER", "FORCE_COLOR", "NO_COLOR", "COLUMNS", "TERM", "TZ"}
    kept = {key: value for key, value in os.environ.items() if key not in skipped}
    return {**kept, "TERM": "dumb", **extra}


def run(*arguments: str | Path, cwd: Path | None = None, **extra: str) -> Ran:
    """Run `clienthealth` with these arguments; keywords are environment variables."""
    done = subprocess.run(
        [sys.executable, "-m", "clienthealth", *map(str, arguments)],
        capture_output=True,
        cwd=cwd or ROOT,
        env=environment(**extra),
        encoding="utf-8",
        check=False,
        stdin=subprocess.DEVNULL,
    )
    return Ran(done.returncode, done.stdout, done.stderr)

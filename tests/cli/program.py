"""The program as a user starts it: with its output, its errors and its exit code.

`run` runs a command in this process, which is many times faster; `start` starts a process of its
own, for what only that can show: signals, pipes, full disks, Python's own environment variables.
"""

import io
import os
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import chdir, contextmanager, redirect_stderr, redirect_stdout
from pathlib import Path
from typing import NamedTuple

from clienthealth import cli

ROOT = Path(__file__).parents[2]
STUDIO = ROOT / "examples" / "studio.yaml"
STUDIO_DAY = "2026-10-31"
PROGRAM = (sys.executable, "-m", "clienthealth")


class Ran(NamedTuple):
    """What came of a run."""

    code: int
    out: str
    err: str


def environment(**extra: str) -> dict[str, str]:
    """The machine's environment without what changes the program's output."""
    skipped = {"CLIENTHEALTH_LEDGER", "FORCE_COLOR", "NO_COLOR", "COLUMNS", "TERM", "TZ"}
    kept = {key: value for key, value in os.environ.items() if key not in skipped}
    return {**kept, "TERM": "dumb", **extra}


def run(*arguments: str | Path, cwd: Path | str | None = None, **extra: str) -> Ran:
    """Run `clienthealth` with these arguments; keywords are environment variables."""
    assert not any(name.startswith("PYTHON") for name in extra), "these need a process: start()"
    with _streams() as (out, err), _environment(environment(**extra)), chdir(cwd or ROOT):
        before, sys.argv = sys.argv, ["clienthealth", *map(str, arguments)]
        try:
            code = cli.run()
        finally:
            sys.argv = before
    return Ran(code, _text(out), _text(err))


def start(*arguments: str | Path, cwd: Path | str | None = None, **extra: str) -> Ran:
    """Run `clienthealth` in a process of its own; keywords are environment variables."""
    done = subprocess.run(
        [*PROGRAM, *map(str, arguments)],
        capture_output=True,
        cwd=cwd or ROOT,
        env=environment(**extra),
        encoding="utf-8",
        check=False,
        stdin=subprocess.DEVNULL,
    )
    return Ran(done.returncode, done.stdout, done.stderr)


@contextmanager
def _streams() -> Iterator[tuple[io.TextIOWrapper, io.TextIOWrapper]]:
    """Streams as those of a process in a pipe, and nothing to read."""
    out, err = (io.TextIOWrapper(io.BytesIO(), encoding="utf-8") for _ in range(2))
    stdin = sys.stdin
    with Path(os.devnull).open(encoding="utf-8") as nothing, redirect_stdout(out):
        sys.stdin = nothing
        try:
            with redirect_stderr(err):
                yield out, err
        finally:
            sys.stdin = stdin


def _text(stream: io.TextIOWrapper) -> str:
    stream.flush()
    assert isinstance(stream.buffer, io.BytesIO)
    return stream.buffer.getvalue().decode()


@contextmanager
def _environment(variables: Mapping[str, str]) -> Iterator[None]:
    """Only these variables, also for the clock."""
    before = dict(os.environ)
    try:
        _set(variables)
        yield
    finally:
        _set(before)


def _set(variables: Mapping[str, str]) -> None:
    os.environ.clear()
    os.environ.update(variables)
    if hasattr(time, "tzset"):
        time.tzset()

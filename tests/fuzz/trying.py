"""One input tried: the program must end in time, without a fault, in bounded memory."""

import io
import os
import resource
import shutil
import signal
import sys
from collections.abc import Iterator
from contextlib import chdir, contextmanager, redirect_stderr, redirect_stdout
from pathlib import Path
from random import Random
from types import FrameType
from typing import NamedTuple

from clienthealth import cli

from .targets import DAY, Target

SECONDS = 20
TIMES_THE_SIZE = 10
ALLOWANCE = 48 * 1024 * 1024
"""What a run may take beside, in bytes: modules that it loads, and buffers."""
ENDS = {0, 1, 2, 3}


class Ended(NamedTuple):
    """How a command ended."""

    code: int
    out: str
    err: str


class _TooLongError(BaseException):
    """It did not end in time; nothing of the program's catches it."""


def fault_of(target: Target, data: bytes, random: Random, folder: Path) -> str | None:
    """Give a target its input in an empty folder; what is wrong, in a line, or None."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    target.lay(folder, data)
    command = target.command(random, data)
    before, history = _peak(), _repository(folder)
    try:
        with _no_longer_than(SECONDS):
            ended = run(command, folder)
            found = _fault(ended) or _left_behind(target, command, ended, data, folder)
        if found is None and _repository(folder) != history:
            found = "the repository was changed"
    except _TooLongError:
        return f"{' '.join(command)}: no end after {SECONDS} seconds"
    allowed = TIMES_THE_SIZE * len(data) + ALLOWANCE
    if found is None and (taken := _peak() - before) > allowed:
        found = f"took {taken >> 20} MiB for {len(data):,} bytes"
    return None if found is None else f"{' '.join(command)}: {found}"


def run(command: tuple[str, ...], folder: Path) -> Ended:
    """Run a command in a folder, in this process."""
    out, err = (io.TextIOWrapper(io.BytesIO(), encoding="utf-8") for _ in range(2))
    arguments, stdin = sys.argv, sys.stdin
    with Path(os.devnull).open(encoding="utf-8") as nothing, chdir(folder):
        sys.argv, sys.stdin = ["clienthealth", *command], nothing
        try:
            with redirect_stdout(out), redirect_stderr(err):
                code = cli.run()
        finally:
            sys.argv, sys.stdin = arguments, stdin
    return Ended(code, _text(out), _text(err))


def _fault(ended: Ended) -> str | None:
    if ended.code not in ENDS:
        return f"exit {ended.code}: {ended.err.strip().splitlines()[-1:]}"
    if "Traceback (most recent call last)" in ended.out + ended.err:
        return "a traceback"
    raw = [c for c in ended.out + ended.err if c in "\x1b\x00\x08\u202e\u2066\u200b"]
    if raw:
        return f"raw {raw[0]!r} in what is printed"
    if ended.code == 3 and not ended.err.strip():
        return "exit 3 without a word"
    return None


def _left_behind(
    target: Target, command: tuple[str, ...], ended: Ended, data: bytes, folder: Path
) -> str | None:
    """Whether a command that writes left half of something, or harmed what was there."""
    known = {target.file.split("/")[0], *(name.split("/")[0] for name, _ in target.beside)}
    strange = [p.name for p in folder.iterdir() if p.name not in known]
    if strange:
        return f"left {strange[0]} behind"
    if (folder / target.file).read_bytes() == data:
        return None
    if ended.code != 0:
        return f"exit {ended.code}, and the file was changed"
    again = run(("score", "l.yaml", *DAY), folder)
    if again.code != 0:
        return f"after it the ledger is invalid: {again.err.strip().splitlines()[:1]}"
    return _not_undone(target, data, folder) if command[0] == "log" else None


def _not_undone(target: Target, data: bytes, folder: Path) -> str | None:
    undone = run(("log", "--undo", "--ledger", "l.yaml"), folder)
    if undone.code != 0 or (folder / target.file).read_bytes() != data:
        return "--undo does not bring back the same bytes"
    return None


def _repository(folder: Path) -> dict[Path, bytes]:
    """The files of a folder's git repository, if it has one."""
    return {path: path.read_bytes() for path in folder.glob(".git/**/*") if path.is_file()}


@contextmanager
def _no_longer_than(seconds: int) -> Iterator[None]:
    def end(_number: int, _frame: FrameType | None) -> None:
        raise _TooLongError

    before = signal.signal(signal.SIGALRM, end)
    signal.alarm(seconds)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)


def _peak() -> int:
    """The most memory that this process has had, in bytes."""
    kib = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return kib if sys.platform == "darwin" else kib * 1024


def _text(stream: io.TextIOWrapper) -> str:
    stream.flush()
    assert isinstance(stream.buffer, io.BytesIO)
    return stream.buffer.getvalue().decode("utf-8", "replace")

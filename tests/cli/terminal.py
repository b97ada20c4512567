"""The program at a terminal: answers are typed when their question is on the screen."""

import os
import pty
import select
import subprocess
import time
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Self

from .program import PROGRAM, environment

_SECONDS = 60


class Terminal:
    """A run of `clienthealth` in a process whose terminal is read and typed into."""

    def __init__(self, *arguments: str | Path, cwd: Path, **extra: str) -> None:
        self._own, theirs = pty.openpty()
        self._said = ""
        self._seen = 0
        self._process = subprocess.Popen(
            [*PROGRAM, *map(str, arguments)],
            stdin=theirs,
            stdout=theirs,
            stderr=theirs,
            cwd=cwd,
            env=environment(COLUMNS="200", **extra),
            start_new_session=True,
            preexec_fn=lambda: _take_terminal(theirs),  # noqa: PLW1509  # no thread is running
        )
        os.close(theirs)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._process.kill()
        self._process.wait()
        os.close(self._own)

    def answers(self, question: str, answer: str) -> None:
        """Type an answer as soon as a question is there."""
        self._wait_for(question)
        os.write(self._own, f"{answer}\n".encode())

    def interrupts(self, question: str) -> None:
        """Press Ctrl-C as soon as a question is there, and again until the program ends.

        Python's prompt misses one that comes in the instant before it waits for a key.
        """
        self._wait_for(question)
        for _ in range(10):
            os.write(self._own, b"\x03")
            with suppress(subprocess.TimeoutExpired):
                self._process.wait(2)
                return

    def end(self) -> tuple[int, str]:
        """The exit code, and all that was on the screen."""
        while self._read():
            pass
        return self._process.wait(_SECONDS), self._said

    def _wait_for(self, question: str) -> None:
        deadline = time.monotonic() + _SECONDS
        while (at := self._said.find(question, self._seen)) < 0:
            assert time.monotonic() < deadline, self._said
            assert self._read(), self._said
        self._seen = at + len(question)

    def _read(self) -> bool:
        if not select.select([self._own], [], [], _SECONDS)[0]:
            return False
        try:
            data = os.read(self._own, 65536)
        except OSError:  # the other side has gone
            return False
        self._said += data.decode(errors="replace").replace("\r\n", "\n")
        return bool(data)


def _take_terminal(descriptor: int) -> None:
    """Make a terminal the one whose Ctrl-C reaches this process."""
    import fcntl  # noqa: PLC0415  # in the new process
    import termios  # noqa: PLC0415  # as above

    fcntl.ioctl(descriptor, termios.TIOCSCTTY, 0)

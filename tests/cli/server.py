"""`clienthealth serve` in a process of its own, asked by real HTTP requests."""

import http.client
import re
import signal
import subprocess
from collections.abc import Mapping
from pathlib import Path
from types import TracebackType
from typing import NamedTuple, Self

from .program import PROGRAM, environment

_SECONDS = 60


class Answer(NamedTuple):
    """What a server answers."""

    status: int
    headers: Mapping[str, str]
    text: str


class Served:
    """A server of a ledger, on a port that was free."""

    def __init__(self, *arguments: str | Path, cwd: Path, **extra: str) -> None:
        self._process = subprocess.Popen(
            [*PROGRAM, "serve", *map(str, arguments), "--port", "0"],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            cwd=cwd,
            env=environment(**extra),
            encoding="utf-8",
        )
        assert self._process.stderr is not None
        self.said = self._process.stderr.readline()
        found = re.match(r"http://127\.0\.0\.1:(\d+)/ ", self.said)
        assert found, self.said + self._process.stderr.read()
        self.port = int(found[1])

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._process.poll() is None:
            self._process.kill()
        self._process.communicate()

    @property
    def address(self) -> str:
        """The page of the scores."""
        return f"http://127.0.0.1:{self.port}/"

    def ask(self, path: str = "/", method: str = "GET", host: str | None = None) -> Answer:
        """The answer to one request, whose path is sent as it is."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=_SECONDS)
        try:
            connection.putrequest(method, path, skip_host=True, skip_accept_encoding=True)
            connection.putheader("Host", f"127.0.0.1:{self.port}" if host is None else host)
            connection.endheaders()
            answer = connection.getresponse()
            return Answer(answer.status, dict(answer.getheaders()), answer.read().decode())
        finally:
            connection.close()

    def interrupt(self) -> tuple[int, str, str]:
        """Press Ctrl-C: the exit code, and what was said on stdout and stderr since the start."""
        self._process.send_signal(signal.SIGINT)
        out, err = self._process.communicate(timeout=_SECONDS)
        return self._process.returncode, out, err

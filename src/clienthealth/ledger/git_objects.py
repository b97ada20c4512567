"""The objects of a git repository, all through one `git cat-file --batch`.

Nothing in the repository runs. The command uses no hooks, filters, text converters or pager, and
may not fetch what a partial clone left out.
"""

import hashlib
import os
import secrets
import shutil
import subprocess
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import NamedTuple, Self

from clienthealth.ledger import files as limits
from clienthealth.ledger.fields import one_line

_SETTINGS = ("core.fsmonitor=false", "safe.bareRepository=explicit")
_ENVIRONMENT = {
    "LC_ALL": "C",
    "GIT_ALLOW_PROTOCOL": "none",  # what GIT_NO_LAZY_FETCH says, for git before 2.45
    "GIT_NO_LAZY_FETCH": "1",
    "GIT_NO_REPLACE_OBJECTS": "1",
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_PAGER": "cat",
    "GIT_TERMINAL_PROMPT": "0",
}


class RevisionError(Exception):
    """A revision that cannot be read; the message is one line that says why, and what to do."""


def not_fetched() -> RevisionError:
    """The error for an object that should be there but is not."""
    remedy = "fetch them with `git fetch --refetch --no-filter`"
    text = "some objects of the revision are missing, as in a partial clone"
    return RevisionError(f"{text}; {remedy}")


def damaged(name: str) -> RevisionError:
    """The error for an object that does not hold what it should."""
    remedy = "look with `git fsck`, and fetch the repository anew"
    return RevisionError(f"the object {name} of the repository is damaged; {remedy}")


class GitObject(NamedTuple):
    """An object; `data` is None where it is larger than a ledger's file may be."""

    id: str
    kind: str
    data: bytes | None


class _Answers:
    """What `git cat-file --batch` answers, read so that a lie about a size is no wait for ever.

    Each request is followed by one for a name that nobody can know beforehand. Its answer is the
    last that git writes, so less than was promised is seen.
    """

    def __init__(self, process: subprocess.Popen[bytes]) -> None:
        assert process.stdin is not None  # noqa: S101  # pipes, as asked for
        assert process.stdout is not None  # noqa: S101  # the same
        self._requests, self._answers = process.stdin.fileno(), process.stdout.fileno()
        self._mark = secrets.token_hex(16).encode()
        self._end = self._mark + b" missing\n"
        self._held = b""

    def ask(self, request: bytes) -> bytes:
        """The first line of the answer; empty where git has ended."""
        with suppress(OSError):  # where it has gone, the end of its output says so
            os.write(self._requests, request + self._mark + b"\n")
        while b"\n" not in self._held:
            if not self._more():
                return b""
        line, _, self._held = self._held.partition(b"\n")
        return line

    def rest(self, size: int) -> bytes | None:
        """The rest of the answer, which is so long; None where it is not."""
        data = bytearray(self._held)
        while not data.endswith(self._end):
            self._held = b""
            if len(data) > size + len(self._end) + 1 or not self._more():
                return None
            data += self._held
        self._held = b""
        found, last = bytes(data[: -len(self._end)]), b"\n" if size else b""
        return found if len(found) == size and found.endswith(last) else None

    def _more(self) -> bool:
        read = os.read(self._answers, 1 << 20)
        self._held += read
        return bool(read)


class GitObjects:
    """The objects of the repository whose work tree is at `root`.

    Within `with` one process answers for all; outside, each read starts its own.
    """

    def __init__(self, root: Path) -> None:
        self._root = root
        self._process: subprocess.Popen[bytes] | None = None
        self._answers: _Answers | None = None

    def __enter__(self) -> Self:
        arguments = self._command("cat-file", "--batch")
        try:
            self._process = subprocess.Popen(  # noqa: S603  # no shell, and nothing of the user's
                arguments,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                env=self._environment(),
                bufsize=0,
            )
        except OSError as error:
            raise _cannot_start(error) from None
        self._answers = _Answers(self._process)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """End the process; the next read starts another."""
        process, self._process = self._process, None
        if process is not None:
            with process:
                process.kill()  # it only reads, and may be in the middle of a large object

    def read(self, name: str) -> GitObject | None:
        """The object of a name (`main^{tree}`, an id); None where there is none.

        Raises:
            RevisionError: git refuses, or is not installed, or the object was never fetched.
        """
        if self._process is None:
            with self:
                return self.read(name)
        found, size = self._header(name)
        if found is None:
            return None
        if size > limits.MAX_FILE_BYTES:
            self.close()
            return found
        assert self._answers is not None  # noqa: S101  # started with the process
        answer = self._answers.rest(size + 1)  # with a line end
        if answer is None or not _is_of(found, answer[:-1]):
            self.close()
            raise damaged(found.id)
        return found._replace(data=answer[:-1])

    def found(self, name: str) -> GitObject | None:
        """The same without its data; starts a process."""
        with GitObjects(self._root) as objects:
            return objects._header(name)[0]

    def is_shallow(self) -> bool:
        """Whether the history has been cut off."""
        done = self._run("rev-parse", "--is-shallow-repository")
        return done.stdout.strip() == b"true"

    def _header(self, name: str) -> tuple[GitObject | None, int]:
        assert self._answers is not None  # noqa: S101  # started by the callers
        request = os.fsencode(f"{name}\n")
        line = self._answers.ask(request)
        if not line:
            self.close()
            raise self._refused(request)
        start, *rest = line.rsplit(b" ", 2)
        if len(rest) != 2 or not rest[1].strip().isdigit():
            self._answers.rest(0)
            return None, 0
        return GitObject(start.decode("ascii"), rest[0].decode("ascii"), None), int(rest[1])

    def _refused(self, request: bytes) -> RevisionError:
        # Asked again, git says why. Reading stderr all the time could block both sides.
        said = self._run("cat-file", "--batch", request=request).stderr.decode("utf-8", "replace")
        if "promisor" in said:
            return not_fetched()
        lines = [*said.split("\n"), "it ended without a message"]
        line = next((line for line in lines if line.startswith("fatal: ")), lines[0] or lines[-1])
        remedy = f"check that `git -C {self._root} status` works"
        return RevisionError(one_line(f"git: {line.removeprefix('fatal: ')}; {remedy}"))

    def _run(self, *arguments: str, request: bytes = b"") -> subprocess.CompletedProcess[bytes]:
        try:
            return subprocess.run(  # noqa: S603  # no shell, and nothing of the user's
                self._command(*arguments),
                input=request,
                capture_output=True,
                env=self._environment(),
                check=False,
            )
        except OSError as error:
            raise _cannot_start(error) from None

    def _command(self, *arguments: str) -> list[str]:
        settings = [word for setting in _SETTINGS for word in ("-c", setting)]
        return [_program(), "-C", str(self._root), "--no-pager", *settings, *arguments]

    def _environment(self) -> dict[str, str]:
        # In a hook, git's variables name the hook's repository. The ledger's is found from
        # `root` alone, and no further up. The user's own configuration stays.
        own = {
            key: value
            for key, value in os.environ.items()
            if not key.startswith("GIT_") or key.startswith("GIT_CONFIG")
        }
        return own | _ENVIRONMENT | {"GIT_CEILING_DIRECTORIES": str(self._root.parent)}


def _is_of(found: GitObject, data: bytes) -> bool:
    """Whether this is what the id of an object was made from."""
    head = f"{found.kind} {len(data)}\0".encode("ascii")
    make = hashlib.sha1 if len(found.id) == 40 else hashlib.sha256
    return make(head + data, usedforsecurity=False).hexdigest() == found.id


def _program() -> str:
    # Only from absolute folders, so that a `git` in a repository is never run.
    folders = [folder for folder in os.get_exec_path() if Path(folder).is_absolute()]
    found = shutil.which("git", path=os.pathsep.join(folders)) if folders else None
    if found is None or not Path(found).is_absolute():
        raise RevisionError("git is not installed, or not in PATH; install it from git-scm.com")
    return found


def _cannot_start(error: OSError) -> RevisionError:
    return RevisionError(f"git cannot be started: {error.strerror}; check its installation")

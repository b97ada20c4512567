"""Writing a file so that nothing is lost: beside it, then in its place."""

import errno
import os
import signal
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType

_SUFFIX = ".clienthealth-new"
_MEANWHILE = "it has changed meanwhile; try again"
_STALE_SECONDS = 3600
"""From this age on what a killed writer left beside a file is taken away."""


def replace_file(path: Path, before: bytes, after: bytes) -> None:
    """Replace what a file held, on the disk before this returns.

    Raises:
        OSError: it cannot be written, or holds something else than `before` by now.
    """
    write_file(path, after.decode(), instead_of=before)


def write_file(path: Path, text: str, instead_of: bytes | None = None) -> None:
    """Write a text beside a file and put it in its place; nothing is left half written.

    Args:
        path: The file. A device or a pipe is written to as it is; a link is followed.
        text: What it is to hold, in UTF-8.
        instead_of: What it must still hold, so that no other writer's work is lost. The text is
            then on the disk before it takes its place, and a file that may not be written stays.

    Raises:
        OSError: it cannot be written, or has changed meanwhile.
    """
    target = Path(os.path.realpath(path))
    if _is_special(path):
        path.write_text(text, encoding="utf-8", newline="")
        return
    if instead_of is not None:
        if not target.exists():
            raise OSError(errno.EBUSY, _MEANWHILE)
        if not os.access(target, os.W_OK):
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
        _clear_away_stale(target)
    with _file_beside(target) as (descriptor, temporary):
        with os.fdopen(descriptor, "w", encoding="utf-8", newline="") as file:
            file.write(text)
            if instead_of is not None:
                file.flush()
                os.fsync(file.fileno())
        temporary.chmod(_mode(target))
        if instead_of is not None and target.read_bytes() != instead_of:
            raise OSError(errno.EBUSY, _MEANWHILE)
        temporary.replace(target)
    if instead_of is not None:
        _sync_folder(target.parent)


@contextmanager
def _file_beside(target: Path) -> Iterator[tuple[int, Path]]:
    """A new file beside another, gone at the end by whatever end, but where it was renamed."""
    name = ""

    def ended(number: int, _frame: FrameType | None) -> None:
        if name:
            Path(name).unlink(missing_ok=True)
        signal.signal(number, signal.SIG_DFL)
        os.kill(os.getpid(), number)

    with _on_termination(ended):
        try:
            descriptor, name = tempfile.mkstemp(
                dir=target.parent, prefix=f".{target.name[:200]}.", suffix=_SUFFIX
            )
            yield descriptor, Path(name)
        finally:  # also after an interrupt
            if name:
                Path(name).unlink(missing_ok=True)


@contextmanager
def _on_termination(ended: "signal._HANDLER") -> Iterator[None]:
    """Have something done when this process is asked to end, where nobody has other plans."""
    signals = [getattr(signal, name, None) for name in ("SIGTERM", "SIGHUP")]
    is_main = threading.current_thread() is threading.main_thread()
    taken = [
        number
        for number in signals
        if number is not None and is_main and signal.getsignal(number) is signal.SIG_DFL
    ]
    for number in taken:
        signal.signal(number, ended)
    try:
        yield
    finally:
        for number in taken:
            signal.signal(number, signal.SIG_DFL)


def _mode(target: Path) -> int:
    """The rights of a file that is replaced, or those of a new one."""
    if target.exists():
        return target.stat().st_mode & 0o7777
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask


def _clear_away_stale(target: Path) -> None:
    """Take away what a writer left beside a file who was killed long ago."""
    oldest = time.time() - _STALE_SECONDS  # the age of a file, not a day of the ledger
    for path in target.parent.glob(f".*{_SUFFIX}"):
        try:
            if path.name.startswith(f".{target.name[:200]}.") and path.stat().st_mtime < oldest:
                path.unlink()
        except OSError:
            continue


def _sync_folder(folder: Path) -> None:
    """Have the new name of a file survive a power cut, where the system can."""
    try:
        descriptor = os.open(folder, os.O_RDONLY)
    except OSError:  # not on Windows
        return
    try:
        os.fsync(descriptor)
    except OSError:
        return
    finally:
        os.close(descriptor)


def _is_special(path: Path) -> bool:
    """Whether it is a device or a pipe, such as /dev/stdout, which no file may replace."""
    return path.exists() and not path.is_file() and not path.is_dir()

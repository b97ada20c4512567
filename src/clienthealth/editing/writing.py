"""Writing a file so that nothing is lost: beside it first, then in its place."""

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
_MEANWHILE = "it has changed in the meantime; try again"
_STALE_SECONDS = 3600
"""The age from which a killed writer's leftovers are removed."""


def replace_file(path: Path, before: bytes, after: bytes) -> None:
    """Replace a file's content; it is on the disk when this returns.

    Raises:
        OSError: it cannot be written, or no longer has the content `before`.
    """
    write_file(path, after.decode(), instead_of=before)


def write_file(path: Path, text: str, instead_of: bytes | None = None) -> None:
    """Write a text beside a file, then put it in its place; nothing is left half written.

    Args:
        path: The file. A device or a pipe is written to as it is; a link is followed.
        text: The new content, written in UTF-8.
        instead_of: The content that it must still have, so that no other writer's work is lost.
        The text is then on the disk before it takes its place, and a read-only file stays.

    Raises:
        OSError: it cannot be written, or has changed in the meantime.
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
    """A new file beside another, which is gone at the end unless it was renamed."""
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
    """Do something when this process is asked to end, unless that is handled already."""
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
    """The permissions of a replaced file, or of a new one."""
    if target.exists():
        return target.stat().st_mode & 0o7777
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask


def _clear_away_stale(target: Path) -> None:
    """Remove what a writer who was killed long ago left beside a file."""
    oldest = time.time() - _STALE_SECONDS  # the age of a file, not a day of the ledger
    for path in target.parent.glob(f".*{_SUFFIX}"):
        try:
            if path.name.startswith(f".{target.name[:200]}.") and path.stat().st_mtime < oldest:
                path.unlink()
        except OSError:
            continue


def _sync_folder(folder: Path) -> None:
    """Make a file's new name survive a power cut, where the system can."""
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

"""One writer at a time, so that nobody's change is lost between reading and writing."""

import hashlib
import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl


@contextmanager
def locked(ledger: Path) -> Iterator[None]:
    """Hold the ledger at a path, a file or a folder, against others who lock it this way.

    Waits until it is free. The folder is locked: a file that is replaced by renaming is a new
    file, so a lock on it means nothing, and a separate lock file would lie around in the
    repository. The lock ends with the program, however it ends. Some file systems have no locks,
    so a writer must also check that a file is still what it read.
    """
    descriptor = _opened(_folder(ledger))
    try:
        if descriptor is not None:
            _lock(descriptor)
        yield
    finally:
        if descriptor is not None:
            os.close(descriptor)


def _folder(ledger: Path) -> Path:
    real = Path(os.path.realpath(ledger))  # two links to one ledger are one ledger
    return real if real.is_dir() else real.parent


if sys.platform == "win32":

    def _opened(folder: Path) -> int | None:
        # Folders cannot be opened here, and an open file cannot be replaced.
        name = hashlib.sha256(str(folder).casefold().encode()).hexdigest()[:32]
        path = Path(tempfile.gettempdir()) / f"clienthealth-{name}.lock"
        try:
            return os.open(path, os.O_RDWR | os.O_CREAT)
        except OSError:
            return None

    def _lock(descriptor: int) -> None:
        while True:
            try:
                msvcrt.locking(descriptor, msvcrt.LK_LOCK, 1)
            except OSError:  # it gives up after ten seconds
                continue
            return

else:

    def _opened(folder: Path) -> int | None:
        try:
            return os.open(folder, os.O_RDONLY)
        except OSError:  # the ledger does not exist, which is reported when it is read
            return None

    def _lock(descriptor: int) -> None:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX)
        except OSError:  # some network file systems
            return

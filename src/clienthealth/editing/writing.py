"""Writing a file so that nothing is lost: beside it, then in its place."""

import errno
import os
import tempfile
from pathlib import Path


def replace_file(path: Path, before: bytes, after: bytes) -> None:
    """Replace what a file held.

    Raises:
        OSError: it cannot be written, or holds something else than `before` by now.
    """
    write_file(path, after.decode(), instead_of=before)


def write_file(path: Path, text: str, instead_of: bytes | None = None) -> None:
    """Write a text beside a file and put it in its place; nothing is left half written.

    Args:
        path: The file. A device or a pipe is written to as it is; a link is followed.
        text: What it is to hold, in UTF-8.
        instead_of: What it must still hold, so that no other writer's work is lost.

    Raises:
        OSError: it cannot be written, or has changed meanwhile.
    """
    target = Path(os.path.realpath(path))
    if _is_special(path):
        path.write_text(text, encoding="utf-8", newline="")
        return
    temporary = ""
    try:
        descriptor, temporary = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.")
        with os.fdopen(descriptor, "w", encoding="utf-8", newline="") as file:
            file.write(text)
        if target.exists():
            Path(temporary).chmod(target.stat().st_mode & 0o7777)
        else:
            mask = os.umask(0)
            os.umask(mask)
            Path(temporary).chmod(0o666 & ~mask)
        if instead_of is not None and target.read_bytes() != instead_of:
            raise OSError(errno.EBUSY, "it has changed meanwhile; try again")
        Path(temporary).replace(target)
    finally:  # also after an interrupt; it has gone where it took its place
        if temporary:
            Path(temporary).unlink(missing_ok=True)


def _is_special(path: Path) -> bool:
    """Whether it is a device or a pipe, such as /dev/stdout, which no file may replace."""
    return path.exists() and not path.is_file() and not path.is_dir()

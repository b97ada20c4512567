"""The standard streams where they are closed or full: no traceback, and an exit code of its own."""

import errno
import os
import sys
from contextlib import suppress
from io import TextIOWrapper
from typing import TextIO


class OutputError(OSError):
    """Standard output cannot be written."""


def reason(error: OSError) -> str:
    """Why something cannot be written, as a person would say it."""
    return "it is closed" if error.errno == errno.EBADF else error.strerror or str(error)


class _Payload(TextIOWrapper):
    """Standard output: what cannot be written is an error of its own kind."""

    def write(self, text: str, /) -> int:
        try:
            return super().write(text)
        except BrokenPipeError:
            raise
        except OSError as error:
            raise OutputError(error.errno, error.strerror) from None

    def flush(self) -> None:
        try:
            super().flush()
        except BrokenPipeError:
            raise
        except OSError as error:
            raise OutputError(error.errno, error.strerror) from None


class _Words(TextIOWrapper):
    """Standard error: where nobody can read a message, the exit code must still be right."""

    def write(self, text: str, /) -> int:
        try:
            return super().write(text)
        except OSError:
            return len(text)

    def flush(self) -> None:
        with suppress(OSError):
            super().flush()


def open_streams() -> None:
    """Put streams in place that say which of them failed, and open those that were closed.

    A closed descriptor would go to the next file that is opened, which would then get what is
    printed. A closed standard output becomes one that cannot be written.
    """
    _fill_gaps()
    sys.stdout = _wrapped(_Payload, sys.stdout, 1)
    sys.stderr = _wrapped(_Words, sys.stderr, 2)


def _fill_gaps() -> None:
    for descriptor, way in ((0, os.O_RDONLY), (1, os.O_RDONLY), (2, os.O_WRONLY)):
        try:
            os.fstat(descriptor)
        except OSError:
            opened = os.open(os.devnull, way)
            if opened != descriptor:
                os.dup2(opened, descriptor)
                os.close(opened)


def _wrapped(kind: type[TextIOWrapper], stream: TextIO | None, descriptor: int) -> TextIOWrapper:
    if isinstance(stream, TextIOWrapper):
        encoding, buffered = stream.encoding, stream.line_buffering
        through = stream.write_through
        return kind(
            stream.detach(),
            encoding=encoding,
            errors="backslashreplace",
            line_buffering=buffered,
            write_through=through,
        )
    raw = os.fdopen(descriptor, "wb", closefd=False)
    return kind(raw, encoding="utf-8", errors="backslashreplace", line_buffering=True)

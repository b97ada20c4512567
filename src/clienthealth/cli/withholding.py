"""What `--redact` withholds in this run: one set of pseudonyms for everything it prints."""

import os
from contextvars import ContextVar
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from clienthealth import Redactor

Found = TypeVar("Found")

_redactor: "ContextVar[Redactor | None]" = ContextVar("redactor", default=None)
"""One for each run, so that all output agrees and no message can forget it."""


def begin(wanted: bool) -> bool:  # noqa: FBT001  # typer calls it so
    """Switch `--redact` on or off."""
    if wanted:
        from clienthealth import KEY_VARIABLE, Redactor  # noqa: PLC0415  # when asked for

        _redactor.set(Redactor(os.environ.get(KEY_VARIABLE)))
    else:
        _redactor.set(None)
    return wanted


def redactor() -> "Redactor | None":
    """The redactor of this run; None without `--redact`."""
    return _redactor.get()


def presentable(found: Found) -> Found:
    """A result as it is printed: in full, or what `--redact` leaves of it."""
    hidden = redactor()
    if hidden is None:
        return found
    from clienthealth import redact  # noqa: PLC0415  # only when redacting

    return redact(found, hidden)

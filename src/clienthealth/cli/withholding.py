"""What `--redact` withholds in this run of the program: one set of pseudonyms for all it prints."""

import os
from contextvars import ContextVar
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from clienthealth import Redactor

Found = TypeVar("Found")

_redactor: "ContextVar[Redactor | None]" = ContextVar("redactor", default=None)
"""One a run, so that all that is printed agrees and no message can forget to ask for it."""


def begin(wanted: bool) -> bool:  # noqa: FBT001  # typer calls it so
    """Withhold from now on, or not: what `--redact` does."""
    if wanted:
        from clienthealth import KEY_VARIABLE, Redactor  # noqa: PLC0415  # when asked for

        _redactor.set(Redactor(os.environ.get(KEY_VARIABLE)))
    else:
        _redactor.set(None)
    return wanted


def redactor() -> "Redactor | None":
    """What gives the pseudonyms of this run; None without `--redact`."""
    return _redactor.get()


def presentable(found: Found) -> Found:
    """What of a result is printed: everything, or what `--redact` leaves of it."""
    hidden = redactor()
    if hidden is None:
        return found
    from clienthealth import redact  # noqa: PLC0415  # only when redacting

    return redact(found, hidden)

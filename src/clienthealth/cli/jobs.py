"""The option `--jobs`, and how many processes a command uses without it."""

import os
from pathlib import Path
from typing import Annotated

import typer

from clienthealth.cli.options import whole_number

MOST_JOBS = 64
MOST_BY_DEFAULT = 4
LARGE_BYTES = 1_500_000
"""The text of about 20,000 entries, from which on several processes are worth their start."""

Jobs = Annotated[
    int | None,
    typer.Option(
        "--jobs",
        parser=whole_number(1, MOST_JOBS),
        metavar="N",
        help=f"How many processes read a large ledger, 1 to {MOST_JOBS}. Default: 1 below 1.5 MB "
        f"(about 20,000 entries), otherwise one for each core, at most {MOST_BY_DEFAULT}.",
        show_default=False,
    ),
]


def processes_for(ledger: Path | None, wanted: int | None) -> int:
    """How many processes read a ledger: as many as are wanted, or as it is large."""
    if wanted is not None:
        return wanted
    return min(_cores(), MOST_BY_DEFAULT) if is_large(ledger) else 1


def is_large(ledger: Path | None) -> bool:
    """Whether a ledger is one file, and so large that several processes are worth their start."""
    from clienthealth import LedgerError, find_ledger  # noqa: PLC0415  # not for --help

    try:
        path = ledger if ledger is not None else find_ledger(Path())
        return path.stat().st_size >= LARGE_BYTES
    except (LedgerError, OSError, ValueError):  # the reading says what is wrong
        return False


def _cores() -> int:
    """The cores that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1

"""`clienthealth init`: a commented ledger to start from."""

from pathlib import Path
from typing import Annotated

import typer

from clienthealth.cli.output import emit, say
from clienthealth.cli.running import today, usage_error


def init(
    folder: Annotated[
        Path, typer.Argument(help="The folder to write to.", metavar="FOLDER")
    ] = Path(),
) -> None:
    """Write a commented starter ledger and its schema; nothing is overwritten."""
    from clienthealth import LEDGER_NAME, SCHEMA_NAME, ledger_schema, starter_ledger  # noqa: PLC0415  # not for --help

    if not folder.is_dir():
        usage_error(f"{folder} is not a folder; create it first")
    for name in (LEDGER_NAME, SCHEMA_NAME):
        if (folder / name).exists() or (folder / name).is_symlink():
            usage_error(f"{folder / name} exists already; nothing was written")
    emit(ledger_schema(), folder / SCHEMA_NAME)
    emit(starter_ledger(today()), folder / LEDGER_NAME)
    ledger = folder / LEDGER_NAME
    say(f"wrote {ledger} and {SCHEMA_NAME}; now run `clienthealth score {ledger}`", err=False)

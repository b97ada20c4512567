"""`clienthealth today`: what is due, in one list."""

from typing import Annotated

import typer

from clienthealth.cli.options import (
    AsOf,
    LedgerArgument,
    Output,
    PolicyFile,
    Redact,
    format_option,
    whole_number,
)
from clienthealth.cli.output import show
from clienthealth.cli.running import load, policy_in_force
from clienthealth.cli.running import today as day_of
from clienthealth.cli.withholding import presentable

EXAMPLES = (
    "clienthealth today",
    "clienthealth today --days 30 --format markdown",
)


def today(
    ledger: LedgerArgument = None,
    as_of: AsOf = None,
    days: Annotated[
        int,
        typer.Option(
            "--days",
            parser=whole_number(0, 366),
            metavar="DAYS",
            help="How many days ahead to look, 0 to 366.",
        ),
    ] = 14,
    policy_file: PolicyFile = None,
    format: Annotated[str, format_option("today")] = "table",
    output: Output = None,
    redact: Redact = False,  # noqa: ARG001  # acts in its callback
) -> None:
    """Show what is due: reminders, talks, follow-ups, promises."""
    as_json = format == "json"
    loaded = load(ledger, as_json=as_json)
    policy = policy_in_force(loaded.policy, policy_file, None, as_json=as_json)
    from clienthealth import today as due_on  # noqa: PLC0415  # not for --help

    found = due_on(loaded, as_of=as_of or day_of(loaded), policy=policy, days=days)
    show("today", presentable(found), format, output)

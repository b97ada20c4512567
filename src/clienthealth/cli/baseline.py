"""`clienthealth baseline`: writes down known trouble, so that `check` fails for what is new."""

from pathlib import Path
from typing import Annotated

import typer

from clienthealth.cli.command_help import Command, Group
from clienthealth.cli.options import AsOf, LedgerArgument, PolicyFile, Redact, Window
from clienthealth.cli.output import emit, say
from clienthealth.cli.running import assessed, usage_error
from clienthealth.cli.withholding import redactor

EXAMPLES = (
    "clienthealth baseline write",
    "clienthealth baseline write ledger/ --output accepted.json",
)


FILE_NAME = "clienthealth-baseline.json"

baseline = typer.Typer(
    name="baseline",
    cls=Group,
    help="Accept the trouble that a repository starts with.",
    epilog="\n".join(EXAMPLES),
    no_args_is_help=True,
    rich_markup_mode=None,
)


@baseline.callback()
def _group() -> None:
    """Accept the trouble that a repository starts with."""


@baseline.command(cls=Command, epilog="\n".join(EXAMPLES))
def write(
    ledger: LedgerArgument = None,
    as_of: AsOf = None,
    window: Window = None,
    policy_file: PolicyFile = None,
    output: Annotated[
        Path, typer.Option("--output", "-o", metavar="FILE", help="The file to write.")
    ] = Path(FILE_NAME),
    redact: Redact = False,  # noqa: ARG001  # acts in its callback
) -> None:
    """Write down what is found now, for `check --baseline`.

    Every finding and verdict that shows today is accepted from then on.
    """
    if redactor() is not None:
        usage_error("a baseline names clients by their ids; leave --redact out")
    assessment = assessed(ledger, as_of, window, policy_file)
    from clienthealth import baseline_entries, baseline_text  # noqa: PLC0415  # not for --help

    emit(baseline_text(assessment), output)
    count = len(baseline_entries(assessment))
    say(f"{output}: {count} accepted; check with --baseline {output}", err=False)

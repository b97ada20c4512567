"""`clienthealth trend`: health month by month, from the dated ledger alone."""

from typing import Annotated

import typer

from clienthealth.cli.client_argument import client_and_ledger
from clienthealth.cli.options import (
    AsOf,
    LedgerArgument,
    Output,
    PolicyFile,
    Redact,
    Window,
    complete_client,
    format_option,
    whole_number,
)
from clienthealth.cli.output import show
from clienthealth.cli.running import (
    load,
    policy_in_force,
    tell_warnings,
    today,
    unknown_client,
    usage_error,
)
from clienthealth.cli.withholding import presentable

EXAMPLES = (
    "clienthealth trend",
    "clienthealth trend acme --months 24",
)


def trend(  # noqa: PLR0913, PLR0917  # a command's options
    client: Annotated[
        str | None,
        typer.Argument(
            metavar="CLIENT",
            help="A client's id, for a chart of that client. A path here counts as LEDGER.",
            autocompletion=complete_client,
            show_default=False,
        ),
    ] = None,
    ledger: LedgerArgument = None,
    as_of: AsOf = None,
    window: Window = None,
    months: Annotated[
        int,
        typer.Option(
            "--months",
            parser=whole_number(1, 60),
            metavar="MONTHS",
            help="Month-ends to look back, 1 to 60.",
        ),
    ] = 12,
    policy_file: PolicyFile = None,
    format: Annotated[str, format_option("trend")] = "table",
    output: Output = None,
    redact: Redact = False,  # noqa: ARG001  # acts in its callback
) -> None:
    """Show every client's health over time, or chart one.

    The chart of one client has what came and went with each rise and fall.
    """
    if client == "":
        usage_error("the name is empty; name a client or a ledger, or leave it out")
    client, ledger = client_and_ledger("trend", client, ledger)
    as_json = format == "json"
    loaded = load(ledger, as_json=as_json)
    policy = policy_in_force(loaded.policy, policy_file, window, as_json=as_json)
    from clienthealth import trend as trend_of  # noqa: PLC0415  # not for --help

    day = as_of or today(loaded)
    only = None if client is None else [client]
    in_full = client is not None or format != "table"  # the table shows the last verdict alone
    found = trend_of(loaded, as_of=day, policy=policy, months=months, only=only, verdicts=in_full)
    tell_warnings(found.odd_entries)
    if client is not None:
        if not found.clients:
            everyone = trend_of(loaded, as_of=day, policy=policy, months=0)
            unknown_client(client, [each.id for each in everyone.clients])
        format = "chart" if format == "table" else format  # the option's name
    show("trend", presentable(found), format, output)

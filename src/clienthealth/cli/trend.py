"""`clienthealth trend`: health month by month, from the dated ledger alone."""

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from clienthealth.cli.common import (
    AsOf,
    LedgerArgument,
    Output,
    PolicyFile,
    Redact,
    Window,
    complete_client,
    emit,
    load,
    policy_in_force,
    redactor,
    today,
    unknown_client,
)

if TYPE_CHECKING:
    from clienthealth.judging.trend import Trend


class Format(StrEnum):
    """The formats of `trend`."""

    table = "table"
    json = "json"
    csv = "csv"


def trend(  # noqa: PLR0913, PLR0917  # a command's options
    client: Annotated[
        str | None,
        typer.Argument(
            metavar="CLIENT",
            help="A client's id, for a chart of it alone. A path here is taken for the LEDGER.",
            autocompletion=complete_client,
            show_default=False,
        ),
    ] = None,
    ledger: LedgerArgument = None,
    as_of: AsOf = None,
    window: Window = None,
    months: Annotated[
        int, typer.Option("--months", min=1, max=60, help="How many month-ends to look back.")
    ] = 12,
    policy_file: PolicyFile = None,
    format: Annotated[  # noqa: A002  # the option's name
        Format, typer.Option("--format", "-f", help="How to print.")
    ] = Format.table,
    output: Output = None,
    redact: Redact = False,  # noqa: ARG001  # acts in its callback
) -> None:
    """Show the health of every client over time, or chart one with what came and went."""
    if client is not None and ledger is None and Path(client).exists():
        ledger, client = Path(client), None
    as_json = format is Format.json
    loaded = load(ledger, as_json=as_json)
    policy = policy_in_force(loaded.policy, policy_file, window, as_json=as_json)
    from clienthealth.judging.trend import trend as trend_of  # noqa: PLC0415  # not for --help

    found = trend_of(loaded, as_of=as_of or today(loaded), policy=policy, months=months)
    if client is not None:
        chosen = tuple(each for each in found.clients if each.id == client)
        if not chosen:
            unknown_client(client, [each.id for each in found.clients])
        found = found._replace(clients=chosen)
    emit(_rendered(_shown(found), format, alone=client is not None), output)


def _shown(found: "Trend") -> "Trend":
    hidden = redactor()
    if hidden is None:
        return found
    from clienthealth.redaction.assessment import redacted_trend  # noqa: PLC0415  # only when redacting

    return redacted_trend(found, hidden)


def _rendered(found: "Trend", format: Format, *, alone: bool) -> str:  # noqa: A002  # as above
    from clienthealth.report.lists import trend as report  # noqa: PLC0415  # not for --help

    if format is Format.json:
        return report.render_json(found)
    if format is Format.csv:
        return report.render_csv(found)
    return report.render_chart(found, found.clients[0]) if alone else report.render_table(found)

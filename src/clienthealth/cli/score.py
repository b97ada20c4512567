"""`clienthealth score`: every client's health, why, and what to do."""

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
    assessed,
    complete_client,
    emit,
    presentable,
    unknown_client,
)

if TYPE_CHECKING:
    from clienthealth.report.score.view import View


class Format(StrEnum):
    """The formats of `score`."""

    table = "table"
    json = "json"
    csv = "csv"
    markdown = "markdown"
    html = "html"


class Sort(StrEnum):
    """The orders of `score`."""

    rank = "rank"
    health = "health"
    worth = "worth"
    trend = "trend"
    verdict = "verdict"
    overdue = "overdue"
    name = "name"
    id = "id"


class StageChoice(StrEnum):
    """The stages of a client."""

    active = "active"
    prospect = "prospect"
    dormant = "dormant"
    former = "former"


def score(  # noqa: PLR0913, PLR0917  # a command's options
    ledger: LedgerArgument = None,
    as_of: AsOf = None,
    window: Window = None,
    policy_file: PolicyFile = None,
    format: Annotated[  # noqa: A002  # the option's name
        Format, typer.Option("--format", "-f", help="How to print.")
    ] = Format.table,
    output: Output = None,
    client: Annotated[
        list[str] | None,
        typer.Option(
            "--client",
            metavar="ID",
            help="Show this client, in detail; repeatable. Ranks stay those among all.",
            autocompletion=complete_client,
            show_default=False,
        ),
    ] = None,
    stage: Annotated[
        StageChoice | None, typer.Option("--stage", help="Show one stage only.")
    ] = None,
    sort: Annotated[Sort, typer.Option("--sort", help="The order of the clients.")] = Sort.rank,
    redact: Redact = False,  # noqa: ARG001  # acts in its callback
) -> None:
    """Score every client: health, why, rank, and what to do."""
    assessment = assessed(ledger, as_of, window, policy_file, as_json=format is Format.json)
    from clienthealth.report.score.view import view_of  # noqa: PLC0415  # not for --help

    try:
        view = view_of(assessment, sort=sort, ids=client or (), stage=stage)
    except LookupError as unknown:
        unknown_client(str(unknown.args[0]), [c.id for c in assessment.clients])
    _print(view.told_by(presentable(assessment)), format, output)


def _print(view: "View", format: Format, output: Path | None) -> None:  # noqa: A002  # as above
    if format is Format.table and output is None:
        from rich.console import Console  # noqa: PLC0415  # not for --help

        console = Console(soft_wrap=False)
        if console.is_terminal:
            from clienthealth.report.score.table import print_to  # noqa: PLC0415  # the same

            print_to(console, view)
            return
    from clienthealth.report.formats import renderer  # noqa: PLC0415  # not for --help

    emit(renderer("score", format.value)(view), output)

"""`clienthealth score`: every client's health, why, and what to do."""

from enum import StrEnum
from typing import Annotated, Literal

import typer

from clienthealth.cli.jobs import Jobs, processes_for
from clienthealth.cli.next_thing import due_next, is_read_by_somebody, tell_next
from clienthealth.cli.options import (
    AsOf,
    LedgerArgument,
    Output,
    PolicyFile,
    Redact,
    Window,
    complete_client,
    format_option,
)
from clienthealth.cli.output import show
from clienthealth.cli.running import assessing, unknown_client
from clienthealth.cli.withholding import presentable

EXAMPLES = (
    "clienthealth score",
    "clienthealth score ledger/ --format html --output score.html",
)


class Sort(StrEnum):
    """The orders of `score`."""

    rank = "rank"
    health = "health"
    worth = "worth"
    trend = "trend"
    verdict = "verdict"
    gravest = "gravest"
    overdue = "overdue"
    name = "name"
    id = "id"


class StageChoice(StrEnum):
    """The stages of a client."""

    active = "active"
    prospect = "prospect"
    dormant = "dormant"
    former = "former"


EVIDENCE: dict[str, tuple[Literal["places", "words"], ...]] = {
    "html": ("places", "words"),
    "json": ("places",),
}
"""What the formats tell of evidence."""
READ = {"table", "markdown", "html"}
"""The formats that are read from the top, so that the gravest is first."""


def score(  # noqa: PLR0913, PLR0917  # a command's options
    ledger: LedgerArgument = None,
    as_of: AsOf = None,
    window: Window = None,
    policy_file: PolicyFile = None,
    format: Annotated[str, format_option("score")] = "table",
    output: Output = None,
    client: Annotated[
        list[str] | None,
        typer.Option(
            "--client",
            metavar="CLIENT",
            help="Show this client in detail; repeatable. Ranks still compare all clients.",
            autocompletion=complete_client,
            show_default=False,
        ),
    ] = None,
    stage: Annotated[
        StageChoice | None, typer.Option("--stage", help="Show one stage only.")
    ] = None,
    sort: Annotated[
        Sort | None,
        typer.Option(
            "--sort",
            help="The order of the clients. Default: gravest (most to do first) for people, "
            "rank in JSON and CSV.",
            show_default=False,
        ),
    ] = None,
    jobs: Jobs = None,
    redact: Redact = False,  # noqa: ARG001  # acts in its callback
) -> None:
    """Score every client: health, why, rank, and what to do."""
    only = client or () if format in {"json", "csv"} else ()  # others show all clients as well
    with_next = format == "table" and not client and stage is None and is_read_by_somebody(output)
    with assessing(
        ledger,
        as_of,
        window,
        policy_file,
        as_json=format == "json",
        only=only,
        jobs=processes_for(ledger, jobs),
        evidence=EVIDENCE.get(format, ()),
    ) as (assessment, parts):
        agenda = due_next(assessment, parts, ledger) if with_next else None
    from clienthealth import view_of  # noqa: PLC0415  # not for --help

    order = sort or (Sort.gravest if format in READ else Sort.rank)
    try:
        view = view_of(assessment, sort=order, ids=client or (), stage=stage)
    except LookupError as unknown:
        unknown_client(str(unknown.args[0]), [c.id for c in assessment.clients])
    show("score", view.told_by(presentable(assessment)), format, output)
    if agenda is not None:
        tell_next(agenda)

"""`clienthealth followup`: three calls and a letter to a prospect, or what is due with all."""

from typing import Annotated

import typer

from clienthealth.cli.client_argument import client_and_ledger
from clienthealth.cli.options import (
    AsOf,
    LedgerArgument,
    Output,
    PolicyFile,
    Redact,
    complete_client,
    format_option,
)
from clienthealth.cli.output import show
from clienthealth.cli.planning import show_plan
from clienthealth.cli.running import (
    load,
    own_templates,
    policy_in_force,
    today,
    usage_error,
)
from clienthealth.cli.withholding import presentable

EXAMPLES = (
    "clienthealth followup",
    "clienthealth followup nova",
)


def followup(
    prospect: Annotated[
        str | None,
        typer.Argument(
            metavar="PROSPECT",
            help="A prospect's id, for the whole plan. A path here counts as LEDGER.",
            autocompletion=complete_client,
            show_default=False,
        ),
    ] = None,
    ledger: LedgerArgument = None,
    as_of: AsOf = None,
    policy_file: PolicyFile = None,
    format: Annotated[str, format_option("followup")] = "table",
    output: Output = None,
    redact: Redact = False,  # noqa: ARG001  # acts in its callback
) -> None:
    """Plan three calls and a letter to a prospect.

    Without a prospect it shows what is due with all of them.
    """
    prospect, ledger = client_and_ledger("followup", prospect, ledger)
    as_json = format == "json"
    loaded = load(ledger, as_json=as_json)
    policy = policy_in_force(loaded.policy, policy_file, None, as_json=as_json)
    day = as_of or today(loaded)
    if prospect is None:
        from clienthealth import followups  # noqa: PLC0415  # not for --help

        if format == "eml":
            usage_error("--format eml is a letter to one prospect; name the prospect")
        found = followups(loaded, as_of=day, policy=policy)
        show("today", presentable(found), format, output)
        return
    from clienthealth import followup as planned  # noqa: PLC0415  # not for --help

    templates = own_templates(ledger, as_json=as_json)
    show_plan(
        "followup",
        loaded,
        lambda: planned(loaded, prospect, as_of=day, policy=policy, templates=templates),
        format,
        output,
    )

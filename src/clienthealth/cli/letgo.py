"""`clienthealth letgo`: the plan for letting a client go."""

from typing import TYPE_CHECKING, Annotated, cast

import typer

from clienthealth.cli.client_argument import require_client
from clienthealth.cli.options import (
    AsOf,
    ClientArgument,
    LedgerArgument,
    Output,
    PolicyFile,
    Redact,
    format_option,
)
from clienthealth.cli.planning import show_plan
from clienthealth.cli.running import load, own_templates, policy_in_force, today

if TYPE_CHECKING:
    from clienthealth import Method

EXAMPLES = (
    "clienthealth letgo acme",
    "clienthealth letgo acme --format eml --output letter.eml",
)


METHODS = ("graceful", "firm")


def _method(text: str) -> str:
    if text not in METHODS:
        msg = f"{text!r} is not one of {', '.join(METHODS)}"
        raise typer.BadParameter(msg)
    return text


def letgo(
    client: ClientArgument,
    ledger: LedgerArgument = None,
    as_of: AsOf = None,
    method: Annotated[
        str | None,
        typer.Option(
            "--method",
            parser=_method,
            metavar="|".join(METHODS),
            help="How to part. Default: what the evidence suggests; firm after abuse.",
            autocompletion=lambda incomplete: [m for m in METHODS if m.startswith(incomplete)],
            show_default=False,
        ),
    ] = None,
    policy_file: PolicyFile = None,
    format: Annotated[str, format_option("letgo")] = "table",
    output: Output = None,
    redact: Redact = False,  # noqa: ARG001  # acts in its callback
) -> None:
    """Plan how to let a client go: when, how, at what cost.

    Step by step, with what to say, and whether to wait for the money.
    """
    require_client("letgo", client, ledger)
    loaded = load(ledger, as_json=format == "json")
    policy = policy_in_force(loaded.policy, policy_file, None, as_json=format == "json")
    from clienthealth import letgo as planned  # noqa: PLC0415  # not for --help

    how = cast("Method | None", method)
    day = as_of or today(loaded)
    templates = own_templates(ledger, as_json=format == "json")
    show_plan(
        "letgo",
        loaded,
        lambda: planned(loaded, client, as_of=day, policy=policy, method=how, templates=templates),
        format,
        output,
    )

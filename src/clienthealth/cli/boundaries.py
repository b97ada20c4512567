"""`clienthealth boundaries`: the plan for a boundary talk."""

from typing import Annotated

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

EXAMPLES = (
    "clienthealth boundaries acme",
    "clienthealth boundaries acme --format html --output talk.html",
)


def boundaries(
    client: ClientArgument,
    ledger: LedgerArgument = None,
    as_of: AsOf = None,
    policy_file: PolicyFile = None,
    format: Annotated[str, format_option("boundaries")] = "table",
    output: Output = None,
    redact: Redact = False,  # noqa: ARG001  # acts in its callback
) -> None:
    """Plan a boundary talk: what to say, and what comes of it.

    Step by step, with what to write down first, and the letter that confirms what was agreed.
    """
    require_client("boundaries", client, ledger)
    loaded = load(ledger, as_json=format == "json")
    policy = policy_in_force(loaded.policy, policy_file, None, as_json=format == "json")
    from clienthealth import boundaries as planned  # noqa: PLC0415  # not for --help

    day = as_of or today(loaded)
    templates = own_templates(ledger, as_json=format == "json")
    show_plan(
        "boundaries",
        loaded,
        lambda: planned(loaded, client, as_of=day, policy=policy, templates=templates),
        format,
        output,
    )

"""`clienthealth rules`: every rule, with its weight and whether it applies."""

from typing import Annotated

from clienthealth.cli.options import LedgerArgument, Output, PolicyFile, Redact, format_option
from clienthealth.cli.output import show
from clienthealth.cli.running import is_found, load, policy_in_force

EXAMPLES = (
    "clienthealth rules",
    "clienthealth rules --format json",
)


def rules(
    ledger: LedgerArgument = None,
    policy_file: PolicyFile = None,
    format: Annotated[str, format_option("rules")] = "table",
    output: Output = None,
    redact: Redact = False,  # noqa: ARG001  # acts in its callback
) -> None:
    """List the rules, with their weights.

    Where a ledger is named or found, they are shown as its policy sets them.
    """
    from clienthealth import Policy, configured  # noqa: PLC0415  # not for --help

    as_json = format == "json"
    policy = load(ledger, as_json=as_json).policy if ledger or is_found() else Policy()
    items = configured(policy_in_force(policy, policy_file, None, as_json=as_json))
    show("rules", items, format, output)

"""`clienthealth policy`: the policy in force, with the source of every figure."""

from typing import Annotated

from clienthealth.cli.options import (
    LedgerArgument,
    Output,
    PolicyFile,
    Redact,
    Window,
    format_option,
)
from clienthealth.cli.output import show
from clienthealth.cli.running import is_found, load, policy_layers
from clienthealth.cli.withholding import presentable

EXAMPLES = (
    "clienthealth policy",
    "clienthealth policy --policy strict.yaml",
)


def policy(
    ledger: LedgerArgument = None,
    policy_file: PolicyFile = None,
    window: Window = None,
    format: Annotated[str, format_option("policy")] = "table",
    output: Output = None,
    redact: Redact = False,  # noqa: ARG001  # acts in its callback
) -> None:
    """Print every figure of the policy, and where it comes from."""
    from clienthealth import Policy, PolicyInForce  # noqa: PLC0415  # not for --help

    as_json = format == "json"
    own = load(ledger, as_json=as_json).policy if ledger or is_found() else Policy()
    found = PolicyInForce.of(policy_layers(own, policy_file, window, as_json=as_json))
    show("policy", presentable(found), format, output)

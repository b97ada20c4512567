"""`clienthealth policy`: the policy in force, with the source of every figure."""

from enum import StrEnum
from typing import Annotated

import typer

from clienthealth.cli.common import (
    LedgerArgument,
    Output,
    PolicyFile,
    Redact,
    Window,
    emit,
    is_found,
    load,
    policy_layers,
    redactor,
)


class Format(StrEnum):
    """The formats of `policy`."""

    table = "table"
    json = "json"


def policy(
    ledger: LedgerArgument = None,
    policy_file: PolicyFile = None,
    window: Window = None,
    format: Annotated[  # noqa: A002  # the option's name
        Format, typer.Option("--format", "-f", help="How to print.")
    ] = Format.table,
    output: Output = None,
    redact: Redact = False,  # noqa: ARG001  # acts in its callback
) -> None:
    """Print the policy in force, and whether each figure is the default or set, and where."""
    from clienthealth.ledger.policy import Policy  # noqa: PLC0415  # not for --help
    from clienthealth.report.lists import policy as report  # noqa: PLC0415  # the same
    from clienthealth.rules.policy_layers import combined, settings  # noqa: PLC0415  # the same

    as_json = format is Format.json
    own = load(ledger, as_json=as_json).policy if ledger or is_found() else Policy()
    found = policy_layers(own, policy_file, window, as_json=as_json)
    digest, hidden = combined(found).digest(), redactor()
    if hidden is not None:
        from clienthealth.redaction.assessment import redacted_layers  # noqa: PLC0415  # only when redacting

        digest, found = hidden.fingerprint(digest), redacted_layers(found, hidden)
    render = report.render_json if as_json else report.render_table
    emit(render(digest, [*settings(found)]), output)

"""`clienthealth rules`: every rule, with its weight and whether it applies."""

from enum import StrEnum
from typing import Annotated

import typer

from clienthealth.cli.common import (
    LedgerArgument,
    Output,
    PolicyFile,
    Redact,
    emit,
    is_found,
    load,
    policy_in_force,
)


class Format(StrEnum):
    """The formats of `rules`."""

    table = "table"
    json = "json"


def rules(
    ledger: LedgerArgument = None,
    policy_file: PolicyFile = None,
    format: Annotated[  # noqa: A002  # the option's name
        Format, typer.Option("--format", "-f", help="How to print.")
    ] = Format.table,
    output: Output = None,
    redact: Redact = False,  # noqa: ARG001  # acts in its callback
) -> None:
    """List the rules, as a ledger's policy sets them where one is named or found."""
    from clienthealth.ledger.policy import Policy  # noqa: PLC0415  # not for --help
    from clienthealth.report.lists import rules as report  # noqa: PLC0415  # the same
    from clienthealth.rules.registry import configured  # noqa: PLC0415  # the same

    as_json = format is Format.json
    policy = load(ledger, as_json=as_json).policy if ledger or is_found() else Policy()
    items = configured(policy_in_force(policy, policy_file, None, as_json=as_json))
    if as_json:
        emit(report.render_json(items), output)
    else:
        emit(report.render_table(items), output)

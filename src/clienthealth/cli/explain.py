"""`clienthealth explain`: where a client's points come from, or what a rule is about."""

from typing import TYPE_CHECKING, Annotated

import typer

from clienthealth.cli.common import (
    AsOf,
    LedgerArgument,
    Output,
    Window,
    assessed,
    complete_client_or_rule,
    emit,
    usage_error,
)

if TYPE_CHECKING:
    from clienthealth.rules.registry import AnyRule


def explain(  # a command's options
    name: Annotated[
        str,
        typer.Argument(
            metavar="CLIENT|RULE",
            help="A client's id, or a rule's code or name.",
            autocompletion=complete_client_or_rule,
            show_default=False,
        ),
    ],
    ledger: LedgerArgument = None,
    as_of: AsOf = None,
    window: Window = None,
    output: Output = None,
    all_evidence: Annotated[
        bool, typer.Option("--all", help="Show every line of evidence, not the first five.")
    ] = False,
) -> None:
    """Show where a client's points come from, line by line, or what a rule looks at."""
    from clienthealth.rules.registry import find_rule  # noqa: PLC0415  # not for --help

    rule = find_rule(name)
    if rule is not None:
        _explain_rule(rule, output)
        return
    assessment = assessed(ledger, as_of, window)
    client = assessment.client(name)
    if client is None:
        from clienthealth.ledger.problems import did_you_mean  # noqa: PLC0415  # rarely needed
        from clienthealth.rules.registry import rule_names  # noqa: PLC0415  # the same

        known = [c.id for c in assessment.clients]
        near = did_you_mean(name, [*known, *rule_names()])
        if near.startswith("known:"):
            near = f"clients: {', '.join(known)}; `clienthealth rules` lists the rules"
        usage_error(f"{name!r} is neither a client nor a rule; {near}")
    from clienthealth.report.detail import waterfall  # noqa: PLC0415  # not for --help

    lines = waterfall(assessment, client, all_evidence=all_evidence)
    emit("\n".join(lines) + "\n", output)


def _explain_rule(rule: "AnyRule", output: "Output") -> None:
    from clienthealth.rules.page import rule_page  # noqa: PLC0415  # not for --help

    emit(rule_page(rule), output)

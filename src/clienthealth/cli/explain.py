"""`clienthealth explain`: where a client's points come from, or what a rule is about."""

from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

from clienthealth.cli.options import (
    AsOf,
    LedgerArgument,
    Output,
    PolicyFile,
    Redact,
    Window,
    complete_client_or_rule,
)
from clienthealth.cli.output import emit
from clienthealth.cli.running import assessed, is_found, usage_error
from clienthealth.cli.withholding import presentable

if TYPE_CHECKING:
    from clienthealth import AnyRule


def explain(
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
    policy_file: PolicyFile = None,
    output: Output = None,
    all_evidence: Annotated[
        bool, typer.Option("--all", help="Show every line of evidence, not the first five.")
    ] = False,
    redact: Redact = False,  # noqa: ARG001  # acts in its callback
) -> None:
    """Show where a client's points come from, line by line, or what a rule looks at."""
    from clienthealth import find_rule  # noqa: PLC0415  # not for --help

    rule = find_rule(name)
    if rule is not None:
        _explain_rule(rule, output)
        return
    if ledger is None and not is_found():
        _unknown(name, None)
    assessment = assessed(ledger, as_of, window, policy_file, only=[name])
    client = assessment.client(name)
    if client is None:
        _unknown(name, [c.id for c in assessment.clients])
    from clienthealth import view_of, waterfall  # noqa: PLC0415  # not for --help

    view = view_of(assessment, ids=[client.id]).told_by(presentable(assessment))
    lines = waterfall(view.assessment, view.clients[0], all_evidence=all_evidence)
    emit("\n".join(lines) + "\n", output)


def _unknown(name: str, clients: list[str] | None) -> NoReturn:
    from clienthealth import did_you_mean, rule_names  # noqa: PLC0415  # rarely needed

    near = did_you_mean(name, [*(clients or ()), *rule_names()])
    if not near.startswith("did you mean"):
        near = "`clienthealth rules` lists the rules"
        near += f"; clients: {', '.join(clients[:40])}" if clients else ""
    where = "no rule, and no ledger is found" if clients is None else "neither a client nor a rule"
    usage_error(f"{name!r} is {where}; {near}", f"{where} is called so")


def _explain_rule(rule: "AnyRule", output: "Output") -> None:
    from clienthealth import rule_page  # noqa: PLC0415  # not for --help

    emit(rule_page(rule), output)

"""`clienthealth explain`: where a client's points come from, or what a rule is about."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

from clienthealth.cli.client_argument import require_client
from clienthealth.cli.options import (
    AsOf,
    LedgerArgument,
    Output,
    PolicyFile,
    Redact,
    Window,
    complete_explained,
)
from clienthealth.cli.output import emit, say, show_page
from clienthealth.cli.running import assessed, is_found, path_of, usage_error
from clienthealth.cli.withholding import presentable, redactor

if TYPE_CHECKING:
    from clienthealth import AnyRule, Term


EXAMPLES = (
    "clienthealth explain acme",
    "clienthealth explain late-payment",
)


def explain(
    name: Annotated[
        str,
        typer.Argument(
            metavar="CLIENT|RULE|TERM",
            help="A client's id, a rule's code or name, or a word such as worth.",
            autocompletion=complete_explained,
            show_default=False,
        ),
    ],
    ledger: LedgerArgument = None,
    as_of: AsOf = None,
    window: Window = None,
    policy_file: PolicyFile = None,
    output: Output = None,
    everything: Annotated[
        bool,
        typer.Option(
            "--all",
            help="Show all evidence with its lines, and every rule that is fine or not assessed.",
        ),
    ] = False,
    redact: Redact = False,  # noqa: ARG001  # acts in its callback
) -> None:
    """Explain a client's points, a rule, or a word.

    A client's points are shown with the lines of the ledger they come from; a rule with its
    thresholds and where they come from; a word with its formula and an example.
    """
    from clienthealth import find_rule, find_term, term_page  # noqa: PLC0415  # not for --help

    rule = find_rule(name)
    if rule is not None:
        _explain_rule(rule, name, output)
        return
    term = find_term(name)
    if term is not None and not _is_client(name, ledger, term):
        show_page(term_page(term), output)
        return
    require_client("explain", name, ledger)
    if ledger is None and not is_found():
        _unknown(name, None)
    assessment = assessed(ledger, as_of, window, policy_file, only=[name])
    client = assessment.client(name)
    if client is None:
        _unknown(name, [c.id for c in assessment.clients])
    from clienthealth import Explanation, explained, terminal_table, view_of  # noqa: PLC0415  # not for --help

    view = view_of(assessment, ids=[client.id]).told_by(presentable(assessment))
    found = Explanation(view.assessment, view.clients[0], everything)
    if output is not None or not terminal_table("explain", found):
        emit(explained(found), output)


def _is_client(name: str, ledger: Path | None, term: "Term") -> bool:
    """Whether a word of the glossary is a client of the ledger, who comes first."""
    from clienthealth import client_names  # noqa: PLC0415  # rarely needed

    if (ledger is None and not is_found()) or name not in client_names(path_of(ledger)):
        return False
    if redactor() is None:
        say(f"the word {term.name} is explained by `clienthealth help {term.typed}`")
    return True


def _unknown(name: str, clients: list[str] | None) -> NoReturn:
    from clienthealth import did_you_mean, rule_names, term_names  # noqa: PLC0415  # rarely needed

    near = did_you_mean(name, [*term_names(), *rule_names(), *(clients or ())])
    if not near.startswith("did you mean"):
        near = "`clienthealth rules` lists the rules, `clienthealth help glossary` the words"
        near += f"; clients: {', '.join(clients[:40])}" if clients else ""
    what = "neither a rule" if clients is None else "neither a client nor a rule"
    where = f"{what} nor a word of the glossary"
    where += ", and no ledger was found" if clients is None else ""
    usage_error(f"{name!r} is {where}; {near}", f"it is {where}")


def _explain_rule(rule: "AnyRule", name: str, output: "Output") -> None:
    from clienthealth import find_term, rule_page, term_page  # noqa: PLC0415  # not for --help

    word = find_term(name)
    if word is None:
        show_page(rule_page(rule), output)
        return
    # A grinder is both: whoever types the word wants to know what it means.
    see = f"The rule with this name: `clienthealth explain {rule.code}`."
    show_page(f"{term_page(word)}\n{see}\n", output)

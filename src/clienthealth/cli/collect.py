"""`clienthealth collect`: what is open, which reminder is next, and what may be claimed."""

from datetime import date
from typing import TYPE_CHECKING, Annotated

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
    parse_day,
)
from clienthealth.cli.output import show
from clienthealth.cli.planning import refuse_redacted_draft
from clienthealth.cli.running import (
    load,
    own_templates,
    policy_in_force,
    refuse,
    today,
    unknown_client,
    usage_error,
)
from clienthealth.cli.withholding import presentable, redactor

if TYPE_CHECKING:
    from clienthealth import Collection, Ledger, Policy, Statement, Templates


EXAMPLES = (
    "clienthealth collect",
    "clienthealth collect acme --statement --format html --output acme.html",
)


def collect(  # noqa: PLR0913, PLR0917  # a command's options
    client: Annotated[
        str | None,
        typer.Argument(
            metavar="CLIENT",
            help="A client's id, to show their invoices. A path here counts as LEDGER.",
            autocompletion=complete_client,
            show_default=False,
        ),
    ] = None,
    ledger: LedgerArgument = None,
    as_of: AsOf = None,
    statement: Annotated[
        bool,
        typer.Option(
            "--statement", help="Write a statement of account that can be sent to the client."
        ),
    ] = False,
    since: Annotated[
        date | None,
        typer.Option(
            "--since",
            parser=parse_day,
            metavar="DATE",
            help="The first day that a statement lists. Default: the policy's window, a year.",
            show_default=False,
        ),
    ] = None,
    policy_file: PolicyFile = None,
    format: Annotated[str, format_option("collect")] = "table",
    output: Output = None,
    redact: Redact = False,  # noqa: ARG001  # acts in its callback
) -> None:
    """Show what is open and the next reminder, with its letter.

    Of one client also what may be claimed by law; `--statement` writes a statement of account.
    """
    client, ledger = client_and_ledger("collect", client, ledger)
    _check(client, since, format, statement=statement)
    as_json = format == "json"
    loaded = load(ledger, as_json=as_json)
    policy = policy_in_force(loaded.policy, policy_file, None, as_json=as_json)
    from clienthealth import LedgerError  # noqa: PLC0415  # not for --help

    day = as_of or today(loaded)
    if statement and client is not None:
        show("statement", _statement(loaded, client, day, since, policy), format, output)
    else:
        templates = own_templates(ledger, as_json=as_json) if client is not None else {}
        try:
            found = _collection(loaded, client, day, policy, templates)
        except LedgerError as error:
            refuse(error, as_json=as_json)
        if format == "eml" and not found.letters:
            usage_error(
                "there is no reminder to write now; `clienthealth collect` says what is open"
            )
        show("collect", presentable(found), format, output)


def _check(client: str | None, since: date | None, format: str, *, statement: bool) -> None:
    if format == "eml" and client is None:
        usage_error("--format eml is a letter to one client; name the client")
    refuse_redacted_draft(format)
    if format in {"ics", "eml"} and statement:
        usage_error("--format: a statement is a table, json, markdown or html; write one of these")
    if statement and client is None:
        usage_error("--statement is for one client; write collect CLIENT --statement")
    if statement and redactor() is not None:
        what = "a statement is for the client to read; leave --redact out"
        usage_error(what, what)
    if since is not None and not statement:
        usage_error("--since is the first day of a statement; add --statement")


def _collection(
    ledger: "Ledger", client: str | None, day: date, policy: "Policy", templates: "Templates"
) -> "Collection":
    from clienthealth import collect as collect_on  # noqa: PLC0415  # not for --help

    try:
        return collect_on(ledger, as_of=day, policy=policy, client=client, templates=templates)
    except LookupError as unknown:
        unknown_client(str(unknown.args[0]), [each.id for each in ledger.clients])


def _statement(
    ledger: "Ledger", client: str, day: date, since: date | None, policy: "Policy"
) -> "Statement":
    from clienthealth import statement  # noqa: PLC0415  # not for --help

    if since is not None and since > day:
        usage_error(f"--since {since} is after {day}; write an earlier day")
    try:
        return statement(ledger, client, as_of=day, first_day=since, policy=policy)
    except LookupError as unknown:
        unknown_client(str(unknown.args[0]), [each.id for each in ledger.clients])

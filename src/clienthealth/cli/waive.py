"""`clienthealth waive`: a finding accepted for a while, written into the ledger."""

from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NamedTuple, NoReturn

import typer

from clienthealth.cli.client_argument import require_client
from clienthealth.cli.exit_codes import EXIT_OUTPUT
from clienthealth.cli.options import (
    LedgerArgument,
    Redact,
    complete_client,
    complete_rule,
    parse_day,
)
from clienthealth.cli.output import cannot_write, emit, say
from clienthealth.cli.running import load, named_or_found, today, unknown_client, usage_error
from clienthealth.cli.withholding import redactor

if TYPE_CHECKING:
    from clienthealth import Amendment, AnyRule, CannotAmendError, Client, Ledger


EXAMPLES = (
    'clienthealth waive acme late-payment --until 2026-12-31 --reason "new ERP"',
    "clienthealth waive acme VAL001 --until 2026-12-31 --reason agreed --dry-run",
)


class _Wanted(NamedTuple):
    client: "Client"
    rule: "AnyRule"
    reason: str
    start: date
    until: date


def waive(
    client: Annotated[
        str,
        typer.Argument(
            metavar="CLIENT",
            help="The client's id.",
            autocompletion=complete_client,
            show_default=False,
        ),
    ],
    rule: Annotated[
        str,
        typer.Argument(
            metavar="RULE",
            help="The rule's code or name.",
            autocompletion=complete_rule,
            show_default=False,
        ),
    ],
    reason: Annotated[str, typer.Option("--reason", metavar="REASON", help="Why it is accepted.")],
    until: Annotated[
        date,
        typer.Option(
            "--until",
            parser=parse_day,
            metavar="DATE",
            help="The last day, at most 366 days after the first.",
        ),
    ],
    ledger: LedgerArgument = None,
    start: Annotated[
        date | None,
        typer.Option(
            "--from",
            parser=parse_day,
            metavar="DATE",
            help="The first day. Default: today, where the business is.",
            show_default=False,
        ),
    ] = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Print the change as a diff, and write nothing.")
    ] = False,
    redact: Redact = False,  # noqa: ARG001  # acts in its callback
) -> None:
    """Accept a finding for a while, with a reason and an end.

    A waiver is added to the ledger; every other byte of it stays as it is.
    """
    from clienthealth import locked, save_amendment  # noqa: PLC0415  # not for --help

    if dry_run and redactor() is not None:
        what = "--dry-run prints lines of the ledger; leave --redact or --dry-run out"
        usage_error(what, what)
    require_client("waive", client, ledger, between=f" {rule} ")
    known = _known_rule(rule)
    _check_reason(reason)
    where = named_or_found(ledger)
    with locked(where):
        loaded = load(where)
        day = today(loaded)
        wanted = _Wanted(_known_client(loaded, client), known, reason, start or day, until)
        _check_days(wanted)
        _check_overlap(loaded, wanted, day)
        change = _change(loaded, where, wanted)
        if not dry_run:
            try:
                save_amendment(change)
            except OSError as error:
                cannot_write(str(change.rewrites[0].file), error)
    _warn(change, wanted, day)
    from clienthealth import safe_lines  # noqa: PLC0415  # not for --help

    # A change is for `git apply`, which needs the file's own characters.
    emit(change.diff() if dry_run else safe_lines([_done(change, wanted)]))


def _known_rule(name: str) -> "AnyRule":
    from clienthealth import did_you_mean, find_rule, rule_names  # noqa: PLC0415  # not for --help

    rule = find_rule(name)
    if rule is None:
        near = did_you_mean(name, rule_names())
        usage_error(f"no rule {name!r}; {near}", "no rule has this name")
    return rule


def _check_reason(reason: str) -> None:
    if not reason.strip():
        usage_error("--reason is empty; say why the finding is accepted", "--reason is empty")
    try:
        reason.encode()
    except UnicodeEncodeError:
        usage_error("--reason is not valid text; write it in UTF-8", "--reason is not valid text")


def _known_client(ledger: "Ledger", name: str) -> "Client":
    client = next((each for each in ledger.clients if each.id == name), None)
    if client is None:
        unknown_client(name, [each.id for each in ledger.clients])
    return client


def _check_days(wanted: _Wanted) -> None:
    from clienthealth import FIRST_YEAR, LAST_YEAR, MAX_WAIVER_DAYS  # noqa: PLC0415  # not for --help

    start, until = wanted.start, wanted.until
    if any(not FIRST_YEAR <= day.year <= LAST_YEAR for day in (start, until)):
        message = f"a year is out of range; write {FIRST_YEAR} to {LAST_YEAR}"
    elif until < start:
        message = f"--until {until} is before the first day, {start}; write a later day"
    elif until > (last := start + timedelta(days=MAX_WAIVER_DAYS)):
        message = f"a waiver lasts at most {MAX_WAIVER_DAYS} days; write --until {last} or earlier"
    else:
        return
    usage_error(message, message)


def _check_overlap(ledger: "Ledger", wanted: _Wanted, day: date) -> None:
    from clienthealth import find_rule, written  # noqa: PLC0415  # not for --help

    for waiver in wanted.client.waivers:
        overlaps = waiver.from_ <= wanted.until and wanted.start <= waiver.until
        if overlaps and waiver.until >= day and find_rule(waiver.rule) is wanted.rule:
            place = ledger.sources.place(waiver.mark)
            first, last = written.day(waiver.from_), written.day(waiver.until)
            what = f"{wanted.rule.name} is already waived from {first} until {last}"
            remedy = f"change that line, or begin with --from {waiver.until + timedelta(days=1)}"
            usage_error(f"{place}: {what}; {remedy}", f"{what}; {remedy}")


def _change(ledger: "Ledger", where: Path, wanted: _Wanted) -> "Amendment":
    from clienthealth import Added, CannotAmendError, amendment, of_client  # noqa: PLC0415  # not for --help

    item: dict[str, str | date] = {
        "rule": _written_name(wanted),
        "reason": wanted.reason,
        "from": wanted.start,
        "until": wanted.until,
    }
    try:
        return amendment(ledger, where, [Added(of_client(wanted.client.id), "waivers", (item,))])
    except CannotAmendError as error:
        _cannot_amend(error)


def _written_name(wanted: _Wanted) -> str:
    """The rule's name, which says more, unless this client's waivers use codes."""
    from clienthealth import all_rules  # noqa: PLC0415  # not for --help

    codes = {rule.code for rule in all_rules()}
    others = {waiver.rule for waiver in wanted.client.waivers}
    return wanted.rule.code if others and others <= codes else wanted.rule.name


def _cannot_amend(error: "CannotAmendError") -> NoReturn:
    if redactor() is not None:
        text = "cannot write the waiver without changing more; --redact withholds the reason"
    else:
        text = f"cannot write {error}; nothing was written. Add this to the client's waivers by "
        text += f"hand: {error.by_hand}"
    say(f"clienthealth: {text}")
    raise typer.Exit(EXIT_OUTPUT)


def _warn(change: "Amendment", wanted: _Wanted, day: date) -> None:
    """Say what `check` would say: that the waiver has no effect today."""
    from clienthealth import assess, written  # noqa: PLC0415  # not for --help

    if wanted.until < day:
        say(f"warning: the waiver has already expired: today is {written.day(day)}")
    elif wanted.start <= day:
        judged = assess(change.ledger, as_of=day).client(wanted.client.id)
        if all(f.code != wanted.rule.code for f in (judged.findings if judged else ())):
            what = f"{wanted.rule.name} finds nothing for {_client_name(wanted)} today"
            say(f"warning: {what}, so the waiver is unused")


def _done(change: "Amendment", wanted: _Wanted) -> str:
    from clienthealth import written  # noqa: PLC0415  # not for --help

    hidden = redactor()
    file = hidden.file(change.places[0].file) if hidden else change.places[0].name
    days = f"from {written.day(wanted.start)} until {written.day(wanted.until)}"
    what = f"{wanted.rule.name} of {_client_name(wanted)} waived {days}"
    return f"{file}:{change.places[0].line}: {what}"


def _client_name(wanted: _Wanted) -> str:
    hidden = redactor()
    return hidden.client(wanted.client.id) if hidden else wanted.client.id

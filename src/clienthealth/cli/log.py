"""`clienthealth log`: one line of what happened, written into the ledger."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

from clienthealth.cli.asking import at_terminal
from clienthealth.cli.client_argument import require_client
from clienthealth.cli.exit_codes import EXIT_OUTPUT
from clienthealth.cli.log_options import (
    Line,
    complete_kind,
    read_line,
    show_kind,
)
from clienthealth.cli.options import Redact, complete_client, parse_path
from clienthealth.cli.output import cannot_write, emit, say
from clienthealth.cli.running import load, named_or_found, now, tell_warnings, usage_error
from clienthealth.cli.withholding import redactor

if TYPE_CHECKING:
    from clienthealth import CannotAmendError, Ledger, Logged, LogKind

EXAMPLES = (
    "clienthealth log acme paid 2026-014",
    'clienthealth log acme message --urgent --at "yesterday 22:40"',
)


SETTINGS = {
    "context_settings": {
        "ignore_unknown_options": True,  # the kind's own options are read with the kind
        "help_option_names": [],
    }
}


def log(  # noqa: PLR0913, PLR0917  # a command's options
    ctx: typer.Context,
    client: Annotated[
        str | None,
        typer.Argument(
            metavar="CLIENT",
            help="The client's id, name or alias, or a clear beginning of one.",
            autocompletion=complete_client,
            show_default=False,
        ),
    ] = None,
    kind: Annotated[
        str | None,
        typer.Argument(
            metavar="KIND",
            help="What happened, such as message, paid or hours; --kinds lists them.",
            autocompletion=complete_kind,
            show_default=False,
        ),
    ] = None,
    said: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[WORDS]... [OPTIONS OF THE KIND]",
            help="The details; `clienthealth log KIND --help` lists them.",
            show_default=False,
        ),
    ] = None,
    at: Annotated[
        str | None,
        typer.Option(
            "--at",
            "--on",
            metavar="WHEN",
            help="When it happened: 2026-02-28, yesterday, monday, 2 days ago, 22:40, "
            "'yesterday 22:40' or now. Default: today.",
            show_default=False,
        ),
    ] = None,
    ledger: Annotated[
        Path | None,
        typer.Option(
            "--ledger",
            parser=parse_path,
            metavar="LEDGER",
            help="A YAML file or a folder of them. Default: the same as for other commands.",
            show_default=False,
        ),
    ] = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Print the change as a diff, and write nothing.")
    ] = False,
    undo: Annotated[
        bool,
        typer.Option(
            "--undo",
            help=("Remove the last logged entry; the file is as it was before, byte for byte."),
        ),
    ] = False,
    kinds: Annotated[
        bool,
        typer.Option(
            "--kinds", help=("List what you can log, and which rules it is evidence for.")
        ),
    ] = False,
    help_: Annotated[
        bool, typer.Option("--help", "-h", help="Show this help, or the help of a kind.")
    ] = False,
    redact: Redact = False,  # noqa: ARG001  # acts in its callback
) -> None:
    """Log what happened with a client, in one line.

    A message, a payment, an invoice, hours, a talk: `clienthealth log acme message --urgent`,
    `clienthealth log acme paid 2026-014`, `clienthealth log acme hours 2.5`. One entry is added
    to the ledger; every other byte of it stays as it is.
    """
    if help_:
        _help(ctx, [client, kind])
    elif kinds:
        emit(_kind_list())
    elif undo:
        _undo(ledger, dry_run=dry_run)
    elif kind is not None and client is not None:
        require_client("log", client, ledger, between=f" {kind} --ledger ")
        _log(ledger, client, _known_kind(kind), said or [], at, dry_run=dry_run)
    elif at_terminal():
        _ask(ledger, client, at, dry_run=dry_run)
    else:
        _lacking(client)


def _log(
    ledger: Path | None,
    client: str,
    kind: "LogKind",
    said: list[str],
    at: str | None,
    *,
    dry_run: bool,
) -> None:
    from clienthealth import locked, save_amendment  # noqa: PLC0415  # not for --help

    if dry_run and redactor() is not None:
        what = "--dry-run prints lines of the ledger; leave --redact or --dry-run out"
        usage_error(what, what)
    line = read_line(kind, said, at)
    where = named_or_found(ledger)
    with locked(where):
        loaded = load(where, warn=False, account=False)
        found = _entry(loaded, where, client, kind, line)
        if not dry_run:
            try:
                save_amendment(found.change)
            except OSError as error:
                cannot_write(str(found.change.rewrites[0].file), error)
            _remember(where, found)
    tell_warnings(found.warnings)
    emit(found.change.diff() if dry_run else _done(found, ledger))


def _ask(ledger: Path | None, client: str | None, at: str | None, *, dry_run: bool) -> None:
    """Ask for what is missing, then log it."""
    from clienthealth.cli.log_questions import asked_client, asked_kind, asked_words  # noqa: PLC0415  # only at a terminal

    loaded = load(named_or_found(ledger), warn=False, account=False)
    known = asked_client(loaded, client)
    kind = asked_kind()
    when, words = asked_words(loaded, known, kind, at)
    _log(ledger, known.id, kind, words, when, dry_run=dry_run)


def _entry(loaded: "Ledger", where: Path, client: str, kind: "LogKind", line: Line) -> "Logged":
    from clienthealth import CannotAmendError, LogError, MomentError, find_client, log_entry  # noqa: PLC0415  # not for --help

    moment = now(loaded)
    try:
        return log_entry(
            loaded, where, find_client(loaded, client), kind, line.given(moment), moment
        )
    except LogError as error:
        _refuse(error.messages)
    except MomentError as error:
        _refuse((str(error),))
    except CannotAmendError as error:
        _cannot_amend(error)


def _refuse(messages: tuple[str, ...]) -> NoReturn:
    from clienthealth import few_texts  # noqa: PLC0415  # not for --help

    *others, last = few_texts(messages)
    for message in others:
        if redactor() is None:
            say(f"clienthealth: {message}")
    usage_error(last, "the ledger would not accept it")


def _cannot_amend(error: "CannotAmendError") -> NoReturn:
    if redactor() is not None:
        text = "cannot write the entry without changing more; --redact withholds the reason"
    else:
        text = f"cannot write {error}; nothing was written. Add this by hand: {error.by_hand}"
    say(f"clienthealth: {text}")
    raise typer.Exit(EXIT_OUTPUT)


def _remember(where: Path, found: "Logged") -> None:
    from clienthealth import remember  # noqa: PLC0415  # not for --help

    try:
        remember(where, found.change, _what(found))
    except OSError as error:
        if redactor() is None:
            say(f"warning: --undo will not know about it: {error.strerror or error}")


def _what(found: "Logged") -> str:
    return f"{found.kind.name} of {found.client.id}"


def _done(found: "Logged", ledger: Path | None) -> str:
    """What was written, where, and how to undo it."""
    from clienthealth import entry_text, safe_lines  # noqa: PLC0415  # not for --help

    hidden = redactor()
    place = found.change.places[0]
    if hidden:
        file, client = hidden.file(place.file), hidden.client(found.client.id)
        return safe_lines([f"{file}:{place.line}: {found.kind.name} of {client}"])
    lines = [f"{place.name}:{place.line}: {_what(found)}", f"  {entry_text(found.item)}"]
    named = f" --ledger {ledger}" if ledger is not None else ""
    return safe_lines([*lines, f"To undo it: clienthealth log --undo{named}"])


def _undo(ledger: Path | None, *, dry_run: bool) -> None:
    from clienthealth import CannotUndoError, last_logged, locked, safe_lines, take_back  # noqa: PLC0415  # not for --help

    where = named_or_found(ledger)
    with locked(where):
        try:
            undone = last_logged(where)
        except CannotUndoError as error:
            usage_error(str(error), "nothing can be undone")
        if not dry_run:
            try:
                take_back(where, undone)
            except OSError as error:
                cannot_write(str(where), error)
    if dry_run:
        emit(undone.change.diff())
    elif redactor() is not None:
        emit("removed the last entry\n")
    else:
        file = undone.change.rewrites[0].file
        emit(safe_lines([f"{file}: removed {undone.what}; the file is as it was before"]))


def _known_kind(word: str) -> "LogKind":
    from clienthealth import UnknownKindError, find_kind  # noqa: PLC0415  # not for --help

    try:
        return find_kind(word)
    except UnknownKindError as error:
        usage_error(str(error), "this kind cannot be logged")


def _lacking(client: str | None) -> NoReturn:
    what = "name the client and what happened" if client is None else "say what happened"
    usage_error(
        f"{what}: clienthealth log CLIENT KIND; `clienthealth log --kinds` lists the kinds", what
    )


# Help


def _help(ctx: typer.Context, words: list[str | None]) -> None:
    from clienthealth import UnknownKindError, find_kind  # noqa: PLC0415  # not for every run

    for word in filter(None, reversed(words)):  # `log KIND --help` will do
        try:
            show_kind(find_kind(word))
        except UnknownKindError as error:
            if len(words) == 2 and all(words):
                usage_error(str(error), "this kind cannot be logged")
        else:
            return
    emit(f"{ctx.get_help()}\n")


def _kind_list() -> str:
    from clienthealth import log_kinds, safe_lines  # noqa: PLC0415  # only here

    lines: list[str] = []
    for kind in log_kinds().values():
        lines.append(f"{kind.name}: {kind.summary}")
        lines.append(f"    evidence: {kind.evidence}")
        lines.append(f"    fields: {', '.join(each.name for each in kind.fields)}")
    return safe_lines(lines)

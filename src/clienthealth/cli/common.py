"""What the commands share: their common options, loading with exit codes, writing the payload."""

import os
import sys
from collections.abc import Callable, Iterable
from contextvars import ContextVar
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn
from zoneinfo import ZoneInfo

import typer

from clienthealth.cli import EXIT_LEDGER, EXIT_OUTPUT, EXIT_PIPE, EXIT_USAGE

if TYPE_CHECKING:
    from clienthealth.judging.assessment import Assessment
    from clienthealth.ledger.models import Ledger
    from clienthealth.ledger.policy import Policy
    from clienthealth.ledger.problems import LedgerError, Problem
    from clienthealth.redaction.redactor import Redactor
    from clienthealth.rules.policy_layers import Layer

LONGEST_MESSAGE = 2_000
"""In characters."""

_redactor: "ContextVar[Redactor | None]" = ContextVar("redactor", default=None)
"""One a run, so that all that is printed agrees and no message can forget to ask for it."""
_telling: "ContextVar[Callable[[tuple[Problem, ...]], str] | None]" = ContextVar(
    "telling", default=None
)
"""How a command wants problems to be written; None for a plain line each."""


def usage_error(message: str, redacted: str = "wrong usage") -> NoReturn:
    """End with wrong usage; `redacted` is said instead where the message must not be shown."""
    if redactor() is not None:
        message = f"{redacted}; what was typed is withheld by --redact"
    say(f"clienthealth: {message}")
    raise typer.Exit(EXIT_USAGE)


def say(text: str, *, err: bool = True) -> None:
    """Say something on stderr or stdout, which a build server's log shows and does not obey."""
    from clienthealth.report.text.safety import safe, short  # noqa: PLC0415  # only where there is a word

    typer.echo(safe(short(text, LONGEST_MESSAGE)), err=err)


def parse_day(text: str) -> date:
    """An option's date; anything else is wrong usage."""
    try:
        return date.fromisoformat(text) if len(text) == 10 else date.fromisoformat("")
    except ValueError:
        msg = f"{text!r} is not a date; write it as 2026-02-28"
        raise typer.BadParameter(msg) from None


def complete_client(ctx: typer.Context, incomplete: str) -> Iterable[tuple[str, str]]:
    """The ids of the ledger's clients, with their names."""
    from clienthealth import LedgerError, load_ledger  # noqa: PLC0415  # only while completing

    try:
        ledger = load_ledger(ctx.params.get("ledger"))
    except (LedgerError, OSError):
        return []
    return [(c.id, c.name) for c in ledger.clients if c.id.startswith(incomplete)]


def complete_rule(incomplete: str) -> Iterable[tuple[str, str]]:
    """The names and codes of the rules."""
    from clienthealth.rules.registry import all_rules  # noqa: PLC0415  # only while completing

    known = [(word, r.title) for r in all_rules() for word in (r.name, r.code)]
    return [item for item in known if item[0].startswith(incomplete)]


def complete_client_or_rule(ctx: typer.Context, incomplete: str) -> Iterable[tuple[str, str]]:
    """What `explain` explains."""
    return [*complete_client(ctx, incomplete), *complete_rule(incomplete)]


LedgerArgument = Annotated[
    Path | None,
    typer.Argument(
        help="A YAML file or a folder of them. Left out: CLIENTHEALTH_LEDGER, else "
        "clienthealth.yaml or clienthealth/ here or in a parent folder.",
        metavar="LEDGER",
        show_default=False,
    ),
]
AsOf = Annotated[
    date | None,
    typer.Option(
        "--as-of",
        parser=parse_day,
        metavar="DATE",
        help="Judge as on this date; nothing later is seen. Default: today.",
        show_default=False,
    ),
]
Window = Annotated[
    int | None,
    typer.Option(
        "--window",
        min=30,
        max=3660,
        metavar="DAYS",
        help="How many days up to the date count. Default: the policy's, 365.",
        show_default=False,
    ),
]
Output = Annotated[
    Path | None,
    typer.Option("--output", "-o", metavar="FILE", help="Write to a file instead of stdout."),
]


PolicyFile = Annotated[
    Path | None,
    typer.Option(
        "--policy",
        metavar="FILE",
        help="A YAML file with what would stand under `policy:`; it goes over the ledger's own.",
        show_default=False,
    ),
]


BaselineFile = Annotated[
    Path | None,
    typer.Option(
        "--baseline",
        metavar="FILE",
        help="Accept the trouble that this file lists; `clienthealth baseline write` makes one.",
        show_default=False,
    ),
]


def _begin_redaction(wanted: bool) -> bool:  # noqa: FBT001  # typer calls it so
    if wanted:
        from clienthealth.redaction.redactor import KEY_VARIABLE, Redactor  # noqa: PLC0415  # when asked for

        _redactor.set(Redactor(os.environ.get(KEY_VARIABLE)))
    else:
        _redactor.set(None)
    return wanted


Redact = Annotated[
    bool,
    typer.Option(
        "--redact",
        callback=_begin_redaction,
        is_eager=True,  # so that it also holds of what is wrong with other options
        help="For public logs: pseudonyms for names, ids and files; no amounts and no text of the "
        "ledger.",
    ),
]
"""Acts in its callback: a command only has to declare it."""


def redactor() -> "Redactor | None":
    """What gives the pseudonyms of this run; None without `--redact`."""
    return _redactor.get()


def today(ledger: "Ledger | None" = None) -> date:
    """The business's own day, wherever the machine stands; the machine's where it names no zone.

    Nothing else in the program asks for the time.
    """
    hours = ledger.business.working_hours if ledger else None
    zone = ZoneInfo(hours.timezone) if hours and hours.timezone else None
    return datetime.now(zone).date()


def unknown_client(name: str, known: list[str]) -> NoReturn:
    """End with an unknown client."""
    from clienthealth.ledger.problems import did_you_mean  # noqa: PLC0415  # rarely needed

    usage_error(f"no client {name!r}; {did_you_mean(name, known)}", "no client has this id")


def is_found() -> bool:
    """Whether there is a ledger without naming one."""
    from clienthealth import LedgerError  # noqa: PLC0415  # not for --help
    from clienthealth.ledger.discovery import find_ledger  # noqa: PLC0415  # the same

    try:
        find_ledger(Path.cwd())
    except LedgerError:
        return False
    return True


def path_of(ledger: Path | None) -> Path:
    """Where a ledger is that was named or, as it has been loaded already, is there to be found."""
    from clienthealth.ledger.discovery import find_ledger  # noqa: PLC0415  # not for --help

    return ledger if ledger is not None else find_ledger(Path())


def load(path: Path | None, *, as_json: bool = False, warn: bool = True) -> "Ledger":
    """The ledger; an invalid one ends the program with exit code 3.

    `warn` says on stderr what looks odd in it.
    """
    from clienthealth import LedgerError, load_ledger  # noqa: PLC0415  # not for --help

    try:
        ledger = load_ledger(path)
    except LedgerError as error:
        refuse(error, as_json=as_json)
    _introduce(ledger)
    if warn:
        tell_warnings(ledger.warnings)
    return ledger


def tell_warnings(warnings: "tuple[Problem, ...]") -> None:
    """Say on stderr what looks odd in a ledger but is accepted."""
    if warnings:
        for warning in _told(warnings):
            say(f"warning: {warning}")
        _note()


def presentable(assessment: "Assessment") -> "Assessment":
    """What of an assessment is printed: everything, or what `--redact` leaves of it."""
    hidden = redactor()
    if hidden is None:
        return assessment
    from clienthealth.redaction.assessment import redacted  # noqa: PLC0415  # only when redacting

    return redacted(assessment, hidden)


def _introduce(ledger: "Ledger") -> None:
    hidden = redactor()
    if hidden is not None:
        from clienthealth.redaction.assessment import introduce  # noqa: PLC0415  # only when redacting

        introduce(ledger, hidden)


def _told(problems: "tuple[Problem, ...]") -> "tuple[Problem, ...]":
    """Problems as they are printed: what repeats once, and without what `--redact` withholds."""
    from clienthealth.ledger.problems import gathered  # noqa: PLC0415  # only where there are some

    problems = gathered(problems)
    hidden = redactor()
    if hidden is None:
        return problems
    from clienthealth.redaction.assessment import redacted_problems  # noqa: PLC0415  # only when redacting

    return redacted_problems(problems, hidden)


def _note() -> None:
    if redactor() is not None:
        from clienthealth.redaction.redactor import NOTE  # noqa: PLC0415  # only when redacting

        typer.echo(NOTE, err=True)


def tell_problems(how: "Callable[[tuple[Problem, ...]], str]") -> None:
    """From now on in this run, write the problems of a ledger in this way; each text is whole."""
    _telling.set(how)


def refuse(error: "LedgerError", *, as_json: bool = False) -> NoReturn:
    """End with what is wrong in a ledger, a policy or a baseline."""
    _report(error.problems, as_json=as_json)
    raise typer.Exit(EXIT_LEDGER) from None


def policy_layers(
    own: "Policy", file: Path | None, window: int | None, *, as_json: bool = False
) -> "list[Layer]":
    """The ledger's policy, the file's and the options, in this order."""
    from clienthealth import LedgerError, load_policy  # noqa: PLC0415  # not for --help
    from clienthealth.rules.policy_layers import layers  # noqa: PLC0415  # the same

    try:
        read = load_policy(file) if file is not None else None
    except LedgerError as error:
        refuse(error, as_json=as_json)
    return layers(own, read, {} if window is None else {"window_days": window})


def policy_in_force(
    own: "Policy", file: Path | None, window: int | None, *, as_json: bool = False
) -> "Policy":
    """The ledger's policy with what a file and the options set over it."""
    if file is None and window is None:
        return own
    from clienthealth.rules.policy_layers import combined  # noqa: PLC0415  # not for --help

    return combined(policy_layers(own, file, window, as_json=as_json))


def assessed(
    path: Path | None,
    as_of: date | None,
    window: int | None,
    policy_file: Path | None,
    *,
    as_json: bool = False,
) -> "Assessment":
    """The ledger judged on a date under the policy in force."""
    ledger = load(path, as_json=as_json)
    from clienthealth import assess  # noqa: PLC0415  # not for --help

    policy = policy_in_force(ledger.policy, policy_file, window, as_json=as_json)
    found = assess(ledger, as_of=as_of or today(ledger), policy=policy)
    tell_warnings(found.odd_entries)
    return found


def _report(problems: "tuple[Problem, ...]", *, as_json: bool) -> None:
    if as_json:
        from clienthealth.report.lists.json_problems import render  # noqa: PLC0415  # rarely needed

        # A line of its own would spoil the object, and the messages say that they are withheld.
        typer.echo(render(_told(problems)), err=True, nl=False)
        return
    how = _telling.get()
    if how is not None:
        typer.echo(how(_told(problems)), err=True, nl=False)
    else:
        for problem in _told(problems):
            say(str(problem))
    count = len(problems)
    typer.echo(f"{count} problem{'s' if count != 1 else ''}; nothing was done", err=True)
    _note()


def emit(text: str, output: Path | None = None) -> None:
    """Write the payload to stdout, or to a file beside which nothing is left half written."""
    if output is not None:
        from clienthealth.editing.writing import write_file  # noqa: PLC0415  # rarely needed

        try:
            write_file(output, text)
        except OSError as error:
            cannot_write(str(output), error)
        return
    try:
        _write_all(text)
    except BrokenPipeError:
        _leave_pipe()
    except OSError as error:
        cannot_write("stdout", error)


def _write_all(text: str) -> None:
    # Unbuffered (PYTHONUNBUFFERED), one write to a pipe may take only a part of the text.
    left = memoryview(text.encode(sys.stdout.encoding, sys.stdout.errors or "strict"))
    while left:
        left = left[sys.stdout.buffer.write(left) :]
    sys.stdout.flush()


def _leave_pipe() -> NoReturn:
    # Whoever read has gone; give the interpreter nothing left to complain about.
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    raise typer.Exit(EXIT_PIPE)


def cannot_write(where: str, error: OSError) -> NoReturn:
    """End with an output that cannot be written."""
    why = error.strerror or error
    if redactor() is not None:
        where, why = "the output", error.strerror or type(error).__name__
    say(f"clienthealth: cannot write {where}: {why}")
    raise typer.Exit(EXIT_OUTPUT)

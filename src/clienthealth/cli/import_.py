"""`clienthealth import`: exports of other programs, taken into the ledger."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

from clienthealth.cli.exit_codes import EXIT_LEDGER, EXIT_OUTPUT
from clienthealth.cli.options import Redact, parse_path
from clienthealth.cli.output import cannot_write, emit, say
from clienthealth.cli.running import (
    load,
    named_or_found,
    presentable_problems,
    refuse,
    today,
    usage_error,
)
from clienthealth.cli.withholding import redactor

if TYPE_CHECKING:
    from clienthealth import CannotAmendError, Import, ImportWanted, Ledger, Value


_OPTIONS = {"format": "--format", "kind": "--kind", "columns": "--column"}
"""The options that set a key of an include; `--set` sets any other."""

EXAMPLES = (
    "clienthealth import invoices.csv hours.csv --new-clients",
    "clienthealth import invoices.csv --dry-run",
)


def complete_format(incomplete: str) -> list[str]:
    """The names of the presets."""
    from clienthealth import preset_names  # noqa: PLC0415  # only while completing

    return [name for name in preset_names() if name.startswith(incomplete)]


def import_(  # noqa: PLR0913, PLR0917  # a command's options
    files: Annotated[
        list[Path],
        typer.Argument(
            parser=parse_path, metavar="FILE...", help="Exports, unchanged.", show_default=False
        ),
    ],
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
    copy: Annotated[
        bool,
        typer.Option("--copy", help="Copy the entries into the ledger. Default: include the file."),
    ] = False,
    new_clients: Annotated[
        bool, typer.Option("--new-clients", help="Add a client for each name that is not known.")
    ] = False,
    ignore_unknown: Annotated[
        bool,
        typer.Option("--ignore-unknown", help="Leave out rows of clients that are not known."),
    ] = False,
    form: Annotated[
        str | None,
        typer.Option(
            "--format",
            metavar="NAME",
            help="The program that wrote them, such as toggl, or your own preset, such as "
            "./mytool.yaml. Default: recognised by the headers.",
            autocompletion=complete_format,
            show_default=False,
        ),
    ] = None,
    kind: Annotated[
        str | None,
        typer.Option(
            "--kind",
            metavar="KIND",
            help="What the rows are, if no preset says so: invoices, payments, time or events.",
            show_default=False,
        ),
    ] = None,
    column: Annotated[
        list[str] | None,
        typer.Option(
            "--column",
            metavar="FIELD=HEADER",
            help='The column of a field, such as number="Invoice No"; repeatable.',
            show_default=False,
        ),
    ] = None,
    settings: Annotated[
        list[str] | None,
        typer.Option(
            "--set",
            metavar="KEY=VALUE",
            help="Any other key of an include, such as decimal=, or client=acme; repeatable.",
            show_default=False,
        ),
    ] = None,
    explain: Annotated[
        bool,
        typer.Option(
            "--explain",
            help=("Print the preset that would be used, so that you can save and adapt it."),
        ),
    ] = False,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Print the change as a diff, and write nothing.")
    ] = False,
    redact: Redact = False,  # noqa: ARG001  # acts in its callback
) -> None:
    """Take in exports of invoices, hours and payments.

    The file stays as it is and is named in the ledger; with --copy its entries are written there.
    What the ledger has already is not taken twice.
    """
    if dry_run and redactor() is not None:
        what = "--dry-run prints lines of the ledger; leave --redact or --dry-run out"
        usage_error(what, what)
    item = _form(form, kind, column or [], settings or [])
    _check(item)
    if explain:
        _explain(files, item)
        return
    from clienthealth import ImportWanted, locked, render_import, save_amendment  # noqa: PLC0415  # not for --help

    wanted = ImportWanted(tuple(files), item, copy, new_clients, ignore_unknown)
    where = named_or_found(ledger)
    with locked(where):
        loaded = load(where, warn=False, account=False)
        found = _planned(loaded, where, wanted)
        if found.change is not None and not dry_run:
            try:
                save_amendment(found.change)
            except OSError as error:
                cannot_write(str(found.change.rewrites[0].file), error)
    emit(render_import(found, redactor()))
    emit(_end(found, dry_run=dry_run))


def _form(
    form: str | None, kind: str | None, columns: list[str], settings: list[str]
) -> "dict[str, Value]":
    """The keys of an include, from the options."""
    item: dict[str, Value] = {}
    if form is not None:
        item["format"] = form
    if kind is not None:
        item["kind"] = kind
    if columns:
        pairs = [_pair("--column", each) for each in columns]
        item["columns"] = dict(pairs)
    for each in settings:
        key, text = _pair("--set", each)
        item[key] = _value(key, text)
    return item


def _check(item: "dict[str, Value]") -> None:
    """End with wrong usage where an option has a wrong value, with the option named."""
    from clienthealth import wrong_settings  # noqa: PLC0415  # not for --help

    wrong = [(_OPTIONS.get(key, f"--set {key}"), text) for key, text in wrong_settings(item)]
    if wrong:
        if redactor() is None:
            for option, text in wrong[:-1]:
                say(f"clienthealth: {option}: {text}")
        option, text = wrong[-1]
        usage_error(f"{option}: {text}", f"{option} has a wrong value")


def _pair(option: str, text: str) -> tuple[str, str]:
    key, sign, value = text.partition("=")
    if not sign or not key.strip():
        what = f"{option} {text!r} has no value; write {option} KEY=VALUE"
        usage_error(what, f"{option} has no value; write {option} KEY=VALUE")
    return key.strip(), value.strip()


def _value(key: str, text: str) -> "Value":
    """A value as in YAML: a word, or a list or a mapping in brackets."""
    from clienthealth import plain_value  # noqa: PLC0415  # not for --help

    try:
        return plain_value(text)
    except ValueError as error:
        usage_error(f"--set {key}: {error}", "--set is not YAML")


def _planned(loaded: "Ledger", where: Path, wanted: "ImportWanted") -> "Import":
    from clienthealth import (  # noqa: PLC0415  # not for --help
        CannotAmendError,
        ImportProblemsError,
        LedgerError,
        plan_import,
    )

    try:
        return plan_import(loaded, where, wanted, today(loaded))
    except ImportProblemsError as error:
        _refuse(error.problems, has_strangers=bool(error.strangers))
    except LedgerError as error:
        say("clienthealth: nothing was imported; correct these first:")
        refuse(error)
    except CannotAmendError as error:
        _cannot_amend(error, wanted)


def _refuse(problems: tuple[str, ...], *, has_strangers: bool) -> NoReturn:
    if redactor() is None:
        from clienthealth import few_texts  # noqa: PLC0415  # not for --help

        for problem in few_texts(problems):
            say(problem)
    else:
        from clienthealth import written  # noqa: PLC0415  # not for --help

        say(
            f"clienthealth: {written.count(len(problems), 'problem')}; --redact withholds the words"
        )
    if has_strangers:
        say(
            "clienthealth: nothing was imported; add these clients with --new-clients, leave "
            "their rows out with --ignore-unknown, or add the name to `aliases` of a client"
        )
    raise typer.Exit(EXIT_LEDGER)


def _cannot_amend(error: "CannotAmendError", wanted: "ImportWanted") -> NoReturn:
    if redactor() is not None:
        say("clienthealth: nothing was imported; --redact withholds the reason")
        raise typer.Exit(EXIT_LEDGER if error.problems else EXIT_OUTPUT)
    for problem in presentable_problems(error.problems):
        say(str(problem))
    if not error.problems:
        say(f"clienthealth: cannot write {error}; nothing was imported")
        raise typer.Exit(EXIT_OUTPUT)
    hint = _way_out([problem.message for problem in error.problems], wanted)
    say(f"clienthealth: nothing was imported; the ledger would be invalid{hint}")
    raise typer.Exit(EXIT_LEDGER)


def _way_out(messages: Sequence[str], wanted: "ImportWanted") -> str:
    """What to do about an invalid ledger, where the problems do not say it all."""
    if any("exchange_rates" in message for message in messages):
        return "; add the rates to `exchange_rates` of the ledger, and import again"
    if not wanted.copies and any("duplicate" in message for message in messages):
        return "; --copy adds only what the ledger does not have"
    return ""


def _end(found: "Import", *, dry_run: bool) -> str:
    """What was written, and what to do now."""
    from clienthealth import safe_lines  # noqa: PLC0415  # not for --help

    if found.change is None:
        return safe_lines(["Nothing to import: the ledger already has everything."])
    if dry_run:
        return found.change.diff()
    hidden = redactor()
    names = {place.file: place for place in found.change.places}
    lines = [
        f"Written to {hidden.file(file) if hidden else place.name}" for file, place in names.items()
    ]
    return safe_lines([*lines, "To see the verdicts: clienthealth score"])


def _explain(files: list[Path], item: "dict[str, Value]") -> None:
    from clienthealth import ImportProblemsError, explained_export  # noqa: PLC0415  # not for --help

    for path in files:
        try:
            emit(explained_export(path, item))
        except ImportProblemsError as error:
            _refuse(error.problems, has_strangers=False)

"""`clienthealth init`: a commented ledger to start from, after a few questions at a terminal."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, NamedTuple

import typer

from clienthealth.cli.asking import agreed, ask, at_terminal
from clienthealth.cli.options import parse_path
from clienthealth.cli.output import cannot_write, emit, say, show
from clienthealth.cli.running import assessed, is_there, today, usage_error
from clienthealth.cli.withholding import presentable

EXAMPLES = (
    "clienthealth init",
    'clienthealth init books --name "Studio Ada" --currency EUR',
)


EXPORTS = "exports"


class _Answers(NamedTuple):
    business: dict[str, str]
    export: Path | None
    """A file to include."""


def init(
    folder: Annotated[
        Path,
        typer.Argument(parser=parse_path, help="The folder to create.", metavar="FOLDER"),
    ] = Path(),
    yes: Annotated[
        bool,
        typer.Option("--yes", "-y", help=("Ask no questions; write the ledger with the examples.")),
    ] = False,
    name: Annotated[
        str | None,
        typer.Option(
            "--name",
            metavar="NAME",
            help="The name of your business. With it, no questions are asked and no examples "
            "written.",
            show_default=False,
        ),
    ] = None,
    currency: Annotated[
        str | None,
        typer.Option(
            "--currency",
            metavar="CODE",
            help="The currency of your reports. Default: EUR.",
            show_default=False,
        ),
    ] = None,
    target_rate: Annotated[
        str | None,
        typer.Option(
            "--target-rate",
            metavar="AMOUNT",
            help="What an hour should bring.",
            show_default=False,
        ),
    ] = None,
    terms_days: Annotated[
        str | None,
        typer.Option(
            "--terms",
            metavar="DAYS",
            help="Days to pay, unless you agree otherwise. Default: 30.",
            show_default=False,
        ),
    ] = None,
) -> None:
    """Write a commented starter ledger and its schema.

    Nothing is overwritten. At a terminal it asks for the name, the currency, the rate and the
    terms of your business, takes an export in if you have one, and shows the first scores. With
    --name it asks nothing.
    """
    from clienthealth import LEDGER_NAME, SCHEMA_NAME  # noqa: PLC0415  # not for --help

    _refuse_what_is_there(folder, (LEDGER_NAME, SCHEMA_NAME))
    said = _said(name, currency, target_rate, terms_days)
    answers = None if yes or said or not at_terminal() else _asked()
    with _all_or_nothing(folder) as made:
        export = _write(folder, said, answers, made)
    ledger = folder / LEDGER_NAME
    if answers is None:
        then = "import EXPORT..." if said else f"score {ledger}"
        say(f"wrote {ledger} and {SCHEMA_NAME}; now run `clienthealth {then}`", err=False)
        return
    typer.echo()
    with_examples = "" if export else " with two examples"
    say(f"Wrote {ledger}{with_examples}, and {SCHEMA_NAME}.", err=False)
    if export is not None:
        _take_in(ledger, export)
    say("The first scores:", err=False)
    typer.echo()
    show("score", _scores(ledger), "table", None)
    typer.echo()
    if export is None:
        say(f"Next, replace the examples in {ledger} with your clients:", err=False)
        say("  clienthealth import EXPORT... --new-clients", err=False)
    say("Log what happens:", err=False)
    say("  clienthealth log CLIENT hours 2.5", err=False)


def _said(
    name: str | None, currency: str | None, target_rate: str | None, terms_days: str | None
) -> dict[str, str] | None:
    """The business from the options; None where it is not named."""
    more = {"--currency": currency, "--target-rate": target_rate, "--terms": terms_days}
    if name is None:
        option = next((option for option, value in more.items() if value is not None), None)
        if option is not None:
            usage_error(f"{option} describes the business; add --name")
        return None
    said = {"name": name, "currency": currency or "EUR"}
    said |= {"target_rate": target_rate} if target_rate else {}
    said |= {"terms_days": terms_days} if terms_days else {}
    from clienthealth import business_problem  # noqa: PLC0415  # not for --help

    for key, value in said.items():
        problem = business_problem(key, value)
        if problem is not None:
            usage_error(problem)
    return said


def _take_in(ledger: Path, export: Path) -> None:
    """Import an export with its clients; one that cannot be read is reported and left out."""
    from clienthealth import (  # noqa: PLC0415  # only at a terminal
        CannotAmendError,
        ImportProblemsError,
        ImportWanted,
        LedgerError,
        load_ledger,
        plan_import,
        render_import,
        save_amendment,
    )

    loaded = load_ledger(ledger)
    wanted = ImportWanted((export,), {}, new_clients=True)
    try:
        found = plan_import(loaded, ledger, wanted, today(loaded))
    except (CannotAmendError, ImportProblemsError, LedgerError) as error:
        say(str(error))
        say(f"{export} was not imported; try `clienthealth import {export} --new-clients`")
        return
    if found.change is not None:
        save_amendment(found.change)
    emit(render_import(found))


def _scores(ledger: Path) -> object:
    from clienthealth import view_of  # noqa: PLC0415  # not for --help

    assessment = assessed(ledger, None, None, None)
    return view_of(assessment).told_by(presentable(assessment))


# Questions


def _asked() -> _Answers:
    from clienthealth import business_problem  # noqa: PLC0415  # only at a terminal

    def asked(key: str, question: str, default: str = "", *, needed: bool = True) -> str:
        return ask(
            question,
            lambda text: None if not text and not needed else business_problem(key, text),
            default,
        )

    business = {
        "name": asked("name", "Name of your business"),
        "currency": asked("currency", "Currency of your reports, such as EUR", "EUR"),
        "target_rate": asked(
            "target_rate", "What should an hour bring? (Enter: I don't know yet)", needed=False
        ),
        "terms_days": asked("terms_days", "Days to pay, unless you agree otherwise", "30"),
    }
    question = "Path of an export of your invoices or hours (Enter: none)"
    export = ask(question, _no_file)
    return _Answers(business, Path(export).expanduser() if export else None)


def _no_file(text: str) -> str | None:
    path = Path(text).expanduser()
    return None if not text or path.is_file() else f"{path} is not a file; name one, or press Enter"


# Files


def _refuse_what_is_there(folder: Path, files: tuple[str, ...]) -> None:
    try:
        for path in (folder, *(folder / file for file in files)):
            if not is_there(path):
                continue
            if path != folder:
                usage_error(f"{path} already exists; name another folder")
            if not folder.is_dir():
                usage_error(f"{folder} is not a folder; name another one")
    except OSError as error:
        cannot_write(str(folder), error)


@contextmanager
def _all_or_nothing(folder: Path) -> Iterator[list[Path]]:
    """If not everything could be made, remove what was, the last first."""
    made: list[Path] = []
    try:
        try:
            _make_folder(folder, made)
            yield made
        except OSError as error:
            cannot_write(str(error.filename or folder), error)
    except BaseException:
        for path in reversed(made):
            if path.is_dir():
                path.rmdir()
            else:
                path.unlink(missing_ok=True)
        raise


def _make_folder(folder: Path, made: list[Path]) -> None:
    missing = [each for each in (folder, *folder.parents) if not each.exists()]
    for each in reversed(missing):
        each.mkdir()
        made.append(each)


def _write(
    folder: Path, said: dict[str, str] | None, answers: _Answers | None, made: list[Path]
) -> Path | None:
    """Write the ledger and its schema; returns the export to import."""
    from clienthealth import (  # noqa: PLC0415  # not for --help
        LEDGER_NAME,
        SCHEMA_NAME,
        first_ledger,
        ledger_schema,
        starter_ledger,
    )

    schema, ledger = folder / SCHEMA_NAME, folder / LEDGER_NAME
    made.append(schema)
    emit(ledger_schema(), schema)
    made.append(ledger)
    if said is not None:
        emit(first_ledger(today(), said, examples=False), ledger)
    elif answers is None:
        emit(starter_ledger(today()), ledger)
    else:
        export = _export_inside(folder, answers.export, made)
        emit(first_ledger(today(), answers.business, examples=export is None), ledger)
        return export
    return None


def _export_inside(folder: Path, export: Path | None, made: list[Path]) -> Path | None:
    """The export in the ledger's folder; it is copied there if it is elsewhere."""
    if export is None or export.resolve().is_relative_to(folder.resolve()):
        return export
    copy = folder / EXPORTS / export.name
    if copy.exists() or not agreed(
        f"A ledger can only include files in its own folder. Copy the export to {copy}?"
    ):
        return None
    _make_folder(copy.parent, made)
    made.append(copy)
    shutil.copyfile(export, copy)
    return copy

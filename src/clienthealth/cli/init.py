"""`clienthealth init`: a commented ledger to start from, after a few questions at a terminal."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, NamedTuple

import typer

from clienthealth.cli.asking import agreed, ask, at_terminal
from clienthealth.cli.output import cannot_write, emit, say, show
from clienthealth.cli.running import assessed, today, usage_error
from clienthealth.cli.withholding import presentable

EXPORTS = "exports"
_LATER = {"unknown_clients": "ignore"}
"""Of an export whose clients are not in the ledger yet."""
_INCLUDED = "included; rows of clients that the ledger does not have yet are left out"
_LEFT_OUT = "not included; add it under `include:` when this is mended"
_MOST_PROBLEMS = 5


class _Answers(NamedTuple):
    business: dict[str, str]
    export: Path | None
    """A file that is to be included."""


def init(
    folder: Annotated[
        Path, typer.Argument(help="The folder to write to; it is made.", metavar="FOLDER")
    ] = Path(),
    yes: Annotated[
        bool, typer.Option("--yes", "-y", help="Ask nothing; write the ledger with the examples.")
    ] = False,
) -> None:
    """Write a commented starter ledger and its schema; nothing is overwritten.

    At a terminal it asks for the name, the currency, the rate and the terms of your business,
    and shows the first scores.
    """
    from clienthealth import LEDGER_NAME, SCHEMA_NAME  # noqa: PLC0415  # not for --help

    if folder.exists() and not folder.is_dir():
        usage_error(f"{folder} is not a folder; name another one")
    for name in (LEDGER_NAME, SCHEMA_NAME):
        if (folder / name).exists() or (folder / name).is_symlink():
            usage_error(f"{folder / name} exists already; nothing was written")
    answers = None if yes or not at_terminal() else _asked()
    with _all_or_nothing(folder) as made:
        _write(folder, answers, made)
    ledger = folder / LEDGER_NAME
    if answers is None:
        say(f"wrote {ledger} and {SCHEMA_NAME}; now run `clienthealth score {ledger}`", err=False)
        return
    typer.echo()
    say(f"Wrote {ledger} with two examples, and {SCHEMA_NAME}. Their scores:", err=False)
    typer.echo()
    show("score", _scores(ledger), "table", None)
    typer.echo()
    say(f"Next, replace the examples in {ledger} by your clients, and log what happens:", err=False)
    say("  clienthealth log CLIENT hours 2.5", err=False)


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
            "target_rate", "What should an hour bring? (Enter: not known yet)", needed=False
        ),
        "terms_days": asked("terms_days", "Days to pay, where nothing else is agreed", "30"),
    }
    question = "Have you an export of invoices or hours? Its path (Enter: none)"
    export = ask(question, _no_file)
    return _Answers(business, Path(export).expanduser() if export else None)


def _no_file(text: str) -> str | None:
    path = Path(text).expanduser()
    return None if not text or path.is_file() else f"{path} is not a file; name one, or press Enter"


# Files


@contextmanager
def _all_or_nothing(folder: Path) -> Iterator[list[Path]]:
    """Take away what was made, the last first, where not all of it could be."""
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


def _write(folder: Path, answers: _Answers | None, made: list[Path]) -> None:
    from clienthealth import LEDGER_NAME, SCHEMA_NAME, ledger_schema, starter_ledger  # noqa: PLC0415  # not for --help

    schema, ledger = folder / SCHEMA_NAME, folder / LEDGER_NAME
    made.append(schema)
    emit(ledger_schema(), schema)
    made.append(ledger)
    if answers is None:
        emit(starter_ledger(today()), ledger)
    else:
        _write_own(ledger, answers, _export_inside(folder, answers.export, made))


def _export_inside(folder: Path, export: Path | None, made: list[Path]) -> str | None:
    """The export's path from the ledger; it is copied where it lies elsewhere."""
    if export is None:
        return None
    if export.resolve().is_relative_to(folder.resolve()):
        return export.resolve().relative_to(folder.resolve()).as_posix()
    copy = folder / EXPORTS / export.name
    if copy.exists() or not agreed(
        f"A ledger includes files of its own folder. Copy it to {copy}?"
    ):
        return None
    _make_folder(copy.parent, made)
    made.append(copy)
    shutil.copyfile(export, copy)
    return f"{EXPORTS}/{export.name}"


def _write_own(ledger: Path, answers: _Answers, export: str | None) -> None:
    """Write the ledger as answered, with the export as far as it can be read."""
    from clienthealth import LedgerError, first_ledger, gathered, load_ledger  # noqa: PLC0415  # only at a terminal

    included: dict[str, str] = {"file": export} if export else {}
    for include in (included, included | _LATER, {}) if export else ({},):
        emit(first_ledger(today(), answers.business, include), ledger)
        try:
            load_ledger(ledger)
        except LedgerError as error:
            if include == included:
                for problem in gathered(error.problems)[:_MOST_PROBLEMS]:
                    say(str(problem))
        else:
            if include != included:
                say(f"{export}: {_INCLUDED if include else _LEFT_OUT}")
            return

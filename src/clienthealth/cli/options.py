"""The options and arguments that several commands share, and their completion."""

from collections.abc import Callable, Iterable
from datetime import date
from pathlib import Path
from typing import Annotated

import typer
from typer.models import OptionInfo

from clienthealth.cli import withholding


def parse_day(text: str) -> date:
    """An option's date; anything else is wrong usage."""
    try:
        return date.fromisoformat(text) if len(text) == 10 else date.fromisoformat("")
    except ValueError:
        msg = f"{text!r} is not a date; write it as 2026-02-28"
        raise typer.BadParameter(msg) from None


def whole_number(least: int, most: int | None = None) -> Callable[[str], int]:
    """The parser of an option's whole number; anything else is wrong usage."""
    bounds = f"of {least} or more" if most is None else f"from {least:,} to {most:,}"
    if least >= 1000:  # a year
        bounds = f"from {least} to {most}"

    def parse(text: str) -> int:
        try:
            number = int(text)
        except ValueError:
            number = least - 1
        if number < least or (most is not None and number > most):
            msg = f"{text!r} does not fit; write a whole number {bounds}"
            raise typer.BadParameter(msg)
        return number

    return parse


def parse_path(text: str) -> Path:
    """An argument's file or folder; an empty one is wrong usage, not the current folder."""
    if not text:
        msg = 'the name is empty; name a file or a folder, write "." for this one, or leave it out'
        raise typer.BadParameter(msg)
    return Path(text)


def complete_client(ctx: typer.Context, incomplete: str) -> Iterable[tuple[str, str]]:
    """The ids of the ledger's clients, with their names."""
    from clienthealth import LedgerError, client_names, find_ledger  # noqa: PLC0415  # only while completing

    try:
        found = client_names(Path(ctx.params.get("ledger") or find_ledger(Path())))
    except (LedgerError, OSError):
        return []
    return [item for item in found.items() if item[0].startswith(incomplete)]


def complete_rule(incomplete: str) -> Iterable[tuple[str, str]]:
    """The names and codes of the rules."""
    from clienthealth import all_rules  # noqa: PLC0415  # only while completing

    known = [(word, r.title) for r in all_rules() for word in (r.name, r.code)]
    return [item for item in known if item[0].startswith(incomplete)]


def complete_explained(ctx: typer.Context, incomplete: str) -> Iterable[tuple[str, str]]:
    """What `explain` explains."""
    from clienthealth import term_names  # noqa: PLC0415  # only while completing

    words = [(word.replace(" ", "-"), "a word of the glossary") for word in term_names()]
    terms = [item for item in words if item[0].startswith(incomplete)]
    return [*complete_client(ctx, incomplete), *complete_rule(incomplete), *terms]


ClientArgument = Annotated[
    str,
    typer.Argument(
        metavar="CLIENT",
        help="The client's id.",
        autocompletion=complete_client,
        show_default=False,
    ),
]


LedgerArgument = Annotated[
    Path | None,
    typer.Argument(
        parser=parse_path,
        help="A YAML file or a folder of them. Default: CLIENTHEALTH_LEDGER, or "
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
        help="Assess on this date; later entries are ignored. Default: today.",
        show_default=False,
    ),
]


Window = Annotated[
    int | None,
    typer.Option(
        "--window",
        parser=whole_number(30, 3660),
        metavar="DAYS",
        help="How many days up to the date count, 30 to 3660. Default: the policy's, 365.",
        show_default=False,
    ),
]


Output = Annotated[
    Path | None,
    typer.Option(
        "--output",
        "-o",
        parser=parse_path,
        metavar="FILE",
        help="Write to a file instead of stdout.",
    ),
]


PolicyFile = Annotated[
    Path | None,
    typer.Option(
        "--policy",
        parser=parse_path,
        metavar="FILE",
        help="A YAML file with policy settings; they override the ledger's own `policy:`.",
        show_default=False,
    ),
]


BaselineFile = Annotated[
    Path | None,
    typer.Option(
        "--baseline",
        parser=parse_path,
        metavar="FILE",
        help="Accept the trouble that this file lists; `clienthealth baseline write` makes one.",
        show_default=False,
    ),
]


Redact = Annotated[
    bool,
    typer.Option(
        "--redact",
        callback=withholding.begin,
        is_eager=True,  # so that it also covers problems with other options
        help="For public logs: pseudonyms for names, ids and files; no amounts, no text from "
        "the ledger.",
    ),
]
"""Acts in its callback: a command only has to declare it."""


def format_option(command: str) -> OptionInfo:
    """The option `--format` of a command: the formats are those that the program can render."""
    from clienthealth import FORMATS, missing_extra  # noqa: PLC0415  # beside its use

    known = tuple(FORMATS[command])

    def parse(text: str) -> str:
        if text not in known:
            msg = f"{text!r} is not one of {', '.join(known)}"
            raise typer.BadParameter(msg)
        if (missing := missing_extra(text)) is not None:
            raise typer.BadParameter(missing)
        return text

    option: OptionInfo = typer.Option(
        "--format",
        "-f",
        parser=parse,
        metavar="|".join(known),
        help="The format of the output.",
        autocompletion=lambda incomplete: [name for name in known if name.startswith(incomplete)],
    )
    return option

"""The `--help` of a command: in the program's own words, with examples and the exit codes.

Typer's layout changes with its versions, and names types where a person wants to know what to
write: `<str>`, `INTEGER RANGE`, `[30<=x<=3660]`. It also breaks a line within `--new-since`.
"""

from collections.abc import Iterable, Iterator
from enum import Enum
from inspect import cleandoc
from pathlib import Path
from textwrap import wrap
from typing import Any

from typer.core import TyperCommand, TyperGroup

from clienthealth.cli.exit_codes import EXIT_FOUND, MEANINGS

FINDING = ("check", "clienthealth")
"""The commands that may end with the code for something found."""
INDENT = 2
WIDEST_NAME = 30
"""In columns: a longer option has its meaning below it."""


class Command(TyperCommand):
    """A command; its epilog holds its examples, one a line."""

    def format_help_text(self, ctx: Any, formatter: Any) -> None:  # noqa: ARG002  # as typer calls it
        """What the command does."""
        _write_paragraphs(self.help or "", formatter)

    def collect_usage_pieces(self, ctx: Any) -> list[str]:
        """What is typed after the name, in order."""
        arguments = [each for each in self.get_params(ctx) if _is_argument(each)]
        return ["[OPTIONS]", *map(_place_in_usage, arguments)]

    def format_options(self, ctx: Any, formatter: Any) -> None:
        """The arguments and the options, each with what it means."""
        shown = [each for each in self.get_params(ctx) if not getattr(each, "hidden", False)]
        for title, wanted in (("Arguments", True), ("Options", False)):
            rows = [(_name(p), _meaning(p)) for p in shown if _is_argument(p) is wanted]
            if rows:
                with formatter.section(title):
                    _write_rows(rows, formatter)

    def format_epilog(self, ctx: Any, formatter: Any) -> None:  # noqa: ARG002  # as typer calls it
        """The examples, and the codes that the command may end with."""
        _write_ends(self, formatter)


class Group(TyperGroup):
    """A command that has commands of its own; its epilog holds examples of these."""

    def format_help_text(self, ctx: Any, formatter: Any) -> None:  # noqa: ARG002  # as above
        """What its commands are for."""
        _write_paragraphs(self.help or "", formatter)

    def format_epilog(self, ctx: Any, formatter: Any) -> None:  # noqa: ARG002  # as above
        """The examples, and the codes that they may end with."""
        _write_ends(self, formatter)


def _write_ends(command: Command | Group, formatter: Any) -> None:
    if command.epilog:
        with formatter.section("Examples"):
            for line in command.epilog.splitlines():
                formatter.write(f"{'':{formatter.current_indent}}{line}\n")
    with formatter.section("Exit codes"):
        _write_text(exit_codes(found=command.name in FINDING), formatter)


def _write_paragraphs(text: str, formatter: Any) -> None:
    for paragraph in cleandoc(text).split("\n\n") if text else ():
        formatter.write_paragraph()
        with formatter.indentation():
            _write_text(paragraph, formatter)


def _write_text(text: str, formatter: Any) -> None:
    indent = " " * formatter.current_indent
    formatter.write("".join(f"{indent}{line}\n" for line in _wrapped(text, formatter, len(indent))))


def _write_rows(rows: Iterable[tuple[str, str]], formatter: Any) -> None:
    """Names with their meanings beside them; a long name has its meaning below it."""
    rows, indent = list(rows), formatter.current_indent
    column = min(max(len(name) for name, _ in rows), WIDEST_NAME) + INDENT
    for name, meaning in rows:
        lines = _wrapped(meaning, formatter, indent + column)
        first = f"{name:<{column}}{lines.pop(0)}" if len(name) + INDENT <= column else name
        formatter.write(f"{'':{indent}}{first}\n")
        formatter.write("".join(f"{'':{indent + column}}{line}\n" for line in lines))


def _wrapped(text: str, formatter: Any, taken: int) -> list[str]:
    """The lines of a text; an option is never broken at its hyphens."""
    return wrap(text, max(formatter.width - taken, 11), break_on_hyphens=False) or [""]


def exit_codes(*, found: bool) -> str:
    """The exit codes in a sentence; `found` says whether something can be found."""
    told = (f"{code} {what}" for code, what in MEANINGS.items() if found or code != EXIT_FOUND)
    return f"{', '.join(told)}."


def _is_argument(param: Any) -> bool:
    return bool(param.param_type_name == "argument")


def _place_in_usage(param: Any) -> str:
    called = _called(param)
    return called if param.required or called.startswith("[") else f"[{called}]"


def _name(param: Any) -> str:
    if _is_argument(param):
        return _called(param)
    names = ", ".join(sorted(param.opts, key=len))
    if param.is_flag:
        return " / ".join((names, *param.secondary_opts))
    return f"{names} {_called(param)}"


def _called(param: Any) -> str:
    """The placeholder for the value."""
    if param.metavar:
        return str(param.metavar)
    return "|".join(_choices(param)) or str(param.name).upper()


def _choices(param: Any) -> Iterator[str]:
    kind = getattr(param, "type_descriptor", None) or getattr(param, "type", None)  # by version
    for each in getattr(kind, "choices", None) or ():
        yield str(each.value if isinstance(each, Enum) else each)


def _meaning(param: Any) -> str:
    parts = [param.help or ""]
    default = param.default.value if isinstance(param.default, Enum) else param.default
    if param.required:
        parts.append("Required.")
    elif (
        param.show_default
        and isinstance(default, str | int | Path)
        and not isinstance(default, bool)
    ):
        parts.append(f"Default: {default}.")
    return " ".join(filter(None, parts))

"""The `--help` of a command: in the program's own words, with examples and the exit codes.

Typer's layout changes with its versions, and names types where a person wants to know what to
write: `<str>`, `INTEGER RANGE`, `[30<=x<=3660]`.
"""

from collections.abc import Iterator
from enum import Enum
from typing import Any

from typer.core import TyperCommand

from clienthealth.cli.exit_codes import EXIT_FOUND, MEANINGS


class Command(TyperCommand):
    """A command; its epilog holds its examples, one a line."""

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
                    formatter.write_dl(rows)

    def format_epilog(self, ctx: Any, formatter: Any) -> None:  # noqa: ARG002  # as typer calls it
        """The examples, and the codes that the command may end with."""
        if self.epilog:
            with formatter.section("Examples"):
                for line in self.epilog.splitlines():
                    formatter.write(f"{'':{formatter.current_indent}}{line}\n")
        with formatter.section("Exit codes"):
            formatter.write_text(exit_codes(found=self.name == "check"))


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
    elif param.show_default and isinstance(default, str | int) and not isinstance(default, bool):
        parts.append(f"Default: {default}.")
    return " ".join(filter(None, parts))

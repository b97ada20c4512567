"""The commands, their options and the exit codes, as Markdown.

They come from the functions of the commands, because the layout of `--help` changes with every
version of Typer.
"""

import inspect
from collections.abc import Callable, Iterable, Iterator
from enum import EnumType
from typing import Any, NamedTuple, get_args

from typer import Typer
from typer.models import ArgumentInfo, OptionInfo

from clienthealth.cli import exit_codes as codes_of_exit
from clienthealth.cli.app import program
from tables import table

ENDINGS = {
    "OK": "done",
    "FOUND": "`check` found something at or above its threshold",
    "USAGE": "wrong usage, such as an unknown client or rule",
    "LEDGER": "the ledger is invalid or cannot be read",
    "FAULT": "a bug in the program (`--debug` shows the traceback), or its process was ended",
    "OUTPUT": "an output cannot be written",
    "INTERRUPTED": "interrupted",
    "PIPE": "the reader of the output closed the pipe",
}


def exit_codes() -> str:
    """Every exit code and what it means."""
    codes = {
        name[5:]: value for name, value in vars(codes_of_exit).items() if name.startswith("EXIT_")
    }
    if "check" not in dict(commands(program())):
        del codes["FOUND"]
    return table(("code", "meaning"), ((str(code), ENDINGS[name]) for name, code in codes.items()))


class Parameter(NamedTuple):
    """An argument or an option of a command."""

    name: str
    kind: object
    default: object
    info: ArgumentInfo | OptionInfo

    @property
    def is_option(self) -> bool:
        """Whether it is an option."""
        return isinstance(self.info, OptionInfo)

    @property
    def is_required(self) -> bool:
        """Whether there is no default."""
        return self.default is inspect.Parameter.empty

    @property
    def called(self) -> str:
        """How it is written on the command line."""
        if not self.is_option:
            return self.info.metavar or self.name.upper()
        written = (self.info.default, *(self.info.param_decls or ()))  # as typer reads Annotated
        names = [n for n in written if isinstance(n, str)] or [f"--{self.name.replace('_', '-')}"]
        return f"`{', '.join(names)}`{self._taken}"

    @property
    def _taken(self) -> str:
        if self.kind is bool:
            return ""
        for kind in (self.kind, *get_args(self.kind)):
            if isinstance(kind, EnumType):
                members: Iterable[Any] = kind
                return " " + " or ".join(f"`{member.value}`" for member in members)
        taken = self.info.metavar or "TEXT"
        choices = taken.split("|") if taken.islower() else [taken]
        return " " + " or ".join(f"`{choice}`" for choice in choices)

    @property
    def meaning(self) -> str:
        """Its help, with its default where there is one."""
        text = " ".join((self.info.help or "").split())
        if self.is_required or self.default in (None, False, ()):
            return text
        return f"{text} Default: `{getattr(self.default, 'value', self.default)}`."


def commands(group: Typer, prefix: str = "") -> Iterator[tuple[str, Callable[..., Any]]]:
    """The commands by name, in the order of `--help`."""
    for command in group.registered_commands:
        if command.callback is not None and not command.hidden:
            name = command.name or command.callback.__name__.replace("_", "-")
            yield f"{prefix}{name}", command.callback
    for sub in group.registered_groups:
        if sub.typer_instance is not None:
            # A name that was not given on adding is a placeholder; then its own name counts.
            name = next(n for n in (sub.name, sub.typer_instance.info.name) if isinstance(n, str))
            yield from commands(sub.typer_instance, f"{prefix}{name} ")


def parameters(command: Callable[..., Any]) -> Iterator[Parameter]:
    """The arguments and options of a command."""
    for name, parameter in inspect.signature(command, eval_str=True).parameters.items():
        kind, *extras = get_args(parameter.annotation) or (parameter.annotation,)
        info = next((e for e in extras if isinstance(e, ArgumentInfo | OptionInfo)), None)
        if info is not None and not info.hidden:
            yield Parameter(name, kind, parameter.default, info)


def command_list() -> str:
    """A line for each command, with a link to its section on the same page."""
    rows = (
        (
            f"[`{name}`](#{name.replace(' ', '-')})",
            help_of(command).split("\n\n")[0],
        )
        for name, command in commands(program())
    )
    return table(("command", "what it does"), rows)


def help_of(command: Callable[..., Any]) -> str:
    """What a command does: its docstring with one line per paragraph."""
    paragraphs = (inspect.getdoc(command) or "").split("\n\n")
    return "\n\n".join(" ".join(paragraph.split()) for paragraph in paragraphs)


def command_pages() -> str:
    """Every command with its arguments and options."""
    return "\n\n".join(command_page(*command) for command in commands(program()))


def command_page(name: str, command: Callable[..., Any]) -> str:
    """The section of one command."""
    own = sorted(parameters(command), key=lambda p: p.is_option)
    usage = [name, *(["[OPTIONS]"] if any(p.is_option for p in own) else [])]
    usage += [p.called if p.is_required else f"[{p.called}]" for p in own if not p.is_option]
    rows = [(p.called if p.is_option else f"`{p.called}`", p.meaning) for p in own]
    parts = [f"## {name}", f"`clienthealth {' '.join(usage)}`", help_of(command)]
    return "\n\n".join([*parts, *([table(("given", "meaning"), rows)] if rows else [])])

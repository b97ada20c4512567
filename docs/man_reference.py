"""The page for `man clienthealth`: every command, its options, its examples and the exit codes.

It is a template of the man macros (groff_man(7)); the wheel puts it into `share/man/man1`.
"""

import re
from collections.abc import Callable, Iterator
from importlib import import_module
from keyword import iskeyword
from typing import Any

from clienthealth.cli.app import program
from clienthealth.cli.exit_codes import MEANINGS
from clienthealth.version import __version__
from command_reference import Parameter, commands, help_of, parameters

_ABOUT = (
    "clienthealth reads a plain-text ledger of clients, invoices, hours and events. It scores each "
    "client against red flags, and says whom to keep, to renegotiate with or to let go, with the "
    "ledger line behind every point."
)
_ENVIRONMENT = {
    "CLIENTHEALTH_LEDGER": "The ledger, where the command line names none.",
    "CLIENTHEALTH_REDACT_KEY": "A secret that keeps the pseudonyms of --redact the same.",
    "NO_COLOR": "Set to anything: no colours.",
    "COLUMNS": "The width of the terminal.",
}
_FILES = {
    "clienthealth.yaml": "The ledger, here or in a folder above.",
    "clienthealth/": "The same as a folder of YAML files.",
    "letters/": "Your own letters, beside the ledger.",
}


def man_page() -> str:
    """The whole page."""
    lines = [
        r".\" Written by docs/generate.py.",
        f'.TH CLIENTHEALTH 1 "" "clienthealth {__version__}" "User Commands"',
        ".SH NAME",
        r"clienthealth \- tells which clients to keep, to renegotiate with, or to let go",
        ".SH SYNOPSIS",
        r".B clienthealth",
        r".I COMMAND",
        r"[\fIOPTIONS\fR] [\fIARGUMENTS\fR]",
        ".SH DESCRIPTION",
        _text(_ABOUT),
        ".SH COMMANDS",
        *(line for name, command in commands(program()) for line in _command(name, command)),
        *_section("EXIT STATUS", {str(code): meaning for code, meaning in MEANINGS.items()}),
        *_section("ENVIRONMENT", _ENVIRONMENT),
        *_section("FILES", _FILES),
        ".SH SEE ALSO",
        _text("clienthealth help lists the how-to pages that come with the program."),
    ]
    return "\n".join(lines) + "\n"


def _command(name: str, command: Callable[..., Any]) -> Iterator[str]:
    own = sorted(parameters(command), key=lambda each: each.is_option)
    taken = [each.called if each.is_required else f"[{each.called}]" for each in own]
    usage = [name, *(t for t, each in zip(taken, own, strict=True) if not each.is_option)]
    yield f".SS {_text(' '.join(usage))}"
    for paragraph in help_of(command).split("\n\n"):
        yield _text(paragraph)
        yield ".PP"
    for each in own:
        yield from _parameter(each)
    if examples := _examples(name):
        yield ".PP"
        yield "Examples:"
        yield from (".PP", ".nf", ".RS", *map(_text, examples), ".RE", ".fi")


def _parameter(each: Parameter) -> Iterator[str]:
    yield ".TP"
    yield rf"\fB{_text(each.called)}\fR"
    yield _text(each.meaning) or r"\&"


def _examples(name: str) -> tuple[str, ...]:
    module = name.split(maxsplit=1)[0]
    own = f"{module}_" if iskeyword(module) else module
    found: tuple[str, ...] = import_module(f"clienthealth.cli.{own}").EXAMPLES
    return tuple(each for each in found if each.startswith(f"clienthealth {name}"))


def _section(title: str, entries: dict[str, str]) -> Iterator[str]:
    yield f".SH {title}"
    for term, meaning in entries.items():
        yield from (".TP", rf"\fB{_text(term)}\fR", _text(meaning))


def _text(text: str) -> str:
    """Text that no macro and no escape is taken from; code is not set apart."""
    plain = re.sub(r"\[([^]]+)\]\([^)]*\)", r"\1", text).replace("`", "").replace("\\", r"\e")
    plain = plain.replace("-", r"\-")
    return rf"\&{plain}" if plain.startswith((".", "'")) else plain

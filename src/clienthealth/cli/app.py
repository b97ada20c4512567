"""The program: the wanted command, each in its own module, and the program's own options."""

from collections.abc import Callable
from importlib import import_module
from keyword import iskeyword
from typing import Annotated

import typer

from clienthealth.cli.command_help import Command, Group
from clienthealth.version import __version__

NAME = "clienthealth"
EXAMPLES = (
    'clienthealth init . --name "Studio Ada"',
    "clienthealth score",
)

COMMANDS = (
    "init",
    "score",
    "explain",
    "trend",
    "review",
    "serve",
    "letgo",
    "boundaries",
    "today",
    "collect",
    "followup",
    "check",
    "baseline",
    "policy",
    "waive",
    "log",
    "import",
    "rules",
    "schema",
    "help",
)
"""In the order of `--help`; each is in the module of its name, `import` in `import_`."""

_ABOUT = (["--version"], ["--help"], ["-h"])
"""Command lines that run no command."""


def program(commands: tuple[str, ...] = COMMANDS, *, named_alone: bool = False) -> typer.Typer:
    """The program with these commands; no other is imported.

    `named_alone` leaves out their options: a list of the commands does without.
    """
    app = typer.Typer(
        name=NAME,
        cls=Group,
        help="Score your clients from a YAML ledger: who to keep, renegotiate with, or let go.",
        no_args_is_help=True,
        pretty_exceptions_enable=False,
        rich_markup_mode=None,  # plain help, in half the time
        context_settings={"help_option_names": ["-h", "--help"]},
        epilog="\n".join(EXAMPLES),
    )
    app.callback()(_options)
    for name in commands:
        own = f"{name}_" if iskeyword(name) else name
        module = import_module(f"{__package__}.{own}")
        command = getattr(module, own)
        if isinstance(command, typer.Typer):
            app.add_typer(command)
        elif named_alone:
            app.command(name)(_named(command))
        else:
            examples = "\n".join(module.EXAMPLES)
            settings = getattr(module, "SETTINGS", {})
            app.command(name, cls=Command, epilog=examples, **settings)(command)
    return app


def run(arguments: list[str]) -> object:
    """Run the command of a command line; all are loaded where none is named first.

    Errors of usage are raised rather than printed.
    """
    named = tuple(name for name in COMMANDS if arguments[:1] == [name])
    if arguments in _ABOUT:
        named = () if arguments == ["--version"] else COMMANDS
        app = program(named, named_alone=True)
    else:
        app = program(named or COMMANDS)
    return app(arguments, prog_name=NAME, standalone_mode=False)


def _named(command: Callable[..., object]) -> Callable[[], None]:
    """A stand-in for a command, with its description alone."""

    def described() -> None:
        """Nothing."""

    described.__doc__ = command.__doc__
    return described


def _print_version(wanted: bool) -> None:  # noqa: FBT001  # typer calls it so
    if wanted:
        typer.echo(f"clienthealth {__version__}")
        raise typer.Exit


def _options(
    version: Annotated[  # acts in its callback
        bool,
        typer.Option(
            "--version", callback=_print_version, is_eager=True, help="Print the version."
        ),
    ] = False,
    debug: Annotated[  # looked for by `main`, so that it also covers the start
        bool, typer.Option("--debug", help="Show the traceback of a bug in the program.")
    ] = False,
) -> None:
    """Does nothing itself; its options act on their own."""

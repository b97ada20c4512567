"""The program: the wanted command, each in its own module, and the program's own options."""

from collections.abc import Iterable
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

COMMANDS = {
    "init": "Write a commented starter ledger and its schema.",
    "score": "Score every client: health, why, rank, and what to do.",
    "explain": "Explain a client's points, a rule, or a word.",
    "trend": "Show every client's health over time, or chart one.",
    "review": "Review a year: who is lowest, what to do, what it costs.",
    "serve": "Show score and review in a browser, anew after each save.",
    "letgo": "Plan how to let a client go: when, how, at what cost.",
    "boundaries": "Plan a boundary talk: what to say, and what comes of it.",
    "today": "Show what is due: reminders, talks, follow-ups, promises.",
    "collect": "Show what is open and the next reminder, with its letter.",
    "followup": "Plan three calls and a letter to a prospect.",
    "check": "Fail for clients to let go, and for what got worse.",
    "policy": "Print every figure of the policy, and where it comes from.",
    "waive": "Accept a finding for a while, with a reason and an end.",
    "log": "Log what happened with a client, in one line.",
    "import": "Take in exports of invoices, hours and payments.",
    "rules": "List the rules, with their weights.",
    "schema": "Print the JSON Schema of a ledger.",
    "help": "Read a how-to page; without a topic, list them.",
    "baseline": "Accept the trouble that a repository starts with.",
}
"""In the order of `--help`, each with the first line of its own help, so that the list needs none
of their modules. Each is in the module of its name, `import` in `import_`."""

_LISTING = (["--help"], ["-h"])
"""Command lines that list the commands. No word at all may also be a shell that completes one."""


def program(commands: Iterable[str] = COMMANDS) -> typer.Typer:
    """The program with these commands; no other is imported."""
    app = _bare()
    for name in commands:
        own = f"{name}_" if iskeyword(name) else name
        module = import_module(f"{__package__}.{own}")
        command = getattr(module, own)
        if isinstance(command, typer.Typer):
            app.add_typer(command)
        else:
            examples = "\n".join(module.EXAMPLES)
            settings = getattr(module, "SETTINGS", {})
            app.command(name, cls=Command, epilog=examples, **settings)(command)
    return app


def _listing() -> typer.Typer:
    """The program with the names of its commands alone."""
    app = _bare()
    for name, what in COMMANDS.items():
        app.command(name, help=what)(_nothing)
    return app


def _bare() -> typer.Typer:
    """The program without a command."""
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
    return app


def _nothing() -> None:
    """Stands in for a command that is only named."""


def run(arguments: list[str]) -> object:
    """Run the command of a command line; all are loaded where another word comes first.

    Errors of usage are raised rather than printed.
    """
    if arguments == ["--version"]:
        app = _bare()
    elif arguments in _LISTING:
        app = _listing()
    else:
        app = program([name for name in COMMANDS if arguments[:1] == [name]] or COMMANDS)
    return app(arguments, prog_name=NAME, standalone_mode=False)


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

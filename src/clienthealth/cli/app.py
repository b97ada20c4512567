"""The commands, one module each, and the options of the program itself."""

from typing import Annotated

import typer

from clienthealth.cli.baseline import baseline
from clienthealth.cli.check import check
from clienthealth.cli.explain import explain
from clienthealth.cli.init import init
from clienthealth.cli.policy import policy
from clienthealth.cli.review import review
from clienthealth.cli.rules import rules
from clienthealth.cli.schema import schema
from clienthealth.cli.score import score
from clienthealth.cli.trend import trend
from clienthealth.cli.waive import waive
from clienthealth.version import __version__

app = typer.Typer(
    name="clienthealth",
    help="Tells from a YAML ledger which clients to keep, to renegotiate with, or to let go.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,  # plain help, in half the time
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog="Exit codes: 0 done, 1 `check` found something, 2 wrong usage, 3 invalid ledger, "
    "4 a fault of the program, 5 an output cannot be written, 130 interrupted, 141 pipe closed.",
)


def _print_version(wanted: bool) -> None:  # noqa: FBT001  # typer calls it so
    if wanted:
        typer.echo(f"clienthealth {__version__}")
        raise typer.Exit


@app.callback()
def _program(
    version: Annotated[  # acts in its callback
        bool,
        typer.Option(
            "--version", callback=_print_version, is_eager=True, help="Print the version."
        ),
    ] = False,
    debug: Annotated[  # looked for by `main`, so that it also covers the start
        bool, typer.Option("--debug", help="Show the traceback of a fault of the program.")
    ] = False,
) -> None:
    """Nothing by itself: its options act on their own."""


app.command()(init)
app.command()(score)
app.command()(explain)
app.command()(trend)
app.command()(review)
app.command()(check)
app.add_typer(baseline)
app.command()(policy)
app.command()(waive)
app.command()(rules)
app.command()(schema)

"""`clienthealth serve`: the pages of score and review in a browser, current after every save."""

import gc
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NamedTuple

import typer

from clienthealth.cli import tell_fault
from clienthealth.cli.exit_codes import EXIT_INTERRUPTED
from clienthealth.cli.options import AsOf, LedgerArgument, PolicyFile, Redact, Window
from clienthealth.cli.output import say
from clienthealth.cli.running import (
    introduce_to_redactor,
    load,
    named_or_found,
    presentable_problems,
    today,
    usage_error,
)
from clienthealth.cli.withholding import presentable

if TYPE_CHECKING:
    from socket import socket

    from clienthealth import Ledger, Policy, WatchedFiles
    from clienthealth.cli.serving import Shown

EXAMPLES = (
    "clienthealth serve --open",
    "clienthealth serve ledger/ --port 8000",
)


HOST = "127.0.0.1"
PORT = 8787


def serve(
    ledger: LedgerArgument = None,
    port: Annotated[
        int,
        typer.Option(
            "--port",
            min=0,
            max=65535,
            metavar="PORT",
            help="The port on 127.0.0.1; 0 for any free port.",
        ),
    ] = PORT,
    as_of: AsOf = None,
    window: Window = None,
    policy_file: PolicyFile = None,
    open_: Annotated[
        bool, typer.Option("--open", help="Open the page of the scores in your browser.")
    ] = False,
    redact: Redact = False,  # noqa: ARG001  # acts in its callback
) -> None:
    """Show score and review in a browser, anew after each save.

    The pages are on 127.0.0.1, for this machine alone, and change nothing. They load anew when
    the ledger, a file that it includes, or the day changes; a ledger with errors shows them until
    they are corrected. Ctrl-C ends the server. Needs `pip install 'clienthealth[serve]'`.
    """
    from clienthealth import missing_extra  # noqa: PLC0415  # not for --help

    missing = missing_extra("serve")
    if missing is not None:
        usage_error(missing, missing)
    path = named_or_found(ledger)
    if not path.exists():
        load(path)  # says so, and ends
    wanted = _Wanted(path, as_of, window, policy_file)
    from clienthealth.cli.serving import Server  # noqa: PLC0415  # needs the extra

    with _listening(port) as listening:
        pages = {"/": _Page(wanted, _score), "/review": _Page(wanted, _review)}
        server = Server(listening, pages, tell_fault)
        home = f"http://127.0.0.1:{listening.getsockname()[1]}/"
        say(f"{home} has the scores, {home}review the annual review; Ctrl-C ends this")
        if open_:
            typer.launch(home)
        gc.enable()  # it runs for long, which `main` does not expect
        server.run()
    raise typer.Exit(EXIT_INTERRUPTED)  # only an interrupt ends it


class _Wanted(NamedTuple):
    """What is to be shown."""

    ledger: Path
    as_of: date | None
    window: int | None
    policy_file: Path | None


class _Page:
    """One of the pages, and what its ledger was made of when it was last shown."""

    def __init__(self, wanted: _Wanted, render_on: "Callable[[Ledger, Policy, date], str]") -> None:
        from clienthealth import WatchedFiles  # noqa: PLC0415  # not for --help

        self._wanted = wanted
        self._render_on = render_on
        self._ledger: Ledger | None = None
        self._files = WatchedFiles()

    def show(self) -> "Shown":
        """The page as it is now, or what is wrong in the ledger."""
        from clienthealth import LedgerError, WatchedFiles, live, problems_page  # noqa: PLC0415  # not for --help
        from clienthealth.cli.serving import Shown  # noqa: PLC0415  # needs the extra

        self._files = WatchedFiles()
        try:
            self._ledger, policy = _read(self._wanted, self._files)
            page = self._render_on(self._ledger, policy, self._day())
        except LedgerError as error:
            page = problems_page(presentable_problems(error.problems))
        stamp = self._stamp(self._files.stamp_as_read())
        return Shown(live(page, stamp), stamp)

    def stamp(self) -> str:
        """What changes with the files and with the day."""
        return self._stamp(self._files.stamp())

    def _stamp(self, files: str) -> str:
        return f"{files}{self._day():%Y%m%d}"

    def _day(self) -> date:
        return self._wanted.as_of or today(self._ledger)


def _read(wanted: _Wanted, files: "WatchedFiles") -> "tuple[Ledger, Policy]":
    """The ledger and the policy in force, with a note of what they are made of.

    Raises:
        LedgerError: one of them is invalid.
    """
    from clienthealth import combined, layers, load_ledger, load_policy  # noqa: PLC0415  # not for --help

    ledger = load_ledger(wanted.ledger, files)
    introduce_to_redactor(ledger)
    own = load_policy(wanted.policy_file, files) if wanted.policy_file is not None else None
    options = {} if wanted.window is None else {"window_days": wanted.window}
    return ledger, combined(layers(ledger.policy, own, options))


def _score(ledger: "Ledger", policy: "Policy", day: date) -> str:
    from clienthealth import assess, renderer, view_of  # noqa: PLC0415  # not for --help

    assessment = assess(ledger, as_of=day, policy=policy)
    return renderer("score", "html")(view_of(assessment).told_by(presentable(assessment)))


def _review(ledger: "Ledger", policy: "Policy", day: date) -> str:
    from clienthealth import renderer, review, with_plans  # noqa: PLC0415  # not for --help

    found = presentable(review(ledger, last_day=day, policy=policy))
    return renderer("review", "html")(with_plans(found))


def _listening(port: int) -> "socket":
    import errno  # noqa: PLC0415  # not for --help
    from socket import create_server  # noqa: PLC0415  # the same

    try:
        return create_server((HOST, port))
    except OSError as error:
        taken = error.errno == errno.EADDRINUSE
        why = "is taken" if taken else f"cannot be used: {error.strerror}"
        what = f"port {port} {why}; name another with --port, or 0 for any that is free"
        usage_error(what, what)

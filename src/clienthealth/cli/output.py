"""What a command prints: the payload on stdout or in a file, everything else on stderr."""

import os
import sys
from pathlib import Path
from typing import NoReturn, TextIO

import typer

from clienthealth.cli.exit_codes import EXIT_OUTPUT, EXIT_PIPE
from clienthealth.cli.streams import reason
from clienthealth.cli.withholding import redactor

USUAL_WIDTH = 80
"""In columns: how wide a terminal is that does not say it."""
LONGEST_MESSAGE = 2_000
"""In characters."""


def say(text: str, *, err: bool = True) -> None:
    """Say something on stderr or stdout, which a build server's log shows and does not obey."""
    from clienthealth import indented, safe, short, short_words  # noqa: PLC0415  # only where there is a word

    line = safe(short(short_words(text), LONGEST_MESSAGE))
    stream = sys.stderr if err else sys.stdout
    if stream.isatty():
        line = "\n".join(indented(line, _width(stream)))
    typer.echo(line, err=err)


def _width(terminal: TextIO) -> int:
    """How many columns a terminal has; rich asks the same way."""
    wanted = os.environ.get("COLUMNS", "")
    if wanted.isdecimal() and int(wanted):
        return int(wanted)
    try:
        return os.get_terminal_size(terminal.fileno()).columns or USUAL_WIDTH
    except OSError:
        return USUAL_WIDTH


def show(command: str, found: object, format: str, output: Path | None) -> None:  # the usual word
    """Print a result in a format; the table of a terminal has colours and its width."""
    from clienthealth import renderer, terminal_table  # noqa: PLC0415  # not for --help

    printed = {"table": command, "chart": "chart"}.get(format)
    if printed and output is None and terminal_table(printed, found):
        return
    emit(renderer(command, format)(found), output)


def show_page(page: str, output: Path | None) -> None:
    """Print a page of Markdown: rendered at a terminal, as it is in a pipe or a file."""
    from clienthealth import terminal_table  # noqa: PLC0415  # not for --help

    if output is not None or not terminal_table("page", page):
        emit(page, output)


def emit(text: str, output: Path | None = None) -> None:
    """Write the payload to stdout, or to a file that is never left half written."""
    if output is not None:
        from clienthealth import write_file  # noqa: PLC0415  # rarely needed

        try:
            write_file(output, text)
        except OSError as error:
            cannot_write(str(output), error)
        return
    try:
        _write_all(text)
    except BrokenPipeError:
        _leave_pipe()
    except OSError as error:
        cannot_write("stdout", error)


def _write_all(text: str) -> None:
    # Unbuffered (PYTHONUNBUFFERED), a write to a pipe may take only part of the text.
    left = memoryview(text.encode(sys.stdout.encoding, sys.stdout.errors or "strict"))
    while left:
        left = left[sys.stdout.buffer.write(left) :]
    sys.stdout.flush()


def _leave_pipe() -> NoReturn:
    # The reader has gone; leave the interpreter nothing to complain about.
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    raise typer.Exit(EXIT_PIPE)


def cannot_write(where: str, error: OSError) -> NoReturn:
    """End with an output that cannot be written."""
    why = reason(error)
    if redactor() is not None:
        where, why = "the output", error.strerror or type(error).__name__
    say(f"clienthealth: cannot write {where}: {why}")
    raise typer.Exit(EXIT_OUTPUT)

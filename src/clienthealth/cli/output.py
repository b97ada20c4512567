"""What a command says: the payload on stdout or in a file, all else on stderr."""

import os
import sys
from pathlib import Path
from typing import NoReturn

import typer

from clienthealth.cli.exit_codes import EXIT_OUTPUT, EXIT_PIPE
from clienthealth.cli.streams import reason
from clienthealth.cli.withholding import redactor

LONGEST_MESSAGE = 2_000
"""In characters."""


def say(text: str, *, err: bool = True) -> None:
    """Say something on stderr or stdout, which a build server's log shows and does not obey."""
    from clienthealth import safe, short  # noqa: PLC0415  # only where there is a word

    typer.echo(safe(short(text, LONGEST_MESSAGE)), err=err)


def show(command: str, found: object, format: str, output: Path | None) -> None:  # the usual word
    """Print a result in a format; the table of a terminal has colours and its width."""
    from clienthealth import renderer, terminal_table  # noqa: PLC0415  # not for --help

    if format == "table" and output is None and terminal_table(command, found):
        return
    emit(renderer(command, format)(found), output)


def show_page(page: str, output: Path | None) -> None:
    """Print a page of Markdown: rendered at a terminal, as it is in a pipe or a file."""
    from clienthealth import terminal_table  # noqa: PLC0415  # not for --help

    if output is not None or not terminal_table("page", page):
        emit(page, output)


def emit(text: str, output: Path | None = None) -> None:
    """Write the payload to stdout, or to a file beside which nothing is left half written."""
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
    # Unbuffered (PYTHONUNBUFFERED), one write to a pipe may take only a part of the text.
    left = memoryview(text.encode(sys.stdout.encoding, sys.stdout.errors or "strict"))
    while left:
        left = left[sys.stdout.buffer.write(left) :]
    sys.stdout.flush()


def _leave_pipe() -> NoReturn:
    # Whoever read has gone; give the interpreter nothing left to complain about.
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    raise typer.Exit(EXIT_PIPE)


def cannot_write(where: str, error: OSError) -> NoReturn:
    """End with an output that cannot be written."""
    why = reason(error)
    if redactor() is not None:
        where, why = "the output", error.strerror or type(error).__name__
    say(f"clienthealth: cannot write {where}: {why}")
    raise typer.Exit(EXIT_OUTPUT)

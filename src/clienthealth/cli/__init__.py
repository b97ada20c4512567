"""The command line: starts the program and turns every ending into an exit code."""

import gc
import os
import sys
from collections.abc import Iterator
from typing import Any

from clienthealth.cli import no_plugins, quick_yaml
from clienthealth.cli.exit_codes import (
    EXIT_FAULT,
    EXIT_FOUND,
    EXIT_INTERRUPTED,
    EXIT_OK,
    EXIT_OUTPUT,
    EXIT_PIPE,
    EXIT_USAGE,
)
from clienthealth.cli.streams import OutputError, open_streams, reason

_interrupts: list[int] = []


def main() -> None:
    """Run the command named on the command line and exit with its code."""
    # A short process makes little garbage. Collecting takes a tenth of its time, and
    # tearing everything down at the end another tenth.
    gc.disable()
    no_plugins.use()
    quick_yaml.use()
    open_streams()
    _listen()
    code = run()
    try:
        sys.stdout.flush()
    except BrokenPipeError:
        code = EXIT_PIPE
    except OutputError as error:
        code = code if code == EXIT_OUTPUT else _no_output(error)
    sys.stderr.flush()
    os._exit(code)


def _listen() -> None:
    """Record an interrupt: a library may turn it into another error."""
    import signal  # noqa: PLC0415  # after the collector is off

    def interrupt(number: int, _frame: object) -> None:
        _interrupts.append(number)
        raise KeyboardInterrupt

    if signal.getsignal(signal.SIGINT) is signal.default_int_handler:  # not where it is ignored
        signal.signal(signal.SIGINT, interrupt)


def run() -> int:
    """Run the command named on the command line, and return its exit code.

    Everything that a run records ends with it, so that a second run in the same process is like the
    first.
    """
    from contextvars import copy_context  # noqa: PLC0415  # after the collector is off

    return copy_context().run(_run, debug="--debug" in sys.argv, redact="--redact" in sys.argv)


def _run(*, debug: bool, redact: bool) -> int:
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):  # not where a test has put a stream of its own
            stream.reconfigure(errors="backslashreplace")
    try:
        from clienthealth.cli import app  # noqa: PLC0415  # after the collector is off

        # On its own, typer prints wrong input as it is.
        code = app.run(sys.argv[1:])
    except SystemExit as end:
        return (
            end.code if isinstance(end.code, int) else EXIT_OK if end.code is None else EXIT_FOUND
        )
    except KeyboardInterrupt:
        return EXIT_INTERRUPTED
    except BrokenPipeError:
        return EXIT_PIPE
    except OutputError as error:
        return _no_output(error)
    except Exception as fault:  # noqa: BLE001  # the last resort: never a bare traceback
        return EXIT_INTERRUPTED if _interrupts else _end(fault, debug=debug, redact=redact)
    return code if isinstance(code, int) else EXIT_OK


def _no_output(error: OutputError) -> int:
    print(  # noqa: T201  # typer may be what failed
        f"clienthealth: cannot write stdout: {reason(error)}", file=sys.stderr
    )
    return EXIT_OUTPUT


def _end(error: Exception, *, debug: bool, redact: bool) -> int:
    """Say what went wrong."""
    if redact:  # what was typed may be a client's id
        return _redacted_end(error, debug=debug)
    return _usage_end(error) if hasattr(error, "show") else _fault(error, debug=debug)


def tell_fault(error: Exception) -> None:
    """Say what went wrong in a command that goes on all the same."""
    _end(error, debug="--debug" in sys.argv, redact="--redact" in sys.argv)


def _usage_end(error: Any) -> int:
    """Report one of typer's errors of usage as typer does."""
    from io import StringIO  # noqa: PLC0415  # only where there is one

    from clienthealth import safe_lines  # noqa: PLC0415  # the same

    text = StringIO()
    error.show(text)
    lines = text.getvalue().splitlines()
    if getattr(getattr(error, "param", None), "name", None) == "client":
        from clienthealth.cli.client_argument import clients_of  # noqa: PLC0415  # the same

        lines += clients_of(None)
    print(safe_lines(lines), end="", file=sys.stderr)  # noqa: T201  # as typer does
    return int(error.exit_code)


def _fault(fault: Exception, *, debug: bool) -> int:
    if debug:
        import traceback  # noqa: PLC0415  # only where it is asked for

        traceback.print_exc()
    else:
        from clienthealth import safe_line  # noqa: PLC0415  # only where needed

        _print_fault(safe_line(f"{type(fault).__name__}: {fault}".splitlines()[0]))
    return EXIT_FAULT


def _redacted_end(error: Exception, *, debug: bool) -> int:
    """Report the kind of an error and where it arose; its message may contain anything."""
    kind = type(error).__name__
    if hasattr(error, "exit_code"):  # an error of usage, of typer's own
        given = getattr(getattr(error, "param", None), "name", None)
        where = f"{kind} of {given}" if given else kind
        text = f"clienthealth: wrong usage ({where}); what was typed is withheld by --redact"
        print(text, file=sys.stderr)  # noqa: T201  # as typer does
        return EXIT_USAGE
    if debug:
        print(*_traceback(error), sep="\n", file=sys.stderr)  # noqa: T201  # as below
    else:
        _print_fault(kind)
    return EXIT_FAULT


def _print_fault(what: str) -> None:
    print(  # noqa: T201  # the console may be what failed
        f"clienthealth: a bug in the program ({what}); please report it with the output of "
        "the same command with --debug",
        file=sys.stderr,
    )


def _traceback(fault: BaseException) -> Iterator[str]:
    """The frames of an error and of those that led to it, without their messages."""
    from traceback import walk_tb  # noqa: PLC0415  # only where it is asked for

    earlier = fault.__cause__ or fault.__context__
    if earlier is not None:
        yield from _traceback(earlier)
    for frame, line in walk_tb(fault.__traceback__):
        code = frame.f_code
        yield f"  {code.co_filename.rpartition(os.sep)[2]}:{line} in {code.co_name}"
    yield type(fault).__name__

"""The command line: starts the program and turns every way it can end into an exit code."""

import gc
import os
import sys

EXIT_OK = 0
EXIT_FOUND = 1
EXIT_USAGE = 2
EXIT_LEDGER = 3
EXIT_FAULT = 4
EXIT_OUTPUT = 5
EXIT_INTERRUPTED = 130
EXIT_PIPE = 141


def main() -> None:
    """Run the command named on the command line and exit with its code."""
    # A short process that makes little garbage: collecting costs a tenth of its time, and
    # tearing everything down at the end another.
    gc.disable()
    code = _run(debug="--debug" in sys.argv)
    try:
        sys.stdout.flush()
        sys.stderr.flush()
    except BrokenPipeError:
        code = EXIT_PIPE
    except OSError:
        code = EXIT_OUTPUT
    os._exit(code)


def _run(*, debug: bool) -> int:
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):  # not where a test has put a stream of its own
            stream.reconfigure(errors="backslashreplace")
    try:
        from clienthealth.cli.app import app  # noqa: PLC0415  # after the collector is off

        app()
    except SystemExit as end:
        return (
            end.code if isinstance(end.code, int) else EXIT_OK if end.code is None else EXIT_FOUND
        )
    except KeyboardInterrupt:
        return EXIT_INTERRUPTED
    except BrokenPipeError:
        return EXIT_PIPE
    except Exception as fault:  # noqa: BLE001  # the last resort: never a bare traceback
        if debug:
            import traceback  # noqa: PLC0415  # only where it is asked for

            traceback.print_exc()
        else:
            what = f"{type(fault).__name__}: {fault}".splitlines()[0]
            print(  # noqa: T201  # the console may be what failed
                f"clienthealth: a fault of the program ({what}); please report it with the output "
                "of the same command with --debug",
                file=sys.stderr,
            )
        return EXIT_FAULT
    return EXIT_OK

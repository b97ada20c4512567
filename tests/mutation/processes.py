"""Does things in forks, a few at a time; what one of them changes of the program stays in it."""

import os
import sys
import traceback
from collections.abc import Callable
from pathlib import Path
from typing import NoReturn


def in_forks(doings: list[Callable[[], object]], jobs: int, log: Path) -> None:
    """Do all; what they print goes to the log, and an error in one of them ends the whole."""
    running: set[int] = set()
    for place, doing in enumerate(doings, start=1):
        if len(running) >= jobs:
            running.discard(_ended(log))
        pid = os.fork()
        if pid == 0:
            _do(doing, log)
        running.add(pid)
        print(f"\r{place} of {len(doings)}", end="", file=sys.stderr, flush=True)
    for _ in running:
        _ended(log)
    print(file=sys.stderr)


def _ended(log: Path) -> int:
    pid, status = os.wait()
    if status:
        raise RuntimeError(f"a fork ended with status {status}; see {log}")
    return pid


def _do(doing: Callable[[], object], log: Path) -> NoReturn:
    status = 1
    try:
        opened = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o644)
        os.dup2(opened, 1)
        os.dup2(opened, 2)
        doing()
        status = 0
    except BaseException:  # noqa: BLE001 - it is in the log, and the process ends here
        traceback.print_exc()
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(status)

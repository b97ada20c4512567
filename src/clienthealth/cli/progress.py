"""A progress bar on stderr for work of more than a second; none in a pipe or in CI."""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Lock, Timer

from rich.console import Console

PATIENCE = 1.0
"""Seconds without a bar."""


@contextmanager
def bar(title: str) -> Iterator[Callable[[int, int], None] | None]:
    """What to call with the work done and the total; None where nobody watches."""
    console = Console(stderr=True)
    if not console.is_terminal or os.environ.get("CI"):
        yield None
        return
    shown = _Bar(title, console)
    try:
        yield shown
    finally:
        shown.stop()


class _Bar:
    """A bar that appears after those seconds, even before the first report."""

    def __init__(self, title: str, console: Console) -> None:
        from rich.progress import BarColumn, Progress, TextColumn  # noqa: PLC0415  # where watched

        columns = (
            TextColumn("{task.description}"),
            BarColumn(),
            TextColumn("{task.percentage:3.0f} %"),
        )
        self._progress = Progress(*columns, console=console, transient=True)
        self._task = self._progress.add_task(title, total=None)
        self._lock, self._stopped = Lock(), False
        self._timer = Timer(PATIENCE, self._start)
        self._timer.daemon = True
        self._timer.start()

    def _start(self) -> None:
        with self._lock:
            if not self._stopped:
                self._progress.start()

    def __call__(self, done: int, total: int) -> None:
        self._progress.update(self._task, completed=done, total=total)

    def stop(self) -> None:
        """Remove the bar, or keep it from appearing."""
        self._timer.cancel()
        with self._lock:
            self._stopped = True
            self._progress.stop()

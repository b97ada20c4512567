"""A progress bar on stderr for what takes longer than a second; none in a pipe or in CI."""

import os
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager

from rich.console import Console

PATIENCE = 1.0
"""Seconds that nobody minds."""


@contextmanager
def bar(title: str) -> Iterator[Callable[[int, int], None] | None]:
    """What to tell how much is done, and of how much; None where nobody watches."""
    console = Console(stderr=True)
    if not console.is_terminal or os.environ.get("CI"):
        yield None
        return
    with ExitStack() as stack:
        yield _Bar(title, console, stack)


class _Bar:
    """A bar that appears once the patience has run out."""

    def __init__(self, title: str, console: Console, stack: ExitStack) -> None:
        self._title, self._console, self._stack = title, console, stack
        self._begin = time.monotonic()
        self._show: Callable[[int, int], None] | None = None

    def __call__(self, done: int, total: int) -> None:
        if self._show is None and time.monotonic() - self._begin >= PATIENCE:
            self._show = self._shown(total)
        if self._show is not None:
            self._show(done, total)

    def _shown(self, total: int) -> Callable[[int, int], None]:
        from rich.progress import Progress  # noqa: PLC0415  # where it takes that long

        progress = self._stack.enter_context(Progress(console=self._console, transient=True))
        task = progress.add_task(self._title, total=total)
        return lambda done, total: progress.update(task, completed=done, total=total)

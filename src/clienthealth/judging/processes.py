"""The parts of a ledger in processes of their own, which end with the one that started them."""

import gc
import multiprocessing
import os
import pickle
import signal
import sys
import threading
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from os import PathLike
from pathlib import Path, PurePath
from typing import Any

from clienthealth.judging.in_parts import LedgerInParts
from clienthealth.judging.part import LedgerPart, WholeNeededError
from clienthealth.ledger.cutting import Pieces, cut
from clienthealth.ledger.discovery import DISK, find_ledger
from clienthealth.ledger.files import UnusableError
from clienthealth.ledger.models import Ledger
from clienthealth.ledger.parts import read_frame
from clienthealth.ledger.problems import LedgerError
from clienthealth.rules.registry import vocabulary


class ProcessEndedError(Exception):
    """A process that worked on a part of a ledger was ended from outside.

    `signal` is the number of the signal that ended it, or None.
    """

    def __init__(self, code: int | None) -> None:
        self.signal = -code if code is not None and code < 0 else None
        by = f"signal {self.signal}" if self.signal is not None else f"exit code {code}"
        super().__init__(f"a process that worked on a part of the ledger was ended ({by})")


@contextmanager
def ledger_in_parts(path: str | PathLike[str] | None, jobs: int) -> Iterator[LedgerInParts | None]:
    """A ledger that several processes read and judge, as long as the context lasts.

    Args:
        path: As for `load_ledger`.
        jobs: The largest number of processes besides this one.

    Yields:
        The ledger; None where one process has to read it: a folder, a ledger that includes other
        files, one with a problem, or one in another layout than `clients:` with its items below.
    """
    found = _found(path) if jobs > 1 else None
    pieces = pieces_of(found, jobs) if found is not None else None
    if found is None or pieces is None:
        yield None
        return
    parts = Processes()
    try:
        ledger = _started(parts, found, *pieces)
        del pieces  # the processes have the text
        if ledger is None:
            parts.end()
        yield ledger
    finally:
        parts.end()


def _started(parts: "Processes", path: Path, pieces: Pieces, frame: Ledger) -> LedgerInParts | None:
    try:
        with _without_interrupts():
            for part in pieces.parts:
                parts.start(path, part, frame)
        return LedgerInParts(frame, parts, len(parts))
    except (OSError, WholeNeededError):  # there may be no room for more processes
        return None


def _found(path: str | PathLike[str] | None) -> Path | None:
    """The one file of a ledger; None where there is none or where there are several."""
    try:
        found = Path(path) if path is not None else find_ledger(Path())
        return found if found.is_file() else None
    except (LedgerError, OSError, ValueError):
        return None


def pieces_of(path: Path, jobs: int) -> tuple[Pieces, Ledger] | None:
    """A ledger in pieces, and what is around its clients; None where it has to be whole."""
    try:
        data = DISK.data(path)
    except UnusableError:
        return None
    pieces = cut(data, jobs)
    frame = read_frame(path, data, pieces, vocabulary()) if pieces else None
    return (pieces, frame) if pieces and frame else None


class Processes:
    """One process for each part of a ledger."""

    def __init__(self) -> None:
        self._all: list[tuple[BaseProcess, Connection]] = []

    def __len__(self) -> int:
        return len(self._all)

    def start(self, path: PurePath, part: bytes, frame: Ledger) -> None:
        """Start the process of one more part."""
        context: Any = multiprocessing.get_context(_start_method())  # the stubs lack Process
        own, theirs = context.Pipe()
        process = context.Process(target=_work, args=(theirs, path, part, frame), daemon=True)
        self._all.append((process, own))
        process.start()
        theirs.close()

    def ask(self, what: str, each: Iterable[tuple[object, ...]]) -> list[object]:
        """The answers of all parts to a question with arguments for each.

        Raises:
            WholeNeededError: one of them could not answer.
            ProcessEndedError: one of the processes has gone.
        """
        waiting: dict[Connection, int] = {}
        answers: list[object] = [None] * len(self._all)
        for index, arguments in enumerate(each):
            connection = self._all[index][1]
            try:
                connection.send((what, arguments))
            except OSError:
                raise self._ended(index) from None
            waiting[connection] = index
        while waiting:
            for ready in wait([*waiting]):
                assert isinstance(ready, Connection)  # noqa: S101  # as only those are waited for
                index = waiting.pop(ready)
                try:
                    answers[index] = pickle.loads(ready.recv_bytes())  # noqa: S301  # our own
                except (EOFError, OSError):
                    raise self._ended(index) from None
                if isinstance(answers[index], WholeNeededError):
                    raise WholeNeededError
        return answers

    def _ended(self, index: int) -> ProcessEndedError:
        process = self._all[index][0]
        process.join()
        return ProcessEndedError(process.exitcode)

    def end(self) -> None:
        """End all processes, whatever they are doing."""
        for process, connection in self._all:
            if process.pid is not None:
                process.kill()
                process.join()
            connection.close()
        self._all = []


@contextmanager
def _without_interrupts() -> Iterator[None]:
    """Let an interrupt wait, and never reach a process that has just been started."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _start_method() -> str:
    """A copy of this process has all modules loaded; it is safe where there is one thread."""
    is_alone = sys.platform == "linux" and threading.active_count() == 1
    return "fork" if is_alone else "spawn"


def _work(connection: Connection, path: PurePath, text: bytes, frame: Ledger) -> None:
    """Answer questions about one part, until the process is ended."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the first process ends the others
    gc.disable()  # as in the first: all that is read is kept
    _end_with_the_first()
    part: LedgerPart | None = None
    with suppress(EOFError, BrokenPipeError):  # the first process has gone
        while True:
            what, arguments = connection.recv()
            try:
                part = part or LedgerPart(path, text, frame)
                answer = pickle.dumps(getattr(part, what)(*arguments), pickle.HIGHEST_PROTOCOL)
            except Exception:  # noqa: BLE001  # whatever it is, one process alone will tell it
                answer = pickle.dumps(WholeNeededError())
            connection.send_bytes(answer)


def _end_with_the_first() -> None:
    """End this process as soon as the one that started it has gone, however that ended."""
    first = multiprocessing.parent_process()
    if first is not None:
        sentinels: Sequence[int] = [first.sentinel]

        def watch() -> None:
            wait(sentinels)
            os._exit(1)

        threading.Thread(target=watch, daemon=True).start()

"""The parts of a ledger in processes of their own, which end with the one that started them."""

import gc
import multiprocessing
import os
import pickle
import signal
import sys
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from math import ceil
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from os import PathLike
from pathlib import Path, PurePath
from typing import Any, TypeAlias

from clienthealth.judging.in_parts import LedgerInParts
from clienthealth.judging.part import Expected, LedgerPart, Question, WholeNeededError
from clienthealth.judging.slices import SlicedPart, part_of
from clienthealth.ledger.cutting import Pieces, cut
from clienthealth.ledger.discovery import DISK, find_ledger
from clienthealth.ledger.files import UnusableError
from clienthealth.ledger.likely_days import likely_first_days
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


SLICE_BYTES = 4_000_000
"""The text of a slice: about 36,000 invoices with their payments, and 60 MB in memory."""
SLICED_FROM = 12_000_000
"""The text of a part from which on it is worked on in slices. Below, all of it may be kept."""

Expecting: TypeAlias = Callable[[Ledger], Question | None]


@contextmanager
def ledger_in_parts(
    path: str | PathLike[str] | None,
    jobs: int,
    expecting: Expecting = lambda _: None,
    slice_bytes: int | None = None,
) -> Iterator[LedgerInParts | None]:
    """A ledger that several processes read and judge, as long as the context lasts.

    Args:
        path: As for `load_ledger`.
        jobs: The largest number of processes besides this one; with one, this one does it all.
        expecting: What will be asked, given the ledger without its clients; None where that is
            not known. A ledger in slices is read once for it, and again for any other question.
        slice_bytes: The size of the slices, of which each process has one at a time in memory.
            Without it, a part is divided only where it is large.

    Yields:
        The ledger; None where it has to be read as a whole: a folder, a ledger that includes other
        files, one with a problem, or one in another layout than `clients:` with its items below.
    """
    found = _found(path)
    slices = _slices(found, jobs, slice_bytes) if found is not None else 1
    is_divided = found is not None and jobs * slices > 1
    pieces = pieces_of(found, jobs * slices) if found is not None and is_divided else None
    if found is None or pieces is None:
        yield None
        return
    parts: Processes | InThisProcess = Processes() if jobs > 1 else InThisProcess()
    try:
        ledger = _started(parts, found, *pieces, jobs, expecting)
        del pieces  # the parts have the text
        if ledger is None:
            parts.end()
        yield ledger
    finally:
        parts.end()


def _slices(path: Path, jobs: int, size: int | None) -> int:
    """Into how many slices each part of a ledger is divided."""
    try:
        part = path.stat().st_size / jobs
    except OSError:
        return 1
    if size is None and part < SLICED_FROM:
        return 1
    return max(1, ceil(part / (size or SLICE_BYTES)))


def _started(  # what a ledger in parts comes from
    parts: "Processes | InThisProcess",
    path: Path,
    pieces: Pieces,
    frame: Ledger,
    jobs: int,
    expecting: Expecting,
) -> LedgerInParts | None:
    texts = pieces.parts
    each = ceil(len(texts) / jobs)
    try:
        with _without_interrupts():
            for begin in range(0, len(texts), each):
                parts.start(path, texts[begin : begin + each], frame)
        question = expecting(frame) if each > 1 else None
        expected = Expected(question, likely_first_days(texts)) if question else None
        return LedgerInParts(frame, parts, len(parts), expected)
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

    def start(self, path: PurePath, part: Sequence[bytes], frame: Ledger) -> None:
        """Start the process of one more part, in slices."""
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


class InThisProcess:
    """The parts of a ledger, worked on here one after the other."""

    def __init__(self) -> None:
        self._all: list[LedgerPart | SlicedPart] = []

    def __len__(self) -> int:
        return len(self._all)

    def start(self, path: PurePath, part: Sequence[bytes], frame: Ledger) -> None:
        """Add one more part, in slices."""
        self._all.append(SlicedPart(path, part, frame))

    def ask(self, what: str, each: Iterable[tuple[object, ...]]) -> list[object]:
        """The answers of all parts, as `Processes.ask` gives them."""
        pairs = zip(self._all, each, strict=True)
        try:
            return [getattr(part, what)(*arguments) for part, arguments in pairs]
        except Exception as error:  # whatever it is, the reading of the whole will tell it
            raise WholeNeededError from error

    def end(self) -> None:
        """Let everything go."""
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


def _work(connection: Connection, path: PurePath, texts: Sequence[bytes], frame: Ledger) -> None:
    """Answer questions about one part, until the process is ended."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the first process ends the others
    gc.disable()  # as in the first: all that is read is kept
    _end_with_the_first()
    part: LedgerPart | SlicedPart | None = None
    with suppress(EOFError, BrokenPipeError):  # the first process has gone
        while True:
            what, arguments = connection.recv()
            try:
                part = part or part_of(path, texts, frame)
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

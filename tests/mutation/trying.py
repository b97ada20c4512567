"""Tries mutants on tests that are collected once: each in a fork, with one function replaced."""

import ast
import gc
import importlib
import signal
import time
from collections import defaultdict
from collections.abc import Iterator
from functools import partial
from itertools import zip_longest
from pathlib import Path
from types import CodeType, FrameType, FunctionType

import coverage
import pytest

from .mutants import FOLDERS, SOURCE, Mutant, module_of, modules_of, mutated
from .processes import in_forks
from .reached import Reached

LONGEST = 30.0
"""Seconds of processor time that a test may take, or ten times what it took without a fault."""

Key = tuple[str, str, int]
"""Where a function is: file, qualified name, first line."""


class Failures:
    """A plugin of pytest that remembers whether a test failed."""

    def __init__(self) -> None:
        self.failed = False

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        self.failed |= report.failed


class Trial:
    """A plugin of pytest: instead of running the tests, it tries the mutants on them.

    In the folder is left what the tests reach, and a file for each mutant that was killed, with
    the name of the test that failed.
    """

    def __init__(self, mutants: dict[int, Mutant], jobs: int, folder: Path) -> None:
        self.mutants, self.jobs, self.folder = mutants, jobs, folder
        self.failures = Failures()

    @pytest.hookimpl(tryfirst=True)
    def pytest_collection(self, session: pytest.Session) -> None:
        search_less()
        session.config.pluginmanager.register(self.failures, "failures")

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        for path in modules_of(FOLDERS):  # what is imported later could not be replaced
            importlib.import_module(module_of(path))
        if not reached_in(self.folder).exists():
            self._reach(session.items)
        reached = Reached.read(reached_in(self.folder))
        items = {item.nodeid: item for item in session.items}
        functions = _functions()
        doings = []
        for number, mutant in self.mutants.items():
            tests = [items[name] for name in reached.of(mutant)]
            killed = killed_in(self.folder, number)
            doings.append(partial(self._try, mutant, tests, functions, reached.seconds, killed))
        in_forks([*doings], self.jobs, self.folder / "log.txt")
        return True

    def _reach(self, items: list[pytest.Item]) -> None:
        """Run all tests once, by files, as their fixtures are."""
        files = defaultdict(list)
        for item in items:
            files[item.path].append(item)
        by_file = list(files.values())
        parts = [[i for file in by_file[n :: self.jobs] for i in file] for n in range(self.jobs)]
        names = [self.folder / f"part-{number}.json" for number in range(self.jobs)]
        doings = [partial(self._reach_part, *both) for both in zip(parts, names, strict=True)]
        in_forks([*doings], self.jobs, self.folder / "log.txt")
        whole = Reached()
        for name in names:
            whole.add(Reached.read(name))
        whole.write(reached_in(self.folder))

    def _reach_part(self, items: list[pytest.Item], name: Path) -> None:
        include = [f"{SOURCE / folder}/*" for folder in FOLDERS]
        measured = coverage.Coverage(data_file=None, config_file=False, include=include)
        reached = Reached()
        measured.start()
        for item, following in zip_longest(items, items[1:]):
            measured.switch_context(item.nodeid)
            failed, seconds = self._run(item, following, 20 * LONGEST)
            reached.seconds[item.nodeid] = seconds
            if failed:
                reached.failed.append(item.nodeid)
        measured.stop()
        data = measured.get_data()
        for file in data.measured_files():
            reached.note(file, data.contexts_by_lineno(file))
        reached.write(name)

    def _try(
        self,
        mutant: Mutant,
        tests: list[pytest.Item],
        functions: dict[Key, list[FunctionType]],
        seconds: dict[str, float],
        killed: Path,
    ) -> None:
        _replace(mutant, functions)
        for item, following in zip_longest(tests, tests[1:]):
            failed, _ = self._run(item, following, max(LONGEST, 10 * seconds[item.nodeid]))
            if failed:
                killed.write_text(item.nodeid, encoding="utf-8")
                return

    def _run(
        self, item: pytest.Item, following: pytest.Item | None, longest: float
    ) -> tuple[bool, float]:
        """Run one test: whether it failed, and its seconds of processor time."""
        self.failures.failed = False
        start = time.process_time()
        signal.signal(signal.SIGPROF, _too_long)
        signal.setitimer(signal.ITIMER_PROF, longest)
        item.config.hook.pytest_runtest_protocol(item=item, nextitem=following)
        signal.setitimer(signal.ITIMER_PROF, 0)
        return self.failures.failed, time.process_time() - start


def search_less() -> None:
    """Let properties look for a fault alone, not for the smallest example of it."""
    from hypothesis import Phase, settings  # not earlier: pytest wants to rewrite it  # noqa: PLC0415

    quick, phases = settings.get_profile("quick"), (Phase.explicit, Phase.generate)
    settings.register_profile("mutation", quick, database=None, phases=phases)
    settings.load_profile("mutation")


def reached_in(folder: Path) -> Path:
    """Where it is kept what the tests reach."""
    return folder / "reached.json"


def killed_in(folder: Path, number: int) -> Path:
    """Where it is kept which test killed a mutant."""
    return folder / f"killed-{number}.txt"


def _too_long(number: int, frame: FrameType | None) -> None:
    raise TimeoutError("the test takes too long")


def _functions() -> dict[Key, list[FunctionType]]:
    """The functions of the program that there are."""
    found = defaultdict(list)
    for one in gc.get_objects():
        if isinstance(one, FunctionType) and one.__code__.co_filename.startswith(str(SOURCE)):
            found[_key(one.__code__)].append(one)
    return found


def _key(code: CodeType) -> Key:
    return code.co_filename, code.co_qualname, code.co_firstlineno


def _replace(mutant: Mutant, functions: dict[Key, list[FunctionType]]) -> None:
    """Put the changed code into the function that has the mutant."""
    if mutant.inside is None:
        raise ValueError(f"{mutant} acts when its module is imported")
    tree = ast.fix_missing_locations(mutated(mutant))
    key = (str(mutant.path), *mutant.inside)
    code = next(code for code in _codes(compile(tree, mutant.path, "exec")) if _key(code) == key)
    if not functions[key]:
        raise LookupError(f"{key} is not there")
    for function in functions[key]:
        function.__code__ = code


def _codes(code: CodeType) -> Iterator[CodeType]:
    for constant in code.co_consts:
        if isinstance(constant, CodeType):
            yield constant
            yield from _codes(constant)

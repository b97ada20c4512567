"""Tries a mutant that acts when its module is imported: a constant, a default, a table."""

import ast
import sys
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec, SourceFileLoader
from importlib.util import spec_from_file_location
from itertools import accumulate
from types import CodeType, ModuleType

import pytest

from .mutants import ROOT, Mutant, module_of, mutated
from .reached import Reached
from .trying import search_less

MOST = 60.0
"""Seconds of tests that a mutant is tried on: the module's tests may be all there are."""


class _Loader(SourceFileLoader):
    """Loads a module with the change; nothing is written, no byte code is read."""

    def __init__(self, mutant: Mutant) -> None:
        super().__init__(module_of(mutant.path), str(mutant.path))
        self.mutant = mutant

    def get_code(self, fullname: str) -> CodeType:
        tree = ast.fix_missing_locations(mutated(self.mutant))
        return compile(tree, self.mutant.path, "exec")


class _Finder(MetaPathFinder):
    def __init__(self, mutant: Mutant) -> None:
        self.mutant = mutant

    def find_spec(
        self, fullname: str, path: object = None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        if fullname != module_of(self.mutant.path):
            return None
        return spec_from_file_location(fullname, self.mutant.path, loader=_Loader(self.mutant))


class _Quickest:
    """A plugin of pytest: of the tests only those that run something of the module."""

    def __init__(self, names: list[str]) -> None:
        self.places = {name: place for place, name in enumerate(names)}
        self.killer = ""

    @pytest.hookimpl(tryfirst=True)
    def pytest_collection(self) -> None:
        search_less()

    @pytest.hookimpl(trylast=True)
    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        items[:] = [item for item in items if item.nodeid in self.places]
        items.sort(key=lambda item: self.places[item.nodeid])

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if report.failed:
            self.killer = report.nodeid


def killer_of(mutant: Mutant, reached: Reached, arguments: list[str]) -> str:
    """The test that fails with the change, or nothing; for a process of its own."""
    sys.meta_path.insert(0, _Finder(mutant))
    names = _quick(reached.of(mutant), reached.seconds)
    files = dict.fromkeys(str(ROOT / name.partition("::")[0]) for name in names)
    quickest = _Quickest(names)
    status = pytest.main([*arguments, "-x", *files], plugins=[quickest]) if files else 5
    if status in {pytest.ExitCode.OK, pytest.ExitCode.NO_TESTS_COLLECTED}:
        return ""
    return quickest.killer or "the import"


def _quick(names: list[str], seconds: dict[str, float]) -> list[str]:
    """As many of the quickest tests as there is time for."""
    ends = accumulate(seconds[name] for name in names)
    return [name for name, end in zip(names, ends, strict=True) if end <= MOST]

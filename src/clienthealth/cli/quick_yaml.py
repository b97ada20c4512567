"""PyYAML without the time that its regular expressions take, on the command line alone.

Its parser in Python compiles them when it is imported, which takes longer than most ledgers take
to be read by its parser in C. So each is compiled when it is first used.
"""

import re
import sys
from collections.abc import Sequence
from functools import cached_property
from importlib.machinery import ModuleSpec, SourceFileLoader
from importlib.util import find_spec as found_by_python
from types import ModuleType

_PACKAGE = "yaml"
_compile = re.compile


def use() -> None:
    """Let the next import of PyYAML in this process go this way."""
    if _PACKAGE not in sys.modules:
        sys.meta_path.insert(0, _Finder())


class Expression:
    """Stands for a regular expression until somebody uses it."""

    def __init__(self, pattern: str, flags: int = 0) -> None:
        self._written = pattern, flags

    @cached_property
    def _compiled(self) -> re.Pattern[str]:
        return _compile(*self._written)

    def __getattr__(self, name: str) -> object:
        return getattr(self._compiled, name)


class _Finder:
    """Finds PyYAML where Python does, and has it imported without its expressions, once."""

    def find_spec(
        self, name: str, _path: Sequence[str] | None = None, _target: ModuleType | None = None
    ) -> ModuleSpec | None:
        if name != _PACKAGE:
            return None
        sys.meta_path.remove(self)
        spec = found_by_python(name)
        if spec is not None and type(spec.loader) is SourceFileLoader:
            spec.loader = _Loader(spec.loader.name, spec.loader.path)
        return spec


class _Loader(SourceFileLoader):
    def exec_module(self, module: ModuleType) -> None:
        re.compile = Expression  # type: ignore[assignment]  # it does what a pattern does
        try:
            super().exec_module(module)
        finally:
            re.compile = _compile

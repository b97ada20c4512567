"""What each test does without a fault: how long it takes, and which lines it runs."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from .mutants import ROOT, Mutant


@dataclass
class Reached:
    """What the tests do, each known by its name in pytest."""

    seconds: dict[str, float] = field(default_factory=dict)
    """Processor time of each test."""
    tests: dict[str, dict[int, list[str]]] = field(default_factory=dict)
    """Of each file and line of it, the tests that run the line."""
    failed: list[str] = field(default_factory=list)
    """Tests that fail already without a fault; they prove nothing."""

    def calls(self, mutant: Mutant) -> bool:
        """Whether it is in a function, and some test runs the statement after the import."""
        return mutant.inside is not None and bool(self.of(mutant))

    def of(self, mutant: Mutant) -> list[str]:
        """The tests that run the statement, the quickest first.

        What acts when a module is imported is tried on all tests that run anything of the module.
        """
        lines = self.tests.get(_name(mutant.path), {})
        wanted = lines if mutant.inside is None else mutant.lines
        tests = {test for line in wanted for test in lines.get(line, ()) if test in self.seconds}
        return sorted(tests - {*self.failed}, key=lambda test: (self.seconds[test], test))

    def note(self, file: str, lines: Mapping[int, list[str]]) -> None:
        """Remember which tests run which lines of a file."""
        own = self.tests.setdefault(_name(Path(file)), {})
        for line, tests in lines.items():
            own[line] = [*own.get(line, []), *tests]

    def add(self, other: "Reached") -> None:
        """Take in what another part of the tests does."""
        self.seconds |= other.seconds
        self.failed += other.failed
        for name, lines in other.tests.items():
            self.note(str(ROOT / name), lines)

    def write(self, path: Path) -> None:
        """Keep it as JSON."""
        path.write_text(json.dumps(vars(self)), encoding="utf-8")

    @classmethod
    def read(cls, path: Path) -> "Reached":
        """What was kept."""
        read = cls(**json.loads(path.read_text(encoding="utf-8")))
        for name, lines in read.tests.items():
            read.tests[name] = {int(line): tests for line, tests in lines.items()}
        return read


def _name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()

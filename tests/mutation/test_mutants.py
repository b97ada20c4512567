"""Which small faults are put into a module, and that each of them is one change."""

import ast
from pathlib import Path

import pytest

from . import mutants, reached
from .mutants import ROOT, Mutant, modules_of, mutants_of, mutated
from .reached import Reached
from .run import table

MODULE = '''
"""More than 1 text."""
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    A_TYPE = int | 1

Written = int | str
LEAST = Decimal("0.50")


class Book:
    """No more than 2."""

    kept: int | None = None

    def sums(self, a: int | None, b: list[int]) -> int | None:
        """At least 3."""
        if a is None:
            return max(b)
        return [each for each in b if each >= a] or b
'''


@pytest.fixture
def found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[Mutant]:
    monkeypatch.setattr(mutants, "SOURCE", tmp_path)
    path = tmp_path / "facts" / "book.py"
    path.parent.mkdir()
    path.write_text(MODULE, encoding="utf-8")
    return mutants_of(path)


def test_texts_annotations_and_types_are_no_code(found: list[Mutant]) -> None:
    changes = [(mutant.before, mutant.after) for mutant in found]
    assert changes == [
        ("Decimal('0.50')", "Decimal('0.51')"),
        ("if a is None", "if not a is None"),
        ("a is None", "a is not None"),
        ("max", "min"),
        (
            "[each for each in b if each >= a] or b",
            "[each for each in b if each >= a] and b",
        ),
        ("[each for each in b if each >= a]", "[each for each in b]"),
        ("each >= a", "each > a"),
        ("each >= a", "each < a"),
    ]


def test_a_change_knows_its_statement_and_the_function_to_replace(found: list[Mutant]) -> None:
    at_import, condition, *_ = found
    assert at_import.inside is None
    assert condition.inside == ("Book.sums", 17)
    assert list(condition.lines) == [19]


def test_a_function_that_only_an_import_runs_is_called_by_no_test(
    found: list[Mutant], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A fault in it is tried with the import, as that of a constant: it may fill one."""
    at_import, condition, *_ = found
    monkeypatch.setattr(reached, "ROOT", condition.path.parents[1])
    seen = Reached({"a test": 0.1})
    assert not seen.calls(condition)
    seen.note(str(condition.path), {19: ["a test"]})
    assert seen.calls(condition)
    assert not seen.calls(at_import)


def test_a_mutant_differs_from_the_module_in_one_place(found: list[Mutant]) -> None:
    whole = ast.unparse(ast.parse(MODULE))
    for mutant in found:
        changed = ast.unparse(mutated(mutant))
        differing = [
            pair
            for pair in zip(whole.split("\n"), changed.split("\n"), strict=True)
            if len({*pair}) > 1
        ]
        assert len(differing) == 1


def test_every_module_of_the_program_can_be_changed() -> None:
    every = [mutant for path in modules_of(["judging"]) for mutant in mutants_of(path)]
    assert len({str(mutant) for mutant in every}) > 400
    assert all(mutant.path.is_relative_to(ROOT) for mutant in every)


def test_what_survives_is_named_with_its_place(found: list[Mutant]) -> None:
    tried = dict(enumerate(found[:4]))
    assert table(tried, {0: "a test", 1: "a test", 3: "a test"}, 8)[2:] == [
        "| facts | 4 | 3 | 1 | 75.0 |",
        "| all, of 8 | 4 | 3 | 1 | 75.0 |",
        "",
        "- facts/book.py:19: `a is None` → `a is not None`",
    ]

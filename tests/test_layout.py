"""The layout: which part of the program may know which, read from the imports themselves."""

import ast
import shutil
import subprocess
from collections.abc import Iterator
from functools import cache
from itertools import pairwise
from pathlib import Path

import pytest

import clienthealth

SRC = Path(__file__).parent.parent / "src" / "clienthealth"
FLOORS = (
    {"version"},
    {"ledger"},
    {"facts"},
    {"rules"},
    {"judging", "loading", "editing"},
    {"reviewing", "checking"},
    {"planning"},
    {"redaction"},
    {"report"},
    {"__init__"},
    {"cli"},
    {"__main__"},
)
"""From the ground up; a part imports from lower floors and from itself alone."""
MOST_ENTRIES = 15
TOP = {
    *("src", "tests", "docs", "examples", ".ci", ".github", "pyproject.toml", ".gitignore"),
    *("README.md", "CHANGELOG.md", "CONTRIBUTING.md", "CODE_OF_CONDUCT.md", "SECURITY.md"),
    *("LICENSE", "action.yml", ".pre-commit-config.yaml", ".pre-commit-hooks.yaml"),
}
"""What a clone has at the top; a file that a tool left there was once committed unseen."""


def part_of(module: str) -> str:
    """The entry of the package that a module belongs to."""
    names = module.split(".")
    return names[1] if len(names) > 1 else "__init__"


def modules() -> dict[str, Path]:
    found = {}
    for path in sorted(SRC.rglob("*.py")):
        names = ("clienthealth", *path.relative_to(SRC).with_suffix("").parts)
        name = ".".join(names[:-1] if names[-1] == "__init__" else names)
        found[name] = path
    return found


MODULES = modules()


@cache
def imports_of(module: str) -> tuple[str, ...]:
    """The modules of the project that a module imports, wherever in it, for types too."""
    return tuple(_imports_of(module))


def _imports_of(module: str) -> Iterator[str]:
    for node in ast.walk(ast.parse(MODULES[module].read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names if alias.name in MODULES)
        elif isinstance(node, ast.ImportFrom) and node.module in MODULES:
            inside = {f"{node.module}.{alias.name}" for alias in node.names}
            found = inside & MODULES.keys()
            yield from found
            if len(found) < len(inside):
                yield str(node.module)


def floor_of(part: str) -> int:
    return next(floor for floor, parts in enumerate(FLOORS) if part in parts)


def test_every_part_has_its_floor() -> None:
    known = set().union(*FLOORS)
    assert {part_of(module) for module in MODULES} | {"__main__"} == known


def test_no_import_runs_back_up() -> None:
    back = [
        f"{module} imports {other}"
        for module in MODULES
        for other in imports_of(module)
        if part_of(module) != part_of(other)
        and floor_of(part_of(other)) >= floor_of(part_of(module))
        and {part_of(module), part_of(other)} != {"reviewing", "judging"}
    ]
    assert back == []


def test_no_module_inside_imports_the_face_of_the_package() -> None:
    inside = [m for m in MODULES if part_of(m) not in {"cli", "__init__", "__main__"}]
    assert [m for m in inside if "clienthealth" in set(imports_of(m))] == []


def test_there_are_no_circles() -> None:
    """Imports that only a type checker follows are left out: they say a name and run nothing."""
    done: set[str] = set()
    way: list[str] = []

    def visit(module: str) -> None:
        if module in way:
            circle = [*way[way.index(module) :], module]
            pytest.fail(" -> ".join(one for one, _ in pairwise(circle)) + f" -> {module}")
        if module in done:
            return
        way.append(module)
        for other in at_run_time(module):
            visit(other)
        way.pop()
        done.add(module)

    for module in MODULES:
        visit(module)


def at_run_time(module: str) -> Iterator[str]:
    tree = ast.parse(MODULES[module].read_text(encoding="utf-8"))
    for node in ast.walk(tree):
        if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test):
            node.body = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names if alias.name in MODULES)
        elif isinstance(node, ast.ImportFrom) and node.module in MODULES:
            for alias in node.names:
                name = f"{node.module}.{alias.name}"
                yield name if name in MODULES else str(node.module)


def test_the_listing_stays_short() -> None:
    entries = {path.name for path in SRC.iterdir() if path.name != "__pycache__"} - {"planning"}
    assert len(entries) <= MOST_ENTRIES


def test_the_repository_has_nothing_at_the_top_that_a_tool_left_there() -> None:
    root = SRC.parent.parent
    if shutil.which("git") is None or not (root / ".git").exists():
        pytest.skip("not a checkout of git")
    listed = subprocess.run(
        ["git", "ls-files", "-z"], cwd=root, capture_output=True, text=True, check=True
    )
    assert {name.split("/")[0] for name in listed.stdout.split("\0") if name} <= TOP


def test_every_file_says_first_what_it_is_for() -> None:
    silent = [
        module
        for module, path in MODULES.items()
        if not ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))
    ]
    assert silent == []


def test_the_command_line_uses_public_names_alone() -> None:
    """What it can do, a script can do."""
    used = {
        f"{module} imports {other}"
        for module in MODULES
        if part_of(module) == "cli"
        for other in imports_of(module)
        if part_of(other) not in {"cli", "__init__", "version"}
    }
    assert used == set()


def test_every_public_name_is_loaded_from_where_a_type_checker_finds_it() -> None:
    tree = ast.parse(MODULES["clienthealth"].read_text(encoding="utf-8"))
    block = next(node for node in tree.body if isinstance(node, ast.If))
    told = {
        alias.name: node.module
        for node in block.body
        if isinstance(node, ast.ImportFrom)
        for alias in node.names
        if alias.name == alias.asname
    }
    assert told == clienthealth._HOMES
    for name in clienthealth.__all__:
        assert getattr(clienthealth, name) is not None

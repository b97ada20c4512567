"""What each command may load, so that the start does not become slower unseen.

A process of its own runs each command and lists its modules. A module of the program belongs to
its room, such as `planning` or `report.score`; one from elsewhere to its distribution.
"""

import json
import os
import pty
import subprocess
import sys
from contextlib import suppress
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from .program import STUDIO, STUDIO_DAY, environment

RUN = """
import json, os, sys
from clienthealth import cli
sys.argv[0] = "clienthealth"
code = cli.run()
with open(os.environ["LOADED"], "w", encoding="utf-8") as file:
    json.dump([code, sorted(sys.modules)], file)
"""
BUILT = """
import json, os, sys
from pydantic import BaseModel
from clienthealth import cli
sys.argv[0] = "clienthealth"
code = cli.run()
waiting, built = [BaseModel], []
while waiting:
    model = waiting.pop()
    waiting += model.__subclasses__()
    if model.__module__.startswith("clienthealth.") and model.__pydantic_complete__:
        built.append(model.__name__)
with open(os.environ["LOADED"], "w", encoding="utf-8") as file:
    json.dump([code, sorted(built)], file)
"""
TYPER = {"typer", "annotated_doc", "shellingham"}
PYDANTIC = {
    "pydantic",
    "pydantic_core",
    "annotated_types",
    "typing_extensions",
    "typing_inspection",
}
YAML = {"yaml", "_yaml"}
RICH = {"rich", "pygments", "markdown_it", "mdurl", "attr"}
"""Before version 15, rich imported attrs where something else had installed it."""
BARE = {"version", "cli", "report", "report.formats"}
"""What every command needs: `report.formats` knows the formats that its options name."""
JUDGED = BARE | {
    "loading",
    "ledger",
    "ledger.exports",
    "facts",
    "rules",
    "judging",
    "report.text",
}
PLANNED = JUDGED | {"reviewing", "planning", "report.plan", "report.today"}

ROOMS = {
    "--version": ({"version", "cli"}, TYPER),
    "--help": ({"version", "cli"}, TYPER),
    "score": (JUDGED | {"report.view", "report.score"}, TYPER | PYDANTIC | YAML),
    "score --format json": (
        JUDGED | {"report.view", "report.score", "reviewing"},
        TYPER | PYDANTIC | YAML,
    ),
    "explain": (  # a word of the glossary, too, which takes its figures from the reviews
        JUDGED | {"report.view", "report.score", "report.help", "reviewing"},
        TYPER | PYDANTIC | YAML,
    ),
    "check": (JUDGED | {"checking", "report.check"}, TYPER | PYDANTIC | YAML),
    "review": (
        JUDGED | {"reviewing", "report.view", "report.review"},
        TYPER | PYDANTIC | YAML,
    ),
    "trend": (JUDGED | {"reviewing", "report.lists"}, TYPER | PYDANTIC | YAML),
    "today": (PLANNED, TYPER | PYDANTIC | YAML),
    "log --kinds": (
        BARE | {"ledger", "ledger.exports", "editing", "report.text"},
        TYPER | PYDANTIC,
    ),
}
"""By command, in a pipe: the rooms of the program, and the distributions, that it may load."""
JUDGING = ("score", "check", "review", "trend", "today")
EXPORTS_OF_A_LEDGER_WITHOUT = {"clienthealth.ledger.exports", "clienthealth.ledger.exports.account"}
"""What is loaded of the exports where a ledger includes none."""


@cache
def loaded(
    command: str, *, at_terminal: bool = False, code: str = RUN, **extra: str
) -> frozenset[str]:
    """The modules that a command has loaded when it is done, or what other code lists."""
    arguments = command.split()
    if arguments[0] in JUDGING:
        arguments[1:1] = [str(STUDIO), "--as-of", STUDIO_DAY]
    if arguments == ["explain"]:
        arguments += ["skarvfjord", str(STUDIO), "--as-of", STUDIO_DAY]
    if arguments[0] == "check":
        arguments += ["--fail-on", "none"]
    with TemporaryDirectory() as folder:
        result = Path(folder, "loaded.json")
        run = run_at_terminal if at_terminal else run_in_pipe
        run([sys.executable, "-c", code, *arguments], environment(LOADED=str(result), **extra))
        ended, modules = json.loads(result.read_text(encoding="utf-8"))
    assert ended == os.EX_OK
    return frozenset(modules)


def run_in_pipe(command: list[str], surroundings: dict[str, str]) -> None:
    subprocess.run(command, env=surroundings, capture_output=True, check=True)


def run_at_terminal(command: list[str], surroundings: dict[str, str]) -> None:
    own, theirs = pty.openpty()
    with subprocess.Popen(command, env=surroundings, stdout=theirs, stderr=theirs):
        os.close(theirs)
        with suppress(OSError):  # the other side has gone
            while os.read(own, 65536):
                pass
    os.close(own)


def rooms_of(modules: frozenset[str]) -> set[str]:
    """The rooms of the program's own modules; those of `report` and the exports are one deeper."""
    found = set()
    for module in modules:
        names = module.split(".")[1:] if module.startswith("clienthealth.") else []
        if names:
            is_deep = names[0] == "report" or names[:2] == ["ledger", "exports"]
            found.add(".".join(names[: 2 if is_deep else 1]))
    return found


def others_of(modules: frozenset[str]) -> set[str]:
    """What belongs neither to the program nor to Python, nor is private to one of the others."""
    names = {module.partition(".")[0] for module in modules}
    private = {name for name in names if name.startswith("_")} | {"cython_runtime"}
    own = {"clienthealth", "__main__"}
    return names - own - private - set(sys.stdlib_module_names) - installed_by_the_machine()


@cache
def installed_by_the_machine() -> set[str]:
    """What every process of this interpreter has loaded, such as by a `.pth` file."""
    bare = subprocess.run(
        [sys.executable, "-c", "import sys; print(*sys.modules)"],
        env=environment(),
        capture_output=True,
        check=True,
        encoding="utf-8",
    )
    return {name.partition(".")[0] for name in bare.stdout.split()}


@pytest.mark.parametrize("command", ROOMS)
def test_a_command_loads_the_rooms_that_it_needs(command: str) -> None:
    modules = loaded(command)
    rooms, others = ROOMS[command]
    assert rooms_of(modules) <= rooms
    assert others_of(modules) <= others


def test_a_table_in_colours_needs_rich_and_no_other_room() -> None:
    """What a build server gets that asks for it by FORCE_COLOR."""
    modules = loaded("score", FORCE_COLOR="1")
    rooms, others = ROOMS["score"]
    assert rooms_of(modules) <= rooms
    assert others_of(modules) <= others | RICH
    assert "rich.console" in modules


def test_at_a_terminal_score_looks_for_what_is_due_and_writes_no_letter() -> None:
    """Its last line is the first thing of `today`; letters need Jinja2 and Babel."""
    modules = loaded("score", at_terminal=True)
    rooms, others = ROOMS["today"]
    assert rooms_of(modules) <= rooms | {"report.view", "report.score"}
    assert others_of(modules) <= others | RICH
    assert "rich.console" in modules
    reviews = {name for name in modules if name.startswith("clienthealth.reviewing.")}
    assert reviews <= {"clienthealth.reviewing.raising"}


@pytest.mark.parametrize("command", ["score", "check", "explain"])
def test_nothing_of_exports_is_loaded_without_an_export(command: str) -> None:
    modules = loaded(command)
    exports = {name for name in modules if name.startswith("clienthealth.ledger.exports")}
    assert exports <= EXPORTS_OF_A_LEDGER_WITHOUT


def test_a_list_of_the_commands_builds_none() -> None:
    """What typer needs to run a command, pydantic above all, takes as long as the list itself."""
    modules = loaded("--help")
    assert not {name for name in modules if name.startswith("pydantic")}
    assert "decimal" not in modules


def test_no_schema_is_built_for_what_a_ledger_does_not_write() -> None:
    """Half of what a model costs is its schema: none of a rule's options, none of the policy."""
    built = loaded("score", code=BUILT)
    assert {"Ledger", "Client", "Invoice"} <= built
    assert "Policy" not in built
    assert not {name for name in built if name.endswith(("Options", "Ramp"))}
    assert len(built) <= 30


@pytest.mark.parametrize("command", ["score", "check", "trend"])
def test_a_command_loads_nothing_that_it_shows_elsewhere(command: str) -> None:
    """A table has no map and no sum of the policy, a check no figures that it does not print."""
    modules = {name.removeprefix("clienthealth.judging.") for name in loaded(command)}
    elsewhere = {"score": {"health_map", "trend"}, "check": {"health_map", "trend", "assessment"}}
    assert not modules & elsewhere.get(command, {"health_map", "guarded"})
    assert command == "check" or "clienthealth.rules.policy_layers" not in modules

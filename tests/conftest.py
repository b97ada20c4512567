"""Ledgers for tests: a test's docstring is the YAML of its ledger."""

import gc
import os
import signal
import textwrap
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from clienthealth.ledger.checks import Vocabulary
from clienthealth.ledger.fields import shown
from clienthealth.ledger.models import Ledger
from clienthealth.ledger.policy import Policy
from clienthealth.ledger.problems import LedgerError, did_you_mean
from clienthealth.ledger.reading import read_ledger
from guarded import CALM, WORSE, Repository, isolate, repository

# Of each property twelve examples, the same each time, so that what fails was just changed. With
# `--hypothesis-profile=full` sixty, the same each time too: a build does not fail by chance. With
# `--hypothesis-profile=search` two hundred, and others each time.
settings.register_profile(
    "quick",
    max_examples=12,
    derandomize=True,
    deadline=None,  # a busy machine is no fault
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
)
settings.register_profile("full", settings.get_profile("quick"), max_examples=60)
settings.register_profile(
    "search", settings.get_profile("quick"), max_examples=200, derandomize=False, print_blob=True
)
settings.load_profile("quick")  # the option comes after this

# A shell ignores interrupts for what it starts in the background, and every process started from
# there inherits that. The tests that interrupt the program want the ordinary way.
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)

SLOWEST_FIRST = (
    *("test_ci_kit", "test_on_screen", "test_properties", "test_on_paper", "test_ci_page"),
    *("test_check", "test_redact", "test_review", "test_sureness", "test_program"),
)
"""Files that take long; the quick ones fill up what is left at the end."""


def pytest_xdist_auto_num_workers(config: pytest.Config) -> int:
    """As many as there are cores for the whole of the tests, none for a few files of them.

    To start the processes takes longer than most files, and a debugger wants none.
    """
    chosen = [Path(name.partition("::")[0]) for name in config.args]
    if all(path.suffix == ".py" for path in chosen):
        return 0
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    return cores if cores and cores > 1 else 0


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with what takes longest."""
    places = {name: place for place, name in enumerate(SLOWEST_FIRST)}
    items.sort(key=lambda item: places.get(item.path.stem, len(places)))


def pytest_collection_finish() -> None:
    """Leave what was collected out of each later search for garbage.

    Ten thousand tests are a million objects that stay. To go over them again and again took a
    sixth of the time.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 20)


RULES = ("PAY001", "late-payment", "SCO001")


def misconfigured(policy: Policy) -> Iterator[tuple[str, str]]:
    """What is wrong with the rules that a policy disables."""
    for name in policy.disabled:
        if name not in RULES:
            yield "disabled", f"disabled: unknown rule {shown(name)}; {did_you_mean(name, RULES)}"


VOCABULARY = Vocabulary(RULES, ("PAY", "SCO"), misconfigured)


def dedented(text: str) -> str:
    """A text as it would stand in a file: without the indentation and blank line before it."""
    return textwrap.dedent(text).removeprefix("\n").rstrip(" ")


@pytest.fixture(scope="session")
def vocabulary() -> Vocabulary:
    """A few rules and families, so that what a ledger may name does not change with the rules."""
    return VOCABULARY


@pytest.fixture
def ledger_of(tmp_path: Path) -> Callable[[str], Ledger]:
    """Loads the ledger that a text holds; its lines count from the first that is not blank."""

    def load(text: str) -> Ledger:
        path = tmp_path / "ledger.yaml"
        path.write_text(dedented(text), encoding="utf-8")
        return read_ledger(path, VOCABULARY)

    return load


@pytest.fixture
def problems_in(tmp_path: Path) -> Callable[[Path], list[str]]:
    """Reads a broken ledger below the temporary folder: `file:line:column: message` of each."""

    def read(path: Path) -> list[str]:
        with pytest.raises(LedgerError) as caught:
            read_ledger(path, VOCABULARY)
        return [str(problem).replace(f"{tmp_path}/", "") for problem in caught.value.problems]

    return read


@pytest.fixture
def problems_of(
    tmp_path: Path, problems_in: Callable[[Path], list[str]]
) -> Callable[[str], list[str]]:
    """The problems of the ledger that a text holds, each as `line:column: message`."""

    def read(text: str) -> list[str]:
        path = tmp_path / "ledger.yaml"
        path.write_text(dedented(text), encoding="utf-8")
        return [problem.removeprefix("ledger.yaml:") for problem in problems_in(path)]

    return read


@pytest.fixture
def doc_ledger(request: pytest.FixtureRequest, ledger_of: Callable[[str], Ledger]) -> Ledger:
    """The ledger in the test's docstring."""
    return ledger_of(request.function.__doc__)


@pytest.fixture
def doc_problems(
    request: pytest.FixtureRequest, problems_of: Callable[[str], list[str]]
) -> list[str]:
    """The problems of the ledger in the test's docstring, each as `line:column: message`."""
    return problems_of(request.function.__doc__)


@pytest.fixture
def doc_warnings(doc_ledger: Ledger) -> list[str]:
    """The warnings about the ledger in the test's docstring, each as `line:column: message`."""
    return [str(warning).partition("ledger.yaml:")[2] for warning in doc_ledger.warnings]


@pytest.fixture(scope="session")
def worsened(tmp_path_factory: pytest.TempPathFactory) -> Repository:
    """A ledger on `main`, and a branch `entries` on which one client gets worse; to be copied."""
    with pytest.MonkeyPatch.context() as patch:
        isolate(patch)
        made = repository(tmp_path_factory.mktemp("worsened") / "repo")
        made.commit(CALM)
        made.switch("entries")
        made.commit(WORSE)
    return made


@pytest.fixture
def folder_of(tmp_path: Path) -> Callable[[dict[str, str]], Path]:
    """Writes a folder of files by name and text, and returns it."""

    def write(files: dict[str, str]) -> Path:
        folder = tmp_path / "books"
        for name, text in files.items():
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(dedented(text), encoding="utf-8", newline="")
        return folder

    return write

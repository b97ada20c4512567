"""What pyproject.toml promises about versions, and which warnings fail a test."""

import importlib.util
import json
import re
import subprocess
import sys
import tomllib
import warnings
from pathlib import Path
from types import ModuleType

import pytest
import yaml

ROOT = Path(__file__).resolve().parent.parent
PYPROJECT = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
PROJECT = tomllib.loads(PYPROJECT)["project"]
REQUIREMENTS = sorted(
    {*PROJECT["dependencies"], *(r for e in PROJECT["optional-dependencies"].values() for r in e)}
)


@pytest.fixture(scope="module")
def script() -> ModuleType:
    """The script that writes the lowest versions for pip."""
    spec = importlib.util.spec_from_file_location("lowest", ROOT / ".ci" / "lowest_versions.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("requirement", REQUIREMENTS)
def test_every_requirement_has_a_lowest_and_a_highest_version(requirement: str) -> None:
    of_dates = requirement.startswith("tzdata")  # its versions are years: no one of them breaks
    assert of_dates or re.search(r"==|>=[\d.]+,<[\d.]+$", requirement)


def test_the_lowest_versions_are_those_of_every_list(script: ModuleType) -> None:
    pyproject = """
        [build-system]
        requires = ["hatchling>=1.26"]
        [project]
        dependencies = ["one>=1.2,<3", "two>=2025.1; sys_platform == 'win32'"]
        [project.optional-dependencies]
        more = ["three[extra] ~= 0.4"]
        dev = ["four==5.6", "three~=0.4"]
        """
    assert script.lowest_versions(pyproject) == {
        "one": "1.2",
        "two": "2025.1",
        "three": "0.4",
        "four": "5.6",
        "hatchling": "1.26",
    }


@pytest.mark.parametrize(
    "made", ["load_ledger('examples/minimal.yaml').model_dump_json()", "ledger_schema()"]
)
def test_what_was_not_read_yet_is_written(made: str) -> None:
    """Before 2.14, pydantic wrote no entry whose schema had not been needed so far.

    In a process of its own: here other tests have needed most of them.
    """
    imported = "from clienthealth import load_ledger; from clienthealth.ledger.schema import *"
    command = [sys.executable, "-c", f"{imported}; print({made})"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    assert json.loads(done.stdout)


@pytest.mark.parametrize(
    ("dev", "message"),
    [("three", "'three' has no lowest version"), ("one>=2", "one has two lowest versions")],
)
def test_a_lowest_version_that_is_not_known_is_an_error(
    script: ModuleType, dev: str, message: str
) -> None:
    pyproject = f"""
        build-system = {{requires = []}}
        [project]
        dependencies = ["one>=1.2"]
        optional-dependencies = {{dev = ["{dev}"]}}
        """
    with pytest.raises(ValueError, match=message):
        script.lowest_versions(pyproject)


def test_every_python_that_is_named_is_tested() -> None:
    named = re.findall(r"Python :: (3\.\d+)", " ".join(PROJECT["classifiers"]))
    workflow = yaml.safe_load((ROOT / ".github/workflows/ci.yml").read_text(encoding="utf-8"))
    jobs = workflow["jobs"]
    assert jobs["run"]["strategy"]["matrix"]["python"] == named
    assert PROJECT["requires-python"] == f">={named[0]}"
    tried = {i["versions"]: i["python"] for i in jobs["versions"]["strategy"]["matrix"]["include"]}
    assert tried == {"lowest": named[0], "newest": named[-1]}


@pytest.mark.parametrize("category", [DeprecationWarning, PendingDeprecationWarning, FutureWarning])
def test_what_is_announced_about_our_code_fails_and_about_a_library_does_not(
    category: type[Warning],
) -> None:
    with pytest.raises(category):
        warnings.warn_explicit("gone soon", category, "x.py", 1, module="clienthealth.cli.score")
    with warnings.catch_warnings(record=True) as shown:
        warnings.warn_explicit("gone soon", category, "y.py", 1, module="typer.main")
    assert len(shown) == 1


def test_any_other_warning_fails() -> None:
    with pytest.raises(ResourceWarning):
        warnings.warn_explicit("left open", ResourceWarning, "x.py", 1, module="anything")

"""No plugin of pydantic sees a client's ledger, and none is looked for."""

import subprocess
import sys
from pathlib import Path

import pytest

from .program import PROGRAM, STUDIO, STUDIO_DAY, environment

SCORE = ("score", str(STUDIO), "--as-of", STUDIO_DAY)
PLUGIN = """
print("a plugin is here")
class Plugin:
    def new_schema_validator(self, *args, **settings):
        return None, None, None
plugin = Plugin()
"""
OTHER_QUESTION = """
from clienthealth.cli import no_plugins
no_plugins.use()
from pydantic.plugin import _loader
print(_loader.get_plugins(), _loader.PYDANTIC_ENTRY_POINT_GROUP)
"""


def python(*arguments: str, path: Path) -> str:
    return subprocess.run(
        [sys.executable, *arguments],
        env=environment(PYTHONPATH=str(path)),
        capture_output=True,
        check=True,
        encoding="utf-8",
    ).stdout


@pytest.fixture
def installed(tmp_path: Path) -> Path:
    """A folder with an installed plugin of pydantic."""
    metadata = tmp_path / "curious-1.0.dist-info"
    metadata.mkdir()
    (metadata / "METADATA").write_text("Metadata-Version: 2.1\nName: curious\nVersion: 1.0\n")
    (metadata / "entry_points.txt").write_text("[pydantic]\ncurious = curious:plugin\n")
    (tmp_path / "curious.py").write_text(PLUGIN)
    return tmp_path


def test_a_plugin_of_pydantic_is_left_out(installed: Path) -> None:
    model = "import pydantic\nclass Model(pydantic.BaseModel): pass"
    assert python("-c", model, path=installed) == "a plugin is here\n"
    assert "plugin" not in python(*PROGRAM[1:], *SCORE, path=installed)


def test_none_is_looked_for_in_the_installed_packages() -> None:
    """What reads their metadata takes 5 to 10 % of the time of a score."""
    done = subprocess.run(
        [sys.executable, "-X", "importtime", *PROGRAM[1:], *SCORE],
        env=environment(),
        capture_output=True,
        check=True,
        encoding="utf-8",
    )
    loaded = {line.rpartition("|")[2].strip() for line in done.stderr.splitlines()}
    assert "pydantic.plugin._schema_validator" in loaded
    assert not loaded & {"importlib.metadata", "email.message", "pydantic.plugin._loader"}


def test_whoever_asks_the_loader_for_more_gets_pydantics_own(tmp_path: Path) -> None:
    """Another release of pydantic may; the program goes on, slower by the search."""
    out = python("-c", OTHER_QUESTION, path=tmp_path)
    assert out == "() pydantic\n"

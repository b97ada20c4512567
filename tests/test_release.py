"""A release: version, tag and changelog agree, builds are the same twice, and hold what belongs."""

import importlib.util
import re
import shutil
import subprocess
import sys
import tarfile
import tomllib
import zipfile
from pathlib import Path
from types import ModuleType

import pytest
import yaml

from depth import thorough

ROOT = Path(__file__).resolve().parent.parent
WORKFLOWS = [*(ROOT / ".github" / "workflows").glob("*.yml"), ROOT / "action.yml"]
PINNED = re.compile(r"[\w.-]+/[\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+")


@pytest.fixture(scope="module")
def release() -> ModuleType:
    spec = importlib.util.spec_from_file_location("release", ROOT / ".ci" / "release.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def checkout(folder: Path, version: str, changelog: str) -> Path:
    """A checkout with a version and a changelog of its own."""
    (folder / "src/clienthealth").mkdir(parents=True)
    (folder / "src/clienthealth/version.py").write_text(f'__version__ = "{version}"\n')
    (folder / "CHANGELOG.md").write_text(changelog)
    shutil.copy(ROOT / "pyproject.toml", folder)
    return folder


GOOD = "# Changelog\n\n## [Unreleased]\n\n## [1.2.3] - 2026-11-30\n\n- It works.\n"


def test_a_release_that_agrees_has_no_fault(release: ModuleType, tmp_path: Path) -> None:
    root = checkout(tmp_path, "1.2.3", GOOD)
    urls = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["urls"]
    repository = urls["Source"].removeprefix("https://github.com/")
    assert [*release.faults_of(root, "v1.2.3", repository)] == []
    assert [*release.faults_of(root, "v1.2.3", None)] == []


@pytest.mark.parametrize(
    ("version", "tag", "changelog", "fault"),
    [
        ("1.2.3", "v1.2.4", GOOD, "the tag is v1.2.4, the package says 1.2.3"),
        ("1.2.3", "1.2.3", GOOD, "the tag is 1.2.3, the package says 1.2.3: tag v1.2.3"),
        ("1.2", "v1.2", GOOD.replace("1.2.3", "1.2"), "the version 1.2 is not of the form"),
        ("1.2.4", "v1.2.4", GOOD, 'no section "## [1.2.4] - YYYY-MM-DD"'),
        ("1.2.3", "v1.2.3", GOOD.replace(" - 2026-11-30", ""), "1.2.3 in CHANGELOG.md has no date"),
        ("1.2.3", "v1.2.3", GOOD.replace("- It works.", ""), "1.2.3 in CHANGELOG.md is empty"),
        (
            "1.2.3",
            "v1.2.3",
            GOOD.replace("[Unreleased]\n", "[Unreleased]\n\n- More.\n"),
            "still lists unreleased changes",
        ),
    ],
)
def test_a_release_that_does_not_agree_is_stopped(
    release: ModuleType, tmp_path: Path, version: str, tag: str, changelog: str, fault: str
) -> None:
    [told] = release.faults_of(checkout(tmp_path, version, changelog), tag, None)
    assert fault in told


def test_another_repository_cannot_release(release: ModuleType, tmp_path: Path) -> None:
    [told] = release.faults_of(checkout(tmp_path, "1.2.3", GOOD), "v1.2.3", "someone/fork")
    assert "someone/fork releases it" in told


def test_the_notes_of_a_release_are_its_section_alone(release: ModuleType) -> None:
    changelog = GOOD + "\n## [1.2.2] - 2026-10-01\n\n- Older.\n"
    assert release.notes_of(changelog, "1.2.3") == "- It works."
    assert release.notes_of(changelog, "9.9.9") == ""


def test_what_does_not_belong_into_a_wheel_is_named(release: ModuleType, tmp_path: Path) -> None:
    wheel = tmp_path / "clienthealth-1.2.3-py3-none-any.whl"
    with zipfile.ZipFile(wheel, "w") as archive:
        for name in (*release.MUST_HAVE[1:], "clienthealth/ledger.bak", "tests/conftest.py"):
            archive.writestr(name, "")
    told = [*release.faults_of_dist(tmp_path)]
    assert told == [
        f"{tmp_path} holds 1 wheels and 0 sources; one of each belongs",
        f"{wheel.name} lacks {release.MUST_HAVE[0]}",
        f"{wheel.name} holds clienthealth/ledger.bak",
        f"{wheel.name} holds tests/conftest.py",
    ]


def build(folder: Path, out: Path) -> None:
    command = [sys.executable, "-m", "build", "--no-isolation", "--outdir", str(out), str(folder)]
    subprocess.run(command, check=True, capture_output=True)


@thorough
def test_two_builds_are_the_same_bytes_and_hold_what_belongs(
    release: ModuleType, tmp_path: Path
) -> None:
    kept = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    first, second = tmp_path / "first", tmp_path / "second"
    for folder in (first, second):  # one after the other, so at another time
        tree = folder / "tree"
        tree.mkdir(parents=True)
        for name in (
            "pyproject.toml",
            *kept["tool"]["hatch"]["build"]["targets"]["sdist"]["include"],
        ):
            place = ROOT / name
            if place.is_dir():
                ignored = shutil.ignore_patterns("__pycache__")
                shutil.copytree(place, tree / name, ignore=ignored, symlinks=True)
            else:
                (tree / name).parent.mkdir(parents=True, exist_ok=True)
                shutil.copy(place, tree / name)
        build(tree, folder / "dist")
    names = sorted(path.name for path in (first / "dist").iterdir())
    assert [*release.faults_of_dist(first / "dist")] == []
    for name in names:
        assert (first / "dist" / name).read_bytes() == (second / "dist" / name).read_bytes()
    [source] = (first / "dist").glob("*.tar.gz")
    with tarfile.open(source) as archive:
        held = {name.partition("/")[2] for name in archive.getnames()}
    assert {"SECURITY.md", "src/clienthealth/version.py", "tests/test_release.py"} <= held


@pytest.mark.parametrize("workflow", WORKFLOWS, ids=lambda path: path.name)
def test_every_action_is_pinned_by_digest(workflow: Path) -> None:
    text = workflow.read_text(encoding="utf-8")
    used = re.findall(r"uses: (.*)", text)
    assert used
    assert [use for use in used if not PINNED.fullmatch(use)] == []
    assert text.count("persist-credentials: false") == text.count("actions/checkout@")


def test_only_the_job_that_publishes_may_ask_for_a_token() -> None:
    workflow = yaml.safe_load((ROOT / ".github/workflows/release.yml").read_text(encoding="utf-8"))
    rights = {name: job.get("permissions", {}) for name, job in workflow["jobs"].items()}
    assert workflow["permissions"] == {"contents": "read"}
    assert rights == {
        "build": {},
        "publish": {"id-token": "write"},
        "announce": {"contents": "write"},
    }
    assert all("run" not in step for step in workflow["jobs"]["publish"]["steps"])


def test_the_lock_has_every_requirement_with_its_hashes() -> None:
    lock = (ROOT / ".ci/lock.txt").read_text(encoding="utf-8")
    locked = dict(re.findall(r"^([a-z0-9._-]+)==([^\s;\\]+)", lock, re.MULTILINE))
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    lists = [project["dependencies"], *project["optional-dependencies"].values()]
    wanted = {re.split(r"[><=\[;]", each)[0].lower() for one in lists for each in one}
    assert wanted - locked.keys() == set()
    entries = re.split(r"\n(?=\S)", lock.strip())
    assert [entry for entry in entries if "--hash=sha256:" not in entry] == []

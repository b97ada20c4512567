"""Checks a release before it is published: version, changelog, address, and what the files hold.

`python .ci/release.py check v1.2.3` before the build, `python .ci/release.py contents dist` after
it, `python .ci/release.py notes v1.2.3` for the text of the release. Each ends with 1 and says
all that is wrong.
"""

import os
import re
import sys
import tarfile
import tomllib
import zipfile
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VERSION = re.compile(r'^__version__ = "([^"]+)"$', re.MULTILINE)
SECTION = re.compile(r"^## \[([^\]]+)\](?: - (\d{4}-\d{2}-\d{2}))?$", re.MULTILINE)
RELEASED = re.compile(r"\d+\.\d+\.\d+(?:(?:a|b|rc)\d+)?")
MUST_HAVE = (
    *("clienthealth/__init__.py", "clienthealth/py.typed", "clienthealth/cli/app.py"),
    "clienthealth/report/help/first-verdict.md",
)
SDIST_MUST_HAVE = ("pyproject.toml", "README.md", "CHANGELOG.md", "LICENSE", "src/", "tests/")
ALLOWED = re.compile(
    r"clienthealth/[a-z0-9_/-]+\.(py|yaml|txt|md|css|js|svg|typed|j2|html)|clienthealth/py\.typed|"
    r"clienthealth-[^/]+\.dist-info/(METADATA|WHEEL|RECORD|entry_points\.txt|licenses/LICENSE)|"
    r"clienthealth-[^/]+\.data/data/share/man/man1/clienthealth\.1"
)


def version_of(root: Path) -> str:
    """The version that the package gives itself.

    Raises:
        ValueError: src/clienthealth/version.py names none.
    """
    found = VERSION.search((root / "src/clienthealth/version.py").read_text(encoding="utf-8"))
    if found is None:
        raise ValueError("src/clienthealth/version.py has no __version__")
    return found[1]


def notes_of(changelog: str, version: str) -> str:
    """What the changelog says of a version, without its heading; empty where it says nothing."""
    headings = [*SECTION.finditer(changelog)]
    for place, heading in enumerate(headings):
        if heading[1] == version:
            end = headings[place + 1].start() if place + 1 < len(headings) else len(changelog)
            return changelog[heading.end() : end].strip()
    return ""


def faults_of(root: Path, tag: str, repository: str | None) -> Iterator[str]:
    """What keeps a tag from being released.

    Args:
        root: The checkout.
        tag: The name of the tag, `v1.2.3`.
        repository: `owner/name` of the repository that releases; None where it is not known.
    """
    version = version_of(root)
    if not RELEASED.fullmatch(version):
        yield f"the version {version} is not of the form 1.2.3, 1.2.3a1, 1.2.3b1 or 1.2.3rc1"
    if tag != f"v{version}":
        yield f"the tag is {tag}, the package says {version}: tag v{version}, or change version.py"
    changelog = (root / "CHANGELOG.md").read_text(encoding="utf-8")
    dated = {heading[1]: heading[2] for heading in SECTION.finditer(changelog)}
    if version not in dated:
        yield f'CHANGELOG.md has no section "## [{version}] - YYYY-MM-DD"'
    elif dated[version] is None:
        yield f"the section of {version} in CHANGELOG.md has no date"
    elif not notes_of(changelog, version):
        yield f"the section of {version} in CHANGELOG.md is empty"
    if notes_of(changelog, "Unreleased"):
        yield f"CHANGELOG.md still lists unreleased changes: move them to {version}"
    urls = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["project"]["urls"]
    if repository and urls["Source"] != f"https://github.com/{repository}":
        yield f"pyproject.toml names {urls['Source']} as the source, and {repository} releases it"


def strangers_in(built: Path) -> Iterator[str]:
    """What a wheel or a source distribution lacks, and what it should not have."""
    if built.suffix == ".whl":
        names = [name for name in zipfile.ZipFile(built).namelist() if not name.endswith("/")]
        yield from (f"{built.name} lacks {name}" for name in MUST_HAVE if name not in names)
        yield from (f"{built.name} holds {n}" for n in names if not ALLOWED.fullmatch(n))
        return
    with tarfile.open(built) as archive:
        names = [name.partition("/")[2] for name in archive.getnames()]
    for wanted in SDIST_MUST_HAVE:
        if not any(name == wanted or name.startswith(wanted) for name in names):
            yield f"{built.name} lacks {wanted}"
    for name in names:
        if "__pycache__" in name or name.endswith((".pyc", ".so")) or name.startswith(".venv"):
            yield f"{built.name} holds {name}"


def faults_of_dist(folder: Path) -> Iterator[str]:
    """What is wrong with the built files of a folder, which holds one wheel and one source."""
    wheels, sources = sorted(folder.glob("*.whl")), sorted(folder.glob("*.tar.gz"))
    if len(wheels) != 1 or len(sources) != 1:
        yield f"{folder} holds {len(wheels)} wheels and {len(sources)} sources; one of each belongs"
    for built in (*wheels, *sources):
        yield from strangers_in(built)


def main(command: str, subject: str) -> int:
    """Runs one of the commands; its exit code."""
    if command == "notes":
        notes = notes_of((ROOT / "CHANGELOG.md").read_text(encoding="utf-8"), subject.lstrip("v"))
        sys.stdout.write(f"{notes}\n")
        return 0 if notes else 1
    if command == "check":
        faults = [*faults_of(ROOT, subject, os.environ.get("GITHUB_REPOSITORY"))]
    elif command == "contents":
        faults = [*faults_of_dist(Path(subject))]
    else:
        faults = [f"there is no command {command}: check, contents or notes"]
    sys.stderr.writelines(f"{fault}\n" for fault in faults)
    return 1 if faults else 0


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit("usage: release.py check TAG | contents FOLDER | notes TAG")
    sys.exit(main(*sys.argv[1:]))

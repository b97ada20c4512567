"""Prints the lowest version of every package that pyproject.toml allows, as constraints for pip."""

import re
import sys
import tomllib
from pathlib import Path

PYPROJECT = Path(__file__).resolve().parent.parent / "pyproject.toml"
REQUIREMENT = re.compile(r"([A-Za-z0-9._-]+)(?:\[[^]]*\])?\s*(?:>=|==|~=)\s*([^\s,;]+)")


def lowest_versions(pyproject: str) -> dict[str, str]:
    """By package: of what the program needs, of every extra, and of what it is built with.

    Raises:
        ValueError: a requirement has no lowest version, or a package has two.
    """
    tables = tomllib.loads(pyproject)
    project = tables["project"]
    lists = [project["dependencies"], *project["optional-dependencies"].values()]
    lists.append(tables["build-system"]["requires"])
    lowest: dict[str, str] = {}
    for requirement in (each for one_list in lists for each in one_list):
        found = REQUIREMENT.match(requirement)
        if found is None:
            raise ValueError(f"{requirement!r} has no lowest version; write NAME>=VERSION")
        name, version = found.groups()
        if lowest.setdefault(name, version) != version:
            raise ValueError(f"{name} has two lowest versions; write one")
    return lowest


if __name__ == "__main__":
    for package, version in lowest_versions(PYPROJECT.read_text(encoding="utf-8")).items():
        sys.stdout.write(f"{package}=={version}\n")

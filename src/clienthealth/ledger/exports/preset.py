"""The presets: one YAML file for each tool, found by name or by the headers of an export."""

from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

from clienthealth.ledger.exports.csv_table import csv_table, delimiter_of
from clienthealth.ledger.exports.names import folded
from clienthealth.ledger.exports.table import Table, TableError
from clienthealth.ledger.fields import shown
from clienthealth.ledger.includes import Preset
from clienthealth.ledger.problems import did_you_mean
from clienthealth.ledger.yaml_events import Shape, YamlReader

FOLDER = Path(__file__).parent / "presets"


@cache
def preset_names() -> tuple[str, ...]:
    """The names of all presets."""
    return tuple(sorted(path.stem for path in FOLDER.glob("*.yaml")))


@cache
def preset(name: str) -> Preset:
    """A preset by its name.

    Raises:
        KeyError: there is none of that name.
    """
    if name not in preset_names():
        raise KeyError(name)
    text = (FOLDER / f"{name}.yaml").read_text(encoding="utf-8")
    return Preset.model_validate(YamlReader(text, 0, _refuse).read(Shape()))


def _refuse(line: int, column: int, message: str) -> None:
    raise ValueError(f"{line}:{column}: {message}")


def is_file_of_preset(name: str) -> bool:
    """Whether a `format` names a file with the user's own preset."""
    return "/" in name or name.endswith((".yaml", ".yml"))


def unknown_preset(name: str) -> str:
    """What to say about a name that no preset has."""
    text = f"format: unknown preset {shown(name)}"
    return f"{text}; {did_you_mean(name, preset_names())}"


def preset_of(text: str, delimiter: str | None) -> str | None:
    """The preset whose headers a text has; None without one."""

    def table(line: int) -> Table:
        return csv_table(text, delimiter or delimiter_of(text, line), line)

    return recognised(table)


def recognised(table: Callable[[int], Table]) -> str | None:
    """The preset whose headers a file has; None without one.

    Args:
        table: The table of the file with its headers on a line.
    """
    found: list[tuple[int, str]] = []
    seen: dict[int, frozenset[str]] = {}
    for name, known in _with_headers():
        line = known.header_line or 1
        if line not in seen:
            seen[line] = _headers(table, line)
        if all(folded(header) in seen[line] for header in known.headers):
            found.append((len(known.headers), name))
    return max(found)[1] if found else None


def _with_headers() -> Iterator[tuple[str, Preset]]:
    for name in preset_names():
        known = preset(name)
        if known.headers:
            yield name, known


def _headers(table: Callable[[int], Table], line: int) -> frozenset[str]:
    try:
        return frozenset(map(folded, table(line).headers))
    except TableError:
        return frozenset()

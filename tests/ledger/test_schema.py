"""The published schema takes what the reader takes, so that no editor marks a good ledger."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from jsonschema import Draft202012Validator

from clienthealth import LedgerError, ledger_schema, load_ledger
from strategies import Data, ledgers

ROOT = Path(__file__).parents[2]
SCHEMA = json.loads(ledger_schema())
VALIDATOR = Draft202012Validator(SCHEMA)
BLOCK = re.compile(r"^```yaml[^\n]*\n(.*?)^```", re.MULTILINE | re.DOTALL)


class Editor(yaml.SafeLoader):
    """YAML as editors read it: version 1.2, in which `yes` and a date are texts."""

    yaml_implicit_resolvers: dict[str, Any] = {}  # noqa: RUF012  # as PyYAML has it


for tag, pattern in {
    "null": r"(?:~|null|)$",
    "bool": r"(?:true|false)$",
    "int": r"[-+]?[0-9]+$",
    "float": r"[-+]?[0-9]+\.[0-9]+$",
}.items():
    Editor.add_implicit_resolver(f"tag:yaml.org,2002:{tag}", re.compile(pattern), None)
Editor.add_constructor("tag:yaml.org,2002:int", lambda _, node: int(node.value))
Editor.add_constructor("tag:yaml.org,2002:float", lambda _, node: float(node.value))


def problems(document: object, schema: Any = None) -> list[str]:
    """What an editor marks; keys that a part of a ledger leaves out do not count."""
    validator = VALIDATOR if schema is None else Draft202012Validator(schema)
    return [
        f"{error.json_path}: {error.message}"
        for error in validator.iter_errors(document)
        if schema is None or error.validator != "required"
    ]


@pytest.mark.parametrize("path", sorted((ROOT / "examples").rglob("*.yaml")), ids=str)
def test_every_example_ledger_fits(path: Path) -> None:
    assert problems(yaml.load(path.read_text(encoding="utf-8"), Editor)) == []  # noqa: S506


def written_in_the_documentation() -> Iterator[tuple[str, Any]]:
    for page in (ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))):
        for code in BLOCK.findall(page.read_text(encoding="utf-8")):
            if isinstance(found := yaml.load(code, Editor), dict):  # noqa: S506
                yield page.name, found


def models_of(keys: set[str]) -> list[Any]:
    """The parts of a ledger that have all of some keys."""
    parts = [SCHEMA, *SCHEMA["$defs"].values()]
    return [each for each in parts if keys <= each.get("properties", {}).keys()]


def test_every_ledger_of_the_documentation_fits_and_every_part_of_one() -> None:
    whole = parts = 0
    for page, found in written_in_the_documentation():
        if {"version", "business", "clients"} <= found.keys():
            whole += 1
            assert problems(found) == [], page
        elif models := models_of(set(found)):
            parts += 1
            tried = [problems(found, {"$defs": SCHEMA["$defs"], **each}) for each in models]
            assert [] in tried, (page, min(tried, key=len))
    assert whole >= 4
    assert parts >= 40


def as_typed(value: Any) -> Any:
    """The same ledger with its numbers typed without quotation marks."""
    if isinstance(value, dict):
        return {key: as_typed(each) for key, each in value.items()}
    if isinstance(value, list):
        return [as_typed(each) for each in value]
    if isinstance(value, str) and re.fullmatch(r"\d+(\.\d+)?", value):
        return float(value)
    return value


@given(ledgers(most=1))
def test_every_ledger_that_is_drawn_fits(data: Data) -> None:
    assert problems(data) == []
    assert problems(as_typed(data)) == []


HEAD = "version: 1\n"
BUSINESS = f"{HEAD}business: {{name: Me, currency: EUR, %s}}\nclients: []\n"
CLIENT = f"{HEAD}business: {{name: Me, currency: EUR}}\nclients:\n- {{id: acme, name: Acme, %s}}\n"
EVENT = CLIENT % "events: [{kind: message, at: 2026-02-07T22:40, %s}]"


@pytest.mark.parametrize(
    "text",
    [
        BUSINESS % "target_rate: 95",
        BUSINESS % 'target_rate: "95.50"',
        BUSINESS % "target_rate: [{value: 90}, {value: 95, from: 2026-01-01}]",
        BUSINESS % "terms_days: 30",
        BUSINESS % 'terms_days: "30"',
        BUSINESS % "terms_days: [{days: 30}]",
        BUSINESS % "target_rate: ",
        BUSINESS % 'working_hours: {start: 09:00, end: "24:00"}',
        CLIENT % "fit: 4",
        CLIENT % "team_buy_in: true",
        CLIENT % "team_buy_in: yes",
        CLIENT % "team_buy_in: [{value: no}]",
        CLIENT % "contract: {signed: 2025-01-01, terms_days: 14}",
        CLIENT % "contract: {walked_through: yes}",
        CLIENT % "contacts: ",
        CLIENT % "aliases: Acme & Co",
        CLIENT % "aliases: [Acme & Co, 4711]",
        CLIENT % "invoices: [{number: 2026014, issued: 2026-01-05, amount: 10}]",
        CLIENT % "time: [{date: 2026-01-05, hours: 1h 30m}, {date: 2026-01-05, hours: 1.5}]",
        EVENT % "urgent: on",
        EVENT % "urgent: false, note: true",
        (CLIENT % "billing: paid").replace("acme", "2026"),
        f"{BUSINESS % 'country: DE'}policy: {{disabled: stalling, minimum_hours: 10}}\n",
        f"{BUSINESS % 'country: DE'}exchange_rates: {{USD: 0.9, GBP: [{{value: 1.2}}]}}\n",
        f"{BUSINESS % 'country: DE'}policy: {{rules: {{low-rate: {{severity: medium}}}}}}\n",
    ],
)
def test_an_editor_marks_nothing_that_the_reader_takes(text: str, tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text(text, encoding="utf-8")
    load_ledger(tmp_path / "a.yaml")
    assert problems(yaml.load(text, Editor)) == []  # noqa: S506


@pytest.mark.parametrize(
    "text",
    [
        BUSINESS % "taget_rate: 95",
        BUSINESS % "target_rate: much",
        BUSINESS % "target_rate: [{value: 95, since: 2026-01-01}]",
        BUSINESS % "terms_days: soon",
        CLIENT % "team_buy_in: perhaps",
        CLIENT % "contract: {sined: 2025-01-01}",
        CLIENT % "time: [{date: 2026-01-05, hours: long}]",
        EVENT % "urgnet: true",
        EVENT % "urgent: perhaps",
        (CLIENT % "billing: paid").replace("acme", "a b"),
        (CLIENT % "billing: free"),
        f"{BUSINESS % 'country: DE'}polcy: {{minimum_hours: 10}}\n",
        f"{BUSINESS % 'country: DE'}policy: {{minimum_hour: 10}}\n",
    ],
)
def test_an_editor_marks_what_the_reader_refuses(text: str, tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(LedgerError):
        load_ledger(tmp_path / "a.yaml")
    assert problems(yaml.load(text, Editor))  # noqa: S506


def test_no_part_of_a_ledger_takes_an_unknown_key() -> None:
    parts = [each for each in (SCHEMA, *SCHEMA["$defs"].values()) if "properties" in each]
    assert len(parts) > 30
    assert all(each["additionalProperties"] is False for each in parts)


def test_the_schema_is_one() -> None:
    Draft202012Validator.check_schema(SCHEMA)

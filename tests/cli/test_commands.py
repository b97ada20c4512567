"""`rules`, `schema`, `--version`, discovery and completion, as a user meets them."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

import clienthealth
from clienthealth.rules.registry import all_rules

from .program import STUDIO, environment, run


def test_rules_as_json_lists_every_rule_with_the_promised_keys() -> None:
    document = json.loads(run("rules", STUDIO, "--format", "json").out)
    assert document["format"] == "clienthealth.rules/1"
    assert [r["code"] for r in document["rules"]] == [r.code for r in all_rules()]
    for rule in document["rules"]:
        assert {"code", "name", "severity", "weight", "enabled", "article"} <= rule.keys()


def test_rules_show_what_the_policy_of_a_ledger_changes(tmp_path: Path) -> None:
    path = tmp_path / "ledger.yaml"
    path.write_text(
        "version: 1\nbusiness: {name: Me, currency: EUR}\n"
        "policy: {disabled: [stalling], weights: {high: 0.5}, rules: {PAY001: {fine: 8}}}\n"
        "clients: []\n"
    )
    rules = {r["name"]: r for r in json.loads(run("rules", path, "-f", "json").out)["rules"]}
    assert rules["stalling"]["enabled"] is False
    assert rules["late-payment"]["weight"] == 0.5
    assert rules["late-payment"]["options"] == {
        "fine": 8.0,
        "bad": 30.0,
        "most_of_few": 0.24,
    }
    table = run("rules", path).out
    assert "DEC002  stalling" in table
    assert "PAY001  late-payment" in table


def test_the_schema_is_json_schema_that_describes_every_key() -> None:
    schema = json.loads(run("schema").out)
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    for name, model in schema["$defs"].items():
        for key, field in model.get("properties", {}).items():
            described = "description" in field or "const" in field or "$ref" in field
            assert described or key == "kind", f"{name}.{key}"
    assert "\x00" not in json.dumps(schema)


def test_the_version_is_the_packages() -> None:
    done = run("--version")
    assert done.out == f"clienthealth {clienthealth.__version__}\n"


def test_the_ledger_is_found_in_a_parent_folder(tmp_path: Path) -> None:
    run("init", cwd=tmp_path)
    deep = tmp_path / "a" / "b"
    deep.mkdir(parents=True)
    assert "good-example" in run("score", cwd=deep).out


def test_the_ledger_may_be_named_by_the_environment(tmp_path: Path) -> None:
    run("init", cwd=tmp_path)
    named = str(tmp_path / "clienthealth.yaml")
    assert "good-example" in run("score", CLIENTHEALTH_LEDGER=named).out


def _complete(words: str, **extra: str) -> str:
    program = Path(sys.executable).with_name("clienthealth")
    variables = {"_CLIENTHEALTH_COMPLETE": "complete_zsh", "_TYPER_COMPLETE_ARGS": words}
    done = subprocess.run(
        [program],
        capture_output=True,
        env=environment(**extra, **variables),
        encoding="utf-8",
        check=False,
    )
    return done.stdout


@pytest.mark.skipif(os.name != "posix", reason="a POSIX shell's completion")
def test_client_ids_and_rule_names_are_completed() -> None:
    ids = _complete("clienthealth explain knall", CLIENTHEALTH_LEDGER=str(STUDIO))
    assert "knallpreis" in ids
    assert "saelgtorp" not in ids
    rules = _complete("clienthealth explain late-p", CLIENTHEALTH_LEDGER=str(STUDIO))
    assert "late-payment" in rules
    assert "stalling" not in rules


def test_the_starter_is_plain_yaml_for_other_readers_too(tmp_path: Path) -> None:
    run("init", cwd=tmp_path)
    loaded = yaml.safe_load((tmp_path / "clienthealth.yaml").read_text())
    assert [c["id"] for c in loaded["clients"]] == ["good-example", "late-example"]

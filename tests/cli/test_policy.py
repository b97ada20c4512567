"""`policy`: every figure in force and where it is set; `--policy FILE` over the ledger's own."""

import json
from pathlib import Path
from typing import Any

import pytest

from clienthealth.ledger.policy import Policy
from clienthealth.rules.registry import all_rules

from .program import run

LEDGER = """\
version: 1
business: {name: Ada, currency: EUR}
policy:
  window_days: 400
  bottom_percent: 20
  weights: {high: 0.3, low: 0.05}
  disabled: [time-drain]
  rules:
    PAY001: {fine: 8, bad: 40}
    stalling: {severity: high}
  clients:
    acme.de: {disabled: [CON001], rules: {late-payment: {fine: 20}}}
clients:
  - {id: acme.de, name: Acme, since: 2024-01-01}
  - {id: bolt, name: Bolt, since: 2024-01-01}
"""
FILE = """\
weights: {high: 0.25}
rules:
  late-payment: {fine: 12}
  BND005: {annoying: 0.1}
"""


@pytest.fixture
def ledger(tmp_path: Path) -> Path:
    path = tmp_path / "ledger.yaml"
    path.write_text(LEDGER)
    return path


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "strict.yaml"
    path.write_text(FILE)
    return path


def settings_of(*arguments: str | Path, **more: Any) -> dict[str, tuple[str, str]]:
    """Each key with its value and its source."""
    done = run("policy", *arguments, "--format", "json", **more)
    assert (done.code, done.err) == (0, "")
    document = json.loads(done.out)
    assert document["format"] == "clienthealth.policy/1"
    return {s["key"]: (s["value"], s["source"]) for s in document["settings"]}


def test_without_a_ledger_everything_is_the_default(tmp_path: Path) -> None:
    found = settings_of(cwd=tmp_path)
    assert {source for _, source in found.values()} == {"default"}
    assert found["window_days"] == ("365", "default")
    assert found["weights.critical"] == ("0.6", "default")
    assert found["rules.late-payment.fine"] == ("5", "default")
    assert found["disabled"] == ("none", "default")


def test_every_figure_is_told_once(tmp_path: Path) -> None:
    keys = [*settings_of(cwd=tmp_path)]
    for rule in all_rules():
        options = [f"rules.{rule.name}.{name}" for name in type(rule.options).model_fields]
        severity = [] if rule.severity == "position" else [f"rules.{rule.name}.severity"]
        assert [key for key in keys if key.startswith(f"rules.{rule.name}.")] == severity + options
    own = {key.split(".")[0] for key in keys}
    assert own == {*Policy.model_fields} - {"mark", "empty", "clients"}


def test_what_the_ledger_sets_is_the_ledger_s(ledger: Path) -> None:
    found = settings_of(ledger)
    assert found["window_days"] == ("400", "ledger")
    assert found["bottom_percent"] == ("20", "ledger")
    assert (found["weights.high"], found["weights.medium"]) == (
        ("0.3", "ledger"),
        ("0.2", "default"),
    )
    assert found["disabled"] == ("time-drain", "ledger")


def test_rules_are_named_by_code_or_name(ledger: Path) -> None:
    found = settings_of(ledger)
    assert found["rules.late-payment.fine"] == ("8", "ledger")
    assert found["rules.late-payment.bad"] == ("40", "ledger")
    assert found["rules.late-payment.severity"] == ("high", "default")
    assert found["rules.stalling.severity"] == ("high", "ledger")
    assert found["rules.stalling.fine"] == ("1", "default")


def test_what_holds_for_one_client_is_told_even_with_a_dot_in_its_id(ledger: Path) -> None:
    found = settings_of(ledger)
    assert found["clients.acme.de.disabled"] == ("CON001", "ledger")
    assert found["clients.acme.de.rules.late-payment.fine"] == ("20", "ledger")


def test_a_file_goes_over_the_ledger_and_leaves_the_rest(ledger: Path, file: Path) -> None:
    found = settings_of(ledger, "--policy", file)
    assert found["weights.high"] == ("0.25", "file")
    assert found["weights.low"] == ("0.05", "ledger")
    assert found["rules.late-payment.fine"] == ("12", "file")  # by name over its code
    assert found["rules.late-payment.bad"] == ("40", "ledger")
    assert found["rules.disrespect.annoying"] == ("0.1", "file")
    assert found["window_days"] == ("400", "ledger")


def test_an_option_goes_over_both(ledger: Path, file: Path) -> None:
    file.write_text(f"window_days: 200\n{FILE}")
    assert settings_of(ledger, "--policy", file)["window_days"] == ("200", "file")
    found = settings_of(ledger, "--policy", file, "--window", "90")
    assert found["window_days"] == ("90", "option")
    assert found["weights.high"] == ("0.25", "file")
    assert settings_of(ledger, "--window", "365")["window_days"] == ("365", "option")


def test_a_file_needs_no_ledger(file: Path, tmp_path: Path) -> None:
    found = settings_of("--policy", file, cwd=tmp_path)
    assert found["weights.high"] == ("0.25", "file")
    assert "ledger" not in {source for _, source in found.values()}


def test_the_table_has_a_line_for_each_figure_and_counts_those_set(ledger: Path) -> None:
    done = run("policy", ledger)
    *lines, blank, last = done.out.splitlines()
    found = settings_of(ledger)
    rows = {line.split()[0]: line.split()[-1] for line in lines}
    assert rows == {key: source for key, (_, source) in found.items()}
    own = sum(source != "default" for _, source in found.values())
    assert blank == ""
    assert last.endswith(f": {own} figures are not the default")
    digest = json.loads(run("policy", ledger, "-f", "json").out)["policy_hash"]
    assert last.startswith(f"policy {digest}:")


def test_the_hash_is_that_of_the_figures_wherever_they_come_from(
    ledger: Path, file: Path, tmp_path: Path
) -> None:
    def digest(*arguments: str | Path) -> str:
        done = run("policy", *arguments, "-f", "json", cwd=tmp_path)
        return str(json.loads(done.out)["policy_hash"])

    file.write_text("window_days: 90\n")
    assert digest("--policy", file) == digest("--window", "90") != digest()
    scored = json.loads(run("score", ledger, "--as-of", "2026-06-30", "-f", "json").out)
    assert scored["policy_hash"] == digest(ledger)
    before = digest(ledger)
    ledger.write_text(LEDGER.replace("PAY001", "late-payment").replace("stalling", "DEC002"))
    assert digest(ledger) == before


def test_the_file_is_what_the_clients_are_judged_by(ledger: Path, file: Path) -> None:
    file.write_text("disabled: [no-contract]\nclients: {bolt: {disabled: []}}\n")
    kept = ledger.read_text().replace("currency: EUR", "currency: EUR, keeps: [contract]", 1)
    ledger.write_text(kept)

    def flags(*more: str | Path) -> list[list[str]]:
        done = run("score", ledger, "--as-of", "2026-06-30", "-f", "json", *more)
        return [[f["code"] for f in c["findings"]] for c in json.loads(done.out)["clients"]]

    assert flags() == [[], ["CON001"]]
    assert flags("--policy", file) == [[], []]


@pytest.mark.parametrize("command", [["policy"], ["score"], ["trend"], ["explain", "bolt"]])
def test_an_invalid_file_is_3_with_the_place_of_each_problem(
    ledger: Path, file: Path, command: list[str]
) -> None:
    file.write_text("weights: {high: 0.3, hihg: 0.4}\nwindow_days: 3\n")
    done = run(*command, ledger, "--policy", file)
    assert (done.code, done.out) == (3, "")
    first, second, count = done.err.splitlines()
    assert first.startswith(f"{file}:1:22: ")
    assert 'did you mean "high"?' in first
    assert second.startswith(f"{file}:2:14: ")
    assert count == "2 problems; nothing was done"


@pytest.mark.parametrize(
    ("text", "place", "says"),
    [
        ("rules: {late-paymnt: {fine: 3}}", "1:8", 'did you mean "late-payment"?'),
        ("rules:\n  stalling: {fines: 3}", "2:3", 'did you mean "fine"?'),
        ("disabled: [PAY999]", "1:11", "unknown rule"),
        ("rules: {PAY001: {severity: grave}}", "1:8", "critical"),
        ("[1, 2]", "1:1", "mapping"),
        ("weights: {high: 0.3", "1:10", "is not closed"),
    ],
)
def test_what_may_be_wrong_in_a_file(
    ledger: Path, file: Path, text: str, place: str, says: str
) -> None:
    file.write_text(f"{text}\n")
    done = run("policy", ledger, "--policy", file)
    assert (done.code, done.out) == (3, "")
    assert done.err.startswith(f"{file}:{place}: "), done.err
    assert says in done.err


def test_problems_of_a_file_are_json_where_json_is_asked_for(file: Path, tmp_path: Path) -> None:
    file.write_text("window_days: 3\n")
    done = run("policy", "--policy", file, "-f", "json", cwd=tmp_path)
    assert (done.code, done.out) == (3, "")
    (problem,) = json.loads(done.err)["problems"]
    assert (problem["file"], problem["line"], problem["column"]) == (str(file), 1, 14)


def test_a_file_that_is_not_there_is_3(ledger: Path, tmp_path: Path) -> None:
    done = run("policy", ledger, "--policy", tmp_path / "nowhere.yaml")
    assert (done.code, done.out) == (3, "")
    assert "nowhere.yaml" in done.err
    assert run("policy", tmp_path / "nowhere.yaml").code == 3


def test_it_is_written_to_a_file(ledger: Path, tmp_path: Path) -> None:
    out = tmp_path / "policy.txt"
    done = run("policy", ledger, "-o", out)
    assert (done.code, done.out) == (0, "")
    assert out.read_text(encoding="utf-8") == run("policy", ledger).out

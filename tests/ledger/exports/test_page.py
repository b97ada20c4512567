"""The examples of docs/ledger.md on exports give the results below them."""

import re
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from clienthealth import assess, load_ledger
from clienthealth.ledger.problems import LedgerError

PAGE = Path(__file__).resolve().parents[3] / "docs" / "ledger.md"
EXAMPLES = re.findall(
    r"^```yaml\n((?:(?!```).)*?)^```\n\n^```csv\n(.*?)^```\n\n^```text\n(.*?)\n^```\n\n"
    r"> On (\S+): hours (\S+), open (\S+)\.",
    PAGE.read_text(encoding="utf-8"),
    re.DOTALL | re.MULTILINE,
)
BOOKS = "version: 1\nbusiness: {name: Ada, currency: EUR}\nclients: [{id: acme, name: Acme GmbH}]\n"


def test_there_are_examples() -> None:
    assert len(EXAMPLES) == 2


@pytest.mark.parametrize(("include", "rows", "told", "day", "hours", "open_"), EXAMPLES)
def test_an_example_gives_what_stands_below_it(
    tmp_path: Path, include: str, rows: str, told: str, day: str, hours: str, open_: str
) -> None:
    (tmp_path / "exports").mkdir()
    (tmp_path / told.partition(":")[0]).write_text(rows, encoding="utf-8")
    (tmp_path / "clienthealth.yaml").write_text(BOOKS + include, encoding="utf-8")
    ledger = load_ledger(tmp_path / "clienthealth.yaml")
    assert [str(account).replace(f"{tmp_path}/", "") for account in ledger.accounts] == [told]
    [client] = assess(ledger, as_of=date.fromisoformat(day)).clients
    assert (client.facts.hours, client.facts.open_balance) == (Decimal(hours), Decimal(open_))


def preset_on_the_page() -> str:
    [found] = re.findall(r"^```yaml\n(tool: .*?)^```", PAGE.read_text("utf-8"), re.DOTALL | re.M)
    return str(found)


@pytest.mark.parametrize("ledger", ["clienthealth.yaml", "."])
def test_a_preset_of_ones_own_lies_beside_the_ledger(tmp_path: Path, ledger: str) -> None:
    (tmp_path / "mytool.yaml").write_text(preset_on_the_page(), encoding="utf-8")
    (tmp_path / "t.csv").write_text("For,Day,Spent\nacme,2026-01-05,90\n,2026-01-05,30\n")
    include = "include: [{file: t.csv, format: ./mytool.yaml}]\n"
    (tmp_path / "clienthealth.yaml").write_text(BOOKS + include, encoding="utf-8")
    loaded = load_ledger(tmp_path / ledger)
    [entry] = loaded.clients[0].time
    assert entry.hours == Decimal("1.5")
    assert str(loaded.accounts[0]).endswith("t.csv: 2 rows: 1 taken, 1 without a client")


@pytest.mark.parametrize(
    ("format_", "preset", "problem"),
    [
        ("toggle", "", 'format: unknown preset "toggle"; did you mean "toggl"?'),
        ("./none.yaml", "", 'format: "./none.yaml" does not exist'),
        ("../p.yaml", "", "is outside the ledger's folder"),
        ("./p.yaml", "tool: X\nkindd: time\n", 'unknown key "kindd"; did you mean "kind"?'),
        ("./p.yaml", "tool: X\n", '"kind" is missing'),
    ],
)
def test_a_preset_that_is_none(tmp_path: Path, format_: str, preset: str, problem: str) -> None:
    (tmp_path / "p.yaml").write_text(preset)
    (tmp_path / "t.csv").write_text("client,date,hours\nacme,2026-01-05,1\n")
    include = f"include: [{{file: t.csv, format: {format_}}}]\n"
    (tmp_path / "clienthealth.yaml").write_text(BOOKS + include, encoding="utf-8")
    with pytest.raises(LedgerError, match=re.escape(problem)):
        load_ledger(tmp_path / "clienthealth.yaml")


@pytest.mark.parametrize(
    ("include", "problem"),
    [
        ("file: t.csv", 'no preset knows the headers of "t.csv"'),
        ("file: t.csv, columns: {date: date}", '"kind" is missing'),
    ],
)
def test_a_file_of_which_too_little_is_said(tmp_path: Path, include: str, problem: str) -> None:
    (tmp_path / "t.csv").write_text("client,date,hours\nacme,2026-01-05,1\n")
    (tmp_path / "clienthealth.yaml").write_text(f"{BOOKS}include: [{{{include}}}]\n")
    with pytest.raises(LedgerError, match=re.escape(problem)):
        load_ledger(tmp_path / "clienthealth.yaml")


def test_a_file_of_a_known_program_without_its_preset_is_told_of_it(tmp_path: Path) -> None:
    sample = Path(__file__).parent / "samples" / "toggl.csv"
    (tmp_path / "t.csv").write_bytes(sample.read_bytes())
    (tmp_path / "clienthealth.yaml").write_text(f"{BOOKS}include: [{{file: t.csv, kind: time}}]\n")
    with pytest.raises(LedgerError, match="those of Toggl Track; write `format: toggl`"):
        load_ledger(tmp_path / "clienthealth.yaml")

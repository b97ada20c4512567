"""A wrong value of an option is wrong usage, in the program's own words, with the option named."""

from pathlib import Path

import pytest

from .program import run

LEDGER = """\
version: 1
business: {name: Studio, currency: EUR}
clients: [{id: acme, name: Acme GmbH, since: 2026-01-01}]
"""
EXPORT = "number,issued,amount,client\n7,2026-01-05,100,acme\n"


@pytest.fixture
def books(tmp_path: Path) -> Path:
    (tmp_path / "clienthealth.yaml").write_text(LEDGER, encoding="utf-8")
    (tmp_path / "export.csv").write_text(EXPORT, encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize(
    ("words", "option", "bounds"),
    [
        ("today --days -1", "--days", "from 0 to 366"),
        ("today --days 367", "--days", "from 0 to 366"),
        ("today --days soon", "--days", "from 0 to 366"),
        ("trend --months 0", "--months", "from 1 to 60"),
        ("score --window 29", "--window", "from 30 to 3,660"),
        ("review --year 1066", "--year", "from 1900 to 2199"),
        ("review --count -1", "--count", "of 0 or more"),
    ],
)
def test_a_number_out_of_range_says_which_numbers_fit(
    books: Path, words: str, option: str, bounds: str
) -> None:
    command, name, value = words.split()
    ran = run(command, f"{name}={value}", cwd=books)
    assert (ran.code, ran.out) == (2, "")
    told = f"Invalid value for '{option}': '{value}' does not fit; write a whole number {bounds}"
    assert told in ran.err.replace("\n", " ")


@pytest.mark.parametrize("days", ["0", "366"])
def test_the_bounds_of_a_number_fit(books: Path, days: str) -> None:
    assert run("today", "--days", days, cwd=books).code == 0


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["--kind", "none"], "--kind: \"none\" is not allowed here; write 'invoices', 'payments'"),
        (["--format", "togl"], '--format: unknown preset "togl"; did you mean "toggl"?'),
        (["--set", "paper=red"], '--set paper: unknown key "paper"; known: kind, columns'),
        (
            ["--kind", "time", "--set", "header_line=x"],
            '--set header_line: "x" is not a whole number; write digits only',
        ),
        (
            ["--kind", "invoices", "--set", "statuses={neu: new}"],
            "--set statuses: \"new\" is not allowed here; write 'draft', 'sent', 'paid' or 'void'",
        ),
        (
            ["--kind", "invoices", "--column", "nummer=number"],
            '--column: unknown field "nummer"; did you mean "number"?',
        ),
        (["--set", "file=x.csv"], "--set file: name the file itself, without an option"),
        (["--column", "number"], "--column 'number' has no value; write --column KEY=VALUE"),
    ],
)
def test_a_wrong_option_of_import_is_wrong_usage(books: Path, words: str, told: str) -> None:
    ran = run("import", "export.csv", *words, cwd=books)
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith(f"clienthealth: {told}")
    assert (books / "clienthealth.yaml").read_text(encoding="utf-8") == LEDGER


def test_all_wrong_options_of_import_are_told_at_once(books: Path) -> None:
    ran = run("import", "export.csv", "--kind", "bills", "--set", "header_line=0", cwd=books)
    assert ran.code == 2
    assert [line.split(": ")[1] for line in ran.err.splitlines()] == ["--kind", "--set header_line"]


def test_a_redacted_run_names_the_option_and_not_its_value(books: Path) -> None:
    ran = run("import", "export.csv", "--kind", "bills", "--redact", cwd=books)
    assert ran.code == 2
    assert ran.err.startswith("clienthealth: --kind has a wrong value; --redact withholds")
    assert "bills" not in ran.err


@pytest.mark.parametrize("text", ["", "\n \n", "\ufeff"])
@pytest.mark.parametrize("words", [[], ["--kind", "invoices"], ["--explain"]])
def test_an_empty_export_is_called_empty(books: Path, text: str, words: str) -> None:
    (books / "empty.csv").write_text(text, encoding="utf-8")
    ran = run("import", "empty.csv", *words, cwd=books)
    assert ran.code == 3
    assert "the file is empty; export it again" in ran.err


def test_a_line_that_names_the_delimiter_is_read(books: Path) -> None:
    rows = "sep=;\nnumber;issued;amount;client\n7;2026-01-05;100,50;acme\n"
    (books / "excel.csv").write_text(rows, encoding="utf-8")
    words = ("--kind", "invoices", "--set", "decimal=,", "--dry-run")
    ran = run("import", "excel.csv", *words, cwd=books)
    assert (ran.code, ran.err) == (0, "")
    assert "1 invoice of 100.50 EUR" in ran.out


def test_review_names_the_command_for_each_client_to_let_go() -> None:
    ran = run("review", "examples/studio.yaml", "--as-of", "2026-10-31")
    assert ran.code == 0
    section = ran.out.partition("Not in the bottom group, but to part with")[2]
    names = section.partition("To plan it: ")[2].partition("\n")[0].split(", ")
    assert names
    for name in names:
        command, client = name.rsplit(" ", 1)
        assert command == "clienthealth letgo"
        assert client in section

"""What a terminal says of thousands of problems and warnings, and where every one is."""

import json
from pathlib import Path

import pytest

from .program import run

HEAD = "version: 1\nbusiness: {name: Ada, currency: EUR}\n"
MANY = 2300


@pytest.fixture
def unknown_keys(tmp_path: Path) -> Path:
    """A client with 2,300 unknown keys, with quotation marks in them."""
    keys = "".join(f"  'k\"{chr(97 + n % 26) * (1 + n // 26)}\"': 1\n" for n in range(MANY))
    path = tmp_path / "clienthealth.yaml"
    path.write_text(f"{HEAD}clients:\n- id: acme\n  name: Acme\n{keys}")
    return path


@pytest.mark.parametrize(
    "command",
    [
        ["score"],
        ["score", "--format", "markdown"],
        ["score", "--format", "html"],
        ["check"],
        ["check", "--format", "github"],
        ["check", "--format", "markdown"],
        ["explain", "acme"],
        ["today"],
        ["review"],
        ["trend"],
        ["collect"],
        ["letgo", "acme"],
    ],
)
def test_a_few_are_told_with_the_count_of_all(unknown_keys: Path, command: list[str]) -> None:
    done = run(*command, unknown_keys)
    assert (done.code, done.out) == (3, "")
    *told, last = done.err.splitlines()
    assert len(told) == 11
    assert "(and 2,289 more of this kind)" in told[-1]
    assert last == (
        "2,300 problems; `clienthealth check --format json` lists every one; nothing was done"
    )


def test_json_has_every_one(unknown_keys: Path) -> None:
    done = run("check", unknown_keys, "--format", "json")
    assert (done.code, done.out) == (3, "")
    found = json.loads(done.err)
    assert found["count"] == MANY
    assert [problem["line"] for problem in found["problems"]] == [*range(6, 6 + MANY)]
    assert all((each["count"], each["lines"]) == (1, []) for each in found["problems"])


def test_warnings_are_told_the_same_way(tmp_path: Path) -> None:
    """300 clients with an invoice that has been open for years."""
    path = tmp_path / "clienthealth.yaml"
    clients = "".join(
        f"- {{id: c{n}, name: C{n}, since: 2020-01-01,"
        f" invoices: [{{number: {n}, issued: 2020-01-01, amount: 9}}]}}\n"
        for n in range(300)
    )
    path.write_text(f"{HEAD}clients:\n{clients}")
    options = (path, "--as-of", "2026-11-01")
    *told, last = run("score", *options).err.splitlines()
    assert len(told) == 11
    assert "(and 289 more of this kind)" in told[-1]
    assert last == "300 warnings; `clienthealth check --format json` lists every one"
    found = json.loads(run("check", *options, "--format", "json").out)["results"]
    assert sum(result["code"] == "CHK010" for result in found) == 300


def test_of_many_included_files_some_say_which_rows_do_not_count(tmp_path: Path) -> None:
    """Thirty exports, each with a row that has no client."""
    (tmp_path / "exports").mkdir()
    for n in range(30):
        rows = f"Date,Client,Hours\n2026-01-{1 + n % 28:02},Acme,1\n2026-02-01,,1\n"
        (tmp_path / "exports" / f"{n:02}.csv").write_text(rows)
    path = tmp_path / "clienthealth.yaml"
    include = (
        'include: [{file: "exports/*.csv", kind: time, no_client: ignore,'
        " columns: {date: Date, client: Client, hours: Hours}}]\n"
    )
    path.write_text(f"{HEAD}{include}clients: [{{id: acme, name: Acme}}]\n")
    done = run("score", path, "--as-of", "2026-03-01")
    assert done.code == 0, done.err
    assert sum("1 taken" in line for line in done.err.splitlines()) == 20
    assert "10 more files with rows that do not count" in done.err

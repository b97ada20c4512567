"""`trend`: a line for each client, a chart of one, JSON and CSV, over the requested months."""

import csv
import io
import json
from pathlib import Path

import pytest

from .program import STUDIO, STUDIO_DAY, run

LEDGER = """\
version: 1
business: {name: Ada, currency: EUR, keeps: [misconduct, stall, decision]}
clients:
  - id: late
    name: Late & Sons
    since: 2024-01-01
    contract: {signed: 2024-01-01, walked_through: true, terms_days: 30, notice_days: 30,
               included_revisions: 2, statement_of_work: the offer}
    invoices:
      - {number: "1", issued: 2025-12-01, amount: 100, payments: [{date: 2025-12-20, amount: 100}]}
      - {number: "2", issued: 2026-01-01, amount: 100, payments: [{date: 2026-01-20, amount: 100}]}
      - {number: "3", issued: 2026-02-01, amount: 100, payments: [{date: 2026-02-20, amount: 100}]}
      - {number: "4", issued: 2026-03-01, amount: 900}
  - id: new
    name: New
    first_contact: 2026-05-15
"""


@pytest.fixture
def ledger(tmp_path: Path) -> Path:
    path = tmp_path / "ledger.yaml"
    path.write_text(LEDGER)
    return path


def test_a_line_for_each_client_with_the_change_over_the_whole_time(ledger: Path) -> None:
    done = run("trend", ledger, "--as-of", "2026-06-30", "--months", "3")
    assert (done.code, done.err) == (0, "")
    header, late, new, _, dates = done.out.splitlines()
    assert header.split() == ["client", "health", "change", "over", "time", "now"]
    assert late.split()[0] == "late"
    assert late.split()[-2:] == ["renegotiate,", "collect-first"]
    first, *_, last = [*late.split()[3]]
    assert (first, late.split()[2][0]) == ("█", "-")
    assert "▁▂▃▄▅▆▇█".index(last) < 7
    assert new.split() == ["new", "-", "-", "····", "unknown"]
    assert dates == "4 dates from 31 Mar 2026 to 30 Jun 2026"


def test_the_changes_are_those_of_the_points(ledger: Path) -> None:
    document = json.loads(run("trend", ledger, "--as-of", "2026-06-30", "-f", "json").out)
    late, _ = document["clients"]
    known = [point["health"] for point in late["points"] if point["health"] is not None]
    change = known[-1] - known[0]
    row = run("trend", ledger, "--as-of", "2026-06-30").out.splitlines()[1]
    assert f"{change:+.1f}" in row.split()


def test_a_chart_of_one_client_with_what_came_and_went(ledger: Path) -> None:
    done = run("trend", "late", ledger, "--as-of", "2026-06-30", "--months", "3")
    assert done.code == 0
    lines = done.out.splitlines()
    assert lines[0] == "Late & Sons (late): health over 365 days up to each date"
    axis = next(i for i, line in enumerate(lines) if "└" in line)
    assert lines[axis + 1].split() == ["Mar", "Apr", "May", "Jun"]
    top, bottom = lines[2], lines[axis - 1]
    assert (top.split()[0], lines[axis].split()[0]) == ("100", "0")
    assert (top.count("██"), bottom.count("██")) == (1, 4)
    *points, legend = lines[axis + 3 :]
    assert [line[:11] for line in points] == [
        *("31 Mar 2026", "30 Apr 2026", "31 May 2026", "30 Jun 2026")
    ]
    assert points[0].split()[3:] == ["100.0", "keep"]
    assert legend == "+ a finding that came, - a finding that went"
    assert any("+overdue-balance" in line for line in points[1:])
    assert "new" not in done.out


def test_json_has_a_point_for_each_date(ledger: Path) -> None:
    done = run("trend", ledger, "--as-of", "2026-06-30", "--months", "2", "--format", "json")
    document = json.loads(done.out)
    assert (done.code, document["format"]) == (0, "clienthealth.trend/1")
    assert (document["as_of"], document["window_days"]) == ("2026-06-30", 365)
    late, new = document["clients"]
    assert (late["id"], late["name"], late["stage"]) == ("late", "Late & Sons", "active")
    assert [p["date"] for p in late["points"]] == ["2026-04-30", "2026-05-31", "2026-06-30"]
    for point in late["points"]:
        assert set(point["came"]) <= set(point["flags"])
        assert not set(point["went"]) & set(point["flags"])
    unknown = new["points"][0]
    assert [unknown[key] for key in ("health", "grade", "verdict")] == [None, None, None]
    assert [p["verdict"] for p in new["points"]] == [None, "unknown", "unknown"]


def test_csv_has_a_line_for_each_client_and_date(ledger: Path) -> None:
    done = run("trend", ledger, "--as-of", "2026-06-30", "--months", "1", "-f", "csv")
    rows = [*csv.DictReader(io.StringIO(done.out))]
    assert [(row["id"], row["date"]) for row in rows] == [
        *(("late", "2026-05-31"), ("late", "2026-06-30")),
        *(("new", "2026-05-31"), ("new", "2026-06-30")),
    ]
    assert "\r" not in done.out
    assert {"health", "grade", "verdict", "flags", "came", "went"} <= rows[0].keys()
    document = json.loads(
        run("trend", ledger, "--as-of", "2026-06-30", "--months", "1", "-f", "json").out
    )
    points = [point for client in document["clients"] for point in client["points"]]
    assert [row["health"] for row in rows] == [
        "" if p["health"] is None else str(p["health"]) for p in points
    ]
    assert [row["flags"].split() for row in rows] == [p["flags"] for p in points]


def test_one_client_in_json_and_csv_too(ledger: Path) -> None:
    done = run("trend", "new", ledger, "--as-of", "2026-06-30", "-f", "json")
    assert [c["id"] for c in json.loads(done.out)["clients"]] == ["new"]
    done = run("trend", "new", ledger, "--as-of", "2026-06-30", "-f", "csv", "--months", "1")
    assert [row["id"] for row in csv.DictReader(io.StringIO(done.out))] == ["new", "new"]


@pytest.mark.parametrize(("months", "dates"), [(None, 13), ("1", 2), ("60", 61)])
def test_so_many_months_back(ledger: Path, months: str | None, dates: int) -> None:
    more = ["--months", months] if months else []
    done = run("trend", ledger, "--as-of", "2026-06-30", "-f", "json", *more)
    assert {len(c["points"]) for c in json.loads(done.out)["clients"]} == {dates}


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["bursztin", STUDIO], 'did you mean "bursztyn"?'),
        ([STUDIO, "--months", "0"], "write a whole number from 1 to 60"),
        ([STUDIO, "--months", "61"], "write a whole number from 1 to 60"),
        ([STUDIO, "--format", "xml"], "xml"),
    ],
)
def test_wrong_usage_is_2(arguments: list[str | Path], says: str) -> None:
    done = run("trend", *arguments, "--as-of", STUDIO_DAY)
    assert (done.code, done.out) == (2, "")
    assert says in done.err


def test_a_path_alone_is_the_ledger_and_a_client_alone_a_client(ledger: Path) -> None:
    there = {"cwd": ledger.parent, "CLIENTHEALTH_LEDGER": str(STUDIO)}
    by_path = run("trend", "ledger.yaml", "--as-of", "2026-06-30", **there)  # type: ignore[arg-type]
    assert by_path.out == run("trend", ledger, "--as-of", "2026-06-30").out
    by_name = run("trend", "bursztyn", "--as-of", STUDIO_DAY, **there)  # type: ignore[arg-type]
    assert by_name.out.startswith("Bursztyn")
    folder = run("trend", ".", "--as-of", "2026-06-30", **there)  # type: ignore[arg-type]
    assert folder.out == by_path.out


def test_the_window_and_the_policy_are_those_asked_for(ledger: Path, tmp_path: Path) -> None:
    policy = tmp_path / "policy.yaml"
    policy.write_text("disabled: [overdue-balance, late-payment]\n")
    asked: list[str | Path] = ["trend", "late", ledger, "--as-of", "2026-06-30", "-f", "json"]
    document = json.loads(run(*asked, "--window", "180", "--policy", policy).out)
    assert document["window_days"] == 180
    (late,) = document["clients"]
    assert late["points"][-1]["flags"] == []
    plain = json.loads(run(*asked).out)["clients"][0]
    assert "PAY002" in plain["points"][-1]["flags"]


def test_it_is_written_to_a_file(ledger: Path, tmp_path: Path) -> None:
    out = tmp_path / "trend.txt"
    done = run("trend", ledger, "--as-of", "2026-06-30", "-o", out)
    assert (done.code, done.out) == (0, "")
    assert out.read_text(encoding="utf-8") == run("trend", ledger, "--as-of", "2026-06-30").out

"""`score`: what a person, a script and a spreadsheet get from it."""

import csv
import io
import json
import re
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from .program import STUDIO, STUDIO_DAY, run, start


@pytest.fixture(scope="module")
def studio() -> dict[str, Any]:
    done = run("score", STUDIO, "--as-of", STUDIO_DAY, "--format", "json")
    assert done.code == 0
    document: dict[str, Any] = json.loads(done.out)
    return document


def client(document: dict[str, Any], name: str) -> dict[str, Any]:
    found: dict[str, Any] = next(c for c in document["clients"] if c["id"] == name)
    return found


def test_every_promised_key_of_the_json_is_there(studio: dict[str, Any]) -> None:
    assert studio["format"] == "clienthealth.score/1"
    assert {
        "format",
        "tool_version",
        "policy_hash",
        "as_of",
        "window_days",
        "currency",
        "clients",
        "portfolio",
    } <= studio.keys()
    one = client(studio, "knallpreis")
    assert {
        *("id", "name", "stage", "health", "grade", "coverage", "trend", "effective_rate"),
        *("worth", "rank", "rank_reason", "bottom", "grinder", "verdict", "findings"),
        *("not_assessed", "strengths", "facts"),
    } <= one.keys()
    assert {"action", "holds", "because", "would_change", "next_step"} <= one["verdict"].keys()
    finding = one["findings"][0]
    assert {
        *("code", "name", "severity", "intensity", "weight", "points", "measure", "message"),
        *("waived", "article", "evidence"),
    } <= finding.keys()
    assert finding["measure"].keys() == {"value", "unit", "fine", "bad"}
    assert finding["evidence"][0].keys() == {"path", "file", "line", "column"}
    assert {
        *("dbt_days", "late_share", "days_to_pay", "revenue", "hours", "open_balance"),
        *("overdue_balance", "ageing"),
    } <= one["facts"].keys()
    assert list(one["facts"]["ageing"]) == ["not_due", "1-30", "31-60", "61-90", "over_90"]
    assert {
        *("ranked_by", "active", "ranked", "bottom_count", "revenue", "hours"),
    } <= studio["portfolio"].keys()


def test_money_is_text_and_health_has_one_decimal(studio: dict[str, Any]) -> None:
    for each in studio["clients"]:
        for amount in (*each["facts"]["ageing"].values(), each["facts"]["open_balance"]):
            assert isinstance(amount, str)
            assert Decimal(amount).as_tuple().exponent == -2
        if each["health"] is not None:
            assert round(each["health"], 1) == each["health"]


def test_points_add_up_and_every_one_points_at_a_line(studio: dict[str, Any]) -> None:
    lines = STUDIO.read_text(encoding="utf-8").splitlines()
    for each in studio["clients"]:
        if each["health"] is None:
            continue
        points = sum(Decimal(str(f["points"])) for f in each["findings"])
        assert points == Decimal(100) - Decimal(str(each["health"]))
        for finding in each["findings"]:
            assert finding["evidence"]
            for evidence in finding["evidence"]:
                assert evidence["file"] == str(STUDIO)
                line = lines[evidence["line"] - 1]
                assert line[evidence["column"] - 1] not in {" ", ""}


def test_evidence_of_a_late_payment_is_an_invoice_of_that_client(studio: dict[str, Any]) -> None:
    lines = STUDIO.read_text(encoding="utf-8").splitlines()
    late = next(f for f in client(studio, "oosterwolde")["findings"] if f["code"] == "PAY001")
    for evidence in late["evidence"]:
        assert ".invoices[" in evidence["path"]
        assert "number:" in lines[evidence["line"] - 1]


def test_the_same_ledger_and_date_give_the_same_bytes_in_every_time_zone() -> None:
    outputs = {
        run("score", STUDIO, "--as-of", STUDIO_DAY, "--format", "json", TZ=zone).out
        for zone in ("UTC", "Pacific/Kiritimati", "America/Los_Angeles")
    }
    assert len(outputs) == 1


def test_csv_has_a_line_a_client_with_the_same_figures(studio: dict[str, Any]) -> None:
    done = run("score", STUDIO, "--as-of", STUDIO_DAY, "--format", "csv")
    rows = list(csv.DictReader(io.StringIO(done.out)))
    assert [row["id"] for row in rows] == [c["id"] for c in studio["clients"]]
    for row, each in zip(rows, studio["clients"], strict=True):
        assert row["health"] == ("" if each["health"] is None else str(each["health"]))
        assert row["verdict"] == (each["verdict"]["action"] if each["verdict"] else "")
        assert row["open_balance"] == each["facts"]["open_balance"]


def test_a_pipe_gets_plain_aligned_text() -> None:
    done = run("score", STUDIO, "--as-of", STUDIO_DAY)
    assert done.code == 0
    assert "\x1b" not in done.out
    _, _, _, _, header, first, *_ = done.out.splitlines()
    assert header.split() == [
        *("#", "client", "name", "health", "trend", "worth/h", "paid", "in"),
        *("verdict", "holds", "top", "flags", "why"),
    ]
    assert header.index("name") == first.index("Dunmarra")
    assert "17 of 20 active clients ranked by worth; bottom 15 %: knallpreis" in done.out
    assert "To know more about your clients:" in done.out


def test_a_terminal_gets_a_table_with_bars_that_fits_its_width() -> None:
    for width in (80, 160):
        done = run(
            *("score", STUDIO, "--as-of", STUDIO_DAY),
            FORCE_COLOR="1",
            NO_COLOR="1",
            COLUMNS=str(width),
            TERM="xterm",
        )
        assert ("█" in done.out) == (width == 160)
        lines = re.sub(r"\x1b\[[0-9;]*m", "", done.out).splitlines()
        assert max(map(len, lines)) <= width


def test_no_color_is_honoured() -> None:
    colours = run("score", STUDIO, "--as-of", STUDIO_DAY, FORCE_COLOR="1", TERM="xterm-256color")
    assert "\x1b[3" in colours.out
    plain = run(
        *("score", STUDIO, "--as-of", STUDIO_DAY),
        FORCE_COLOR="1",
        NO_COLOR="1",
        TERM="xterm-256color",
    )
    assert "\x1b[3" not in plain.out


def test_chosen_clients_are_shown_in_detail_with_the_rank_they_have_among_all() -> None:
    done = run("score", STUDIO, "--as-of", STUDIO_DAY, "--client", "knallpreis")
    assert "\n17  knallpreis" in done.out
    assert "saelgtorp" not in done.out
    assert "verdict: let-go, collect-first\n" in done.out
    assert "because: VAL008 grinder: " in done.out
    assert "not assessed: " in done.out


def test_sort_and_stage_change_what_is_shown_only(studio: dict[str, Any]) -> None:
    done = run(
        *("score", STUDIO, "--as-of", STUDIO_DAY, "--format", "json"),
        *("--stage", "active", "--sort", "verdict"),
    )
    shown = json.loads(done.out)
    assert shown["portfolio"] == studio["portfolio"]
    assert shown["clients"][0]["verdict"]["action"] == "fire"
    assert {c["stage"] for c in shown["clients"]} == {"active"}
    assert all(c == client(studio, c["id"]) for c in shown["clients"])


def test_a_wider_window_is_said_and_counts_more() -> None:
    done = run(
        *("score", STUDIO, "--as-of", STUDIO_DAY, "--window", "730", "--format", "json"),
    )
    document = json.loads(done.out)
    assert document["window_days"] == 730
    narrow = json.loads(run("score", STUDIO, "--as-of", STUDIO_DAY, "--format", "json").out)
    assert Decimal(document["portfolio"]["hours"]) > Decimal(narrow["portfolio"]["hours"])


def test_a_file_is_written_whole_or_not_at_all(tmp_path: Path) -> None:
    target = tmp_path / "score.json"
    target.write_text("old")
    target.chmod(0o640)
    done = run("score", STUDIO, "--as-of", STUDIO_DAY, "--format", "json", "-o", target)
    assert (done.code, done.out) == (0, "")
    assert json.loads(target.read_text())["format"] == "clienthealth.score/1"
    assert target.stat().st_mode & 0o777 == 0o640
    assert list(tmp_path.iterdir()) == [target]


def test_a_page_is_the_same_in_every_process() -> None:
    options = ("score", STUDIO, "--as-of", STUDIO_DAY, "--format", "html")
    one, other = start(*options, PYTHONHASHSEED="1"), start(*options, PYTHONHASHSEED="2")
    assert one.code == 0
    assert (one.out == other.out) is True
    assert one.out.startswith("<!DOCTYPE html>")
    assert "Knallpreis" in one.out[:100_000]


def test_markdown_has_a_row_for_each_client_and_the_detail_asked_for() -> None:
    options = ("score", STUDIO, "--as-of", STUDIO_DAY, "--format", "markdown")
    lines = run(*options).out.splitlines()
    assert lines[0] == "## Client health as of 31 Oct 2026"
    rows = [line for line in lines if line.startswith("| ")]
    assert len(rows) == 2 + 25
    assert rows[2].startswith("| 12 | `dunmarra` Dunmarra Holdings Ltd | 40.0 | -60.0 |")
    detail = run(*options, "--client", "knallpreis").out
    assert "### Knallpreis Märkte GmbH (knallpreis" in detail
    assert "low-rate: an hour brings" in detail


def test_hostile_names_come_out_of_markdown_as_text(tmp_path: Path) -> None:
    path = tmp_path / "ledger.yaml"
    path.write_text(HOSTILE)
    options = ("--as-of", "2026-06-30", "--client", "hostile", "--format", "markdown")
    out = run("score", path, *options).out
    assert "<script>" not in out
    assert "\n::error" not in out
    assert all(line.isprintable() for line in out.splitlines())


HOSTILE = """\
version: 1
business: {name: "[red]x[/red]", currency: EUR}
clients:
  - id: hostile
    name: "=1+1 [red team] \\e[31m\\n::error::%0A ]]> <script>alert(1)</script> \\u202e"
    invoices:
      - {number: "1", issued: 2026-01-01, amount: 1000}
      - {number: "2", issued: 2026-02-01, amount: 1000}
      - {number: "3", issued: 2026-03-01, amount: 1000}
    events: [{kind: misconduct, at: 2026-04-01, level: abusive, note: "\\e[31m"}]
"""


@pytest.mark.parametrize("terminal", [False, True])
@pytest.mark.parametrize("command", ["score", "explain"])
def test_hostile_names_come_out_as_text(tmp_path: Path, command: str, terminal: bool) -> None:
    path = tmp_path / "ledger.yaml"
    path.write_text(HOSTILE)
    chosen = ["--client", "hostile"] if command == "score" else []
    words: list[str | Path] = [
        command,
        *(["hostile"] if command == "explain" else []),
        path,
        *chosen,
    ]
    extra = {"FORCE_COLOR": "1", "NO_COLOR": "1", "COLUMNS": "200"} if terminal else {}
    done = run(*words, "--as-of", "2026-06-30", **extra)
    assert done.code == 0
    assert "[red team]" in done.out
    assert "\\u001b[31m" in done.out
    assert "\n::error" not in done.out
    assert "\u202e" not in done.out
    assert "\x1b[31m" not in done.out


def test_a_spreadsheet_takes_no_name_for_a_formula(tmp_path: Path) -> None:
    path = tmp_path / "ledger.yaml"
    path.write_text(HOSTILE)
    done = run("score", path, "--as-of", "2026-06-30", "--format", "csv")
    (row,) = csv.DictReader(io.StringIO(done.out))
    assert row["name"].startswith("'=1+1")
    assert len(done.out.splitlines()) == 2


def test_the_page_begins_with_the_gravest_like_the_table() -> None:
    page = run("score", STUDIO, "--as-of", STUDIO_DAY, "--format", "html").out
    rows = page[page.index("<tbody") : page.index("</tbody")]
    places = [rows.index(f"#client-{name}") for name in ("dunmarra", "knallpreis", "saelgtorp")]
    assert places == sorted(places)
    as_json = json.loads(run("score", STUDIO, "--as-of", STUDIO_DAY, "--format", "json").out)
    assert as_json["clients"][0]["id"] == "saelgtorp"


def test_what_to_log_is_said_with_the_names_of_rules() -> None:
    for format_ in ("table", "html"):
        said = run("score", STUDIO, "--as-of", STUDIO_DAY, "--format", format_).out
        assert "(22 clients; constant-contact)" in said

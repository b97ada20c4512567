"""What the commands say about dormant and former clients, recorded work and odd entries."""

import json
from pathlib import Path

from .program import run

LEDGER = """\
version: 1
business: {name: Ada, currency: EUR}
clients:
  - id: asleep
    name: Asleep
    since: 2024-01-01
    invoices:
      - {number: "1", issued: 2025-12-01, amount: 900, payments: [{date: 2025-12-10, amount: 900}]}
  - id: gone
    name: Gone
    since: 2024-01-01
    until: 2026-03-01
    invoices: [{number: "1", issued: 2026-01-10, amount: 714}]
  - id: here
    name: Here
    first_contact: 2027-05-01
    costs: [{date: 2026-05-01, amount: 40}]
    platform_fee_percent: 10
    invoices:
      - {number: "1", issued: 2026-05-10, amount: 500}
      - {number: "2", issued: 2062-05-10, amount: 500}
    time:
      - {date: 2026-05-04, hours: 3, kind: delivery}
      - {date: 2026-05-05, hours: 1, kind: meeting}
"""


def written(folder: Path) -> Path:
    path = folder / "ledger.yaml"
    path.write_text(LEDGER, encoding="utf-8")
    return path


def test_score_lists_the_dormant_apart_and_what_the_former_owe(tmp_path: Path) -> None:
    done = run("score", written(tmp_path), "--as-of", "2026-06-30")
    assert done.code == 0
    assert "  former clients still owe: 714.00 EUR, all of it overdue\n" in done.out
    assert (
        "Dormant, with no entry for 180 days and nothing open: asleep. "
        "Close them with `until`, or write to them."
    ) in done.out
    assert (
        "  brought: 392.00 EUR in 4.00 hours after likely write-offs\n  owe: 500.00 EUR" in done.out
    )


def test_score_tells_odd_entries_on_stderr(tmp_path: Path) -> None:
    done = run("score", written(tmp_path), "--as-of", "2026-06-30")
    assert "first_contact: 1 May 2027 is after the first entry, 1 May 2026" in done.err
    assert "issued: 2062-05-10 is more than 35 years after 30 Jun 2026; check the year" in done.err
    hidden = run("score", written(tmp_path), "--as-of", "2026-06-30", "--redact").err
    assert "2062" not in hidden
    assert "issued: " in hidden


def test_one_stage_can_be_asked_for(tmp_path: Path) -> None:
    arguments = ("--as-of", "2026-06-30", "--format", "json", "--stage", "dormant")
    said = json.loads(run("score", written(tmp_path), *arguments).out)
    (client,) = said["clients"]
    assert (client["id"], client["stage"], client["verdict"]) == ("asleep", "dormant", None)
    step = "write to them, or set `until: 2025-12-10` to make them a former client"
    assert client["dormant"]["next_step"] == step
    portfolio = said["portfolio"]
    assert (portfolio["active"], portfolio["former"], portfolio["dormant"]) == (1, 1, ["asleep"])
    assert portfolio["former_open_balance"] == "714.00"


def test_explain_says_when_a_client_left_or_fell_asleep(tmp_path: Path) -> None:
    path = written(tmp_path)
    gone = run("explain", "gone", path, "--as-of", "2026-06-30").out
    assert "Gone (gone), former since 1 Mar 2026" in gone
    assert "no verdict: a former client" in gone
    asleep = run("explain", "asleep", path, "--as-of", "2026-06-30").out
    assert "Asleep (asleep), dormant since 10 Dec 2025" in asleep
    assert (
        "no entry for 202 days and nothing open; write to them, or set `until: 2025-12-10`"
        in asleep
    )


def test_explain_shows_costs_fees_and_overhead(tmp_path: Path) -> None:
    here = run("explain", "here", written(tmp_path), "--as-of", "2026-06-30").out
    assert "deducted from the revenue: own costs 40.00 EUR; platform fees 48.00 EUR" in here
    assert "overhead: 25 % of the hours: delivery 3.00, meeting 1.00" in here


def test_the_page_and_the_review_have_them_too(tmp_path: Path) -> None:
    path = written(tmp_path)
    page = run("score", path, "--as-of", "2026-06-30", "--format", "html").out
    assert "Dormant clients" in page
    assert "Former clients still owe" in page
    review = run("review", path, "--as-of", "2026-06-30").out
    assert "dormant since 10 Dec 2025" in review
    assert "overhead" in review

"""The table of `score` on a narrow terminal."""

import re
from datetime import date
from io import StringIO
from typing import Any

import pytest
from rich.console import Console

from cli.program import STUDIO
from clienthealth import assess, load_ledger
from clienthealth.report.score import html_page, markdown_page
from clienthealth.report.score.table import plain, print_to
from clienthealth.report.view import View, view_of
from one_client import loaded


def test_at_80_columns_no_verdict_is_cut() -> None:
    assessment = assess(load_ledger(STUDIO), as_of=date(2026, 10, 31))
    written = StringIO()
    print_to(Console(file=written, width=80), view_of(assessment))
    lines = written.getvalue().splitlines()
    begin = next(line.index("verdict") for line in lines if "verdict" in line)
    column = "".join(line[begin:].strip() for line in lines)
    for client in assessment.clients:
        if client.action is not None:
            assert client.action in column


def test_a_trend_is_red_where_the_policy_calls_it_a_fall() -> None:
    ledger = load_ledger(STUDIO)
    fallen = {}
    for limit in (-5, -15):
        policy = ledger.policy.model_copy(update={"falling_trend": limit})
        written = StringIO()
        console = Console(file=written, width=160, force_terminal=True, color_system="standard")
        print_to(console, view_of(assess(ledger, as_of=date(2026, 10, 31), policy=policy)))
        fallen[limit] = set(re.findall(r"\x1b\[31m *(-[\d.]+)\x1b", written.getvalue()))
    assert fallen[-15] < fallen[-5]
    assert all(float(trend) <= -15 for trend in fallen[-15])
    assert any(-15 < float(trend) <= -5 for trend in fallen[-5])


SMALL = """
version: 1
business: {name: Studio Ada, currency: EUR}
clients:
  - id: late
    name: Late Ltd
    since: 2025-01-01
    contract: {signed: 2024-12-01, walked_through: true, terms_days: 14, notice_days: 30,
      included_revisions: 2, statement_of_work: offer}
    waivers: [{rule: late-payment, reason: new software, from: 2026-06-01, until: 2026-09-30}]
    invoices:
      - {number: L1, issued: 2026-01-02, amount: 100, paid: 2026-02-20}
      - {number: L2, issued: 2026-02-02, amount: 100, paid: 2026-03-20}
      - {number: L3, issued: 2026-03-02, amount: 100, paid: 2026-04-20}
  - id: fresh
    name: Fresh Ltd
    since: 2026-06-01
    invoices: [{number: F1, issued: 2026-06-20, amount: 100}]
  - id: asleep
    name: Asleep Ltd
    since: 2025-01-01
    invoices: [{number: A1, issued: 2025-06-02, amount: 100, paid: 2025-06-20}]
  - {id: gone, name: Gone Ltd, since: 2025-01-01, until: 2025-12-31}
"""
"""A client whose late payment is waived, a new one, a dormant one and a former one."""


def small(**shown: Any) -> View:
    return view_of(assess(loaded(SMALL), as_of=date(2026, 6, 30)), **shown)


@pytest.mark.parametrize("width", [76, 80, 120, 160])
def test_what_is_waived_is_shown_at_every_width(width: int) -> None:
    written = StringIO()
    print_to(Console(file=written, width=width), small())
    told = " ".join(written.getvalue().split())
    assert "waived" in told.partition("fresh")[0]


def test_a_waived_flag_is_named_as_one() -> None:
    assert "late-payment (waived)" in plain(small())
    assert "late-payment (waived)" in markdown_page.render(small()).replace("\\", "")


def test_a_page_counts_and_names_what_is_waived() -> None:
    page = re.sub(r"<[^>]+>", "", html_page.render(small())).replace("&nbsp;", " ")
    assert "1 waived finding, and the evidence" in page
    assert "Keep going; late-payment is waived until 30 Sep 2026; look again then." in page


def test_nothing_to_fix_is_said_of_nobody_whose_trouble_is_waived() -> None:
    late = small().assessment.client("late")
    assert late is not None
    assert late.verdict is not None
    assert late.verdict.action == "keep"
    assert late.verdict.next_step == (
        "keep going; late-payment is waived until 30 Sep 2026; look again then"
    )


@pytest.mark.parametrize(
    ("shown", "headline"),
    [
        ({}, "2 active clients on 30 Jun 2026: 1 unknown, 1 to keep"),
        ({"ids": ["gone"]}, "1 former client on 30 Jun 2026"),
        ({"ids": ["late"]}, "1 of 2 active clients on 30 Jun 2026: 1 to keep"),
        ({"stage": "former"}, "1 former client on 30 Jun 2026"),
        ({"stage": "dormant"}, "1 dormant client on 30 Jun 2026"),
        ({"stage": "prospect"}, "No active client on 30 Jun 2026"),
    ],
)
def test_a_part_of_the_clients_is_counted_as_a_part(shown: dict[str, Any], headline: str) -> None:
    view = small(**shown)
    assert plain(view).splitlines()[0] == headline
    assert headline in markdown_page.render(view)
    assert headline.replace(" on 30 Jun 2026", "") in html_page.render(view)
    is_part = bool(shown)
    assert ("All active clients, in the" in plain(view)) is is_part
    assert ("Of all clients, " in plain(view)) is is_part


def test_every_stage_that_is_asked_for_is_in_the_headline() -> None:
    assert plain(small(ids=["late", "gone", "asleep"])).splitlines()[:3] == [
        "1 of 2 active clients on 30 Jun 2026: 1 to keep",
        "1 dormant client",
        "1 former client",
    ]


def test_too_little_is_known_of_those_whose_verdict_says_so() -> None:
    told = plain(small()).partition("Too little is known")[2]
    listed = re.findall(r"^  (\w+): ", told, re.MULTILINE)
    assert listed == ["fresh"]
    assert "Dormant" not in told

"""The table of `score` on a narrow terminal."""

import re
from datetime import date
from io import StringIO

from rich.console import Console

from cli.program import STUDIO
from clienthealth import assess, load_ledger
from clienthealth.report.score.table import print_to
from clienthealth.report.score.view import view_of


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

"""The table of `score` on a narrow terminal."""

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

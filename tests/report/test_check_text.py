"""`check --format text`."""

from clienthealth.checking.model import EXPIRED_WAIVER, LEDGER_WARNING, UNUSED_WAIVER
from clienthealth.ledger.sources import Place
from clienthealth.report.check.text import render

from .reports import ACME, finding, own, report


def test_a_result_without_a_place_begins_with_its_code() -> None:
    found = finding("PAY001", "late-payment", "high", message="late", place=None, fails=True)
    assert render(report(found)).startswith("PAY001 late-payment: acme: late\n")


def test_findings_that_do_not_fail_are_not_listed() -> None:
    found = finding("PAY001", "late-payment", "high", status="unchanged")
    assert render(report(found)) == "ok: 3 clients as of 21 Nov 2026\n"


def test_what_wants_a_look_is_counted_though_the_check_passes() -> None:
    text = render(report(own(LEDGER_WARNING, "odd"), clients=(ACME,)))
    assert text == (
        "warning: CHK010 ledger-warning: odd\nok: 1 client as of 21 Nov 2026; 1 warning\n"
    )


def test_the_summary_counts_findings_by_status_and_others_by_kind() -> None:
    late = finding("PAY001", "late-payment", "high", fails=True)
    waivers = [own(rule, "x", fails=True) for rule in (UNUSED_WAIVER, EXPIRED_WAIVER)]
    results = [late, late, late._replace(status="new"), *waivers, waivers[0]]
    assert render(report(*results)).splitlines()[-1] == (
        "1 new finding, 2 findings, 1 expired waiver, 2 unused waivers; 3 clients as of 21 Nov 2026"
    )


def test_a_file_cannot_begin_a_line_with_a_command() -> None:
    found = finding("PAY001", "late-payment", "high", place=Place("::error::x", 1, 1), fails=True)
    assert render(report(found)).startswith("\\u003a:error\\u003a:x:1:1: PAY001")

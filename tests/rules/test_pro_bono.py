"""A client served for nothing is not judged by a rate, by bills they do not get, or by terms."""

import pytest

from clienthealth import assess
from clienthealth.rules.examples import OTHERS
from one_client import TODAY, ledger_with

RATES = {"VAL001", "VAL004", "VAL006", "VAL007", "VAL008"}


@pytest.mark.parametrize("more", ["", "time: [{month: 2026-05, hours: 30}]"])
@pytest.mark.parametrize("others", ["", OTHERS])
def test_no_rule_about_rates_asks_the_owner_to_log_anything(more: str, others: str) -> None:
    ledger = ledger_with(f"billing: pro-bono\n{more}", others=others)
    client = assess(ledger, as_of=TODAY).clients[0]
    asked = [each for each in client.not_assessed if each.code in RATES]
    assert {"VAL001", "VAL007", "VAL008"} <= {each.code for each in asked}
    for each in asked:
        assert (each.why, each.remedy) == (
            "pro bono client",
            "nothing to log: no rate is expected",
        )


INVOICES = {"PAY001", "PAY002", "PAY003", "PAY005"}


def test_nobody_is_told_to_log_invoices_where_none_are_expected() -> None:
    client = assess(ledger_with("billing: pro-bono\n"), as_of=TODAY).clients[0]
    asked = [each for each in client.not_assessed if each.code in INVOICES]
    assert {each.code for each in asked} == INVOICES
    for each in asked:
        assert (each.why, each.remedy, each.weight) == (
            "pro bono client",
            "nothing to log: no invoice is expected",
            0,
        )


def test_an_invoice_for_expenses_is_judged_like_any_other() -> None:
    bill = "invoices: [{number: '1', issued: 2026-02-01, due: 2026-02-15, amount: 90}]"
    client = assess(ledger_with(f"billing: pro-bono\n{bill}"), as_of=TODAY).clients[0]
    assert {"PAY001", "PAY002"} <= {each.code for each in client.findings}
    slowing = next(each for each in client.not_assessed if each.code == "PAY003")
    assert slowing.why == "1 invoice due in the window, 5 needed"


@pytest.mark.parametrize(
    ("billing", "clauses"),
    [("paid", "1 of 4 clauses missing"), ("pro-bono", None)],
)
def test_a_contract_about_pro_bono_work_needs_no_payment_terms(
    billing: str, clauses: str | None
) -> None:
    settled = "signed: 2024-01-02, notice_days: 30, included_revisions: 2, statement_of_work: flyer"
    text = f"billing: {billing}\nsince: 2024-01-02\ncontract: {{{settled}}}"
    client = assess(ledger_with(text), as_of=TODAY).clients[0]
    found = [each for each in client.findings if each.code == "CON003"]
    assert [f"{each.measure.value:g} {each.measure.unit}" for each in found] == (
        [clauses] if clauses else []
    )
    no_notice = assess(ledger_with(text.replace("notice_days: 30, ", "")), as_of=TODAY).clients[0]
    missing = next(each for each in no_notice.findings if each.code == "CON003")
    assert missing.message.endswith("about terms, notice" if clauses else "about notice")
    assert missing.measure.bad == (4 if clauses else 3)

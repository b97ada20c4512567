"""A client served for nothing is never judged by a rate, and nobody is told to log one."""

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

"""A renamed rule still works under its former name, with a note."""

from clienthealth import ClientAssessment, Ledger
from one_client import found, judged, ledger_with, loaded

CHEAP = """
invoices:
  - {number: "1", issued: 2026-04-10, amount: 1200, payments: [{date: 2026-04-20, amount: 1200}]}
time: [{date: 2026-04-01, hours: 10}, {date: 2026-04-02, hours: 12}]
"""
WAIVED = "waivers: [{rule: below-cost-rate, reason: a friend, from: 2026-06-01, until: 2026-07-31}]"
TALKED = "events: [{kind: boundary, at: 2026-06-20, about: [below-cost-rate]}]"
NOTE = "below-cost-rate is now called low-rate; write the new name"


def notes(ledger: Ledger) -> list[str]:
    return [problem.message for problem in ledger.warnings]


def rate(ledger: Ledger) -> ClientAssessment:
    client = judged(ledger)
    assert found(client, "VAL001"), "the rate is low in all of these ledgers"
    return client


def test_a_waiver_by_the_former_name_waives_and_is_noted() -> None:
    ledger = ledger_with(CHEAP + WAIVED)
    finding = found(rate(ledger), "VAL001")
    assert finding is not None
    assert finding.waiver is not None
    assert finding.name == "low-rate"
    assert notes(ledger) == [f"rule: {NOTE}"]


def test_a_talk_by_the_former_name_counts_and_is_noted() -> None:
    ledger = ledger_with(CHEAP + TALKED)
    finding = found(rate(ledger), "VAL001")
    assert finding is not None
    assert finding.talk is not None
    assert notes(ledger) == [f"about: {NOTE}"]


def test_a_policy_by_the_former_name_holds_and_is_noted() -> None:
    milder = ledger_with(CHEAP, top="policy: {rules: {below-cost-rate: {severity: low}}}")
    finding = found(rate(milder), "VAL001")
    assert finding is not None
    assert finding.severity == "low"
    assert notes(milder) == [f"rules: {NOTE}"]
    off = ledger_with(CHEAP, top="policy: {disabled: [below-cost-rate]}")
    assert found(judged(off), "VAL001") is None
    assert notes(off) == [f"disabled: {NOTE}"]
    own = ledger_with(CHEAP, top="policy: {clients: {example: {disabled: [below-cost-rate]}}}")
    assert found(judged(own), "VAL001") is None
    assert notes(own) == [f"clients: {NOTE}"]


def test_the_present_name_needs_no_note() -> None:
    ledger = loaded(
        "version: 1\nbusiness: {name: A, currency: EUR}\npolicy: {disabled: [low-rate, VAL001]}\n"
        "clients: [{id: a, name: A, since: 2024-01-01}]\n"
    )
    assert notes(ledger) == []

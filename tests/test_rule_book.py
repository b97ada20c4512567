"""The rules behind a judgement may be given one by one, each with its own weight."""

from clienthealth import Policy
from clienthealth.judging.on_a_day import LedgerOnDate, RuleBook
from clienthealth.rules.registry import configured
from one_client import TODAY, bills, ledger_with

LATE = bills(("2026-02-01", 60), ("2026-03-01", 60), ("2026-04-01", 60))
SIGNED = "contract: {signed: 2024-01-02}"


def left_by_late_payment(book: RuleBook) -> float:
    ledger = ledger_with(f"{LATE}\n{SIGNED}", "keeps: [stall]")
    health = LedgerOnDate(ledger, TODAY, book).member(0).health
    assert [f.code for f in health.findings][:1] == ["PAY001"]
    return next(1 - f.weight for f in health.findings if f.code == "PAY001")


def test_without_rules_of_its_own_those_of_the_policy_count() -> None:
    assert left_by_late_payment(RuleBook(Policy())) == 0.65


def test_a_rule_counts_with_the_weight_it_is_given() -> None:
    rules = tuple(
        each._replace(weight=0.5) if each.rule.code == "PAY001" else each
        for each in configured(Policy())
    )
    assert left_by_late_payment(RuleBook(Policy(), rules)) == 0.5

"""open-terms: a quarter for each of terms, notice, scope and revisions that is not settled."""

from datetime import date

import pytest

from clienthealth.rules.con003_open_terms import RULE
from one_client import Seen, Unseen


@pytest.mark.parametrize(
    ("clauses", "intensity", "message"),
    [
        (
            "terms_days: 0, notice_days: 0, included_revisions: 0, statement_of_work: the offer",
            0.0,
            "the contract is complete",
        ),
        (
            "terms_days: 14, notice_days: 30, included_revisions: 2",
            0.25,
            "the contract says nothing about scope",
        ),
        (
            "notice_days: 30, statement_of_work: the offer",
            0.5,
            "the contract says nothing about terms, revisions",
        ),
        ("terms_days: 14", 0.75, "the contract says nothing about notice, scope, revisions"),
        (
            "walked_through: true",
            1.0,
            "the contract says nothing about terms, notice, scope, revisions",
        ),
    ],
)
def test_a_quarter_for_each_clause(clauses: str, intensity: float, message: str, see: Seen) -> None:
    signed = see(f"contract: {{signed: 2024-01-02, {clauses}}}")
    assert (signed.intensity, signed.message) == (intensity, message)
    assert signed.measure.value == intensity * 4
    assert signed.evidence == (("contract",),)
    assert see(f"contract: {{{clauses}}}").intensity == intensity


def test_without_a_contract_it_cannot_tell(see: Seen, cannot_see: Unseen) -> None:
    assert cannot_see("aliases: [x]").why == "no contract"
    later = "contract: {signed: 2026-07-01, terms_days: 14}"
    assert cannot_see(later).why == "no contract"
    assert see(later, as_of=date(2026, 7, 1)).intensity == 0.75
    assert (RULE.severity, RULE.stages) == ("low", ("active",))

"""bottom-percent: among the last 15 % of the ranked clients."""

import pytest

from clienthealth.rules.base import NotAssessed, Observation
from clienthealth.rules.position import Standing
from clienthealth.rules.val007_bottom_percent import RULE
from one_client import facts_of, ledger_with

FACTS = facts_of(ledger_with("aliases: [x]"))


@pytest.mark.parametrize(("bottom", "intensity"), [(True, 1.0), (False, 0.0)])
def test_it_is_found_in_the_bottom_and_nowhere_else(bottom: bool, intensity: float) -> None:
    standing = Standing(FACTS, 12, rank=12, ranked=12, bottom=bottom, bottom_count=2)
    seen = RULE.check(standing, RULE.options)
    assert isinstance(seen, Observation)
    assert seen.intensity == intensity
    assert seen.message == "last of 12 (the bottom 15 % are 2 clients)"


def test_a_client_without_a_rank_is_not_judged() -> None:
    outcome = RULE.check(Standing(FACTS, 12, rank_reason="no hours"), RULE.options)
    assert isinstance(outcome, NotAssessed)
    assert outcome.why == "not ranked (no hours)"

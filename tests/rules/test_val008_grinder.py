"""grinder: in the bottom group, and at least three traits."""

import pytest

from clienthealth.rules.base import NotAssessed, Observation
from clienthealth.rules.position import Standing
from clienthealth.rules.val008_grinder import RULE, GrinderOptions
from one_client import facts_of, ledger_with

FACTS = facts_of(ledger_with("aliases: [x]"))
TRAITS = ("VAL001", "VAL002", "no-referral")


@pytest.mark.parametrize(
    ("bottom", "traits", "intensity"),
    [(True, TRAITS, 1.0), (True, TRAITS[:2], 0.0), (False, TRAITS, 0.0), (True, (), 0.0)],
)
def test_the_bottom_with_three_traits(
    bottom: bool, traits: tuple[str, ...], intensity: float
) -> None:
    standing = Standing(FACTS, 12, rank=12, ranked=12, bottom=bottom, traits=traits)
    seen = RULE.check(standing, RULE.options)
    assert isinstance(seen, Observation)
    assert seen.intensity == intensity
    assert seen.measure.value == len(traits)


def test_how_many_traits_it_takes_is_an_option() -> None:
    standing = Standing(FACTS, 12, rank=12, ranked=12, bottom=True, traits=TRAITS[:2])
    assert RULE.check(standing, GrinderOptions(traits=2)).intensity == 1.0


def test_a_client_without_a_rank_is_not_judged() -> None:
    outcome = RULE.check(Standing(FACTS, 12, rank_reason="no hours", traits=TRAITS), RULE.options)
    assert isinstance(outcome, NotAssessed)

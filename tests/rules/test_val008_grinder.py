"""grinder: in the bottom group, at a rate below target, and at least three traits."""

import pytest

from clienthealth.facts.client import ClientFacts
from clienthealth.rules.base import NotAssessed, Observation
from clienthealth.rules.position import Standing
from clienthealth.rules.val008_grinder import RULE, GrinderOptions
from one_client import facts_of, ledger_with


def at_rate(rate: int) -> ClientFacts:
    """A client who brought so much for one hour, where the target is 95."""
    bill = f"invoices: [{{number: a, issued: 2026-06-01, amount: {rate}}}]"
    return facts_of(ledger_with(f"{bill}\ntime: [{{date: 2026-06-01, hours: 1}}]"))


FACTS = at_rate(50)
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


@pytest.mark.parametrize(("rate", "intensity"), [(90, 1.0), (97, 0.0), (130, 0.0)])
def test_a_grinder_pays_below_target(rate: int, intensity: float) -> None:
    """2 % of an open invoice may be lost: of 97 for an hour, 95.06 are left."""
    standing = Standing(at_rate(rate), 12, rank=12, ranked=12, bottom=True, traits=TRAITS)
    assert RULE.check(standing, RULE.options).intensity == intensity


def test_without_a_target_rate_it_cannot_tell() -> None:
    facts = facts_of(ledger_with("aliases: [x]", "target_rate: []"))
    outcome = RULE.check(Standing(facts, 12, rank=12, traits=TRAITS), RULE.options)
    assert isinstance(outcome, NotAssessed)
    assert "target_rate" in outcome.remedy


def test_how_many_traits_it_takes_is_an_option() -> None:
    standing = Standing(FACTS, 12, rank=12, ranked=12, bottom=True, traits=TRAITS[:2])
    assert RULE.check(standing, GrinderOptions(traits=2)).intensity == 1.0


def test_a_client_without_a_rank_is_not_judged() -> None:
    outcome = RULE.check(Standing(FACTS, 12, rank_reason="no hours", traits=TRAITS), RULE.options)
    assert isinstance(outcome, NotAssessed)

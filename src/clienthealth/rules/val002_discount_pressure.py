"""The client asks for discounts and haggles over small sums.

The rule counts `discount_request` events. A prospect who nickels and dimes you will be a
nightmare as a client, so their first request already counts.
"""

from clienthealth.facts.client import ClientFacts
from clienthealth.rules.base import Outcome, Rule, counted, intensity_of_count
from clienthealth.rules.examples import Example
from clienthealth.rules.sooner import SoonerRamp


def check(facts: ClientFacts, options: SoonerRamp) -> Outcome:
    """Requests for a discount, per year."""
    return counted(
        facts,
        options.of(facts.stage),
        "discount_request",
        "request for a discount",
        "asked {times} for a discount",
    )


def intensity(facts: ClientFacts, options: SoonerRamp) -> float:
    """That of the count alone."""
    return intensity_of_count(facts, options.of(facts.stage), "discount_request")


RULE = Rule(
    code="VAL002",
    name="discount-pressure",
    severity="medium",
    articles=("A0", "A4"),
    title="pushes for discounts",
    options=SoonerRamp.having(fine=1, bad=4),
    sources="house default",
    check=check,
    intensity=intensity,
    cure="they ask for {fine:no more than discount} in a year",
    agreement="the price is the price: less money buys less work",
    stages=("prospect", "active", "former"),
    trait="discounts",
    kinds=("discount_request",),
    flagged=Example("""
        events:
          - {kind: discount_request, at: 2026-02-03}
          - {kind: discount_request, at: 2026-03-03}
          - {kind: discount_request, at: 2026-04-03}
        """),
    clean=Example("""
        events:
          - {kind: discount_request, at: 2026-02-03}
        """),
)

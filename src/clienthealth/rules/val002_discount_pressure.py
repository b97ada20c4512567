"""The client asks for discounts and haggles over small sums.

Counted are `discount_request` events. Somebody who nickels and dimes before they are a client
will be a nightmare as one, so of a prospect the first counts.
"""

from clienthealth.facts.client import ClientFacts
from clienthealth.rules.base import Outcome, Rule, counted
from clienthealth.rules.examples import Example
from clienthealth.rules.sooner import SoonerRamp


def check(facts: ClientFacts, options: SoonerRamp) -> Outcome:
    """Discounts asked for, in a year."""
    return counted(
        facts,
        options.of(facts.stage),
        "discount_request",
        "request for a discount",
        "asked {times} for a discount",
    )


RULE = Rule(
    code="VAL002",
    name="discount-pressure",
    severity="medium",
    articles=("A0", "A4"),
    title="presses for discounts",
    options=SoonerRamp(fine=1, bad=4),
    sources="house default",
    check=check,
    cure="discounts are asked for no more than {fine:g} time a year (by a prospect: {prospect_fine:g})",
    agreement="the price is the price: for less money there is less work",
    stages=("prospect", "active", "former"),
    trait="discounts",
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

"""The client asks for discounts and haggles over small sums.

Counted are `discount_request` events.
"""

from clienthealth.facts.client import ClientFacts
from clienthealth.rules.base import (
    Outcome,
    Ramp,
    Rule,
    counted,
)
from clienthealth.rules.examples import Example


def check(facts: ClientFacts, options: Ramp) -> Outcome:
    """Discounts asked for, in a year."""
    return counted(
        facts, options, "discount_request", "request for a discount", "asked {times} for a discount"
    )


RULE = Rule(
    code="VAL002",
    name="discount-pressure",
    severity="medium",
    articles=("A0", "A4"),
    title="presses for discounts",
    options=Ramp(fine=1, bad=4),
    sources="house default",
    check=check,
    cure="discounts are asked for no more than {fine:g} time a year",
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

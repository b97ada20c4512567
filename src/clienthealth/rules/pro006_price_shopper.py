"""The prospect wants the lowest price rather than a result.

The rule counts `price_shopping` events. The best buyers want a result.
"""

from clienthealth.facts.client import ClientFacts
from clienthealth.rules.base import Outcome, Ramp, Rule, counted
from clienthealth.rules.examples import Example


def check(facts: ClientFacts, options: Ramp) -> Outcome:
    """Price comparisons, per year."""
    return counted(
        facts, options, "price_shopping", "price comparison", "asked for the lowest price {times}"
    )


RULE = Rule(
    code="PRO006",
    name="price-shopper",
    severity="medium",
    articles=("A2",),
    title="shops for the lowest price",
    options=Ramp.having(fine=0, bad=2),
    sources="house default",
    check=check,
    cure="they ask for a result, not for the lowest price",
    stages=("prospect",),
    kinds=("price_shopping",),
    flagged=Example("""
        first_contact: 2026-01-12
        events:
          - {kind: price_shopping, at: 2026-02-03}
          - {kind: price_shopping, at: 2026-03-03}
        """),
    clean=Example(
        """
        first_contact: 2026-01-12
        events:
          - {kind: meeting, at: 2026-02-03}
        """,
        business="keeps: [price_shopping]",
    ),
)

"""The client finds creative reasons for not paying.

The rule counts `payment_excuse` events. The article says that the bottom of the market gets
incredibly inventive when they need a reason not to pay.
"""

from clienthealth.facts.client import ClientFacts
from clienthealth.rules.base import (
    Outcome,
    Ramp,
    Rule,
    counted,
    intensity_of_count,
)
from clienthealth.rules.examples import Example
from clienthealth.rules.meaning import event_day


def check(facts: ClientFacts, options: Ramp) -> Outcome:
    """Excuses for not paying, per year."""
    return counted(
        facts,
        options,
        "payment_excuse",
        "excuse for not paying",
        "put off paying with an excuse {times}",
    )


def intensity(facts: ClientFacts, options: Ramp) -> float:
    """That of the count alone."""
    return intensity_of_count(facts, options, "payment_excuse")


RULE = Rule(
    code="PAY004",
    name="payment-excuses",
    severity="medium",
    articles=("A0",),
    title="finds excuses for not paying",
    options=Ramp.having(fine=1, bad=4),
    sources="house default",
    check=check,
    intensity=intensity,
    cure="they put off paying with an excuse at most {fine:times} a year",
    agreement="a payment date instead of a reason, and work pauses until the money arrives",
    trait="excuses",
    began=event_day,
    kinds=("payment_excuse",),
    flagged=Example("""
        events:
          - {kind: payment_excuse, at: 2026-02-03, excuse: the signatory is on a cruise}
          - {kind: payment_excuse, at: 2026-03-03, excuse: the invoice went to the old address}
          - {kind: payment_excuse, at: 2026-05-07, excuse: new accounting software}
        """),
    clean=Example("""
        events:
          - {kind: payment_excuse, at: 2026-02-03, excuse: the signatory is on a cruise}
        """),
)

"""The client finds creative reasons for not paying.

Counted are `payment_excuse` events. The article says that the lowest of the market, when they
need a reason not to pay, become incredibly inventive.
"""

from clienthealth.facts.client import ClientFacts
from clienthealth.rules.base import (
    Outcome,
    Ramp,
    Rule,
    counted,
)
from clienthealth.rules.examples import Example
from clienthealth.rules.meaning import event_day


def check(facts: ClientFacts, options: Ramp) -> Outcome:
    """Excuses for not paying, in a year."""
    return counted(
        facts,
        options,
        "payment_excuse",
        "excuse for not paying",
        "excused itself from paying {times}",
    )


RULE = Rule(
    code="PAY004",
    name="payment-excuses",
    severity="medium",
    articles=("A0",),
    title="invents reasons not to pay",
    options=Ramp(fine=1, bad=4),
    sources="house default",
    check=check,
    cure="no more than {fine:g} excuse for not paying is heard in a year",
    agreement="a day instead of a reason, and that work rests until the money is there",
    trait="excuses",
    began=event_day,
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

"""The client argues over what was agreed.

Counted are `agreement_dispute` events: what was in, what was promised, what it was to cost.
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
    """Arguments over the agreement, in a year."""
    return counted(
        facts,
        options,
        "agreement_dispute",
        "dispute over the agreement",
        "argued {times} over what was agreed",
    )


RULE = Rule(
    code="SCO005",
    name="disputes-agreement",
    severity="medium",
    articles=("A0",),
    title="argues over what was agreed",
    options=Ramp(fine=1, bad=3),
    sources="house default",
    check=check,
    cure="what was agreed is disputed no more than {fine:g} time a year",
    agreement="one paper that both have signed says what was agreed, and it decides",
    trait="disputes",
    began=event_day,
    flagged=Example("""
        events:
          - {kind: agreement_dispute, at: 2026-02-03, about: the number of pages}
          - {kind: agreement_dispute, at: 2026-04-03, about: hosting}
        """),
    clean=Example("""
        events:
          - {kind: agreement_dispute, at: 2026-02-03, about: the number of pages}
        """),
)

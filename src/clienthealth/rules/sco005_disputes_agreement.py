"""The client argues about what was agreed.

The rule counts `agreement_dispute` events: arguments about what was included, what was promised,
or what it was going to cost.
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
    """Arguments about the agreement, per year."""
    return counted(
        facts,
        options,
        "agreement_dispute",
        "dispute about the agreement",
        "argued {times} about what was agreed",
    )


def intensity(facts: ClientFacts, options: Ramp) -> float:
    """That of the count alone."""
    return intensity_of_count(facts, options, "agreement_dispute")


RULE = Rule(
    code="SCO005",
    name="disputes-agreement",
    severity="medium",
    articles=("A0",),
    title="argues about what was agreed",
    options=Ramp.having(fine=1, bad=3),
    sources="house default",
    check=check,
    intensity=intensity,
    cure="they argue about what was agreed at most {fine:times} a year",
    agreement="one document, signed by both of you, says what was agreed, and it decides",
    trait="disputes",
    began=event_day,
    kinds=("agreement_dispute",),
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

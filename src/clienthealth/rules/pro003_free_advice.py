"""The prospect wants advice and work for free.

The rule counts `free_advice` events.
"""

from clienthealth.facts.client import ClientFacts
from clienthealth.rules.base import Outcome, Ramp, Rule, counted
from clienthealth.rules.examples import Example


def check(facts: ClientFacts, options: Ramp) -> Outcome:
    """Requests for free advice, per year."""
    return counted(
        facts,
        options,
        "free_advice",
        "request for free advice",
        "asked {times} for free advice or free work",
    )


RULE = Rule(
    code="PRO003",
    name="free-advice",
    severity="medium",
    articles=("A0",),
    title="asks for free advice",
    options=Ramp.having(fine=0, bad=2),
    sources="house default, after part 4 of the article's series, on free information",
    check=check,
    cure="they stop asking for free advice and free work",
    stages=("prospect",),
    kinds=("free_advice",),
    flagged=Example("""
        first_contact: 2026-01-12
        events:
          - {kind: free_advice, at: 2026-02-03}
          - {kind: free_advice, at: 2026-03-03}
          - {kind: free_advice, at: 2026-04-03}
        """),
    clean=Example(
        """
        first_contact: 2026-01-12
        events:
          - {kind: meeting, at: 2026-02-03}
        """,
        business="keeps: [free_advice]",
    ),
)

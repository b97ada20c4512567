"""The prospect bargains hard before negotiations have started.

The rule counts `hardball` events. A prospect who haggles over pennies in the first week will be a
nightmare as a client. The earliest meetings show the most, so the first hard bargain counts.
"""

from clienthealth.facts.client import ClientFacts
from clienthealth.rules.base import Outcome, Ramp, Rule, counted
from clienthealth.rules.examples import Example


def check(facts: ClientFacts, options: Ramp) -> Outcome:
    """Hard bargains, per year."""
    return counted(
        facts, options, "hardball", "hard bargain", "bargained hard {times} before any negotiation"
    )


RULE = Rule(
    code="PRO001",
    name="early-hardball",
    severity="high",
    articles=("A4",),
    title="bargains hard before any negotiation",
    options=Ramp.having(fine=0, bad=2),
    sources="the first sign counts by the article's 'thin slicing'; the figures are a house default",
    check=check,
    cure="they stop bargaining before negotiations start",
    stages=("prospect",),
    marks=frozenset({"hardball"}),
    kinds=("hardball",),
    flagged=Example("""
        first_contact: 2026-01-12
        events:
          - {kind: hardball, at: 2026-02-03}
          - {kind: hardball, at: 2026-03-03}
        """),
    clean=Example(
        """
        first_contact: 2026-01-12
        events:
          - {kind: meeting, at: 2026-02-03}
        """,
        business="keeps: [hardball]",
    ),
)

"""The prospect bargains hard before anybody sits at the table.

Counted are `hardball` events. Whoever haggles over pennies in the first week will be a
nightmare as a client. The earliest meetings show most, so the first hard bargain is a sign.
"""

from clienthealth.facts.client import ClientFacts
from clienthealth.rules.base import Outcome, Ramp, Rule, counted
from clienthealth.rules.examples import Example


def check(facts: ClientFacts, options: Ramp) -> Outcome:
    """Hard bargains, in a year."""
    return counted(
        facts, options, "hardball", "hard bargain", "bargained hard {times} before the table"
    )


RULE = Rule(
    code="PRO001",
    name="early-hardball",
    severity="high",
    articles=("A4",),
    title="bargains hard before the table",
    options=Ramp(fine=0, bad=2),
    sources="that the first is a sign is the article's 'thin slicing', the figures a house default",
    check=check,
    cure="it bargains no more before the table",
    stages=("prospect",),
    marks=frozenset({"hardball"}),
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

"""The client expects top service at the lowest price.

The finding is for a client in the top quarter by demands (urgent messages, messages outside
working hours, meetings) and in the bottom quarter by effective hourly rate. Both quarters are
taken among the active clients with a known rate and known demands.
"""

from clienthealth.ledger import written
from clienthealth.rules.base import (
    PRO_BONO,
    Measure,
    NotAssessed,
    Observation,
    Options,
    Outcome,
)
from clienthealth.rules.examples import OTHERS, Example
from clienthealth.rules.position import PositionRule, Standing


def check(standing: Standing, _: Options) -> Outcome:
    """Whether the client is in the top quarter by demands and the bottom quarter by rate."""
    if standing.facts.effective_rate is None:
        if standing.facts.is_pro_bono:
            return PRO_BONO
        return NotAssessed("no time logged", "log time, messages and meetings for all clients")
    both = standing.demands_top_quartile and standing.rate_bottom_quartile
    evidence = tuple(("events", at) for at in standing.facts.contact_places) if both else ()
    return Observation(
        1.0 if both else 0.0,
        Measure(standing.demands, "demands"),
        f"{written.count(standing.demands, 'demand')} (urgent or off-hours messages, meetings) "
        "at a rate in the lowest quarter"
        if both
        else "demands match the rate",
        evidence,
    )


RULE = PositionRule(
    code="VAL006",
    name="top-tier-demands",
    articles=("A0",),
    title="demands the most for the least",
    options=Options.having(),
    sources="quartiles of your own clients; house default",
    check=check,
    cure="they pay for the attention, or ask for less of it",
    trait="demands",
    flagged=Example(
        """
        invoices: [{number: "1", issued: 2026-04-10, amount: 1200, payments: [{date: 2026-04-20, amount: 1200}]}]
        time: [{date: 2026-04-01, hours: 12}, {date: 2026-04-02, hours: 12}]
        events:
          - {kind: message, at: 2026-04-02T10:00, urgent: true}
          - {kind: message, at: 2026-04-03T10:00, urgent: true}
          - {kind: meeting, at: 2026-04-04}
        """,
        others=OTHERS,
    ),
    clean=Example(
        """
        invoices: [{number: "1", issued: 2026-04-10, amount: 3600, payments: [{date: 2026-04-20, amount: 3600}]}]
        time: [{date: 2026-04-01, hours: 12}, {date: 2026-04-02, hours: 12}]
        events:
          - {kind: message, at: 2026-04-02T10:00, urgent: true}
          - {kind: meeting, at: 2026-04-04}
        """,
        others=OTHERS,
    ),
)

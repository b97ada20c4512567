"""The client is one of the few who take most of the time and trouble for what they pay.

The measure is the mean of the client's share of all hours and of all trouble (every negative event
in the window), divided by their share of the revenue. If all clients together have fewer than ten
such events, only the hours count. By Pareto's principle, the finding is for the fifth of the
active clients who take the most.
"""

from clienthealth.ledger import written
from clienthealth.rules.base import (
    PRO_BONO,
    Measure,
    NotAssessed,
    Observation,
    Outcome,
    Ramp,
)
from clienthealth.rules.examples import OTHERS, Example
from clienthealth.rules.position import PositionRule, Standing


def check(standing: Standing, options: Ramp) -> Outcome:
    """Share of time and trouble divided by share of revenue, for the fifth who take the most."""
    if standing.drain_rank is None or standing.hours_share is None:
        if standing.facts.is_pro_bono:
            return PRO_BONO
        return NotAssessed(
            "no time or no revenue to compare", "log time and invoices for all clients"
        )
    trouble = standing.trouble_share if standing.trouble_share is not None else standing.hours_share
    taken = (standing.hours_share + trouble) / 2
    revenue = standing.revenue_share or 0.0
    value = taken / revenue if revenue > 0 else max(options.bad, taken * 100)
    among = standing.drain_rank <= standing.drain_count
    return Observation(
        options.intensity(value) if among else 0.0,
        Measure(value, "times their share of revenue", options.fine, options.bad),
        f"takes {written.percent(standing.hours_share)} of the hours"
        f"{_trouble(standing.trouble_share)} for {written.percent(revenue)} of the revenue",
    )


def _trouble(share: float | None) -> str:
    return "" if share is None else f" and {written.percent(share)} of the trouble"


RULE = PositionRule(
    code="VAL004",
    name="time-drain",
    articles=("A1",),
    title="takes more time and trouble than they pay for",
    options=Ramp.having(fine=1.2, bad=2.5),
    sources="the fifth is the article's; the thresholds and the ten events are a house default",
    check=check,
    cure="they take no more than {fine:g} times their share of the revenue in time and trouble",
    flagged=Example(
        """
        invoices: [{number: "1", issued: 2026-04-10, amount: 2000, payments: [{date: 2026-04-20, amount: 2000}]}]
        time: [{date: 2026-04-01, hours: 20}, {date: 2026-04-02, hours: 20}, {date: 2026-04-03, hours: 20}]
        events: [{kind: stall, at: 2026-04-03}, {kind: discount_request, at: 2026-04-09}]
        """,
        others=OTHERS,
    ),
    clean=Example(
        """
        invoices: [{number: "1", issued: 2026-04-10, amount: 3500, payments: [{date: 2026-04-20, amount: 3500}]}]
        time: [{date: 2026-04-01, hours: 12}, {date: 2026-04-02, hours: 12}]
        """,
        others=OTHERS,
    ),
)

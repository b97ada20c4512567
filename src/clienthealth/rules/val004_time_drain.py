"""The client is among the few that take most of the time and trouble for what they bring.

The measure is the mean of the client's share of all hours and of all trouble (every negative
event of the window), divided by its share of the revenue. Where all clients together have fewer
than ten such events, their shares say nothing and the hours count alone. It is a finding for the fifth of
the active clients that take most, after Pareto's principle.
"""

from clienthealth.rules.base import (
    Measure,
    NotAssessed,
    Observation,
    Outcome,
    Ramp,
)
from clienthealth.rules.examples import OTHERS, Example
from clienthealth.rules.position import PositionRule, Standing


def check(standing: Standing, options: Ramp) -> Outcome:
    """Share of time and trouble by share of revenue, for the fifth that takes most."""
    if standing.drain_rank is None or standing.hours_share is None:
        return NotAssessed(
            "no time or no revenue to compare", "log time and invoices of all clients"
        )
    trouble = standing.trouble_share if standing.trouble_share is not None else standing.hours_share
    taken = (standing.hours_share + trouble) / 2
    revenue = standing.revenue_share or 0.0
    value = taken / revenue if revenue > 0 else max(options.bad, taken * 100)
    among = standing.drain_rank <= standing.drain_count
    return Observation(
        options.intensity(value) if among else 0.0,
        Measure(value, "times its share of revenue", options.fine, options.bad),
        f"takes {standing.hours_share:.0%} of the hours{_told(standing.trouble_share)} "
        f"for {revenue:.0%} of the revenue",
    )


def _told(trouble: float | None) -> str:
    return "" if trouble is None else f" and {trouble:.0%} of the trouble"


RULE = PositionRule(
    code="VAL004",
    name="time-drain",
    articles=("A1",),
    title="takes more time and trouble than it brings",
    options=Ramp(fine=1.2, bad=2.5),
    sources="the fifth is the article's, the thresholds and the ten events a house default",
    check=check,
    cure="it takes no more time and trouble than its share of the revenue",
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

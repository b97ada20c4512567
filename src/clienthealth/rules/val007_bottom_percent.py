"""The client is in the bottom 15 % of the active clients.

Ranked by worth: the effective hourly rate times the health. Of N ranked clients the bottom is
15 % of N, rounded half up, at least one from four clients on.
"""

from clienthealth.rules.base import (
    Measure,
    NotAssessed,
    Observation,
    Options,
    Outcome,
)
from clienthealth.rules.examples import KEEPS, OTHERS, Example
from clienthealth.rules.position import PositionRule, Standing


def check(standing: Standing, _: Options) -> Outcome:
    """Whether the client is in the bottom group."""
    if standing.rank is None:
        return NotAssessed(
            f"not ranked: {standing.rank_reason}", "log time and invoices until it can be ranked"
        )
    return Observation(
        1.0 if standing.bottom else 0.0,
        Measure(standing.rank, "rank"),
        f"rank {standing.rank} of {standing.ranked}; "
        f"the last {standing.bottom_count} are the bottom",
    )


RULE = PositionRule(
    code="VAL007",
    name="bottom-percent",
    articles=("A0",),
    title="is among the last of the clients",
    options=Options(),
    sources="the article's 15 %; `policy.bottom_percent`",
    check=check,
    cure="its worth rises above that of another client",
    flagged=Example(
        """
        invoices:
          - {number: "1", issued: 2026-02-10, amount: 400, payments: [{date: 2026-02-20, amount: 400}]}
          - {number: "2", issued: 2026-03-10, amount: 400, payments: [{date: 2026-03-20, amount: 400}]}
          - {number: "3", issued: 2026-04-10, amount: 400, payments: [{date: 2026-04-20, amount: 400}]}
        time: [{date: 2026-02-02, hours: 12}, {date: 2026-04-02, hours: 12}]
        """,
        others=OTHERS,
        business=KEEPS,
    ),
    clean=Example(
        """
        invoices:
          - {number: "1", issued: 2026-02-10, amount: 1200, payments: [{date: 2026-02-20, amount: 1200}]}
          - {number: "2", issued: 2026-03-10, amount: 1200, payments: [{date: 2026-03-20, amount: 1200}]}
          - {number: "3", issued: 2026-04-10, amount: 1200, payments: [{date: 2026-04-20, amount: 1200}]}
        time: [{date: 2026-02-02, hours: 12}, {date: 2026-04-02, hours: 12}]
        """,
        others=OTHERS,
        business=KEEPS,
    ),
)

"""The client is in the bottom 15 % of the active clients.

Clients are ranked by worth: the effective hourly rate times health / 100. The bottom group is
15 % of the ranked clients, rounded half up. It has at least one client if four or more are
ranked, and none if fewer are.
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
from clienthealth.rules.examples import KEEPS, OTHERS, Example
from clienthealth.rules.position import PositionRule, Standing


def check(standing: Standing, _: Options) -> Outcome:
    """Whether the client is in the bottom group."""
    if standing.facts.is_pro_bono:
        return PRO_BONO
    if standing.rank is None:
        return NotAssessed(
            f"not ranked ({standing.rank_reason})", "log time and invoices until they can be ranked"
        )
    return Observation(
        1.0 if standing.bottom else 0.0,
        Measure(standing.rank, "rank"),
        f"{_rank(standing)} ({_group(standing)})",
    )


def _rank(standing: Standing) -> str:
    is_last = standing.rank == standing.ranked
    return f"last of {standing.ranked}" if is_last else f"rank {standing.rank} of {standing.ranked}"


def _group(standing: Standing) -> str:
    """How many clients the bottom group has, with the percentage that gives it."""
    policy, clients = standing.facts.context.policy, standing.bottom_count
    if not clients:
        return "too few are ranked for a bottom group"
    group = "group" if policy.bottom_count is not None else f"{policy.bottom_percent:f} %"
    return (
        f"the bottom {group} {'is' if clients == 1 else 'are'} {written.count(clients, 'client')}"
    )


RULE = PositionRule(
    code="VAL007",
    name="bottom-percent",
    articles=("A0",),
    title="is in the bottom group",
    options=Options.having(),
    sources="the article's 15 %; change it with `policy.bottom_percent`",
    check=check,
    cure="their worth rises above the bottom group",
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

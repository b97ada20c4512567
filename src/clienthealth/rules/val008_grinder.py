"""The client is a grinder: in the bottom 15 %, paying too little, and behaving like one.

A grinder pays below the target rate: somebody who brings what an hour should bring may be tiring,
but is to be talked to first. The article's ten traits: a low rate, pressure for discounts, bait of later work,
top-tier demands at a bottom price, constant changes or revisions, disputes over what was
agreed or billed, never satisfied, creative reasons not to pay, distrust or insults, and no
referral in two years (where referrals are kept). A trait is its rule at an intensity of at
least 0.5; three make a grinder. A client in the bottom group with fewer, or at or above the target
rate, is *budget but decent*, and is treated differently.
"""

from pydantic import Field

from clienthealth.rules.base import (
    Measure,
    NotAssessed,
    Observation,
    Options,
    Outcome,
)
from clienthealth.rules.examples import KEEPS, OTHERS, Example
from clienthealth.rules.position import PositionRule, Standing


class GrinderOptions(Options):
    """How many traits make a grinder."""

    traits: int = Field(3, ge=1, le=10, description="The fewest traits that make a grinder.")


def check(standing: Standing, options: GrinderOptions) -> Outcome:
    """Whether a client of the bottom group has the traits."""
    if standing.rank is None:
        return NotAssessed(
            f"not ranked: {standing.rank_reason}", "log time and invoices until it can be ranked"
        )
    rate, target = standing.facts.effective_rate, standing.facts.target_rate
    if rate is None or target is None:
        missing = "no target rate" if target is None else "no hourly rate"
        return NotAssessed(missing, "write `target_rate` under business, and log time")
    is_grinder = standing.bottom and rate < target and len(standing.traits) >= options.traits
    named = ", ".join(standing.traits) or "none"
    return Observation(
        1.0 if is_grinder else 0.0,
        Measure(len(standing.traits), "traits"),
        f"grinder traits: {named}",
    )


_GRINDS = """
        invoices:
          - {number: "1", issued: 2026-02-10, amount: 400, payments: [{date: 2026-02-20, amount: 400}]}
          - {number: "2", issued: 2026-03-10, amount: 400, payments: [{date: 2026-03-20, amount: 400}]}
          - {number: "3", issued: 2026-04-10, amount: 400, payments: [{date: 2026-04-20, amount: 400}]}
        time: [{date: 2026-02-02, hours: 12}, {date: 2026-04-02, hours: 12}]
        events:
          - {kind: discount_request, at: 2026-02-03}
          - {kind: discount_request, at: 2026-03-03}
          - {kind: discount_request, at: 2026-04-03}
"""

RULE = PositionRule(
    code="VAL008",
    name="grinder",
    articles=("A0",),
    title="grinds you down",
    options=GrinderOptions(),
    sources="the traits are the article's; that three are needed, and that the rate is below target, "
    "is a house default",
    check=check,
    cure="an hour brings the target rate, or fewer than {traits} of the traits are left",
    marks=frozenset({"grinder"}),
    flagged=Example(
        _GRINDS
        + """
          - {kind: future_work_promise, at: 2025-11-03}
          - {kind: future_work_promise, at: 2026-01-12}
        """,
        business=KEEPS,
        others=OTHERS,
    ),
    clean=Example(_GRINDS, business=KEEPS, others=OTHERS),
)

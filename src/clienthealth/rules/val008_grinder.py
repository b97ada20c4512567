"""The client is a grinder: in the bottom 15 %, below the target rate, and with grinder traits.

Three traits make a grinder. The article names ten: a low rate, pushing for discounts, baiting with
later work, top-tier demands at a bottom price, constant changes or revisions, disputes about
agreements or invoices, never satisfied, creative reasons not to pay, distrust or insults, and no
referral in two years (if you record referrals). A trait shows if its rule has an intensity of at
least 0.5.

A client in the bottom group with fewer traits, or at or above the target rate, is *budget but
decent*. They may be tiring, but you talk to them first.
"""

from pydantic import Field

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


class GrinderOptions(Options):
    """How many traits make a grinder."""

    traits: int = Field(3, ge=1, le=10, description="The number of traits that make a grinder.")


def check(standing: Standing, options: GrinderOptions) -> Outcome:
    """Whether a client in the bottom group has enough traits."""
    if standing.facts.is_pro_bono:
        return PRO_BONO
    if standing.rank is None:
        return NotAssessed(
            f"not ranked ({standing.rank_reason})", "log time and invoices until they can be ranked"
        )
    rate, target = standing.facts.effective_rate, standing.facts.target_rate
    if rate is None or target is None:
        missing = "no target rate" if target is None else "no hourly rate"
        return NotAssessed(missing, "write `target_rate` under business and log time")
    is_grinder = standing.bottom and rate < target and len(standing.traits) >= options.traits
    count = len(standing.traits)
    shown = f"{written.count(count, 'grinder trait')}: {', '.join(standing.traits)}"
    return Observation(
        1.0 if is_grinder else 0.0,
        Measure(count, "traits"),
        shown if count else "no grinder traits",
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
    options=GrinderOptions.having(),
    sources="the traits are the article's; the three traits and the rate below target are a house "
    "default",
    check=check,
    cure="an hour brings in the target rate, or they show fewer than {traits} grinder traits",
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

"""When to give notice: at once, or after the money has come; what each costs, which is better."""

from datetime import date, timedelta
from decimal import Decimal

from clienthealth.facts.client import ClientFacts
from clienthealth.facts.context import cents, months_in
from clienthealth.facts.notice import Notice
from clienthealth.facts.working_days import working_day_from
from clienthealth.planning.model import Timed, Way
from clienthealth.planning.outstanding import (
    Outstanding,
    expected_by,
    loss_of_open,
    worth_waiting_for,
)
from clienthealth.reviewing.cost_of_parting import CostOfParting

ZERO = Decimal("0.00")
ONE_DAY = timedelta(days=1)

REASONS = {
    "nothing": "nothing is open and nothing is unbilled",
    "in-time": "nothing is overdue, and what is open can be paid during the notice",
    "given-up": "what is open is so old that waiting for it is worth nothing",
    "doubtful": "something is overdue, and a client that has been told pays last",
    "sooner": "every week with this client costs something",
    "safer": "the money is in before the talk",
}
"""What speaks for a way."""


def ways_of(
    facts: ClientFacts,
    money: Outstanding,
    notice: Notice,
    cost: CostOfParting,
    earliest: date,
) -> tuple[Way, ...]:
    """The ways to time the notice; one alone where no money is to come.

    Args:
        facts: The client's facts.
        money: What is still to come.
        notice: How much notice is given.
        cost: What parting costs and frees; its hours say what waiting costs.
        earliest: The first day on which the client could be told.
    """
    if money.all <= 0:
        return (_way("now", facts, money, notice, cost, earliest, earliest, "nothing", True),)
    later = working_day_from(facts.context, max(earliest, expected_by(facts, money) + ONE_DAY))
    hope = worth_waiting_for(facts)
    waits = money.overdue > 0 and hope > 0
    now = "sooner" if waits else "in-time" if money.overdue <= 0 else "given-up"
    then = "doubtful" if waits else "safer"
    return (
        _way("now", facts, money, notice, cost, earliest, earliest, now, not waits),
        _way("after-payment", facts, money, notice, cost, earliest, later, then, waits),
    )


def _way(  # noqa: PLR0913, PLR0917  # what a way depends on
    timed: Timed,
    facts: ClientFacts,
    money: Outstanding,
    notice: Notice,
    cost: CostOfParting,
    earliest: date,
    talk: date,
    why: str,
    advised: bool,  # noqa: FBT001  # passed on by place like the others
) -> Way:
    days = (talk - earliest).days
    told_first = timed == "now"
    return Way(
        timed=timed,
        talk=talk,
        notice_ends=notice.ends(talk),
        last_day=notice.last_day(facts, talk),
        waiting_days=days,
        at_risk=money.all if told_first else ZERO,
        expected_loss=loss_of_open(facts, talk),
        waiting_cost=_cost_of(days, facts, cost),
        advised=advised,
        why=REASONS[why],
    )


def _cost_of(days: int, facts: ClientFacts, cost: CostOfParting) -> Decimal | None:
    """What the hours of so many days bring less than the target."""
    rate, target = cost.break_even_rate, facts.target_rate
    if days == 0:
        return ZERO
    if cost.hours_a_month is None or rate is None or target is None:
        return None
    return cents(max(ZERO, target - rate) * cost.hours_a_month * months_in(days))

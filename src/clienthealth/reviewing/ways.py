"""When to give notice, now or after the money has arrived: what each costs, and which is better."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Literal, NamedTuple

from clienthealth.facts.client import ClientFacts
from clienthealth.facts.context import cents, months_in
from clienthealth.facts.notice import Notice, notice_begins
from clienthealth.facts.working_days import working_day_from, working_day_until
from clienthealth.ledger.disclosure import Money, ProgramWords
from clienthealth.reviewing.cost_of_parting import CostOfParting
from clienthealth.reviewing.outstanding import (
    Outstanding,
    awaited,
    loss_of_open,
    loss_to_come,
)

ZERO = Decimal("0.00")
ONE_DAY = timedelta(days=1)

REASONS = {
    "nothing": "nothing is open and nothing is unbilled",
    "in-time": "nothing is overdue, and they can pay what is open during the notice",
    "not-due": "nothing is overdue, and what is open will be due after the notice",
    "given-up": "what is open is so old that waiting for it is pointless",
    "too-little": "waiting costs more than it would bring in",
    "disputed": "what is open is disputed, and settling that has no date to wait for",
    "doubtful": "something is overdue, a client who knows pays last, and the wait brings in more "
    "than it costs",
    "sooner": "it is over sooner, and every week of waiting costs money",
    "over": "it is over sooner",
    "known": "they know sooner, and the last day is the same",
    "in-by-then": "what is worth waiting for should have arrived by then",
    "safer": "you have the money before the talk",
    "agreed": "the ledger has their last day, and a wait leaves too little time for the notice",
    "told": "they know, and the ledger has the end of the notice",
}
"""The reason for each way."""


Timed = Literal["now", "after-payment", "told"]


class Way(NamedTuple):
    """One way to time the notice: now, or after the money has arrived.

    `told` is the only way if the client has been told already.
    """

    timed: Timed
    talk: date
    """The day to tell the client."""
    notice_ends: date
    """The last day of the notice."""
    last_day: date
    """The last working day by then."""
    waiting_days: int
    """How many days later than necessary the talk is."""
    open: Money
    """The invoices that are open now."""
    to_bill: Money
    """The unbilled work, as far as it has a price."""
    arriving: Money
    """What of both should arrive before the day of the talk."""
    at_risk: Money
    """The money still to come on the day of the talk: open and to bill, less what should arrive."""
    expected_loss: Money
    """The expected loss on the invoices still to come then, by the policy's provision for their age
    on that day. Unbilled work has no age, and none of it is counted."""
    loss_if_unpaid: Money
    """The same on all invoices that are open now, if nothing arrives by then."""
    disputed: Money
    """What of the open invoices is disputed. None of it is counted as arriving."""
    waiting_cost: Money
    """How far the hours of the wait fall short of the target rate; None where that is unknown."""
    advised: bool
    why: ProgramWords
    """The reason, in the program's own words."""

    @property
    def in_hand(self) -> Money:
        """What should have arrived by the talk, less the cost of waiting: what decides on a wait.

        A cost that is unknown counts as nothing.
        """
        if self.arriving is None:
            return None
        return self.arriving - (self.waiting_cost or ZERO)


def told_way(facts: ClientFacts, money: Outstanding, told: date, until: date) -> Way:
    """The way for a client who has been told and has a last day in the ledger."""
    return Way(
        timed="told",
        talk=told,
        notice_ends=until,
        last_day=max(told, working_day_until(facts.context, until)),
        waiting_days=0,
        open=money.open,
        to_bill=money.to_bill,
        arriving=ZERO,
        at_risk=money.all,
        expected_loss=money.expected_loss,
        loss_if_unpaid=money.expected_loss,
        disputed=money.disputed,
        waiting_cost=ZERO,
        advised=True,
        why=REASONS["told"],
    )


class Waiting(NamedTuple):
    """How long to wait, and for which part of the money."""

    until: date
    """The last day on which it should arrive."""
    amount: Decimal
    pays: bool
    """Whether more comes in by then than the wait costs."""


def waiting_for(
    facts: ClientFacts,
    money: Outstanding,
    cost: CostOfParting,
    earliest: date,
    agreed: date | None = None,
) -> Waiting | None:
    """The part of the money worth waiting for; all of it where no part is.

    The wait ends on the expected day with the most money by the talk, after the cost of waiting
    for that talk. None where there is nothing to wait for. Where the ledger has the last day, a
    wait costs nothing, because it adds no hours, and it leaves time for the notice.
    """
    latest = date.max if agreed is None else notice_begins(facts) or agreed
    coming = awaited(facts, money)
    best, most, total = None, ZERO, ZERO
    for each in coming:
        total += each.amount
        talk = talk_after(facts, each.day, earliest)
        days = (talk - earliest).days if agreed is None else 0
        left = total - (_cost_of(days, facts, cost) or ZERO)
        if left > most and talk <= latest:
            best, most = Waiting(each.day, total, pays=True), left
    if best is None and coming:
        return Waiting(coming[-1].day, total, pays=False)
    return best


def talk_after(facts: ClientFacts, arrived: date, earliest: date) -> date:
    """The first working day for the talk when money should have arrived by a day."""
    return working_day_from(facts.context, max(earliest, arrived + ONE_DAY))


def ways_of(
    facts: ClientFacts,
    money: Outstanding,
    notice: Notice,
    cost: CostOfParting,
    earliest: date,
    agreed: date | None = None,
) -> tuple[Way, ...]:
    """The ways to time the notice. There is only one if there is no money to wait for.

    Args:
        facts: The client's facts.
        money: The money still to come.
        notice: The notice to give.
        cost: What parting costs and frees. Its hours give the cost of waiting.
        earliest: The first day to tell the client.
        agreed: The last day, if the ledger has one already. Then the work ends on it, and nothing
            is waited for that leaves too little time for the notice.
    """
    wait = waiting_for(facts, money, cost, earliest, agreed)
    in_doubt = money.overdue > 0
    timing = _Timing(facts, money, notice, cost, earliest, agreed)
    if wait is None:
        rest = "disputed" if money.disputed > 0 else "nothing"
        why = REASONS["given-up" if in_doubt else rest]
        return (timing.way("now", earliest, why, advised=True),)
    later = talk_after(facts, wait.until, earliest)
    if agreed is not None and later > earliest and notice.ends(later) > agreed:
        return (timing.way("now", earliest, REASONS["agreed"], advised=True),)
    waits = in_doubt and wait.pays
    then = "doubtful" if waits else "safer"
    after = timing.way("after-payment", later, REASONS[then], advised=waits)
    if later == earliest:
        return (after._replace(advised=True, why=REASONS["in-by-then"]),)
    costs = after.waiting_cost is not None and after.waiting_cost > 0
    first = timing.way("now", earliest, "", advised=not waits)
    now = "in-time" if wait.until <= first.notice_ends else "not-due"
    if in_doubt:
        now = "too-little"
    if waits:
        now = "sooner" if costs else "over"
        now = "known" if first.notice_ends == after.notice_ends else now
    return first._replace(why=REASONS[now]), after


class _Timing(NamedTuple):
    """The basis for the dates and costs of a way."""

    facts: ClientFacts
    money: Outstanding
    notice: Notice
    cost: CostOfParting
    earliest: date
    agreed: date | None

    def way(self, timed: Timed, talk: date, why: str, *, advised: bool) -> Way:
        """The way with the talk on a day."""
        days = (talk - self.earliest).days
        ends = self.notice.ends(talk) if self.agreed is None else max(talk, self.agreed)
        coming = awaited(self.facts, self.money)
        arriving = sum((each.amount for each in coming if each.day < talk), ZERO)
        return Way(
            timed=timed,
            talk=talk,
            notice_ends=ends,
            last_day=max(talk, working_day_until(self.facts.context, ends)),
            waiting_days=days,
            open=self.money.open,
            to_bill=self.money.to_bill,
            arriving=arriving,
            at_risk=self.money.all - arriving,
            expected_loss=loss_to_come(self.facts, self.money, talk),
            loss_if_unpaid=loss_of_open(self.facts, talk),
            disputed=self.money.disputed,
            waiting_cost=_cost_of(days if self.agreed is None else 0, self.facts, self.cost),
            advised=advised,
            why=why,
        )


def _cost_of(days: int, facts: ClientFacts, cost: CostOfParting) -> Decimal | None:
    """How far the hours of a wait fall short of the target rate."""
    rate, target = cost.break_even_rate, facts.target_rate
    if days == 0:
        return ZERO
    if cost.hours_a_month is None or rate is None or target is None:
        return None
    return cents(max(ZERO, target - rate) * cost.hours_a_month * months_in(days))

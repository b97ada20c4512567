"""When to tell a client that you part, and when the last day is: after holds, and after payment."""

from datetime import date, timedelta
from functools import cached_property

from clienthealth.facts.client import ClientFacts
from clienthealth.facts.notice import Notice, agreed_end, notice_of, told_on
from clienthealth.facts.working_days import working_day_from
from clienthealth.judging.actions import Action
from clienthealth.judging.assessment import ClientAssessment
from clienthealth.judging.decided import holds_on
from clienthealth.judging.holds import Considered, Hold, considered_since
from clienthealth.reviewing.cost_of_parting import CostOfParting, cost_of_parting
from clienthealth.reviewing.manner import Manner, manner_of
from clienthealth.reviewing.outstanding import Outstanding, outstanding_of
from clienthealth.reviewing.period import ReviewedPeriod
from clienthealth.reviewing.ways import Waiting, Way, told_way, waiting_for, ways_of


class TimeToPart:
    """The parting with one client on a day. The review and the plan take their dates here."""

    def __init__(self, period: ReviewedPeriod, client: ClientAssessment) -> None:
        self.period = period
        self.client = client
        self.facts: ClientFacts = period.facts(client)

    @cached_property
    def manner(self) -> Manner:
        """How the evidence says to part."""
        return manner_of(self.period.now.case(self.client.position), self.facts)

    @cached_property
    def action(self) -> Action:
        """The verdict under which the client would go."""
        return self.manner.action

    @cached_property
    def holds(self) -> tuple[Hold, ...]:
        """What delays parting."""
        return holds_under(self.period, self.client, self.action)

    @cached_property
    def considered(self) -> Considered:
        """How long you have considered parting."""
        past, position = self.period.past, self.client.position
        return considered_since(self.facts, lambda day: past.action(position, day))

    @cached_property
    def wait_until(self) -> date | None:
        """The last day to sleep on it; None where that is over, or after abuse.

        An idea that was recorded only now needs the same days as a new verdict. `score` asks
        whether you ever considered it; a plan asks whether the days have passed.
        """
        hold = next((hold for hold in self.holds if hold.kind == "cool-off"), None)
        if hold is not None or self.action == "fire":
            return hold.until if hold is not None else None
        days = timedelta(days=self.facts.context.policy.holds.cool_off_days)
        thoughts = (seen.day for seen in self.facts.so_far("firing_considered"))
        earlier = self.considered.earlier
        is_new = earlier is not None and earlier in thoughts and earlier + days > self.facts.as_of
        return earlier + days if earlier is not None and is_new else None

    @cached_property
    def money(self) -> Outstanding:
        """The money still to come."""
        return outstanding_of(self.facts)

    @cached_property
    def notice(self) -> Notice:
        """The notice to give."""
        return notice_of(self.facts)

    @cached_property
    def cost(self) -> CostOfParting:
        """What parting costs, and what it frees."""
        return cost_of_parting(self.facts, self.period.revenue, self.period.hours)

    @cached_property
    def told(self) -> date | None:
        """The earliest day on which the client was told; None where they were not told yet."""
        return told_on(self.facts)

    @cached_property
    def agreed_end(self) -> date | None:
        """The last day that the ledger has, if it is further off than the notice.

        After abuse nobody waits for it.
        """
        return None if self.action == "fire" else agreed_end(self.facts)

    @cached_property
    def earliest(self) -> date:
        """The first day to tell the client, after all holds with a date."""
        days = [hold.until for hold in self.holds if hold.until is not None]
        if self.wait_until is not None:
            days.append(self.wait_until)
        return working_day_from(self.facts.context, max([self.facts.as_of, *days]))

    @cached_property
    def waiting(self) -> Waiting | None:
        """The part of the money that is worth waiting for."""
        return waiting_for(self.facts, self.money, self.cost, self.earliest, self.agreed_end)

    @cached_property
    def ways(self) -> tuple[Way, ...]:
        """The ways to time the notice."""
        until = self.facts.client.until
        if self.told is not None and until is not None:
            return (told_way(self.facts, self.money, self.told, until),)
        return ways_of(
            self.facts, self.money, self.notice, self.cost, self.earliest, self.agreed_end
        )

    @cached_property
    def way(self) -> Way:
        """The recommended way."""
        return next(way for way in self.ways if way.advised)


def holds_under(
    period: ReviewedPeriod, client: ClientAssessment, action: Action
) -> tuple[Hold, ...]:
    """The holds on a verdict that may differ from the client's own."""
    counted = [finding for finding in client.findings if finding.waiver is None]
    return holds_on(period.now, period.past, client.position, action, counted)

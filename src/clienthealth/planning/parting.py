"""The basis of the plan for parting: how to part, when to start, and what is still owed."""

from datetime import date, timedelta
from functools import cached_property
from typing import NamedTuple

from clienthealth.facts.client import Path
from clienthealth.facts.notice import Notice, notice_of, owed_to
from clienthealth.facts.working_days import working_day_from
from clienthealth.judging.actions import Action
from clienthealth.judging.holds import Considered, Hold, HoldKind, considered_since
from clienthealth.ledger.events import MessageEvent, MisconductEvent
from clienthealth.ledger.models import Obligation
from clienthealth.planning.model import Alternative, Way
from clienthealth.planning.on_a_client import OnClient
from clienthealth.planning.outstanding import Outstanding, outstanding_of
from clienthealth.planning.ways import Waiting, told_way, waiting_for, ways_of
from clienthealth.reviewing.bottom_group import free_from, holds_under
from clienthealth.reviewing.cost_of_parting import CostOfParting, cost_of_parting
from clienthealth.reviewing.model import Method

RUDE = ("disrespectful", "abusive")
"""The levels of misconduct after which you recommend nobody (article 001)."""


class Manner(NamedTuple):
    """How the evidence says to part, and why."""

    method: Method
    why: str
    """In the program's own words."""


FIRM_NOW = Manner("firm", "they were abusive, and no talk mends that")
FIRM_LATER = Manner("firm", "they were abusive in the last three years")
GRIND = Manner("graceful", "they grind you down, but they were never abusive")
DECENT = Manner("graceful", "they were never abusive, so part on good terms")


class Parting:
    """One client to let go, on a day."""

    def __init__(self, about: OnClient, method: Method | None) -> None:
        self.about = about
        self.facts = about.facts
        self.client = about.client
        self.method: Method = method or self.manner.method

    @cached_property
    def manner(self) -> Manner:
        """How the evidence says to part."""
        case = self.about.period.now.case(self.client.position)
        if case.abuse:
            return FIRM_NOW
        if case.abused:
            return FIRM_LATER
        return GRIND if case.grinder else DECENT

    @cached_property
    def rude_acts(self) -> tuple[tuple[Path, date, str], ...]:
        """All disrespectful or abusive acts so far, with day and level."""
        return tuple(
            (("events", seen.position), seen.day, seen.event.level)
            for seen in self.facts.all_events
            if isinstance(seen.event, MisconductEvent) and seen.event.level in RUDE
        )

    @cached_property
    def alternative(self) -> Alternative:
        """Whom to recommend: nobody after disrespect, no colleague to a client who pays late."""
        if self.method == "firm" or self.rude_acts:
            return "none"
        late = self.money.overdue > 0
        return "kind-of-supplier" if late or self.manner is GRIND else "colleague"

    @cached_property
    def action(self) -> Action:
        """The verdict under which the client would go."""
        return "fire" if self.manner.method == "firm" else "let-go"

    @cached_property
    def holds(self) -> tuple[Hold, ...]:
        """What delays parting."""
        return holds_under(self.about.period, self.client, self.action)

    def hold(self, kind: HoldKind) -> Hold | None:
        """The hold of a kind, if there is one."""
        return next((hold for hold in self.holds if hold.kind == kind), None)

    @cached_property
    def considered(self) -> Considered:
        """How long you have considered parting."""
        past, position = self.about.period.past, self.client.position
        return considered_since(self.facts, lambda day: past.action(position, day))

    @cached_property
    def wait_until(self) -> date | None:
        """The last day to sleep on it; None where that is over, or after abuse.

        An idea that was recorded only now needs the same days as a new verdict. `score` asks
        whether you ever considered it; a plan asks whether the days have passed.
        """
        hold = self.hold("cool-off")
        if hold is not None or self.action == "fire":
            return hold.until if hold is not None else None
        days = timedelta(days=self.facts.context.policy.holds.cool_off_days)
        thoughts = (s.day for s in self.facts.all_events if s.kind == "firing_considered")
        earlier = self.considered.earlier
        is_new = earlier is not None and earlier in thoughts and earlier + days > self.facts.as_of
        return earlier + days if earlier is not None and is_new else None

    @cached_property
    def money(self) -> Outstanding:
        """The money still to come."""
        return outstanding_of(self.facts)

    @cached_property
    def owed(self) -> tuple[tuple[int, Obligation], ...]:
        """The obligations still open."""
        return tuple(owed_to(self.facts))

    @cached_property
    def notice(self) -> Notice:
        """The notice to give."""
        return notice_of(self.facts)

    @cached_property
    def told(self) -> date | None:
        """The earliest day on which the client was told; None where they were not told yet.

        A last day in the future means that they were told. It does not count before the notice for
        that day could have been given.
        """
        until = self.facts.client.until
        if until is None or until < self.facts.as_of:
            return None
        told = until - timedelta(days=min(self.notice.days, (until - date.min).days))
        return told if told <= self.facts.as_of else None

    @cached_property
    def confirmed(self) -> date | None:
        """The day of the first letter or mail to the client since they were told."""
        told = self.told
        days = (
            seen.day
            for seen in self.facts.all_events
            if isinstance(seen.event, MessageEvent)
            and seen.event.direction == "out"
            and seen.event.channel in {"letter", "email"}
            and told is not None
            and seen.day >= told
        )
        return min(days, default=None)

    @cached_property
    def cost(self) -> CostOfParting:
        """What parting costs, and what it frees."""
        period = self.about.period
        return cost_of_parting(self.facts, period.revenue, period.hours)

    @cached_property
    def earliest(self) -> date:
        """The first day to tell the client, after all holds with a date."""
        free = free_from(self.facts, self.holds)
        until = self.wait_until
        return free if until is None else working_day_from(self.facts.context, max(free, until))

    @cached_property
    def waiting(self) -> Waiting | None:
        """The part of the money that is worth waiting for."""
        return waiting_for(self.facts, self.money, self.cost, self.earliest)

    @cached_property
    def ways(self) -> tuple[Way, ...]:
        """The ways to time the notice."""
        until = self.facts.client.until
        if self.told is not None and until is not None:
            return (told_way(self.facts, self.money, self.told, until),)
        return ways_of(self.facts, self.money, self.notice, self.cost, self.earliest)

    @cached_property
    def way(self) -> Way:
        """The recommended way."""
        return next(way for way in self.ways if way.advised)

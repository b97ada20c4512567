"""What happened with a client: events by kind, and contact outside working hours."""

from collections.abc import Container, Iterable, Sequence
from datetime import date, datetime, time, timedelta
from typing import NamedTuple, TypeVar
from zoneinfo import ZoneInfo

from clienthealth.facts.context import Context
from clienthealth.ledger.events import (
    CancelledProjectEvent,
    ComplaintEvent,
    DatedEvent,
    DecisionEvent,
    FeedbackEvent,
    InputDueEvent,
    LapseEvent,
    MeetingEvent,
    MessageEvent,
    OutreachEvent,
    ProposalRequestEvent,
)
from clienthealth.ledger.models import Client, WorkingHours

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")

OUTCOMES = ("no-answer", "answered", "meeting", "declined")
"""The outcomes of an outreach step, in their possible order within a day."""

E = TypeVar("E", bound=DatedEvent)


class SeenEvent(NamedTuple):
    """An event, its place in the client's list, and its day in the business's time zone."""

    position: int
    event: DatedEvent
    day: date

    @property
    def kind(self) -> str:
        """The kind of the event."""
        return self.event.kind


def seen_events(client: Client, context: Context) -> tuple[SeenEvent, ...]:
    """The client's events up to the date of assessment, by day."""
    events = (
        SeenEvent(index, event, context.day(event.when))
        for index, event in enumerate(client.events)
    )
    visible = [seen for seen in events if seen.day <= context.as_of]
    return tuple(sorted(visible, key=lambda seen: _order(seen, context)))


def _order(seen: SeenEvent, context: Context) -> tuple[date, str, time, str, int]:
    """By day and kind, then by time. The result does not depend on the order of lines.

    Within a day, an unanswered call comes before an answered one, and a decision before its
    reversal.
    """
    event, clock, turn = seen.event, time.min, ""
    if isinstance(event.when, datetime):
        when, zone = event.when, context.zone
        clock = (when.astimezone(zone) if when.tzinfo and zone else when).time()
    if isinstance(event, OutreachEvent):
        turn = f"{OUTCOMES.index(event.outcome)} {event.step}"
    elif isinstance(event, DecisionEvent):
        turn = str(event.reversed)
    elif isinstance(event, LapseEvent):
        turn = event.what
    return seen.day, seen.kind, clock, turn, seen.position


def of_type(events: Iterable[SeenEvent], model: type[E]) -> tuple[tuple[int, E], ...]:
    """The events of one model with their places in the client's list."""
    return tuple((seen.position, seen.event) for seen in events if isinstance(seen.event, model))


def is_trouble(seen: SeenEvent, as_of: date) -> bool:
    """Whether an event speaks against the client."""
    event = seen.event
    return (
        event.speaks == "against"
        or (isinstance(event, MessageEvent) and event.direction == "in" and event.urgent)
        or (isinstance(event, MeetingEvent) and event.outcome != "held" and event.by == "client")
        or (isinstance(event, FeedbackEvent) and not event.clear)
        or (isinstance(event, ComplaintEvent) and not event.justified)
        or (isinstance(event, DecisionEvent) and event.reversed)
        or (isinstance(event, CancelledProjectEvent) and _is_let_down(event))
        or (isinstance(event, InputDueEvent) and min(event.received or as_of, as_of) > event.due)
    )


def _is_let_down(event: CancelledProjectEvent) -> bool:
    return event.by == "client" and event.kill_fee is None


def is_quiet(seen: SeenEvent, as_of: date) -> bool:
    """Whether an event is everyday life: no trouble, and nothing that a rule counts."""
    event = seen.event
    counted = (
        seen.kind in {"distress_signal", "future_work_promise"}
        or (isinstance(event, ProposalRequestEvent) and event.answer_by is None)
        or (isinstance(event, MeetingEvent) and event.ad_hoc)
        or (isinstance(event, OutreachEvent) and event.outcome == "no-answer")
    )
    return not counted and not is_trouble(seen, as_of)


def is_demand_on_time(message: MessageEvent) -> bool:
    """Whether a message from the client needs attention right away: a call or an urgent one."""
    return message.direction == "in" and (message.urgent or message.channel == "call")


def is_off_hours(
    when: date | datetime,
    hours: Sequence[WorkingHours],
    zone: ZoneInfo | None,
    holidays: Container[date] = (),
) -> bool | None:
    """Whether a moment falls outside all given working hours; None without a time of day."""
    if not isinstance(when, datetime) or not hours:
        return None
    return not any(_within(when, each, zone, holidays) for each in hours)


def _within(
    when: datetime, hours: WorkingHours, zone: ZoneInfo | None, holidays: Container[date]
) -> bool:
    own = ZoneInfo(hours.timezone) if hours.timezone else zone
    if own is not None:
        if when.tzinfo is None and zone is not None:
            when = when.replace(tzinfo=zone)
        if when.tzinfo is not None:
            when = when.astimezone(own)
    day = _working_day(when, hours)
    return day is not None and WEEKDAYS[day.weekday()] in hours.days and day not in holidays


def _working_day(when: datetime, hours: WorkingHours) -> date | None:
    """The working day that a moment belongs to; None outside all working hours."""
    clock = when.time()
    if hours.start < hours.end:
        return when.date() if hours.start <= clock < hours.end else None
    if clock >= hours.start:
        return when.date()
    return when.date() - timedelta(days=1) if clock < hours.end else None

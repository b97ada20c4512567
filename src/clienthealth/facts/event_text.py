"""Each event in one short sentence, as it is known on a date."""

from collections.abc import Callable, Iterator
from typing import Any, TypeAlias

from clienthealth.facts.words_of_entry import Words, joined, late
from clienthealth.ledger import events
from clienthealth.ledger.events import DatedEvent

Parts: TypeAlias = Iterator[str | None]

NAMES = {
    "agreement_dispute": "dispute over what was agreed",
    "boundary": "boundary talk",
    "cancelled_project": "project called off",
    "discount_request": "discount asked for",
    "distress_signal": "sign of distress",
    "firing_considered": "letting them go considered",
    "free_advice": "free advice asked for",
    "future_work_promise": "promise of later work",
    "hardball": "hard bargaining",
    "input_due": "input owed",
    "lapse": "lapse of ours",
    "price_shopping": "looking for the cheapest",
    "proposal_request": "proposal asked for",
    "stall": "decision put off",
}
"""What a kind of event is called, where its key is not its name."""


def event_text(event: DatedEvent, words: Words) -> str:
    """An event: what it is, when it was, and what makes it evidence."""
    name = NAMES.get(event.kind, event.kind.replace("_", " "))
    own_name = _OWN_NAMES.get(type(event))
    details = _DETAILS.get(type(event), _noted)
    when = None if isinstance(event, events.InputDueEvent) else words.moment(event.when)
    return joined([own_name(event) if own_name else name, when, *details(event, words)])


def _noted(event: DatedEvent, words: Words) -> Parts:
    yield words.quoted(event.note)


def _message_name(event: events.MessageEvent) -> str:
    name = "call" if event.channel == "call" else "message"
    return f"{name} to them" if event.direction == "out" else name


def _message(event: events.MessageEvent, words: Words) -> Parts:
    yield "urgent" if event.urgent else None
    if event.direction == "out":
        yield words.done("answered", event.answered_at)


def _meeting(event: events.MeetingEvent, words: Words) -> Parts:
    by = "" if event.outcome == "held" else " by them" if event.by == "client" else " by you"
    yield f"{event.outcome}{by}"
    yield "at short notice" if event.ad_hoc else None
    yield "nobody there who can decide" if event.decision_maker_present is False else None
    yield words.quoted(event.note)


def _feedback(event: events.FeedbackEvent, words: Words) -> Parts:
    yield "clear" if event.clear else "unclear"
    yield words.quoted(event.note)


def _complaint(event: events.ComplaintEvent, words: Words) -> Parts:
    yield "justified" if event.justified else "not justified"
    yield words.quoted(event.about or event.note)


def _stall(event: events.StallEvent, words: Words) -> Parts:
    yield words.quoted(event.excuse or event.note)


def _decision(event: events.DecisionEvent, words: Words) -> Parts:
    yield "an earlier one taken back" if event.reversed else None
    yield words.quoted(event.what or event.note)


def _input_due(event: events.InputDueEvent, words: Words) -> Parts:
    yield f"due {words.moment(event.due)}"
    came = event.received if words.has_come(event.received) else None
    yield words.done("received", event.received)
    yield late(((came or words.as_of) - event.due).days)
    yield words.quoted(event.what or event.note)


def _proposal(event: events.ProposalRequestEvent, words: Words) -> Parts:
    by = event.answer_by
    yield f"answer promised by {words.moment(by)}" if by else "no answer promised by a day"
    yield words.quoted(event.what or event.note)


def _promise(event: events.FutureWorkPromiseEvent, words: Words) -> Parts:
    yield words.done("kept", event.kept)
    yield words.quoted(event.note)


def _excuse(event: events.PaymentExcuseEvent, words: Words) -> Parts:
    yield words.reference(event.invoice)
    yield words.quoted(event.excuse or event.note)


def _dispute(event: events.AgreementDisputeEvent, words: Words) -> Parts:
    yield words.reference(event.invoice)
    yield words.quoted(event.about or event.note)


def _misconduct(event: events.MisconductEvent, words: Words) -> Parts:
    yield words.quoted(event.what or event.note)


def _distress(event: events.DistressSignalEvent, words: Words) -> Parts:
    yield event.what.replace("-", " ")
    yield words.quoted(event.note)


def _talk(event: events.BoundaryEvent, words: Words) -> Parts:
    yield f"about {', '.join(event.about)}"
    yield words.quoted(event.note)


def _outreach(event: events.OutreachEvent, words: Words) -> Parts:
    yield event.outcome.replace("-", " ")
    yield words.quoted(event.note)


def _reminder(event: events.ReminderEvent, words: Words) -> Parts:
    yield words.reference(event.invoice)


def _cancelled(event: events.CancelledProjectEvent, words: Words) -> Parts:
    yield "by them" if event.by == "client" else "by you"
    fee = event.kill_fee
    yield "no kill fee" if fee is None else words.amount(fee, "kill fee ") or "kill fee agreed"
    yield words.quoted(event.what or event.note)


def _lapse(event: events.LapseEvent, words: Words) -> Parts:
    yield event.what.replace("-", " ")
    yield words.quoted(event.note)


_DETAILS: dict[type[DatedEvent], Callable[[Any, Words], Parts]] = {
    events.AgreementDisputeEvent: _dispute,
    events.BoundaryEvent: _talk,
    events.CancelledProjectEvent: _cancelled,
    events.ComplaintEvent: _complaint,
    events.DecisionEvent: _decision,
    events.DistressSignalEvent: _distress,
    events.FeedbackEvent: _feedback,
    events.FutureWorkPromiseEvent: _promise,
    events.InputDueEvent: _input_due,
    events.LapseEvent: _lapse,
    events.MeetingEvent: _meeting,
    events.MessageEvent: _message,
    events.MisconductEvent: _misconduct,
    events.OutreachEvent: _outreach,
    events.PaymentExcuseEvent: _excuse,
    events.ProposalRequestEvent: _proposal,
    events.ReminderEvent: _reminder,
    events.StallEvent: _stall,
}
"""What follows the day; of other kinds the note."""

_OWN_NAMES: dict[type[DatedEvent], Callable[[Any], str]] = {
    events.MessageEvent: _message_name,
    events.MisconductEvent: lambda e: f"{e.level} behaviour",
    events.OutreachEvent: lambda e: f"outreach by {e.step}",
    events.ReminderEvent: lambda e: f"{e.step} reminder",
}
"""What an event is called by its fields."""

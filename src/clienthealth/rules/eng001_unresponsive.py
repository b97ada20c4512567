"""The client does not answer your messages and calls.

The measure is the share of messages and calls to the client (`direction: out`) without an answer
within a week, averaged with four messages to an ordinary client. Unanswered messages less than a
week old do not count yet. Log the messages that need an answer. The rule needs four messages to a
client, or three to a prospect.
"""

from datetime import timedelta

from pydantic import Field

from clienthealth.facts.client import ClientFacts
from clienthealth.ledger import written
from clienthealth.ledger.events import MessageEvent
from clienthealth.rules.base import (
    EVENED_OUT,
    Measure,
    NotAssessed,
    Observation,
    Outcome,
    Ramp,
    Rule,
)
from clienthealth.rules.examples import Example
from clienthealth.rules.meaning import event_day

SAMPLE = 4
OF_A_PROSPECT = 3
"""A prospect is judged sooner: three unanswered messages are silence."""


class AnswerOptions(Ramp):
    """A ramp over the share, and the time for an answer."""

    answer_days: int = Field(
        7, ge=0, le=366, description="Days for an answer; a later one counts as no answer."
    )


def check(facts: ClientFacts, options: AnswerOptions) -> Outcome:
    """The share of our messages without a timely answer, of at least four (prospects: three)."""
    needed = facts.least(OF_A_PROSPECT if facts.stage == "prospect" else SAMPLE)
    judged = [(i, _answered(m, facts, options)) for i, m in _ours(facts)]
    known = [(i, answered) for i, answered in judged if answered is not None]
    if len(known) < needed:
        return NotAssessed(
            f"{written.count(len(known), 'message')} to the client recorded, {needed} needed",
            "log `message` events with `direction: out` and `answered_at`",
        )
    silent = [i for i, answered in known if not answered]
    value = options.shrunk(len(silent), len(known))
    return Observation(
        options.intensity(value),
        Measure(value, "share", options.fine, options.bad, EVENED_OUT),
        f"did not answer {len(silent)} of your {written.count(len(known), 'message')} "
        f"within {written.count(options.answer_days, 'day')}",
        tuple(("events", index) for index in silent),
    )


def _ours(facts: ClientFacts) -> list[tuple[int, MessageEvent]]:
    return [(i, m) for i, m in facts.events_of(MessageEvent) if m.direction == "out"]


def _answered(message: MessageEvent, facts: ClientFacts, options: AnswerOptions) -> bool | None:
    """Whether it was answered in time. None while there is still time."""
    sent = facts.context.day(message.at)
    limit = timedelta(options.answer_days)
    if message.answered_at is not None:
        answered = facts.context.day(message.answered_at)
        if answered <= facts.as_of:
            return answered - sent <= limit
    return False if facts.as_of - sent > limit else None


def messages_sent(facts: ClientFacts) -> int:
    """Messages to the client in the window."""
    return len(_ours(facts))


def messages_answered(facts: ClientFacts, found: Observation) -> int:
    """Messages to the client that were answered in time."""
    silent = {path[1] for path in found.evidence}
    return sum(_is_answered(m, facts) and i not in silent for i, m in _ours(facts))


def _is_answered(message: MessageEvent, facts: ClientFacts) -> bool:
    return message.answered_at is not None and facts.context.day(message.answered_at) <= facts.as_of


RULE = Rule(
    code="ENG001",
    name="unresponsive",
    severity="medium",
    articles=("A2", "A4"),
    title="does not answer",
    options=AnswerOptions.having(fine=0.20, bad=0.60),
    sources="house default",
    check=check,
    cure="they leave no more than {fine:share} of your messages unanswered for {answer_days:days}",
    agreement="within how many days each side answers, and that work pauses until then",
    observations=messages_sent,
    good=messages_answered,
    stages=("prospect", "active", "former"),
    marks=frozenset({"stall"}),
    began=event_day,
    kinds=("message",),
    flagged=Example("""
        events:
          - {kind: message, at: 2026-04-07, direction: out}
          - {kind: message, at: 2026-04-14, direction: out, answered_at: 2026-05-04}
          - {kind: message, at: 2026-04-21, direction: out}
          - {kind: message, at: 2026-04-28, direction: out, channel: call}
          - {kind: message, at: 2026-05-12, direction: out, answered_at: 2026-05-13}
        """),
    clean=Example("""
        events:
          - {kind: message, at: 2026-04-07, direction: out, answered_at: 2026-04-08}
          - {kind: message, at: 2026-04-14, direction: out, answered_at: 2026-04-14}
          - {kind: message, at: 2026-04-21, direction: out, answered_at: 2026-04-27}
          - {kind: message, at: 2026-04-28, direction: out, answered_at: 2026-04-29}
          - {kind: message, at: 2026-06-28, direction: out}
        """),
)

"""The client wants everything right away.

The measure is the number of urgent messages from the client per month. The months count from the
first contact, or from the start of the window if that is later.
"""

from clienthealth.facts.client import ClientFacts
from clienthealth.ledger import written
from clienthealth.ledger.events import MessageEvent
from clienthealth.rules.base import Measure, NotAssessed, Observation, Outcome, Ramp, Rule
from clienthealth.rules.examples import Example


def check(facts: ClientFacts, options: Ramp) -> Outcome:
    """Demands for an instant turnaround, per month."""
    messages = facts.events_of(MessageEvent)
    if not messages and not facts.keeps("message"):
        return NotAssessed(
            "no message recorded",
            "log `message` events, or add the kind to `keeps` if there were none",
        )
    urgent = [i for i, message in messages if message.direction == "in" and message.urgent]
    value = len(urgent) / facts.months
    return Observation(
        options.intensity(value),
        Measure(value, "a month", options.fine, options.bad),
        f"{written.count(len(urgent), 'urgent request')} in {written.quantity(facts.months, 'month')}",
        tuple(("events", index) for index in urgent),
    )


RULE = Rule(
    code="BND002",
    name="urgent-demands",
    severity="medium",
    articles=("A1", "A4"),
    title="wants everything right away",
    options=Ramp.having(fine=1, bad=4),
    sources="house default",
    check=check,
    cure="they make an urgent request at most {fine:times} a month",
    agreement="urgent work has a price and a limit: how many rush jobs a month, at what surcharge",
    stages=("prospect", "active", "former"),
    kinds=("message",),
    flagged=Example("""
        since: 2026-05-01
        events:
          - {kind: message, at: 2026-05-04T10:00, urgent: true}
          - {kind: message, at: 2026-05-11T11:00, urgent: true}
          - {kind: message, at: 2026-05-18T10:00, urgent: true}
          - {kind: message, at: 2026-06-01T15:00, urgent: true}
          - {kind: message, at: 2026-06-08T09:30, urgent: true}
        """),
    clean=Example("""
        since: 2026-05-01
        events:
          - {kind: message, at: 2026-05-04T10:00, urgent: true}
          - {kind: message, at: 2026-05-11T11:00}
        """),
)

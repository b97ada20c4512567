"""The client calls, or makes urgent requests, outside working hours.

The measure is a share of the calls and urgent messages from the client that have a time of day:
those outside working hours and working days, or on a public holiday of the business's country. If
the ledger has hours agreed with this client, those apply. Mail that can wait is no trouble at
night, and an entry without a time never counts.
"""

from clienthealth.facts.client import ClientFacts
from clienthealth.facts.conduct import is_demand_on_time
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
from clienthealth.rules.observed import all_but_evidence

SAMPLE = 5
_DEMANDS = "calls and urgent messages"


def check(facts: ClientFacts, options: Ramp) -> Outcome:
    """The share of calls and urgent messages outside working hours, of at least five."""
    if facts.context.business.working_hours is None:
        return NotAssessed("no working hours in the ledger", "write `working_hours` under business")
    needed = facts.least(SAMPLE)
    judged = [(index, late) for index, late in _judged(facts) if late is not None]
    if len(judged) < needed:
        return NotAssessed(
            f"{written.count(len(judged), 'call or urgent message', _DEMANDS)} with a time of day, "
            f"{needed} needed",
            "log calls and urgent messages as `message` events with their time",
        )
    late = [index for index, is_late in judged if is_late]
    value = options.shrunk(len(late), len(judged))
    return Observation(
        options.intensity(value),
        Measure(value, "share", options.fine, options.bad, EVENED_OUT),
        f"{len(late)} of {written.count(len(judged), 'call or urgent message', _DEMANDS)} "
        f"{'falls' if len(late) == 1 else 'fall'} outside working hours",
        tuple(("events", index) for index in late),
    )


def _judged(facts: ClientFacts) -> list[tuple[int, bool | None]]:
    messages = facts.events_of(MessageEvent)
    return [(i, facts.off_hours(m)) for i, m in messages if is_demand_on_time(m)]


def demands_seen(facts: ClientFacts) -> int:
    """Calls and urgent messages with a time of day."""
    return sum(1 for _, late in _judged(facts) if late is not None)


RULE = Rule(
    code="BND001",
    name="off-hours-contact",
    severity="medium",
    articles=("A1", "A4"),
    title="calls at night and at weekends",
    options=Ramp.having(fine=0.10, bad=0.50),
    sources="house default",
    check=check,
    cure="no more than {fine:share} of their calls and urgent messages fall outside working hours",
    agreement="calls wait for working hours, and anything that cannot wait has an emergency price",
    observations=demands_seen,
    good=all_but_evidence(demands_seen),
    stages=("prospect", "active", "former"),
    kinds=("message",),
    flagged=Example(
        """
        events:
          - {kind: message, at: 2026-04-07T22:40, urgent: true}
          - {kind: message, at: 2026-04-11T11:00, channel: call, note: a Saturday}
          - {kind: message, at: 2026-04-14T21:15, urgent: true}
          - {kind: message, at: 2026-04-16T23:05, channel: call}
          - {kind: message, at: 2026-04-20T10:00, urgent: true}
        """,
        business='working_hours: {start: "09:00", end: "18:00", timezone: Europe/Berlin}',
    ),
    clean=Example(
        """
        events:
          - {kind: message, at: 2026-04-07T12:40, urgent: true}
          - {kind: message, at: 2026-04-10T11:00, channel: call}
          - {kind: message, at: 2026-04-14T15:15, urgent: true}
          - {kind: message, at: 2026-04-16T09:05, channel: call}
          - {kind: message, at: 2026-04-20T10:00, urgent: true}
          - {kind: message, at: 2026-04-21T23:00, note: a mail that could wait}
        """,
        business='working_hours: {start: "09:00", end: "18:00", timezone: Europe/Berlin}',
    ),
)

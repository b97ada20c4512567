"""The client misses their own deadlines for content, approvals and answers.

The measure is the average of days late over the `input_due` events due in the window. An input
that is still missing counts with its days so far, an early one with 0 days.
"""

from clienthealth.facts.client import ClientFacts
from clienthealth.ledger import written
from clienthealth.ledger.events import InputDueEvent
from clienthealth.rules.base import (
    Measure,
    NotAssessed,
    Observation,
    Outcome,
    Ramp,
    Rule,
)
from clienthealth.rules.examples import Example
from clienthealth.rules.observed import all_but_evidence

SAMPLE = 3


def check(facts: ClientFacts, options: Ramp) -> Outcome:
    """Average days late of at least three inputs."""
    needed = facts.least(SAMPLE)
    inputs = facts.events_of(InputDueEvent)
    if len(inputs) < needed:
        return NotAssessed(
            f"{written.count(len(inputs), 'input')} due in the window, {needed} needed",
            "log an `input_due` event for everything that the client owes you by a date",
        )
    days = {index: _days_late(event, facts) for index, event in inputs}
    mean = sum(days.values()) / len(days)
    late = [index for index, each in days.items() if each > 0]
    return Observation(
        options.intensity(mean),
        Measure(mean, "days", options.fine, options.bad),
        f"{len(late)} of {written.count(len(inputs), 'input')} late "
        f"({written.quantity(mean, 'day')} on average)",
        tuple(("events", index) for index in late),
    )


def _days_late(event: InputDueEvent, facts: ClientFacts) -> int:
    received = event.received
    end = received if received is not None and received <= facts.as_of else facts.as_of
    return max(0, (end - event.due).days)


def inputs_seen(facts: ClientFacts) -> int:
    """Inputs due in the window."""
    return len(facts.events_of(InputDueEvent))


RULE = Rule(
    code="DEC005",
    name="late-inputs",
    severity="medium",
    articles=("A4",),
    title="misses their own deadlines",
    options=Ramp.having(fine=2, bad=14),
    sources="house default",
    check=check,
    cure="the next two inputs after a boundary talk come no more than {fine:days} late",
    agreement="what you need from them and by when, and that your own dates move if theirs do",
    observations=inputs_seen,
    good=all_but_evidence(inputs_seen),
    kinds=("input_due",),
    flagged=Example("""
        events:
          - {kind: input_due, due: 2026-02-03, received: 2026-02-13, what: texts}
          - {kind: input_due, due: 2026-03-03, received: 2026-03-12, what: photos}
          - {kind: input_due, due: 2026-04-03, what: approval}
        """),
    clean=Example("""
        events:
          - {kind: input_due, due: 2026-02-03, received: 2026-02-03, what: texts}
          - {kind: input_due, due: 2026-03-03, received: 2026-03-05, what: photos}
          - {kind: input_due, due: 2026-04-03, received: 2026-04-01, what: approval}
        """),
)

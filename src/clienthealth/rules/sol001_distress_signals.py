"""The client's business shows signs of failing.

The rule counts `distress_signal` events: a new management or owner, layoffs, sites closing, a
sector in trouble. If payments are also slowing down by more than chance (the measure of
slowing-payments), each sign counts twice: together they announce a client who may never pay.

`insolvent` is not a sign but the failure itself. One such event is as bad as it gets, and no talk
mends it: it counts as long as it is in the window.
"""

from datetime import date

from clienthealth.facts.client import ClientFacts, Path
from clienthealth.facts.conduct import SeenEvent
from clienthealth.facts.context import days_before
from clienthealth.ledger import written
from clienthealth.ledger.events import DistressSignalEvent
from clienthealth.rules.base import Measure, NotAssessed, Observation, Outcome, Ramp, Rule, times
from clienthealth.rules.examples import Example


def check(facts: ClientFacts, options: Ramp) -> Outcome:
    """Signs of distress per year, doubled while payments slow down; insolvency is the worst."""
    signs = facts.events_of_kind("distress_signal")
    if not signs and not facts.keeps("distress_signal"):
        return NotAssessed(
            "no sign of distress recorded",
            "log `distress_signal` events, or add the kind to `keeps` if there were none",
        )
    insolvent = _insolvency(facts)
    if insolvent and facts.restarted:
        return NotAssessed("insolvent", "nothing to log: no talk ends an insolvency")
    slowing = bool(signs) and facts.is_slowing
    value = facts.per_year(len(signs)) * (2 if slowing else 1)
    evidence: list[Path] = [("events", seen.position) for seen in signs]
    if slowing:
        evidence += [("invoices", state.position) for state in facts.due_series[-3:]]
    count = f"showed signs of distress {times(len(signs))}" if signs else "no sign of distress"
    if insolvent:
        count += f", insolvent since {written.day(insolvent[0].day)}"
    elif slowing:
        count += " and pays more and more slowly: may become insolvent"
    return Observation(
        1.0 if insolvent else options.intensity(value),
        Measure(
            value,
            "a year",
            options.fine,
            options.bad,
            how="doubled as they pay more and more slowly" if slowing else "",
            limit="1 as they are insolvent" if insolvent else "",
        ),
        count,
        tuple(evidence),
    )


def _insolvency(facts: ClientFacts) -> list[SeenEvent]:
    """The events of the whole window, before a talk too, that say the client is insolvent."""
    start = days_before(facts.as_of, facts.context.policy.window_days)
    return [
        seen
        for seen in facts.so_far("distress_signal")
        if isinstance(seen.event, DistressSignalEvent)
        and seen.event.what == "insolvent"
        and seen.day > start
    ]


def insolvent_since(facts: ClientFacts) -> date | None:
    """The first day in the window that says the client is insolvent; None where none does."""
    return next((seen.day for seen in _insolvency(facts)), None)


RULE = Rule(
    code="SOL001",
    name="distress-signals",
    severity="high",
    articles=("A4",),
    title="shows signs of failing",
    options=Ramp.having(fine=0, bad=3),
    sources="house default; insolvency is serious at once by the article's third mistake",
    check=check,
    cure="their business recovers, and a year goes by without a sign of distress",
    kinds=("distress_signal",),
    flagged=Example("""
        events:
          - {kind: distress_signal, at: 2026-02-07, what: layoffs}
          - {kind: distress_signal, at: 2026-05-07, what: new-owner}
        """),
    clean=Example(
        """
        events:
          - {kind: praise, at: 2026-02-07}
        """,
        business="keeps: [distress_signal]",
    ),
)

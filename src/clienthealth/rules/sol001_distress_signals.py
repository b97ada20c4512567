"""The client's business shows signs of failing.

Counted are `distress_signal` events: a change of management or owner, layoffs, closing sites,
a sector in trouble. While days to pay rise beyond chance (the fact that slowing-payments rests
on) each sign counts twice: together they announce a client that may never pay.
"""

from clienthealth.facts.client import ClientFacts, Path
from clienthealth.rules.base import Measure, NotAssessed, Observation, Outcome, Ramp, Rule, times
from clienthealth.rules.examples import Example


def check(facts: ClientFacts, options: Ramp) -> Outcome:
    """Signs of distress in a year, doubled while payments slow down."""
    signs = facts.events_of_kind("distress_signal")
    if not signs and not facts.keeps("distress_signal"):
        return NotAssessed(
            "no sign of distress recorded",
            "log `distress_signal` events, or list the kind in `keeps`",
        )
    slowing = bool(signs) and facts.is_slowing
    value = facts.per_year(len(signs)) * (2 if slowing else 1)
    evidence: list[Path] = [("events", seen.position) for seen in signs]
    if slowing:
        evidence += [("invoices", state.position) for state in facts.due_series[-3:]]
    count = f"showed signs of distress {times(len(signs))}" if signs else "no sign of distress"
    return Observation(
        options.intensity(value),
        Measure(value, "a year", options.fine, options.bad),
        count + (" and pays ever more slowly: may become insolvent" if slowing else ""),
        tuple(evidence),
    )


RULE = Rule(
    code="SOL001",
    name="distress-signals",
    severity="high",
    articles=("A4",),
    title="shows signs of failing",
    options=Ramp(fine=1, bad=3),
    sources="house default",
    check=check,
    cure="its business steadies: no more than {fine:g} sign of distress a year",
    flagged=Example("""
        events:
          - {kind: distress_signal, at: 2026-02-07, what: layoffs}
          - {kind: distress_signal, at: 2026-05-07, what: new-owner}
        """),
    clean=Example("""
        events:
          - {kind: distress_signal, at: 2026-02-07, what: management-change}
        """),
)

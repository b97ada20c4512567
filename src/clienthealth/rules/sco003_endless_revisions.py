"""There are more rounds of revision than the price includes.

The measure is the rounds of a project in the window beyond the number that the project, or the
contract, includes. The worst project counts.
"""

from clienthealth.facts.client import ClientFacts
from clienthealth.facts.work import ProjectState
from clienthealth.ledger import written
from clienthealth.rules.base import (
    Measure,
    NotAssessed,
    Observation,
    Outcome,
    Ramp,
    Rule,
)
from clienthealth.rules.examples import Example
from clienthealth.rules.observed import days_without_trouble, days_worked


def check(facts: ClientFacts, options: Ramp) -> Outcome:
    """Extra revision rounds on the worst project."""
    limited = [(p, _included(p, facts)) for p in facts.projects]
    projects = [(p, included) for p, included in limited if included is not None]
    if not projects:
        return NotAssessed(
            "no project with a number of included revisions",
            "write `included_revisions` in the contract or the project",
            applies=bool(facts.projects),
        )
    if not facts.keeps("revision"):
        return NotAssessed(
            "no round of revision recorded",
            "log `revisions` under their project, or add `revision` to `keeps` if there were none",
        )
    worst, extra = min(
        ((p, _beyond(p, included, facts)) for p, included in projects),
        key=lambda item: (-len(item[1]), item[0].project.id),
    )
    beyond = len(extra)
    name = worst.project.name or worst.project.id
    return Observation(
        options.intensity(beyond),
        Measure(beyond, "rounds", options.fine, options.bad),
        f"{written.count(beyond, 'extra round')} of revision on {name}, beyond what the price includes"
        if beyond
        else "no extra round of revision",
        tuple(("projects", worst.position, "revisions", index) for index in extra),
    )


def _included(state: ProjectState, facts: ClientFacts) -> int | None:
    if state.project.included_revisions is not None:
        return state.project.included_revisions
    contract = facts.client.contract
    in_force = contract and (contract.signed is None or contract.signed <= facts.as_of)
    return contract.included_revisions if contract and in_force else None


def _beyond(state: ProjectState, included: int, facts: ClientFacts) -> list[int]:
    rounds = sorted((r.date, index) for index, r in enumerate(state.project.revisions))
    extra = [item for item in rounds if item[0] <= facts.as_of][included:]
    return [index for day, index in extra if day > facts.start]


RULE = Rule(
    code="SCO003",
    name="endless-revisions",
    severity="medium",
    articles=("A0",),
    title="asks for revision after revision",
    options=Ramp.having(fine=1, bad=4),
    sources="house default, after part 10 of the article's series, on endless changes",
    check=check,
    cure="no project goes over the included rounds of revision by more than {fine:g}",
    agreement="how many rounds the price includes, and what each extra round costs",
    observations=days_worked,
    good=days_without_trouble,
    trait="changes",
    parts=("projects",),
    flagged=Example("""
        contract: {signed: 2026-01-02, included_revisions: 2}
        projects:
          - id: logo
            revisions:
              - {date: 2026-03-02}
              - {date: 2026-03-09}
              - {date: 2026-03-16}
              - {date: 2026-03-23}
              - {date: 2026-03-30}
        """),
    clean=Example("""
        contract: {signed: 2026-01-02, included_revisions: 2}
        projects:
          - id: logo
            revisions:
              - {date: 2026-03-02}
              - {date: 2026-03-09}
              - {date: 2026-03-16}
        """),
)

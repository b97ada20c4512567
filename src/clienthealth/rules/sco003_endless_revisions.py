"""Rounds of revision go on beyond what the price includes.

Counted are a project's rounds in the window beyond those that the contract (or the project
itself) includes; the worst project tells.
"""

from clienthealth.facts.client import ClientFacts
from clienthealth.facts.work import ProjectState
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
    """Revision rounds beyond those included, on the worst project."""
    limited = [(p, _included(p, facts)) for p in facts.projects]
    projects = [(p, included) for p, included in limited if included is not None]
    if not projects:
        return NotAssessed(
            "no project whose price includes a number of revisions",
            "write included_revisions in the contract or the project",
            applies=bool(facts.projects),
        )
    if not facts.keeps("revision"):
        return NotAssessed(
            "no round of revisions recorded",
            "log revisions under their project, or list revision in `keeps`",
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
        f"{beyond} rounds of revision beyond those included in {name}"
        if beyond
        else "no round of revision beyond those included",
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
    title="wants revision after revision",
    options=Ramp(fine=1, bad=4),
    sources="house default, after part 10 of the article's series, on endless changes",
    check=check,
    cure="a project takes no more than {fine:g} round of revision beyond those included",
    agreement="how many rounds the price includes, and what each further one costs",
    observations=days_worked,
    good=days_without_trouble,
    trait="changes",
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

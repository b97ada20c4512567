"""None of the contacts can sign or release a budget.

The finding needs a recorded "no" for every contact. One contact without a record leaves the
question open.
"""

from pydantic import Field

from clienthealth.facts.client import STAGE_NAMES, ClientFacts
from clienthealth.rules.base import (
    Measure,
    NotAssessed,
    Observation,
    Options,
    Outcome,
    Rule,
)
from clienthealth.rules.examples import Example


class Shares(Options):
    """The intensity if nobody can decide."""

    client: float = Field(0.5, ge=0, le=1, description="The intensity for a client.")
    prospect: float = Field(1.0, ge=0, le=1, description="The intensity for a prospect.")


def check(facts: ClientFacts, options: Shares) -> Outcome:
    """Whether any contact can decide."""
    answers = [contact.decision_maker for _, contact in facts.contacts]
    if True in answers:
        return Observation(0.0, Measure(0, "nobody decides"), "a contact can decide")
    if not answers or None in answers:
        return NotAssessed(
            "not recorded who decides",
            "add `decision_maker: true` or `false` to each contact",
        )
    intensity = options.prospect if facts.stage == "prospect" else options.client
    return Observation(
        intensity,
        Measure(1, "nobody decides", limit=f"{intensity:g} for {STAGE_NAMES[facts.stage]}"),
        "no contact can sign or release a budget",
        tuple(("contacts", index) for index, _ in facts.contacts),
    )


RULE = Rule(
    code="DEC003",
    name="no-decision-maker",
    severity="medium",
    articles=("A2", "A4"),
    title="has no contact who can decide",
    options=Shares.having(),
    sources="house default",
    check=check,
    cure="one of your contacts there can sign",
    agreement="who signs, who releases the budget, and that they join the next meeting",
    stages=("prospect", "active", "former"),
    parts=("contacts",),
    flagged=Example("""
        contacts: [{name: Kim, role: assistant, decision_maker: false}]
        """),
    clean=Example("""
        contacts: [{name: Kim, role: assistant, decision_maker: false}, {name: Ola, role: CEO, decision_maker: true}]
        """),
)

"""The contract is signed, but you never went through it together.

A contract sent by mail is never read. Then something unexpected happens, and who gets the blame?
"""

from clienthealth.facts.client import ClientFacts
from clienthealth.rules.base import Measure, NotAssessed, Observation, Options, Outcome, Rule
from clienthealth.rules.examples import Example


def check(facts: ClientFacts, _: Options) -> Outcome:
    """Whether the signed contract was walked through together."""
    contract = facts.client.contract
    if contract is None or contract.signed is None or contract.signed > facts.as_of:
        return NotAssessed("no signed contract", "record the `contract`", applies=False)
    walked = contract.walked_through
    if walked is None:
        return NotAssessed(
            "not recorded whether you went through the contract together",
            "add `walked_through: true` or `false` to the contract",
        )
    together = walked if isinstance(walked, bool) else walked <= facts.as_of
    return Observation(
        0.0 if together else 1.0,
        Measure(0.0 if together else 1.0, "missing"),
        "went through the contract with you"
        if together
        else "never went through the contract with you",
        (("contract",),),
    )


RULE = Rule(
    code="CON002",
    name="unread-contract",
    severity="low",
    articles=("A0",),
    title="never went through the contract with you",
    options=Options.having(),
    sources="house default; there is no ramp, because you went through it together or you did not",
    check=check,
    cure="you go through the contract together, face to face",
    stages=("active",),
    parts=("contract",),
    flagged=Example("""
        contract: {signed: 2024-01-02, walked_through: false}
        """),
    clean=Example("""
        contract: {signed: 2024-01-02, walked_through: 2024-01-02}
        """),
)

"""The contract is signed, but was never gone through together.

Sending it by mail only makes sure that it is never read; then the unexpected comes, and who
gets the blame?
"""

from clienthealth.facts.client import ClientFacts
from clienthealth.rules.base import Measure, NotAssessed, Observation, Options, Outcome, Rule
from clienthealth.rules.examples import Example


def check(facts: ClientFacts, _: Options) -> Outcome:
    """Whether a signed contract was walked through."""
    contract = facts.client.contract
    if contract is None or contract.signed is None or contract.signed > facts.as_of:
        return NotAssessed("no signed contract", "write down the `contract`", applies=False)
    walked = contract.walked_through
    if walked is None:
        return NotAssessed(
            "not written down whether the contract was gone through",
            "say `walked_through: true` or false of the contract",
        )
    together = walked if isinstance(walked, bool) else walked <= facts.as_of
    return Observation(
        0.0 if together else 1.0,
        Measure(0.0 if together else 1.0, "missing"),
        "contract gone through together" if together else "contract never gone through together",
        (("contract",),),
    )


RULE = Rule(
    code="CON002",
    name="unread-contract",
    severity="low",
    articles=("A0",),
    title="never went through the contract with you",
    options=Options(),
    sources="no ramp, it was gone through or not: house default",
    check=check,
    cure="the contract is gone through together, face to face",
    stages=("active",),
    flagged=Example("""
        contract: {signed: 2024-01-02, walked_through: false}
        """),
    clean=Example("""
        contract: {signed: 2024-01-02, walked_through: 2024-01-02}
        """),
)

"""You work without a signed contract.

Written expectations that both have agreed with are how most problems are solved before they
arise. It is a finding for every active client of which the ledger knows no signed contract, where
contracts are kept: any client has one, or `keeps` names `contract`.
"""

from clienthealth.facts.client import ClientFacts
from clienthealth.rules.base import Measure, NotAssessed, Observation, Options, Outcome, Rule
from clienthealth.rules.examples import Example


def check(facts: ClientFacts, _: Options) -> Outcome:
    """Whether a contract is signed."""
    if not facts.keeps("contract"):
        return NotAssessed(
            "no contract recorded of any client",
            "write down the `contract` of each client, or list contract in `keeps`",
        )
    contract = facts.client.contract
    signed = contract.signed if contract else None
    is_signed = signed is not None and signed <= facts.as_of
    is_seen = contract is not None and (signed is None or is_signed)
    return Observation(
        0.0 if is_signed else 1.0,
        Measure(0.0 if is_signed else 1.0, "missing"),
        f"contract signed on {signed}" if is_signed else "no signed contract in the ledger",
        (("contract",),) if is_seen else (),
    )


RULE = Rule(
    code="CON001",
    name="no-contract",
    severity="low",
    articles=("A0", "A1"),
    title="has no signed contract",
    options=Options(),
    sources="no ramp, there is one or not: house default",
    check=check,
    cure="a contract is signed, and the day written down as `signed`",
    stages=("active",),
    flagged=Example(
        """
        country: DE
        """,
        business="keeps: [contract]",
    ),
    clean=Example("""
        contract: {signed: 2024-01-02}
        """),
)

"""You work without a signed contract.

Expectations that both sides have agreed to in writing solve most problems before they arise.
Every active client without a signed contract in the ledger gets this finding, if you record
contracts at all: at least one client has one, or `keeps` names `contract`.
"""

from clienthealth.facts.client import ClientFacts
from clienthealth.ledger import written
from clienthealth.rules.base import Measure, NotAssessed, Observation, Options, Outcome, Rule
from clienthealth.rules.examples import Example


def check(facts: ClientFacts, _: Options) -> Outcome:
    """Whether a contract is signed."""
    if not facts.keeps("contract"):
        return NotAssessed(
            "no contract recorded for any client",
            "record the `contract` of each client, or add `contract` to `keeps` if there are none",
        )
    contract = facts.client.contract
    signed = contract.signed if contract else None
    is_signed = signed is not None and signed <= facts.as_of
    is_seen = contract is not None and (signed is None or is_signed)
    return Observation(
        0.0 if is_signed else 1.0,
        Measure(0.0 if is_signed else 1.0, "missing"),
        f"contract signed on {written.day(signed)}"
        if signed is not None and is_signed
        else "no signed contract in the ledger",
        (("contract",),) if is_seen else (),
    )


RULE = Rule(
    code="CON001",
    name="no-contract",
    severity="low",
    articles=("A0", "A1"),
    title="has no signed contract",
    options=Options.having(),
    sources="house default; there is no ramp, because a contract is signed or it is not",
    check=check,
    cure="they sign a contract, and you record the day as `signed`",
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

"""The contract says nothing about the usual reasons for a quarrel.

There are four: payment terms, notice, scope (a statement of work) and included revisions. The
intensity is the share of these four that the contract does not settle. A contract about pro bono
work needs no payment terms, so of that there are three.
"""

from collections.abc import Sequence
from typing import Literal, get_args

from clienthealth.facts.client import ClientFacts
from clienthealth.ledger.models import Contract
from clienthealth.rules.base import Measure, NotAssessed, Observation, Options, Outcome, Rule
from clienthealth.rules.examples import Example

Clause = Literal["terms", "notice", "scope", "revisions"]
"""The four clauses that prevent most quarrels."""


def check(facts: ClientFacts, _: Options) -> Outcome:
    """How many of the four clauses are missing."""
    contract = facts.client.contract
    if contract is None or (contract.signed is not None and contract.signed > facts.as_of):
        return NotAssessed("no contract", "record the `contract`", applies=False)
    needed = needed_clauses(facts)
    missing = missing_clauses(contract, needed)
    return Observation(
        len(missing) / len(needed),
        Measure(len(missing), f"of {len(needed)} clauses missing", 0, len(needed)),
        f"the contract says nothing about {', '.join(missing)}"
        if missing
        else "the contract is complete",
        (("contract",),),
    )


def needed_clauses(facts: ClientFacts) -> tuple[Clause, ...]:
    """The clauses that a contract with a client needs: work that nobody pays needs no terms."""
    return tuple(c for c in get_args(Clause) if c != "terms" or not facts.is_pro_bono)


def missing_clauses(contract: Contract, needed: Sequence[Clause]) -> tuple[Clause, ...]:
    """The clauses that are missing from a contract, of those it needs."""
    clauses: dict[Clause, object] = {
        "terms": contract.terms_days,
        "notice": contract.notice_days,
        "scope": contract.statement_of_work,
        "revisions": contract.included_revisions,
    }
    return tuple(name for name in needed if clauses[name] is None)


RULE = Rule(
    code="CON003",
    name="open-terms",
    severity="low",
    articles=("A0",),
    title="has gaps in the contract",
    options=Options.having(),
    sources="house default; there is no ramp, each missing clause adds a quarter, of pro bono work a third",
    check=check,
    cure="the contract settles payment terms, notice, scope and revisions",
    stages=("active",),
    parts=("contract",),
    flagged=Example("""
        contract: {signed: 2024-01-02, terms_days: 14}
        """),
    clean=Example("""
        contract:
          {signed: 2024-01-02, terms_days: 14, notice_days: 30, included_revisions: 2,
           statement_of_work: shop as in the offer of 2 January}
        """),
)

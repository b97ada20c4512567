"""The prospect asks for proposals, mock-ups and plans, and gives nothing in return.

The rule counts `proposal_request` events without `answer_by`, the promised day for a yes or a no.
Jumping through a hoop is fine if there is a commitment on the other side.
"""

from clienthealth.facts.client import ClientFacts
from clienthealth.ledger.events import ProposalRequestEvent
from clienthealth.rules.base import NotAssessed, Outcome, Ramp, Rule, count_outcome
from clienthealth.rules.examples import Example


def check(facts: ClientFacts, options: Ramp) -> Outcome:
    """Requests for a proposal without a date for the answer, per year."""
    requests = facts.events_of(ProposalRequestEvent)
    if not requests and not facts.keeps("proposal_request"):
        return NotAssessed(
            "no request for a proposal recorded",
            "log `proposal_request` events, or add the kind to `keeps` if there were none",
        )
    one_sided = [("events", i) for i, request in requests if request.answer_by is None]
    return count_outcome(
        facts, options, "asked {times} for a proposal without a date for their answer", one_sided
    )


RULE = Rule(
    code="PRO002",
    name="one-sided-effort",
    severity="high",
    articles=("A0",),
    title="wants proposals without a commitment",
    options=Ramp.having(fine=1, bad=3),
    sources="house default",
    check=check,
    cure="they name a day for their yes or no before you write the next proposal",
    stages=("prospect",),
    kinds=("proposal_request",),
    flagged=Example("""
        first_contact: 2026-01-12
        events:
          - {kind: proposal_request, at: 2026-02-03}
          - {kind: proposal_request, at: 2026-03-03, what: mock-ups}
        """),
    clean=Example("""
        first_contact: 2026-01-12
        events:
          - {kind: proposal_request, at: 2026-02-03}
          - {kind: proposal_request, at: 2026-03-03, answer_by: 2026-03-20}
        """),
)

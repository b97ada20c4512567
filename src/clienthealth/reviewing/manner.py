"""How to part with a client by the evidence: gracefully, or firmly after abuse."""

from typing import NamedTuple

from clienthealth.facts.client import ClientFacts
from clienthealth.judging.actions import Action
from clienthealth.judging.verdict import Case
from clienthealth.ledger import written
from clienthealth.ledger.disclosure import ProgramWords
from clienthealth.reviewing.model import Method


class Manner(NamedTuple):
    """How the evidence says to part, and why."""

    method: Method
    why: ProgramWords
    action: Action
    """The verdict under which the client would go."""
    is_grind: bool = False
    """Whether they grind you down, so that no colleague should have them."""


def manner_of(case: Case, facts: ClientFacts) -> Manner:
    """How to part with a client.

    Args:
        case: What the decision table looks at.
        facts: The client on the same day.
    """
    if case.abuse:
        return Manner("firm", "they were abusive, and no talk mends that", "fire")
    last = max((seen.day for seen in facts.acts_of_abuse), default=None)
    if case.abused and last is not None:
        return Manner("firm", f"they were abusive on {written.day(last)}, so part firmly", "let-go")
    grind = "they grind you down, but " if case.grinder else ""
    if last is not None:
        why = f"{grind}their abuse on {written.day(last)} is waived or long past"
    elif case.grinder:
        why = f"{grind}they were never abusive"
    else:
        why = "they were never abusive, so you can part on good terms"
    return Manner("graceful", why, "let-go", is_grind=case.grinder)

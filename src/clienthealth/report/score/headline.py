"""What `score` begins with: how many clients are to be parted with, renegotiated with, kept."""

from collections import Counter
from collections.abc import Sequence

from clienthealth.judging.actions import ACTIONS
from clienthealth.judging.assessment import ClientAssessment
from clienthealth.ledger import written


def counts(clients: Sequence[ClientAssessment]) -> str:
    """The verdicts with how many clients have each, the gravest first: `1 to fire, 2 to let go`."""
    found = Counter(client.action for client in clients)
    parts = (f"{found[each]} {of.label}" for each, of in ACTIONS.items() if found[each])
    return ", ".join(parts)


def headlines(clients: Sequence[ClientAssessment]) -> list[str]:
    """A sentence for the active clients, and one for the prospects; none for what is not there."""
    lines = []
    for stage, noun in (("active", "active client"), ("prospect", "prospect")):
        there = [client for client in clients if client.stage == stage]
        if there:
            lines.append(f"{written.count(len(there), noun)}: {counts(there)}")
    return lines

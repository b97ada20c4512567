"""What `score` begins with: how many clients are to be parted with, renegotiated with, kept."""

from collections import Counter
from collections.abc import Sequence
from datetime import date

from clienthealth.judging.actions import ACTIONS
from clienthealth.judging.assessment import ClientAssessment
from clienthealth.ledger import written


def counts(clients: Sequence[ClientAssessment]) -> str:
    """The verdicts with how many clients have each, the gravest first: `1 to fire, 2 to let go`."""
    found = Counter(client.action for client in clients)
    parts = (f"{found[each]} {of.label}" for each, of in ACTIONS.items() if found[each])
    return ", ".join(parts)


def headlines(clients: Sequence[ClientAssessment], day: date) -> list[str]:
    """A sentence for the active clients, and one for the prospects."""
    lines: list[str] = []
    for stage, noun in (("active", "active client"), ("prospect", "prospect")):
        there = [client for client in clients if client.stage == stage]
        if there:
            on = "" if lines else f" on {written.day(day)}"
            lines.append(f"{written.count(len(there), noun)}{on}: {counts(there)}")
    return lines or [f"No active client on {written.day(day)}"]

"""What `score` begins with: how many clients are to be parted with, renegotiated with, kept."""

from collections import Counter
from collections.abc import Sequence

from clienthealth.facts.client import Stage
from clienthealth.judging.actions import ACTIONS
from clienthealth.judging.assessment import ClientAssessment
from clienthealth.ledger import written
from clienthealth.report.view import View

NOUNS: dict[Stage, str] = {
    "active": "active client",
    "prospect": "prospect",
    "dormant": "dormant client",
    "former": "former client",
}
"""The stages in the order of the sentences; only the first two have verdicts."""


def counts(clients: Sequence[ClientAssessment]) -> str:
    """The verdicts with how many clients have each, the gravest first: `1 to fire, 2 to let go`."""
    found = Counter(client.action for client in clients)
    parts = (f"{found[each]} {of.label}" for each, of in ACTIONS.items() if found[each])
    return ", ".join(parts)


def headlines(view: View, *, dated: bool = True) -> list[str]:
    """A sentence for each stage that is shown, with the verdicts of those that have any.

    Of a stage that is shown in part it says how many there are in all.
    """
    lines: list[str] = []
    day = f" on {written.day(view.assessment.as_of)}" if dated else ""
    for stage, noun in NOUNS.items():
        there = [client for client in view.clients if client.stage == stage]
        verdicts = f": {told}" if (told := counts(there)) else ""
        if there:
            lines.append(f"{_of(view, len(there), stage, noun)}{'' if lines else day}{verdicts}")
    return lines or [f"No active client{day}"]


def _of(view: View, shown: int, stage: Stage, noun: str) -> str:
    """How many of a stage are shown: `3 prospects`, `1 of 10 active clients`."""
    every = sum(client.stage == stage for client in view.assessment.clients)
    return (
        f"{shown} of {written.count(every, noun)}" if shown < every else written.count(every, noun)
    )

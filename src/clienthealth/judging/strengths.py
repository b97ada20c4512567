"""The good evidence: praise, referrals, early payment, clear decisions.

Article 003 warns that bad memories stick and good ones fade. Strengths are shown beside the red
flags. They do not change the flags or the health.
"""

from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from clienthealth.facts.client import ClientFacts, Path
from clienthealth.ledger import written
from clienthealth.ledger.disclosure import OwnWords, ProgramWords
from clienthealth.ledger.events import DecisionEvent, FeedbackEvent
from clienthealth.rules.base import times

EARLY_DAYS = 5
"""Days before the due date, weighted by amount, that make a payment early. House default."""
CLEAR_SHARE = 0.8
"""The share of clear answers that makes a client clear. House default."""
SAMPLE = 3


class Strength(NamedTuple):
    """A piece of good evidence."""

    name: ProgramWords
    message: OwnWords
    evidence: tuple[Path, ...] = ()


def strengths_of(facts: ClientFacts) -> tuple[Strength, ...]:
    """The strengths that a client shows in the window."""
    return (
        *_counted(facts, "praise", "praised the work"),
        *_counted(facts, "referral", "recommended you"),
        *_early_payment(facts),
        *_clear_decisions(facts),
    )


def _counted(facts: ClientFacts, kind: str, done: str) -> Iterator[Strength]:
    seen = facts.events_of_kind(kind)
    if seen:
        paths = tuple(("events", each.position) for each in seen)
        yield Strength(kind, f"{done} {times(len(seen))}", paths)


def _early_payment(facts: ClientFacts) -> Iterator[Strength]:
    if len(facts.due_invoices) < SAMPLE or facts.dbt != 0:
        return
    early = [
        (part.amount, (state.due - part.paid).days, state.position)
        for state in facts.due_invoices
        for part in state.slices
        if part.paid is not None
    ]
    total = sum((amount for amount, _, _ in early), Decimal(0))
    if not total:
        return
    days = sum((amount * before for amount, before, _ in early), Decimal(0)) / total
    if days >= EARLY_DAYS:
        paths = tuple(("invoices", at) for at in dict.fromkeys(position for *_, position in early))
        early_by = written.count(round(days), "day")
        yield Strength("early-payment", f"pays {early_by} early on average", paths)


def _clear_decisions(facts: ClientFacts) -> Iterator[Strength]:
    feedback = [(i, event.clear) for i, event in facts.events_of(FeedbackEvent)]
    decisions = [(i, not event.reversed) for i, event in facts.events_of(DecisionEvent)]
    answers = feedback + decisions
    clear = [i for i, is_clear in answers if is_clear]
    if len(answers) >= SAMPLE and len(clear) / len(answers) >= CLEAR_SHARE:
        text = f"{len(clear)} of {len(answers)} answers and decisions were clear"
        yield Strength("clear-decisions", text, tuple(("events", i) for i in clear))

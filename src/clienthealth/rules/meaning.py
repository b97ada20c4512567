"""What a red flag means for the verdict beyond its weight; each rule says so of itself."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Literal

from clienthealth.facts.client import ClientFacts, Path

Mark = Literal["abuse", "grinder", "rate", "stall", "hardball", "silence", "misfit"]
"""A part that a rule has in the decision tables, of which each has at most one rule or a few:

- abuse: an abusive act among its evidence is the end;
- grinder: the client is one;
- rate: what an hour brings;
- stall: a prospect puts off a decision;
- hardball: a prospect bargains hard before there is anything to bargain about;
- silence: a prospect leaves the outreach unanswered;
- misfit: I would rather not work for this prospect.
"""

Trait = Literal[
    "low-rate",
    "discounts",
    "bait",
    "demands",
    "changes",
    "disputes",
    "never-satisfied",
    "excuses",
    "distrust",
]
"""A grinder's trait (article 000), in the order of the article; one or two rules show each."""

Began = Callable[[ClientFacts, Path], date | None]
"""From which day an entry of the evidence is trouble; None where it is none of its own."""


def event_day(facts: ClientFacts, path: Path) -> date | None:
    """The day of an event."""
    return facts.event_days.get(_place(path))


def late_since(facts: ClientFacts, path: Path) -> date | None:
    """The first day past the due date of an invoice that is or was late."""
    first = facts.first_late.get(_place(path))
    return first + timedelta(days=1) if first is not None else None


def disputed_since(facts: ClientFacts, path: Path) -> date | None:
    """The day on which an invoice was disputed."""
    state = facts.invoice_at.get(_place(path))
    if state is None:
        return None
    disputed = state.invoice.disputed
    return state.invoice.issued if isinstance(disputed, bool) else disputed


def _place(path: Path) -> int:
    """The place of an entry in its list, such as 3 of `("invoices", 3)`."""
    return int(path[1])

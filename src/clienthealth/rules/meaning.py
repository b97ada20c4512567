"""What a red flag means for the verdict beyond its weight. Each rule declares it."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Literal

from clienthealth.facts.client import ClientFacts, Path

Mark = Literal["abuse", "grinder", "rate", "stall", "hardball", "silence", "misfit"]
"""A part that a rule plays in the decision tables. One rule, or a few, play each part:

- abuse: one abusive act in the evidence ends the relationship;
- grinder: the client is a grinder;
- rate: how much an hour brings in;
- stall: the prospect puts decisions off;
- hardball: the prospect bargains hard before there is anything to bargain about;
- silence: the prospect does not answer the outreach;
- misfit: you would rather not work for this prospect.
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
"""A grinder's traits (article 000), in the article's order. One or two rules show each."""

Began = Callable[[ClientFacts, Path], date | None]
"""The day an entry of the evidence became trouble; None where it is no trouble by itself."""


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
    """The place of an entry in its list: 3 for `("invoices", 3)`."""
    return int(path[1])

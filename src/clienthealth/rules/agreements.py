"""What to agree on with a client about each family of red flags, once it has been raised."""

from typing import cast

from clienthealth.rules.base import FamilyName

AGREEMENTS: dict[FamilyName, str | None] = {
    "PAY": "invoices are paid within the terms, and work rests while one is overdue",
    "SCO": "what is beyond the scope is estimated and agreed on before it is begun, and billed",
    "DEC": "one person decides, by a day that is named beforehand, and decisions are kept",
    "BND": "when and how you can be reached, and that what is outside of it costs extra or waits",
    "VAL": "a price that pays for the work: a higher rate, or less work for the same",
    "ENG": "who answers for them, within how many days, and that work rests without an answer",
    "SOL": None,  # not for a talk: what helps against it is money in advance
    "CON": None,  # its clauses are gone through one by one
    "PRO": "a day for a yes or a no before any more is done for nothing",
}
"""How a situation is resolved from now on; None where a talk about it resolves nothing."""


def agreement(family: str) -> str | None:
    """What to agree on with a client about a family of rules."""
    return AGREEMENTS[cast("FamilyName", family)]

"""What a field of a result may give away: the types that `--redact` looks at.

A field has one of these types, or a type that gives nothing away: a flag, a count, a day, a share,
a health, one of a few words. A test checks every field.
"""

from decimal import Decimal
from enum import Enum
from typing import Annotated


class InPublic(Enum):
    """What remains of a value in public."""

    ITSELF = "itself"
    PSEUDONYM = "a pseudonym"
    PSEUDONYM_OF_ID = "the pseudonym of the client's id, which is a field beside it"
    FILE = "a pseudonym with a usual extension"
    FINGERPRINT = "a pseudonym made of digits"
    NOTHING = "None"
    NOTHING_IF_MONEY = "None, where the property `is_money` beside it is true"
    OTHER = "what the redaction puts in its place: `withheld`, or words of the program"


ClientId = Annotated[str, InPublic.PSEUDONYM]
ClientName = Annotated[str, InPublic.PSEUDONYM_OF_ID]
LedgerPath = Annotated[str, InPublic.FILE]
"""The name of a file or a path."""
Fingerprint = Annotated[str, InPublic.FINGERPRINT]
Money = Annotated[Decimal, InPublic.NOTHING] | None
"""An amount or a rate; None where it is withheld or not known."""
OwnWords = Annotated[str, InPublic.OTHER]
"""The user's own words, or a sentence with figures or words of the ledger in it."""
ProgramWords = Annotated[str, InPublic.ITSELF]
"""A code, a key or a sentence of the program, with only counts and days from the ledger."""
Figure = Annotated[Decimal, InPublic.ITSELF]
"""Hours, days, months, a percentage, an index: a number that is not money."""

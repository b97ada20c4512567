"""Amounts as a report may tell them: all of them, or none."""

from decimal import Decimal
from typing import NamedTuple, TypeVar

from clienthealth.ledger import written

T = TypeVar("T")


class Figures(NamedTuple):
    """What writes the amounts of a report.

    Every amount passes through here, so that no renderer can forget that it is withheld.
    """

    withheld: bool

    def told(self, amount: T) -> T | None:
        """An amount, or None where it is withheld."""
        return None if self.withheld else amount

    def money(self, amount: Decimal | None, currency: str) -> str:
        """An amount with the decimals of its currency, or a dash: it is unknown or withheld."""
        return written.cell(self.told(amount), currency)

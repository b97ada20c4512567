"""Open balances by age, with the expected loss."""

from collections.abc import Iterable
from decimal import Decimal
from typing import NamedTuple

from clienthealth.facts.client import ClientFacts
from clienthealth.facts.context import cents
from clienthealth.ledger.disclosure import Figure, Money, ProgramWords

ZERO = Decimal("0.00")


class Band(NamedTuple):
    """The open invoices of one age."""

    name: ProgramWords
    """The days overdue, one of `payment.AGE_BANDS`."""
    open: Money
    """Gross, in the business's currency."""
    loss_percent: Figure
    """The expected loss in percent: the policy's provision."""
    expected_loss: Money
    """In the business's currency, in cents."""


class Ageing(NamedTuple):
    """Open invoices by age, with the expected loss."""

    bands: tuple[Band, ...]
    """One for each of `payment.AGE_BANDS`, in that order, including empty ones."""

    @property
    def open(self) -> Money:
        """Everything open."""
        return total_of(band.open for band in self.bands)

    @property
    def overdue(self) -> Money:
        """Everything overdue."""
        return total_of(band.open for band in self.bands[1:])

    @property
    def expected_loss(self) -> Money:
        """The expected loss on everything open."""
        return total_of(band.expected_loss for band in self.bands)


def total_of(amounts: Iterable[Money]) -> Money:
    """The sum; None where the amounts are withheld."""
    total = ZERO
    for amount in amounts:
        if amount is None:
            return None
        total += amount
    return total


def ageing_of(facts: ClientFacts) -> Ageing:
    """What a client owes by age, in the business's currency, with the policy's provision."""
    percents = facts.context.policy.provision.percents
    return Ageing(
        tuple(
            Band(name, amount, percent, cents(amount * percent / 100))
            for (name, amount), percent in zip(facts.ageing.items(), percents, strict=True)
        )
    )

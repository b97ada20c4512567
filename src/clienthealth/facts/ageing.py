"""Open balances by age, with what is expected to be lost of them."""

from decimal import Decimal
from typing import NamedTuple

from clienthealth.facts.client import ClientFacts
from clienthealth.facts.context import cents

ZERO = Decimal("0.00")


class Band(NamedTuple):
    """The open invoices of one age."""

    name: str
    """The days past due, one of `payment.AGE_BANDS`."""
    open: Decimal
    """Gross, in the business's currency."""
    loss_percent: Decimal
    """The share of it that is expected never to come, in percent: the policy's provision."""
    expected_loss: Decimal
    """In the business's currency, in cents."""


class Ageing(NamedTuple):
    """Open invoices by age, with what is expected to be lost of them."""

    bands: tuple[Band, ...]
    """One for each of `payment.AGE_BANDS`, in that order, the empty ones too."""

    @property
    def open(self) -> Decimal:
        """All that is open."""
        return sum((band.open for band in self.bands), ZERO)

    @property
    def overdue(self) -> Decimal:
        """What is past due."""
        return sum((band.open for band in self.bands[1:]), ZERO)

    @property
    def expected_loss(self) -> Decimal:
        """What is expected to be lost of all that is open."""
        return sum((band.expected_loss for band in self.bands), ZERO)


def ageing_of(facts: ClientFacts) -> Ageing:
    """What a client owes by age, in the business's currency, under the policy's provision."""
    percents = facts.context.policy.provision.percents
    return Ageing(
        tuple(
            Band(name, amount, percent, cents(amount * percent / 100))
            for (name, amount), percent in zip(facts.ageing.items(), percents, strict=True)
        )
    )

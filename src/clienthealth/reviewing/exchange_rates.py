"""The exchange rates used to convert the amounts of a report."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from clienthealth.facts.client import ClientFacts
from clienthealth.ledger.disclosure import Money, ProgramWords


class Conversion(NamedTuple):
    """A foreign currency and the ledger's rate that was used for it."""

    currency: ProgramWords
    rate: Money
    """The value of one unit in the business's currency."""
    from_: date | None
    """The first day of the rate; None for a rate from the beginning."""


def conversions(clients: Sequence[ClientFacts]) -> tuple[Conversion, ...]:
    """The rates at which the clients' amounts are converted, by currency.

    All amounts are converted at the rates of the date of assessment. The currency of a client
    without amounts is left out, because there is nothing to convert.
    """
    used = {f.client.currency: f for f in clients if f.client.currency and f.has_amounts}
    found = []
    for currency, facts in sorted(used.items()):
        if currency != facts.context.exchange.home:
            entry = facts.context.exchange.entry(currency, facts.as_of)
            found.append(Conversion(currency, entry.value, entry.from_))
    return tuple(found)

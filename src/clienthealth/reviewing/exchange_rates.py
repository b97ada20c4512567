"""Which exchange rates the amounts of a report were converted at."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from clienthealth.facts.client import ClientFacts
from clienthealth.ledger.disclosure import Money, ProgramWords


class Conversion(NamedTuple):
    """A foreign currency and the ledger's rate for it that was used."""

    currency: ProgramWords
    rate: Money
    """What one unit is worth in the business's currency."""
    from_: date | None
    """The first day the rate holds; None: from the beginning."""


def conversions(clients: Sequence[ClientFacts]) -> tuple[Conversion, ...]:
    """The rates at which the clients' amounts are converted, by currency.

    All amounts are converted at the rates that hold on the date of assessment. Currencies of
    clients that have been sent no invoice are left out, as there is nothing to convert.
    """
    used = {f.client.currency: f for f in clients if f.client.currency and f.has_amounts}
    found = []
    for currency, facts in sorted(used.items()):
        if currency != facts.context.exchange.home:
            entry = facts.context.exchange.entry(currency, facts.as_of)
            found.append(Conversion(currency, entry.value, entry.from_))
    return tuple(found)

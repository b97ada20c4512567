"""Where the income comes from, and how much of it depends on a few clients."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Literal, NamedTuple

from clienthealth.facts.client import ClientFacts
from clienthealth.facts.context import cents
from clienthealth.judging.ranking import half_up
from clienthealth.ledger.disclosure import ClientId, ClientName, Figure, Money

Level = Literal["unconcentrated", "moderately concentrated", "highly concentrated"]

MODERATE, HIGH = 1000, 1800
"""The bands of the US Department of Justice and the Federal Trade Commission (Merger Guidelines,
2023). They are for the suppliers of a market; here they are used for the sources of an income."""


class Source(NamedTuple):
    """What one client brings in."""

    client: ClientId
    name: ClientName
    revenue: Money
    """Revenue in the window, in the business's currency."""
    share: float
    """The share of all revenue, from 0 to 1; 0 where the client's revenue is negative."""


class Concentration(NamedTuple):
    """How much of the income depends on how few clients."""

    sources: tuple[Source, ...]
    """The clients, largest revenue first."""
    herfindahl: Figure | None
    """The Herfindahl-Hirschman index: the sum of the squared shares in percent, from just above 0
    (very many equal clients) to 10000 (one client). None without revenue."""

    @property
    def largest(self) -> float | None:
        """The share of the largest client; None without revenue."""
        return self._share_of(1)

    @property
    def top_three(self) -> float | None:
        """The share of the three largest clients; None without revenue."""
        return self._share_of(3)

    def _share_of(self, count: int) -> float | None:
        if self.herfindahl is None:
            return None
        return sum(source.share for source in self.sources[:count])

    @property
    def effective_clients(self) -> Decimal | None:
        """How many equal clients would be as concentrated: the inverse of the index."""
        return None if self.herfindahl is None else 10000 / self.herfindahl

    @property
    def level(self) -> Level | None:
        """The band of the index, rounded to a whole number: moderate from 1000, high above 1800."""
        if self.herfindahl is None:
            return None
        index = half_up(self.herfindahl)
        if index > HIGH:
            return "highly concentrated"
        return "moderately concentrated" if index >= MODERATE else "unconcentrated"


def concentration_of(active: Sequence[ClientFacts]) -> Concentration:
    """How the revenue of the window is spread over the active clients.

    Former clients are left out: the question is on whom tomorrow's income depends. The hold
    `replace-income` uses the same shares.
    """
    revenues = {facts.client.id: max(Decimal(0), facts.revenue) for facts in active}
    total = sum(revenues.values(), Decimal(0))
    shares = {name: each / total if total > 0 else Decimal(0) for name, each in revenues.items()}
    sources = [
        Source(f.client.id, f.client.name, cents(f.revenue), float(shares[f.client.id]))
        for f in sorted(active, key=lambda f: (-cents(f.revenue), f.client.id))
    ]
    squares = sum(((100 * share) ** 2 for share in shares.values()), Decimal(0))
    return Concentration(tuple(sources), squares if total > 0 else None)

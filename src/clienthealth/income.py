"""Where the income comes from: how much hangs on few clients, and who takes the time for it."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Literal, NamedTuple

from clienthealth.facts.client import ClientFacts
from clienthealth.facts.context import cents
from clienthealth.judging.ranking import Shares, half_up

Level = Literal["unconcentrated", "moderately concentrated", "highly concentrated"]

MODERATE, HIGH = 1000, 1800
"""The bands of the US Department of Justice and the Federal Trade Commission (Merger Guidelines,
2023) for the suppliers of a market, used here by analogy for the sources of an income."""


class Source(NamedTuple):
    """What one client brings."""

    client: str
    """The client's id."""
    name: str
    revenue: Decimal
    """Of the window, in the business's currency."""
    share: float
    """Of the revenue of all, from 0 to 1; 0 where the client's revenue is negative."""


class Concentration(NamedTuple):
    """How much of the income hangs on how few clients."""

    sources: tuple[Source, ...]
    """The clients, the largest revenue first."""
    herfindahl: Decimal | None
    """The Herfindahl-Hirschman index: the sum of the squared shares in percent, from just above 0
    (very many alike) to 10000 (one client). None without revenue."""

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
        """How many clients alike would be as concentrated: the inverse of the index."""
        return None if self.herfindahl is None else 10000 / self.herfindahl

    @property
    def level(self) -> Level | None:
        """The band of the index, rounded to a whole number: up to 1800 moderately, above highly."""
        if self.herfindahl is None:
            return None
        index = half_up(self.herfindahl)
        if index > HIGH:
            return "highly concentrated"
        return "moderately concentrated" if index >= MODERATE else "unconcentrated"


def concentration_of(active: Sequence[ClientFacts]) -> Concentration:
    """How the revenue of the window is spread over the active clients.

    Clients that left are not counted: the question is on whom tomorrow's income hangs, and the
    hold `replace-income` takes the same shares.
    """
    revenues = {facts.client.id: max(Decimal(0), facts.revenue) for facts in active}
    total = sum(revenues.values(), Decimal(0))
    shares = {name: each / total if total > 0 else Decimal(0) for name, each in revenues.items()}
    sources = [
        Source(f.client.id, f.client.name, cents(f.revenue), float(shares[f.client.id]))
        for f in active
    ]
    sources.sort(key=lambda each: (-each.revenue, each.client))
    squares = sum(((100 * share) ** 2 for share in shares.values()), Decimal(0))
    return Concentration(tuple(sources), squares if total > 0 else None)


class Taker(NamedTuple):
    """One client on the curve: what it takes, what it brings, and the sums so far."""

    client: str
    """The client's id."""
    name: str
    hours_share: float | None
    """None where no client has hours."""
    trouble_share: float | None
    """Of the events of the window that speak against a client; None where there is none."""
    taken: float
    """The mean of the two; the one that there is alone."""
    revenue_share: float | None
    """None where there is no revenue."""
    clients_so_far: float
    """The share of the clients up to this one: the abscissa of the curve."""
    taken_so_far: float
    revenue_so_far: float
    is_drain: bool
    """Whether it is of the fifth that takes most for what it brings."""


class Drain(NamedTuple):
    """The fifth of the clients that take most time and trouble for what they bring."""

    clients: tuple[str, ...]
    """Ids, the greatest drain first."""
    taken: float
    """Their part of the time and trouble, from 0 to 1."""
    revenue: float
    """Their part of the revenue, from 0 to 1."""


class Pareto(NamedTuple):
    """Who takes the time and the trouble, beside who brings the revenue."""

    takers: tuple[Taker, ...]
    """Those that take most first; ties go by id. Empty where neither hours nor trouble are
    known."""
    drain: Drain


def pareto_of(active: Sequence[ClientFacts]) -> Pareto:
    """The active clients by the time and trouble they take (article 001, after Pareto).

    The order of the curve is what a client takes; the drain is the fifth (of the clients with
    hours, halves rounded up) with the most taken for its revenue, as the rule time-drain has it.
    """
    shares = Shares(active)
    takers: list[Taker] = []
    clients_so_far, taken_so_far, revenue_so_far = 0, 0.0, 0.0
    ordered = sorted(active, key=lambda f: (-(shares.taken(f.client.id) or 0.0), f.client.id))
    for facts in ordered:
        name = facts.client.id
        taken, revenue = shares.taken(name), shares.revenue(name)
        if taken is None:
            continue
        clients_so_far += 1
        taken_so_far += taken
        revenue_so_far += revenue or 0.0
        takers.append(
            Taker(
                client=name,
                name=facts.client.name,
                hours_share=shares.hours(name),
                trouble_share=shares.trouble(name),
                taken=taken,
                revenue_share=revenue,
                clients_so_far=clients_so_far / len(ordered),
                taken_so_far=taken_so_far,
                revenue_so_far=revenue_so_far,
                is_drain=shares.is_drain(name),
            )
        )
    return Pareto(tuple(takers), _drain(takers, shares))


def _drain(takers: Sequence[Taker], shares: Shares) -> Drain:
    chosen = sorted(
        (each for each in takers if each.is_drain),
        key=lambda each: shares.drain_rank(each.client) or 0,
    )
    return Drain(
        clients=tuple(each.client for each in chosen),
        taken=sum((each.taken for each in chosen), 0.0),
        revenue=sum((each.revenue_share or 0.0 for each in chosen), 0.0),
    )

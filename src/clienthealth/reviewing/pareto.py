"""Who takes the time and the trouble, beside who brings the revenue."""

from collections.abc import Sequence
from typing import NamedTuple

from clienthealth.facts.client import ClientFacts
from clienthealth.judging.ranking import Shares
from clienthealth.ledger.disclosure import ClientId, ClientName


class Taker(NamedTuple):
    """One client on the curve: what it takes, what it brings, and the sums so far."""

    client: ClientId
    name: ClientName
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

    clients: tuple[ClientId, ...]
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

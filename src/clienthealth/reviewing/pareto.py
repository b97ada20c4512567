"""Who takes the time and the trouble, and who brings in the revenue."""

from collections.abc import Sequence
from typing import NamedTuple

from clienthealth.facts.client import ClientFacts
from clienthealth.judging.ranking import Shares, burden_of
from clienthealth.ledger.disclosure import ClientId, ClientName


class Taker(NamedTuple):
    """One client on the curve: what they take, what they bring in, and the sums so far."""

    client: ClientId
    name: ClientName
    hours_share: float | None
    """None where no client has hours."""
    trouble_share: float | None
    """The share of events of the window against clients; None where there are too few."""
    taken: float
    """The mean of the two shares, or the only one of them there is."""
    revenue_share: float | None
    """None where there is no revenue."""
    clients_so_far: float
    """The share of the clients up to this one: the x axis of the curve."""
    taken_so_far: float
    revenue_so_far: float
    is_drain: bool
    """Whether they are in the fifth who take the most for what they bring in."""


class Drain(NamedTuple):
    """The fifth of the clients who take the most time and trouble for what they bring in."""

    clients: tuple[ClientId, ...]
    """Ids, greatest drain first."""
    taken: float
    """Their share of the time and trouble, from 0 to 1."""
    revenue: float
    """Their share of the revenue, from 0 to 1."""


class Pareto(NamedTuple):
    """Who takes the time and the trouble, and who brings in the revenue."""

    takers: tuple[Taker, ...]
    """The clients who take the most first; ties go by id. Empty where neither hours nor trouble
    are known."""
    drain: Drain


def pareto_of(active: Sequence[ClientFacts]) -> Pareto:
    """The active clients by the time and trouble they take (article 001, after Pareto).

    The curve is ordered by what a client takes. The drain is the fifth of the clients with hours
    (rounded half up) who take the most for their revenue, as in the rule time-drain.
    """
    shares = Shares([*map(burden_of, active)])
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

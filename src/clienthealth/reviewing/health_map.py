"""The map of health and hourly rate: in which of four quarters each client stands."""

from collections.abc import Iterable, Mapping
from decimal import Decimal

from clienthealth.facts.context import number_on
from clienthealth.judging.assessment import Assessment, ClientAssessment
from clienthealth.reviewing.model import HealthMap, Quarter, Spot

ZERO = Decimal(0)


def map_of(assessment: Assessment) -> HealthMap:
    """The map of an assessment alone; without spots where its amounts are withheld."""
    portfolio, business = assessment.portfolio, assessment.ledger.business
    brought = {c.id: max(ZERO, c.facts.revenue or ZERO) for c in assessment.clients}
    total = sum((brought[c.id] for c in assessment.clients if c.stage == "active"), ZERO)
    overall = None
    if portfolio.revenue is not None and portfolio.hours > 0:
        overall = portfolio.revenue / portfolio.hours
    return health_map(
        assessment.clients,
        {name: float(each / total) if total > 0 else 0.0 for name, each in brought.items()},
        health_line=assessment.policy.grades.watch,
        target=number_on(business.target_rate, assessment.as_of),
        overall=overall,
    )


def health_map(
    clients: Iterable[ClientAssessment],
    shares: Mapping[str, float],
    *,
    health_line: float,
    target: Decimal | None,
    overall: Decimal | None,
) -> HealthMap:
    """Where the active clients stand.

    Args:
        clients: The clients, in the order of the ledger.
        shares: Of the revenue of all active clients, by id.
        health_line: From this health on a client is on the good side.
        target: What an hour should bring.
        overall: What an hour of the whole business brings, which counts where there is no target.
    """
    line = overall if target is None else target
    spots = tuple(
        _spot(client, health_line, line, shares.get(client.id, 0.0))
        for client in clients
        if client.stage == "active"
        and client.health is not None
        and client.effective_rate is not None
    )
    return HealthMap(health_line, line, target is not None, spots)


def _spot(
    client: ClientAssessment, health_line: float, rate_line: Decimal | None, share: float
) -> Spot:
    rate, health = client.effective_rate or ZERO, client.health or 0.0
    return Spot(
        id=client.id,
        name=client.name,
        health=health,
        effective_rate=rate,
        worth=client.worth,
        revenue_share=share,
        quarter=_quarter(health >= health_line, rate_line is None or rate >= rate_line),
        action=client.action,
    )


def _quarter(behaves: bool, pays: bool) -> Quarter:  # noqa: FBT001  # the two axes
    if behaves:
        return "keep" if pays else "raise-the-rate"
    return "renegotiate" if pays else "let-go"

"""The map of health and hourly rate, with each client in one of four quadrants."""

from decimal import Decimal
from typing import TYPE_CHECKING, Literal, NamedTuple

from clienthealth.facts.context import number_on
from clienthealth.judging.actions import Action
from clienthealth.judging.holds import HoldKind
from clienthealth.judging.tones import complete
from clienthealth.ledger.disclosure import ClientId, ClientName, Money

if TYPE_CHECKING:
    from clienthealth.judging.assessment import Assessment, ClientAssessment

ZERO = Decimal(0)

Quadrant = Literal["keep", "raise-the-rate", "renegotiate", "let-go"]
"""As JSON has them. They are no verdicts, so nobody reads them under these names."""

QUADRANTS: dict[Quadrant, str] = {
    "renegotiate": "strained, well paid",
    "keep": "healthy, well paid",
    "let-go": "strained, poorly paid",
    "raise-the-rate": "healthy, poorly paid",
}
"""What a reader sees of each quadrant: where it lies, not what to do about who is there."""

complete(QUADRANTS, Quadrant)


class Spot(NamedTuple):
    """A client's spot on the map of health and hourly rate."""

    id: ClientId
    name: ClientName
    health: float
    effective_rate: Money
    worth: Money
    revenue_share: float
    quadrant: Quadrant
    action: Action | None
    holds: tuple[HoldKind, ...] = ()


class HealthMap(NamedTuple):
    """Clients by health and effective hourly rate, in four quadrants."""

    health_line: float
    """From this health on a client is healthy: the policy's `healthy`, as everywhere."""
    rate_line: Money
    """The rate from which an hour is well paid: the target rate or, without one, the rate of the
    whole business. None where neither is known."""
    line_is_target: bool
    spots: tuple[Spot, ...]
    """In the order of the ledger; clients without health or hours, and those who are served pro
    bono, have no spot."""


def map_of(assessment: "Assessment") -> HealthMap:
    """The active clients on the map. There is no line for the rate where amounts are withheld.

    Each client is compared with the target rate or, without one, with the rate of the whole
    business. Both are rounded to cents, so that an only client is exactly as good as the whole.
    """
    portfolio, business = assessment.portfolio, assessment.ledger.business
    active = [client for client in assessment.clients if client.stage == "active"]
    brought = {client.id: max(ZERO, client.facts.revenue or ZERO) for client in active}
    total = sum(brought.values(), ZERO)
    target = number_on(business.target_rate, assessment.as_of)
    line = portfolio.effective_rate if target is None else target
    health_line = assessment.policy.grades.healthy
    spots = tuple(
        _spot(client, health_line, line, float(brought[client.id] / total) if total > 0 else 0.0)
        for client in active
        if client.health is not None
        and client.effective_rate is not None
        and assessment.ledger.clients[client.position].billing == "paid"
    )
    return HealthMap(health_line, line, target is not None, spots)


def _spot(
    client: "ClientAssessment", health_line: float, rate_line: Decimal | None, share: float
) -> Spot:
    rate, health = client.effective_rate or ZERO, client.health or 0.0
    return Spot(
        id=client.id,
        name=client.name,
        health=health,
        effective_rate=rate,
        worth=client.worth,
        revenue_share=share,
        quadrant=_quadrant(health >= health_line, rate_line is None or rate >= rate_line),
        action=client.action,
        holds=client.hold_kinds,
    )


def _quadrant(behaves: bool, pays: bool) -> Quadrant:  # noqa: FBT001  # the two axes
    if behaves:
        return "keep" if pays else "raise-the-rate"
    return "renegotiate" if pays else "let-go"

"""What to do next with a ledger that is empty, or that says next to nothing yet."""

from typing import TYPE_CHECKING

from clienthealth.judging.assessment import Assessment
from clienthealth.ledger import written

if TYPE_CHECKING:
    from clienthealth.judging.trend import Trend

NOBODY = (
    "The ledger has no client yet. Add one under `clients:` with an `id` and a `name`, or take "
    "them from an export of your invoices: `clienthealth import FILE --new-clients`."
)
NOTHING = (
    "Nothing is logged yet that says how these clients behave. Begin with their invoices and "
    "payments (`clienthealth import`), then log hours and messages (`clienthealth log`)."
)


def first_step(assessment: Assessment) -> str | None:
    """What to do first; None where the ledger has something to judge by."""
    if not assessment.clients:
        if assessment.ledger.clients:
            day = written.day(assessment.as_of)
            return f"No client was known on {day}. All entries are later; choose a later --as-of."
        return NOBODY
    if all(
        client.basis.invoices_due == client.basis.hours == client.basis.events == 0
        and not client.facts.open_balance
        and not client.facts.revenue
        and not client.findings
        for client in assessment.clients
    ):
        return NOTHING
    return None


def first_step_of(trend: "Trend") -> str | None:
    """The same for the health over time."""
    if not trend.clients:
        return NOBODY
    known = any(point.health is not None for each in trend.clients for point in each.points)
    return None if known else NOTHING

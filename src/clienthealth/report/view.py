"""Which clients a report shows, and in which order."""

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

from clienthealth.facts.client import STAGE_ORDER
from clienthealth.judging.actions import urgency
from clienthealth.judging.assessment import Assessment, ClientAssessment

SORTS: dict[str, Callable[[ClientAssessment], Any]] = {
    "rank": lambda c: (c.rank is None, c.rank or 0),
    "health": lambda c: (c.health is None, -(c.health or 0.0)),
    "worth": lambda c: (c.worth is None, -(c.worth or 0)),
    "trend": lambda c: (c.trend is None, c.trend or 0.0),
    "verdict": lambda c: urgency(c.action),
    "gravest": lambda c: (urgency(c.action), c.health is None, c.health or 0.0),
    "overdue": lambda c: -(c.facts.overdue_balance or 0),
    "name": lambda c: c.name.casefold(),
    "id": lambda c: c.id,
}
"""The orders in which clients can be shown; ties go by id."""
_BY_STAGE = {"rank", "gravest"}
"""The orders that keep the clients of a stage together."""


class View(NamedTuple):
    """An assessment and the part of it that is shown."""

    assessment: Assessment
    clients: tuple[ClientAssessment, ...]
    in_detail: bool = False
    """Whether single clients were asked for."""

    @property
    def is_part(self) -> bool:
        """Whether some clients are not shown; what is ranked and added up are all the same."""
        return len(self.clients) < len(self.assessment.clients)

    def told_by(self, assessment: Assessment) -> "View":
        """The same clients in the same order, as another form of the assessment tells them."""
        told = {client.position: client for client in assessment.clients}
        return View(assessment, tuple(told[c.position] for c in self.clients), self.in_detail)


def view_of(
    assessment: Assessment,
    *,
    sort: str = "rank",
    ids: Sequence[str] = (),
    stage: str | None = None,
) -> View:
    """Choose and order what is shown; what is ranked does not change by it.

    Raises:
        LookupError: an id is not a client's; the message is the id.
    """
    for name in ids:
        if assessment.client(name) is None:
            raise LookupError(name)
    shown = [
        c
        for c in assessment.clients
        if (not ids or c.id in ids) and (stage is None or c.stage == stage)
    ]
    key = SORTS[sort]
    shown.sort(key=lambda c: (STAGE_ORDER.index(c.stage) if sort in _BY_STAGE else 0, key(c), c.id))
    return View(assessment, tuple(shown), in_detail=bool(ids))

"""The plans that follow from the decisions of a review."""

from collections.abc import Iterator
from typing import NamedTuple

from clienthealth.planning.letting_go import letgo_of
from clienthealth.planning.model import Plan
from clienthealth.planning.on_a_client import OnClient
from clienthealth.planning.setting_boundaries import boundaries_of
from clienthealth.reviewing.decisions import DECISIONS
from clienthealth.reviewing.model import Bottom, Review
from clienthealth.reviewing.period import ReviewedPeriod


class PlannedReview(NamedTuple):
    """A review and its plans."""

    review: Review
    plans: tuple[Plan, ...]
    """One plan for each client of the bottom group who needs one, in the order of the group. They
    have no letters; the plan's own command prints those."""


def with_plans(review: Review) -> PlannedReview:
    """A review with a plan for each decision that needs one.

    A redacted review has no plans, because it has no ledger to plan from.

    Args:
        review: The result of `review`.
    """
    return PlannedReview(review, () if review.withheld else tuple(_plans(review)))


def _plans(review: Review) -> Iterator[Plan]:
    assessment = review.assessment
    period = ReviewedPeriod.of(assessment.ledger, assessment.policy, review.last_day)
    for each in review.bottom:
        client = period.assessment.client(each.id)
        if client is not None and DECISIONS[each.decision].plan is not None:
            yield _plan(OnClient(period, client), each)


def _plan(about: OnClient, decided: Bottom) -> Plan:
    """The plan for the review's decision. The verdict alone may not call for it."""
    if decided.decision == "go":
        return letgo_of(about, (decided.decision, decided.why))
    return boundaries_of(about)

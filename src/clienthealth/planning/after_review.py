"""The plans that the decisions of a review lead into."""

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
    """A review, and how to go on from it."""

    review: Review
    plans: tuple[Plan, ...]
    """For each client of the bottom group about whom there is something to do, in its order;
    without letters, which the command of the plan prints."""


def with_plans(review: Review) -> PlannedReview:
    """A review with the plan for each decision that leads into one.

    A redacted review holds no ledger to plan from, so it has none.

    Args:
        review: What `review` gave.
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
    """The plan for what the review decided, which the verdict alone may not call for."""
    if decided.decision == "go":
        return letgo_of(about, decided=True)
    return boundaries_of(about)

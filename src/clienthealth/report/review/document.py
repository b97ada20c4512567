"""The annual review as sections, the same for a terminal, a pipe and a wiki."""

from collections.abc import Iterator

from clienthealth.report.review import changes as review_changes
from clienthealth.report.review import clients as review_clients
from clienthealth.report.review import portfolio as review_portfolio
from clienthealth.report.text.beginning import first_step
from clienthealth.report.text.blocks import Line, Section
from clienthealth.reviewing.model import Review


def sections(review: Review) -> Iterator[Section]:
    """What is said, the decisions first; the first section is the headline."""
    if (first := first_step(review.assessment)) is not None:
        yield Section(review_clients.title(review), (Line(first),))
        return
    yield review_clients.headline(review)
    yield review_clients.bottom_group(review)
    if (beyond := review_clients.beyond(review)) is not None:
        yield beyond
    if review.what_if is not None:
        yield review_changes.what_if(review.what_if, review.currency)
    yield review_clients.top_group(review)
    yield review_portfolio.drain(review)
    yield review_portfolio.health_map(review)
    yield review_portfolio.concentration(review)
    yield review_portfolio.ageing(review)
    yield review_portfolio.business(review)
    yield review_changes.changes(review)
    if (notes := review_changes.notes(review)) is not None:
        yield notes

"""`review` for a wiki or a pull request, in GitHub's Markdown."""

from clienthealth.report.review.document import sections
from clienthealth.report.text.markdown_sections import page
from clienthealth.reviewing.model import Review


def render(review: Review) -> str:
    """The sections of a review under headings of their own."""
    return page(sections(review))

"""A plan for a wiki or an issue, in GitHub's Markdown: a list whose boxes can be ticked."""

from clienthealth.planning.model import Plan
from clienthealth.report.plan.document import sections
from clienthealth.report.text.markdown_sections import page


def render(plan: Plan) -> str:
    """The sections of a plan, each under its own heading."""
    return page(sections(plan))

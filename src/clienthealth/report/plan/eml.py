"""A plan's letter as a draft for a mail program, to read and send by hand."""

from clienthealth.planning.model import Plan
from clienthealth.report.text.mail import draft_text


def render(plan: Plan) -> str:
    """The draft."""
    to = plan.recipient.email if plan.recipient is not None else None
    return draft_text(_subject(plan), _body(plan), to)


def _subject(plan: Plan) -> str:
    return plan.letters[0].subject if plan.letters else "Our work together"


def _body(plan: Plan) -> str:
    return plan.letters[0].body if plan.letters else "\n\n".join(plan.script)

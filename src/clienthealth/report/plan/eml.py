"""A plan's letter as a draft that a mail program opens, to be read and sent by hand."""

from email.message import EmailMessage
from email.policy import SMTP

from clienthealth.planning.model import Plan
from clienthealth.report.text.safety import safe_line


def render(plan: Plan) -> str:
    """The draft; `X-Unsent` opens it for editing in the programs that know it."""
    draft = EmailMessage(policy=SMTP)
    if plan.recipient is not None and plan.recipient.email:
        draft["To"] = safe_line(plan.recipient.email)
    draft["Subject"] = safe_line(_subject(plan))
    draft["X-Unsent"] = "1"
    text = "".join(f"{safe_line(line)}\n" for line in _body(plan).split("\n"))
    draft.set_content(text, cte="quoted-printable")
    return draft.as_bytes().decode("ascii")


def _subject(plan: Plan) -> str:
    return plan.letters[0].subject if plan.letters else "Our work together"


def _body(plan: Plan) -> str:
    return plan.letters[0].body if plan.letters else "\n\n".join(plan.script)

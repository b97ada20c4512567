"""A draft of a mail, to be read, changed and sent by hand."""

from email.message import EmailMessage
from email.policy import SMTP

from clienthealth.report.text.safety import safe_line


def draft_text(subject: str, body: str, to: str | None) -> str:
    """The draft; `X-Unsent` opens it for editing in the programs that know it."""
    draft = EmailMessage(policy=SMTP)
    if to:
        draft["To"] = safe_line(to)
    draft["Subject"] = safe_line(subject)
    draft["X-Unsent"] = "1"
    text = "".join(f"{safe_line(line)}\n" for line in body.split("\n"))
    draft.set_content(text, cte="quoted-printable")
    return draft.as_bytes().decode("ascii")

"""The letter of the next reminder as a draft that a mail program opens."""

from clienthealth.planning.collecting import Collection
from clienthealth.report.text.mail import draft_text


def render(found: Collection) -> str:
    """The draft; empty if there is nothing to send."""
    if not found.letters:
        return draft_text("Nothing to remind of", "", None)
    letter = found.letters[0]
    return draft_text(letter.subject, letter.body, found.recipient)

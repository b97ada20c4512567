"""What is due, as it may be shown to anybody."""

from clienthealth.planning.due import Agenda, Due
from clienthealth.redaction.redact import introduce, redact
from clienthealth.redaction.redactor import Redactor


def redact_agenda(agenda: Agenda, redactor: Redactor) -> Agenda:
    """What is due with pseudonyms and without amounts; dates and its order stay."""
    introduce(agenda.assessment.ledger, redactor)
    return agenda._replace(
        assessment=redact(agenda.assessment, redactor),
        items=tuple(_due(due, redactor) for due in agenda.items),
        withheld=True,
    )


def _due(due: Due, redactor: Redactor) -> Due:
    name = redactor.client(due.client)
    command = due.command._replace(client=name)
    return due._replace(client=name, name=name, amount=None, command=command)

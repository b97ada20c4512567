"""What is due as JSON, `clienthealth.today/1`: keys may be added, none is renamed or removed."""

from clienthealth.planning.due import Agenda
from clienthealth.report.text.figures import Figures
from clienthealth.report.text.json_document import json_document, money_text
from clienthealth.version import __version__

FORMAT = "clienthealth.today/1"


def render(agenda: Agenda) -> str:
    """One object, with money as text and null for what is unknown or withheld."""
    figures = Figures(agenda.withheld)
    return json_document(
        {
            "format": FORMAT,
            "tool_version": __version__,
            "policy_hash": agenda.assessment.policy_hash,
            "as_of": agenda.as_of.isoformat(),
            "until": agenda.until.isoformat(),
            "currency": agenda.currency,
            "items": [
                {
                    "date": due.day.isoformat(),
                    "kind": due.kind,
                    "client": due.client,
                    "name": due.name,
                    "what": due.what,
                    "why": due.why,
                    "amount": money_text(figures.told(due.amount)),
                    "command": due.command.line,
                }
                for due in agenda.items
            ],
        }
    )

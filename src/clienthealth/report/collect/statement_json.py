"""`collect CLIENT --statement --format json`, version 1."""

from clienthealth.planning.statement import Statement
from clienthealth.report.text.json_document import json_document, money_text

FORMAT = "clienthealth.statement/1"


def render(found: Statement) -> str:
    """One JSON object; money is text, in the client's currency."""
    return json_document(
        {
            "format": FORMAT,
            "business": found.business,
            "client": found.client,
            "id": found.id,
            "currency": found.currency,
            "from": found.first_day.isoformat(),
            "as_of": found.as_of.isoformat(),
            "opening": money_text(found.opening),
            "balance": money_text(found.balance),
            "credit": money_text(found.credit),
            "entries": [
                {
                    "date": entry.day.isoformat() if entry.day is not None else None,
                    "kind": entry.kind,
                    "invoice": entry.reference or None,
                    "amount": money_text(entry.amount),
                    "balance": money_text(entry.balance),
                }
                for entry in found.entries
            ],
            "open_invoices": [
                {
                    "number": each.number,
                    "issued": each.issued.isoformat(),
                    "due": each.due.isoformat(),
                    "days_past_due": each.days,
                    "open": money_text(each.open),
                }
                for each in found.open_invoices
            ],
            "ageing": {name: money_text(amount) for name, amount in found.ages},
        }
    )

"""`collect --format json`, version 1: a contract of its own, apart from the internal types."""

from decimal import Decimal
from typing import Any

from clienthealth.facts.habit import Habit
from clienthealth.judging.assessment import path_text
from clienthealth.planning.collecting import (
    NOT_ADVICE,
    ClientAccount,
    Collection,
    NextReminder,
    OpenItem,
)
from clienthealth.planning.interest import Claim
from clienthealth.report.collect.document import log_lines
from clienthealth.report.text.figures import Figures
from clienthealth.report.text.json_document import json_document, money_text
from clienthealth.version import __version__

FORMAT = "clienthealth.collect/1"
Object = dict[str, Any]


def render(found: Collection) -> str:
    """One JSON object, with money as text and null for what is unknown or withheld."""
    writer = _Writer(Figures(found.withheld))
    return json_document(
        {
            "format": FORMAT,
            "tool_version": __version__,
            "as_of": found.as_of.isoformat(),
            "currency": found.currency,
            "open": writer.money(found.open),
            "overdue": writer.money(found.overdue),
            "expected_loss": writer.money(found.expected_loss),
            "not_advice": NOT_ADVICE,
            "clients": [writer.client(each) for each in found.clients],
            "letters": [
                {
                    "kind": letter.kind,
                    "language": letter.language,
                    "subject": letter.subject,
                    "body": letter.body,
                }
                for letter in found.letters
            ],
        }
    )


class _Writer:
    """Writes what is owed; amounts may be withheld."""

    def __init__(self, figures: Figures) -> None:
        self._figures = figures

    def money(self, amount: Decimal | None) -> str | None:
        return money_text(self._figures.told(amount))

    def client(self, account: ClientAccount) -> Object:
        sums = account.fixed_sums
        return {
            "id": account.id,
            "name": account.name,
            "stage": account.stage,
            "country": account.country,
            "currency": account.currency,
            "open": self.money(account.open),
            "overdue": self.money(account.overdue),
            "credit": self.money(account.credit),
            "days_beyond_terms": max(0, account.days),
            "ageing": {band.name: self.money(band.open) for band in account.ageing.bands},
            "expected_loss": self.money(account.ageing.expected_loss),
            "habit": _habit(account.habit),
            "interest": self.money(account.interest),
            "interest_paid_late": self.money(account.paid_late),
            "fixed_sums": None if sums is None else self.money(sums[0]),
            "fixed_sums_currency": None if sums is None else sums[1],
            "notes": list(account.notes),
            "reminders": [self._reminder(account, each) for each in account.reminders],
            "invoices": [self._item(account, item) for item in (*account.items, *account.disputed)],
        }

    @staticmethod
    def _reminder(account: ClientAccount, reminder: NextReminder) -> Object:
        return {
            "step": reminder.step,
            "date": reminder.day.isoformat(),
            "invoices": list(account.numbers_for(reminder)),
            "log": list(log_lines(account, reminder)),
        }

    def _item(self, account: ClientAccount, item: OpenItem) -> Object:
        return {
            "number": item.number,
            "path": path_text(account.position, item.path),
            "issued": item.issued.isoformat(),
            "due": item.due.isoformat(),
            "is_instalment": item.is_instalment,
            "state": item.state,
            "billed": self.money(item.billed),
            "open": self.money(item.open),
            "overdue": self.money(item.overdue),
            "days_beyond_terms": max(0, item.days),
            "sent": [{"step": each.step, "date": each.day.isoformat()} for each in item.sent],
            "next": None
            if item.next is None
            else {"step": item.next.step, "date": item.next.day.isoformat()},
            "claim": None if item.claim is None else self._claim(item.claim),
        }

    def _claim(self, claim: Claim) -> Object:
        return {
            "basis": claim.basis,
            "rate_percent": None if claim.rate is None else f"{claim.rate:f}",
            "interest": self.money(claim.interest),
            "fixed_sum": self.money(claim.fixed_sum),
            "fixed_sum_currency": claim.fixed_sum_currency,
            "notes": list(claim.notes),
        }


def _habit(habit: Habit | None) -> Object | None:
    if habit is None:
        return None
    return {
        "paid": habit.paid,
        "median_days": habit.median_days,
        "is_steady": habit.is_steady,
        "spread_days": None if habit.spread is None else list(habit.spread),
        "median_days_beyond_terms": habit.median_late,
    }

"""The letters of reminders: each says which invoices are open, and by when to pay them."""

from collections.abc import Mapping
from datetime import date, timedelta
from decimal import Decimal

from clienthealth.facts.client import ClientFacts
from clienthealth.planning.collecting import (
    ClientAccount,
    NextReminder,
    OpenItem,
    ReminderStep,
    fixed_sums_of,
    interest_of,
)
from clienthealth.planning.language import language_of
from clienthealth.planning.letters import (
    InvoiceLine,
    LetterContext,
    LetterKind,
    Templates,
    letter,
)
from clienthealth.planning.model import Letter
from clienthealth.planning.moving import moved
from clienthealth.planning.shared_steps import addressee

KINDS: Mapping[ReminderStep, LetterKind] = {
    "friendly": "friendly_reminder",
    "firm": "firm_reminder",
    "final": "final_notice",
    "stop": "stop_of_work",
}
"""The letter of each reminder."""


def reminder_letter(
    facts: ClientFacts, account: ClientAccount, reminder: NextReminder, templates: Templates
) -> Letter:
    """The letter of a reminder, in the client's language.

    Amounts and days are those of the date of assessment. Only the final notice states the interest,
    and only in the currency of the invoices.

    Raises:
        LedgerError: one of the ledger's own templates cannot be filled in.
    """
    client, context = facts.client, facts.context
    chosen = account.due_for(reminder)
    pay_by = reminder.day + timedelta(days=context.policy.planning.days_to_pay)
    sums = fixed_sums_of(chosen)
    said = LetterContext(
        business=context.business.name,
        client=client.name,
        currency=account.currency,
        today=facts.as_of,
        country=client.country,
        contact=addressee(facts),
        invoices=tuple(_line(item, reminder.day) for item in chosen),
        pay_by=moved(pay_by, context, not_before=reminder.day),
        interest=interest_of(chosen) or None,
        fixed_sum=sums[0] if sums else None,
        fixed_sum_currency=sums[1] if sums else None,
        stop_day=reminder.day,
    )
    language = language_of(client.language, client.country)
    return letter(KINDS[reminder.step], language, said, templates)


def _line(item: OpenItem, day: date) -> InvoiceLine:
    """What an invoice or an instalment asks for now."""
    asked = item.overdue or item.open or Decimal(0)
    return InvoiceLine(item.number, item.issued, item.due, asked, (day - item.due).days)

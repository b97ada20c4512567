"""The reminders of `collect` for a calendar."""

from clienthealth.planning.collecting import (
    STEP_NAMES,
    ClientAccount,
    Collection,
    NextReminder,
)
from clienthealth.report.collect.document import log_lines
from clienthealth.report.text.calendar import DayEntry, calendar_text


def _key(account: ClientAccount, reminder: NextReminder) -> str:
    """The identity of a reminder, whatever its day."""
    places = (item.key for item in account.due_for(reminder))
    return "-".join(("collect", reminder.step, *places, account.id))


def render(found: Collection) -> str:
    """An all-day entry for each reminder to send."""
    entries = [
        DayEntry(
            _key(account, reminder),
            reminder.day,
            f"Send the {STEP_NAMES[reminder.step]} ({account.name})",
            (
                f"For {', '.join(account.numbers_for(reminder))}.",
                *log_lines(account, reminder),
            ),
        )
        for account in found.clients
        for reminder in account.reminders
    ]
    return calendar_text(entries, found.as_of)

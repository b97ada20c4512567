"""Days as written in letters, independent of the machine's locale."""

from datetime import date

MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July"),
    *("August", "September", "October", "November", "December"),
)


def long_date(day: date) -> str:
    """A day as written in a letter: 2 December 2026."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"

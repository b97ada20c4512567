"""How a day is written in a sentence: the same everywhere, whatever the machine's locale."""

from datetime import date

MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July"),
    *("August", "September", "October", "November", "December"),
)


def long_date(day: date) -> str:
    """A day as it is written in a letter: 2 December 2026."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"

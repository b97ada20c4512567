"""The working days of the business: its days of the week without public holidays."""

from datetime import date, timedelta

from clienthealth.facts.conduct import WEEKDAYS
from clienthealth.facts.context import Context

WORKDAYS = WEEKDAYS[:5]
"""The default working days."""
DAY = timedelta(days=1)


def is_working_day(context: Context, day: date) -> bool:
    """Whether the business works on a day."""
    hours = context.business.working_hours
    days: tuple[str, ...] = hours.days if hours and hours.days else WORKDAYS
    return WEEKDAYS[day.weekday()] in days and day not in context.holidays


def working_day_from(context: Context, day: date) -> date:
    """The first working day on or after a day."""
    while not is_working_day(context, day):
        day += DAY
    return day


def working_day_until(context: Context, day: date) -> date:
    """The last working day on or before a day."""
    while not is_working_day(context, day):
        day -= DAY
    return day

"""Days on which somebody works: where a step goes that falls on a weekend or a holiday."""

from datetime import date, timedelta

from clienthealth.facts.conduct import WEEKDAYS
from clienthealth.facts.context import Context

ONE_DAY = timedelta(days=1)
WORKING_WEEK = ("mon", "tue", "wed", "thu", "fri")
LONGEST_BREAK = 31
"""In days: no weekend with holidays is longer; a business of no working days works on all."""


def is_working_day(day: date, context: Context) -> bool:
    """Whether the business works on a day: one of its weekdays, and no public holiday."""
    hours = context.business.working_hours
    week = hours.days if hours is not None and hours.days else WORKING_WEEK
    return WEEKDAYS[day.weekday()] in week and day not in context.holidays


def moved(day: date, context: Context, *, not_before: date = date.min) -> date:
    """Where a step of a plan goes that falls on a day, by the policy.

    Args:
        day: The day.
        context: The business, with its policy.
        not_before: The first day that will do; a step is never moved to before it.
    """
    way = context.policy.planning.move
    if way == "earlier":
        earlier = _next_working(day, context, -ONE_DAY)
        if earlier >= not_before:
            return earlier
    return day if way == "never" else _next_working(day, context, ONE_DAY)


def _next_working(day: date, context: Context, step: timedelta) -> date:
    found = day
    for _ in range(LONGEST_BREAK):
        if is_working_day(found, context):
            return found
        if found in {date.min, date.max}:
            break
        found += step
    return day

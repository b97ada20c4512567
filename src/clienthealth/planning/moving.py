"""Moves a step of a plan that falls on a weekend or a public holiday."""

from datetime import date

from clienthealth.facts.context import Context
from clienthealth.facts.working_days import working_day_from, working_day_until


def moved(day: date, context: Context, *, not_before: date = date.min) -> date:
    """The day of a step under the policy.

    Args:
        day: The day on which it would fall.
        context: The business, with its policy.
        not_before: The earliest day allowed.
    """
    way = context.policy.planning.move
    if way == "never":
        return day
    if way == "earlier" and (earlier := working_day_until(context, day)) >= not_before:
        return earlier
    return working_day_from(context, day)

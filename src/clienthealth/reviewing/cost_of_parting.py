"""What it costs to part with a client, and what it frees."""

from datetime import date, timedelta
from decimal import Decimal
from itertools import groupby
from typing import NamedTuple

from clienthealth.facts.client import ClientFacts
from clienthealth.facts.context import MONTHS_A_YEAR, cents, months_in
from clienthealth.ledger.disclosure import Figure, Money

ZERO = Decimal("0.00")


class CostOfParting(NamedTuple):
    """What you lose and what you gain. Amounts are in the business's currency, in cents."""

    revenue_a_year: Money
    """The revenue lost in a year, at the pace of the client's months in the window."""
    revenue_a_month: Money
    hours_a_month: Figure | None
    """The hours freed, without work in progress; None where no hours are logged."""
    income_share: float | None
    """The client's share of the revenue of all active clients; None where that is not positive."""
    break_even_rate: Money
    """The rate at which the freed hours must sell to keep the revenue: the client's effective
    hourly rate, or 0 where they bring in nothing. None without hours."""
    rate_to_target: Money
    """The rate at which the freed hours must sell for all active clients together to reach the
    business's target rate; 0 where the other clients reach it even so. None without hours or
    target."""
    provision: Money = ZERO
    """What is likely written off of overdue amounts; revenue and rates are net of it."""


def cost_of_parting(facts: ClientFacts, revenue: Decimal, hours: Decimal) -> CostOfParting:
    """The cost of parting with an active client, and the hours it frees.

    Args:
        facts: The client on the date of assessment.
        revenue: The revenue of all active clients in the window, in the business's currency.
        hours: Their hours in the window, without work in progress.
    """
    months = months_a_client(facts)
    monthly = facts.revenue / months
    return CostOfParting(
        revenue_a_year=cents(monthly * MONTHS_A_YEAR),
        revenue_a_month=cents(monthly),
        hours_a_month=cents(facts.hours / months) if facts.hours > 0 else None,
        income_share=float(facts.revenue / revenue) if revenue > 0 else None,
        break_even_rate=_rate(facts.revenue, facts.hours),
        rate_to_target=_rate_to_target(facts, revenue, hours),
        provision=cents(facts.provision),
    )


def _rate(revenue: Decimal, hours: Decimal) -> Decimal | None:
    return max(ZERO, cents(revenue / hours)) if hours > 0 else None


def _rate_to_target(facts: ClientFacts, revenue: Decimal, hours: Decimal) -> Decimal | None:
    if facts.target_rate is None:
        return None
    missing = facts.target_rate * hours - (revenue - facts.revenue)
    return _rate(missing, facts.hours)


def months_a_client(facts: ClientFacts) -> Decimal:
    """The months of the window in which they were a client, at least one.

    They became a client on the day in `since`, or else with the first hours or the first invoice.
    The first contact does not count: long negotiations do not slow down the earning.
    """
    begin = facts.start if (first := _first_day(facts)) is None else first - timedelta(days=1)
    days = (facts.as_of - max(facts.start, begin)).days
    return max(Decimal(1), months_in(days))


def _first_day(facts: ClientFacts) -> date | None:
    if facts.client.since is not None:
        return facts.since_day
    months = groupby(facts.all_time, lambda each: (each.entry.date.year, each.entry.date.month))
    _, first = next(months, (None, ()))  # hours without days come after those of their month
    worked = [each.entry.first_day for each in first]
    return min([*worked, *([facts.since_day] if facts.since_day else [])], default=None)

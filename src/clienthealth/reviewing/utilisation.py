"""How the hours of the business are used, and what they bring in."""

from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import NamedTuple

from clienthealth.facts.client import ClientFacts
from clienthealth.facts.context import Context, cents, months_in, number_on
from clienthealth.facts.work import OVERHEAD, tidy_hours, unbilled_time
from clienthealth.ledger.disclosure import Figure, Money

ZERO = Decimal(0)


class WorkingTime(NamedTuple):
    """The hours of the window and their revenue, for clients in all stages."""

    hours: Figure
    """All logged hours, billable or not."""
    in_progress: Figure
    """Hours of work in progress, which is not billed yet."""
    unbilled: Figure
    """Hours that are not billable, or that are too old for work in progress and still unbilled."""
    revenue: Money
    """Everything earned in the window, in the business's currency, less losses, provision, own
    costs and platform fees."""
    months: Figure
    """The months that the logged time covers: the window, or less if logging started later."""
    capacity_hours: Figure | None
    """Hours you can work in a month; None where the ledger does not say."""
    target_rate: Money
    """The target for an hour on the date of assessment, in the business's currency."""
    overhead: Figure = ZERO
    """The hours of meetings, administration and travel, where the kind is recorded."""
    has_kinds: bool = False
    """Whether any time entry has a kind."""
    provision: Money = ZERO
    """What is likely written off of overdue amounts; the revenue is net of it."""

    @property
    def effective_hours(self) -> Decimal:
        """All logged hours without those of work in progress."""
        return self.hours - self.in_progress

    @property
    def effective_rate(self) -> Decimal | None:
        """What an hour brought in, in the business's currency and in cents; None without hours.

        Work in progress is left out of both hours and revenue. Hours for prospects, former clients
        and pro bono clients count, because they were worked too.
        """
        hours = self.effective_hours
        return cents(self.revenue / hours) if self.revenue is not None and hours > 0 else None

    @property
    def unbilled_share(self) -> Decimal | None:
        """The share of unbilled hours in all hours, from 0 to 1; None without hours."""
        return self.unbilled / self.hours if self.hours > 0 else None

    @property
    def overhead_share(self) -> Decimal | None:
        """The share of overhead in all hours, from 0 to 1; None where no entry has a kind."""
        return self.overhead / self.hours if self.has_kinds else None

    @property
    def utilisation(self) -> Decimal | None:
        """Hours worked divided by the capacity; above 1 is overwork.

        None where the capacity is unknown or no time is logged.
        """
        if self.capacity_hours is None or self.hours == 0:
            return None
        return self.hours / (self.capacity_hours * self.months)


def working_time(clients: Sequence[ClientFacts], context: Context) -> WorkingTime:
    """The hours and the revenue of a business in the window.

    Args:
        clients: All clients known on the date, in any stage.
        context: The business on the date of assessment.
    """
    business = context.business
    effective = sum((facts.hours for facts in clients), ZERO)
    logged = [w.entry for facts in clients for w in facts.all_time]
    hours = tidy_hours(sum((entry.hours for entry in logged if entry.date > context.start), ZERO))
    by_kind = [facts.hours_by_kind for facts in clients]
    return WorkingTime(
        hours=hours,
        in_progress=hours - effective,
        unbilled=sum((_unbilled(facts) for facts in clients), ZERO),
        overhead=tidy_hours(
            sum((kinds.get(kind, ZERO) for kinds in by_kind for kind in OVERHEAD), ZERO)
        ),
        has_kinds=any(by_kind),
        revenue=sum((cents(facts.revenue) for facts in clients), Decimal("0.00")),
        provision=sum((facts.provision for facts in clients), ZERO),
        months=_months(min((entry.first_day for entry in logged), default=None), context),
        capacity_hours=business.capacity_hours,
        target_rate=number_on(business.target_rate, context.as_of),
    )


def _unbilled(facts: ClientFacts) -> Decimal:
    time = unbilled_time(facts.effective_time, facts.all_invoices, facts.projects)
    return sum((entry.hours for entry in time), ZERO)


def _months(first: date | None, context: Context) -> Decimal:
    """The months from the first logged day in the window, at least one."""
    start = context.start if first is None else max(context.start, first - timedelta(days=1))
    return max(Decimal(1), months_in((context.as_of - start).days))

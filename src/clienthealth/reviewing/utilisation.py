"""How the hours of the business are used, and what they bring."""

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
    """The hours of the window and their revenue, of all clients of whatever stage."""

    hours: Figure
    """All that were logged, billable or not."""
    in_progress: Figure
    """Those that are work in progress: their bills are still to come."""
    unbilled: Figure
    """Those that were never to be billed or, older than work in progress, have not been."""
    revenue: Money
    """Everything earned in the window, in the business's currency, less what is or may be lost,
    own costs and what platforms keep."""
    months: Figure
    """The months that the logged time covers: the window, or less where it began later."""
    capacity_hours: Figure | None
    """Hours that can be worked in a month; None where the ledger does not say."""
    target_rate: Money
    """What an hour should bring on the date of assessment, in the business's currency."""
    overhead: Figure = ZERO
    """The hours of meetings, administration and travel, as far as the time says so."""
    has_kinds: bool = False
    """Whether any time says what it was spent on."""

    @property
    def effective_rate(self) -> Decimal | None:
        """What an hour brought, in the business's currency, in cents; None without hours.

        Work in progress stays out of the hours, as its money does out of the revenue. Hours for
        prospects, for clients that left and pro bono count: somebody worked them.
        """
        hours = self.hours - self.in_progress
        return cents(self.revenue / hours) if self.revenue is not None and hours > 0 else None

    @property
    def unbilled_share(self) -> Decimal | None:
        """The share of unbilled hours in all hours, 0 to 1; None without hours."""
        return self.unbilled / self.hours if self.hours > 0 else None

    @property
    def overhead_share(self) -> Decimal | None:
        """The share of overhead in all hours, 0 to 1; None where no time says what it is."""
        return self.overhead / self.hours if self.has_kinds and self.hours > 0 else None

    @property
    def utilisation(self) -> Decimal | None:
        """All hours by the hours that could have been worked; above 1 is overwork.

        None where the capacity is not known, or no time is logged at all.
        """
        if self.capacity_hours is None or self.hours == 0:
            return None
        return self.hours / (self.capacity_hours * self.months)


def working_time(clients: Sequence[ClientFacts], context: Context) -> WorkingTime:
    """The hours and the revenue of a business in the window.

    Args:
        clients: All clients that are known on the date, of whatever stage.
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
        months=_months(min((entry.first_day for entry in logged), default=None), context),
        capacity_hours=business.capacity_hours,
        target_rate=number_on(business.target_rate, context.as_of),
    )


def _unbilled(facts: ClientFacts) -> Decimal:
    time = unbilled_time(facts.effective_time, facts.all_invoices, facts.projects)
    return sum((entry.hours for entry in time), ZERO)


def _months(first: date | None, context: Context) -> Decimal:
    """Months from the first logged day in the window on, at least one."""
    start = context.start if first is None else max(context.start, first - timedelta(days=1))
    return max(Decimal(1), months_in((context.as_of - start).days))

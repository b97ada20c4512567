"""What the work brings in: hours, earned revenue, effective hourly rate, project progress."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import NamedTuple

from clienthealth.facts.in_force import in_force_on
from clienthealth.facts.invoices import InvoiceState
from clienthealth.facts.payment import AGE_BANDS, age_band
from clienthealth.facts.settlement import CreditNote
from clienthealth.ledger.models import (
    ChangeRequest,
    Client,
    Cost,
    DatedNumber,
    Invoice,
    MonthOfTime,
    Payment,
    Project,
    Time,
)
from clienthealth.ledger.policy import Provision

ZERO = Decimal(0)
HUNDRED = Decimal(100)
HOUR_DIGITS = 12
"""Decimals of a sum of hours: 3 x 20 minutes is an hour, and rates are exact to the cent."""


class Worked(NamedTuple):
    """A time entry and its place in the client's list."""

    position: int
    entry: Time


class ProjectState(NamedTuple):
    """A project on the date of assessment."""

    position: int
    project: Project
    finished: date | None
    hours: Decimal
    """All hours worked on it so far."""
    hours_before: Decimal
    """The hours up to the start of the window."""

    @property
    def is_fixed_fee(self) -> bool:
        """Whether its revenue is a fee that is earned as the work progresses."""
        return self.project.fee is not None and self.project.estimated_hours is not None


def project_states(
    projects: Sequence[Project], worked: Sequence[Worked], start: date, as_of: date
) -> tuple[ProjectState, ...]:
    """The projects started so far, with their hours in total and up to the start of the window."""
    if not projects:
        return ()
    total: dict[str, Decimal] = {}
    before: dict[str, Decimal] = {}
    for _, entry in worked:
        if entry.project is not None:
            total[entry.project] = total.get(entry.project, ZERO) + entry.hours
            if entry.date <= start:
                before[entry.project] = before.get(entry.project, ZERO) + entry.hours
    return tuple(
        ProjectState(
            index,
            project,
            project.finished if project.finished and project.finished <= as_of else None,
            total.get(project.id, ZERO),
            before.get(project.id, ZERO),
        )
        for index, project in enumerate(projects)
        if project.started is None or project.started <= as_of or project.id in total
    )


def fixed_fees(projects: Iterable[ProjectState]) -> dict[str, ProjectState]:
    """The projects whose fee is earned as the work progresses, by id."""
    return {p.project.id: p for p in projects if p.is_fixed_fee}


def earned_by(state: ProjectState, invoiced: Decimal, hours: Decimal, day: date) -> Decimal:
    """What a project has earned by a day, given the invoices and hours by then.

    A fee is earned in proportion to the hours, and in full when the project is finished. Amounts
    invoiced beyond the fee (changes) are earned when invoiced. Without an estimate or hours, the
    progress is unknown, and the project is earned as it is invoiced.
    """
    fee, estimate = state.project.fee, state.project.estimated_hours
    if fee is None or estimate is None or state.hours == 0:
        return invoiced
    if state.finished is not None and state.finished <= day:
        progress = Decimal(1)
    else:
        progress = min(Decimal(1), hours / estimate)
    return fee * progress + max(ZERO, invoiced - fee)


def revenue_earned(
    states: Sequence[InvoiceState], projects: Sequence[ProjectState], start: date, as_of: date
) -> Decimal:
    """Revenue of the window before losses: net of tax and expenses."""
    by_project = fixed_fees(projects)
    total = ZERO
    invoiced: dict[str, list[Decimal]] = {name: [ZERO, ZERO] for name in by_project}
    for state in states:
        project = state.invoice.project
        if project in invoiced:
            invoiced[project][1] += state.net
            if state.invoice.issued <= start:
                invoiced[project][0] += state.net
        elif state.invoice.issued > start:
            total += state.net
    for name, (before, now) in invoiced.items():
        project_state = by_project[name]
        total += earned_by(project_state, now, project_state.hours, as_of)
        total -= earned_by(project_state, before, project_state.hours_before, start)
    return total


class Loss(NamedTuple):
    """A loss, or the provision, on a billed amount; net, in the client's currency."""

    day: date
    """The day of the invoice; for one from before the window, the day of the loss."""
    amount: Decimal
    issued: date
    """The day of issue of the invoice, or of the payment on account."""


def losses(states: Iterable[InvoiceState], start: date, as_of: date) -> Iterator[Loss]:
    """The losses of the window on each invoice.

    These are the credit notes, write-offs, discounts and fees of the window, for any invoice. An
    invoice may appear more than once.
    """
    for state in states:
        invoice = state.invoice
        if invoice.credit_notes or invoice.write_offs:
            notes = [note for note in invoice.credit_notes if start < note.date <= as_of]
            given_up = [each for each in state.given_up if each.day > start]
            lost = min(sum((each.amount for each in given_up), ZERO), state.written_off)
            lost += sum((note.amount for note in notes), ZERO)
            if lost:
                days = [*(note.date for note in notes), *(each.day for each in given_up)]
                day = _loss_day(invoice, max(days), start)
                yield Loss(day, state.net_share * lost, invoice.issued)
        for payment in invoice.payments:
            if payment.deducted is None:
                continue
            lost = _deducted(payment, state.net_share)
            if lost and start < payment.date <= as_of:
                yield Loss(_loss_day(invoice, payment.date, start), lost, invoice.issued)


def may_lose(invoice: Invoice) -> bool:
    """Whether an invoice has anything that `losses` looks at, on any day."""
    noted = bool(invoice.credit_notes or invoice.write_offs)
    return noted or any(payment.deducted is not None for payment in invoice.payments)


def provided(
    states: Iterable[InvoiceState], provision: Provision, start: date, as_of: date
) -> Iterator[Loss]:
    """The provision on overdue invoices of the window."""
    for state in states:
        if state.invoice.issued <= start or not state.open:
            continue
        for part in state.instalments:
            if part.open > 0 and part.due < as_of:
                lost = state.net_share * part.open * provision_share(part, provision, as_of)
                yield Loss(state.invoice.issued, lost, state.invoice.issued)


def credit_losses(
    notes: Iterable[CreditNote], payments: Iterable[Payment], start: date, as_of: date
) -> Iterator[Loss]:
    """Separate credit notes, and deductions from payments on account."""
    for note in notes:
        day = note.invoice.issued
        if day > start:
            invoice = note.target or note.invoice
            yield Loss(_loss_day(invoice, day, start), note.net, invoice.issued)
    for payment in payments:
        lost = _deducted(payment, Decimal(1))
        if lost and start < payment.date <= as_of:
            yield Loss(payment.date, lost, payment.date)


def _loss_day(invoice: Invoice, day: date, start: date) -> date:
    return invoice.issued if invoice.issued > start else day


def _deducted(payment: Payment, net: Decimal) -> Decimal:
    """What a deduction takes off the revenue: the net part of a discount, all of a fee."""
    if payment.deducted is None or payment.reason == "withheld-tax":
        return ZERO
    return payment.deducted * net if payment.reason == "discount" else payment.deducted


def platform_fees(
    states: Iterable[InvoiceState],
    lost: Iterable[Loss],
    percents: Sequence[DatedNumber],
    start: date,
) -> Iterator[Loss]:
    """The platform fees on the invoices of the window.

    The fee is the percentage of the day of issue, on the invoice net of tax and expenses. There is
    no fee on losses, so those come back as negative amounts.
    """
    if not percents:
        return
    for state in states:
        issued = state.invoice.issued
        if issued > start:
            yield Loss(issued, state.net * _percent_on(percents, issued), issued)
    for day, amount, issued in lost:
        yield Loss(day, -amount * _percent_on(percents, issued), issued)


def _percent_on(percents: Sequence[DatedNumber], day: date) -> Decimal:
    """The percentage on a day, as a share."""
    last = in_force_on(percents, day)
    return last.value / HUNDRED if last is not None else ZERO


def costs_within(client: Client, start: date, as_of: date) -> Iterator[tuple[int, Cost]]:
    """Own costs for a client in the window, with their places in the list."""
    for index, cost in enumerate(client.costs):
        if start < cost.date <= as_of:
            yield index, cost


def provision_share(state: InvoiceState, provision: Provision, as_of: date) -> Decimal:
    """The expected loss share of an open invoice, by its age."""
    band = age_band((as_of - state.due).days)
    return provision.percents[AGE_BANDS.index(band)] / HUNDRED


def effective_time(
    worked: Iterable[Worked],
    states: Sequence[InvoiceState],
    projects: Iterable[ProjectState],
    as_of: date,
    in_progress_days: int,
) -> Iterator[Time]:
    """The time of the window without recent hourly work that is not billed yet."""
    fixed = fixed_fees(projects)
    bills: Bills | None = None
    youngest = as_of - timedelta(days=min(in_progress_days, (as_of - date.min).days))
    for _, entry in worked:
        if entry.date > youngest and entry.billable and entry.project not in fixed:
            # Few are as young as that, and an earlier invoice bills none of them by its day.
            bills = bills or bills_of(states, youngest)
            if not bills.cover(entry):
                continue
        yield entry


def unbilled_time(
    effective: Iterable[Time],
    states: Iterable[InvoiceState],
    projects: Iterable[ProjectState],
) -> Iterator[Time]:
    """The effective time that is not billable, or is hourly and unbilled."""
    fixed = fixed_fees(projects)
    bills = bills_of(states)
    for entry in effective:
        by_the_hour = entry.project not in fixed
        if not entry.billable or (by_the_hour and not bills.cover(entry)):
            yield entry


def tidy_hours(hours: Decimal) -> Decimal:
    """Hours without the long decimals that thirds of an hour leave in a sum."""
    exponent = hours.as_tuple().exponent
    if isinstance(exponent, int) and exponent < -HOUR_DIGITS:
        return Decimal(f"{hours.quantize(Decimal(1).scaleb(-HOUR_DIGITS)).normalize():f}")
    return hours


def done_on(
    change: ChangeRequest, state: ProjectState, worked: Iterable[Worked], days: int
) -> date:
    """The day from which a change request counts as done. It may be in the future.

    Without `done`, it is the first of three days: as many hours as it needs have been logged on the
    project since the request, the project is finished, or `days` days have passed.

    Args:
        change: The change request.
        state: Its project on the date of assessment.
        worked: The time of the client so far, by day.
        days: The days after which it counts as done.
    """
    if change.done is not None:
        return change.done
    reached = [change.date + timedelta(days=min(days, (date.max - change.date).days))]
    if state.finished is not None:
        reached.append(max(change.date, state.finished))
    logged = ZERO
    for _, entry in worked if change.hours else ():
        if entry.project == state.project.id and entry.date >= change.date:
            logged += entry.hours
            if logged >= (change.hours or ZERO):
                reached.append(entry.date)
                break
    return min(reached)


class HoursGap(NamedTuple):
    """The months with hourly or retainer bills, and those of them without hours."""

    billed: int
    without: tuple[date, ...]
    """The first days of the months without hours."""

    @property
    def is_wide(self) -> bool:
        """Whether fewer than half of the billed months have hours."""
        return 2 * (self.billed - len(self.without)) < self.billed


class BilledMonth(NamedTuple):
    """A month with hourly or retainer bills."""

    first: date
    """The first day of the month."""
    last_bill: date
    before: date
    """The last bill of an earlier month; `date.min` without one."""
    has_hours: bool
    """Whether any were logged in the month."""
    is_worked_for: bool
    """Whether any were logged since the last bill of an earlier month, up to its own last bill."""


def billed_months(worked: Sequence[date], billed: Sequence[date]) -> Iterator[BilledMonth]:
    """The billed months, the latest first.

    Args:
        worked: The days of hourly or retainer work, in order.
        billed: The days of its bills, in order.
    """
    place = len(billed)
    while place:
        last = billed[place - 1]
        first = last.replace(day=1)
        place = bisect_left(billed, first, 0, place)
        before = billed[place - 1] if place else date.min
        in_month, since = bisect_left(worked, first), bisect_right(worked, before)
        has_hours = in_month < len(worked) and worked[in_month].replace(day=1) == first
        is_worked_for = since < len(worked) and worked[since] <= last
        yield BilledMonth(first, last, before, has_hours, is_worked_for)


def hours_gap(months: Iterable[BilledMonth], start: date) -> HoursGap:
    """The billed months of the window without any hours.

    A billed month has hours if some were logged in it or, counted by bills, since the bill before
    it. The count with fewer gaps is used.

    Args:
        months: The billed months so far, the latest first.
        start: The day before the first day of the window.
    """
    found = _gaps(months, start)
    gaps = found.by_bill if found.counts_bills else found.by_month
    return HoursGap(found.billed, tuple(month.first for month in reversed(gaps)))


def unworked_bills(months: Iterable[BilledMonth], start: date) -> tuple[BilledMonth, ...]:
    """The gaps of `hours_gap`, in order, where it counts by bills; empty where it does by months.

    Such a month may well have hours. They came after its bill, and belong to the next one.
    """
    found = _gaps(months, start)
    return tuple(reversed(found.by_bill)) if found.counts_bills else ()


class _Gaps(NamedTuple):
    """The gaps of a window in both counts, the latest first."""

    billed: int
    by_month: Sequence[BilledMonth]
    """The months without hours in them."""
    by_bill: Sequence[BilledMonth]
    """The months without hours before their own bill."""

    @property
    def counts_bills(self) -> bool:
        """Whether the count by bills has fewer gaps."""
        return len(self.by_bill) < len(self.by_month)


def _gaps(months: Iterable[BilledMonth], start: date) -> _Gaps:
    """What the billed months of the window lack."""
    within = [month for month in months if month.last_bill > start]
    by_month = [month for month in within if not month.has_hours]
    return _Gaps(len(within), by_month, [month for month in within if not month.is_worked_for])


def days_worked(worked: Iterable[Worked]) -> int:
    """The days with logged time. Hours of a whole month have no day."""
    return len({entry.date for _, entry in worked if not isinstance(entry, MonthOfTime)})


OVERHEAD = ("meeting", "admin", "travel")
"""The kinds of time that do not move the work itself forward."""


def hours_by_kind(worked: Iterable[Worked]) -> dict[str, Decimal]:
    """The hours by kind, without hours of no kind."""
    found: dict[str, Decimal] = {}
    for _, entry in worked:
        if entry.kind is not None:
            found[entry.kind] = found.get(entry.kind, ZERO) + entry.hours
    return found


class Bills(NamedTuple):
    """The invoices, as far as they show which hours are billed."""

    numbers: frozenset[str]
    until: dict[str | None, date]
    """The day of the last invoice of each project; None is for invoices without a project."""

    def cover(self, entry: Time) -> bool:
        """Whether the hours are on an invoice: the one they name, or any from that day on."""
        if entry.invoice in self.numbers:
            return True
        # An invoice without a project is for all work before it.
        for project in (entry.project, None):
            last = self.until.get(project)
            if last is not None and entry.date <= last:
                return True
        return False


def bills_of(states: Iterable[InvoiceState], after: date = date.min) -> Bills:
    """What invoices bill; `after` leaves out the days of earlier ones."""
    invoices = [state.invoice for state in states]
    until: dict[str | None, date] = {}
    for invoice in [each for each in invoices if each.issued >= after]:
        until[invoice.project] = max(invoice.issued, until.get(invoice.project, date.min))
    return Bills(frozenset([invoice.number for invoice in invoices]), until)

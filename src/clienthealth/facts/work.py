"""What the work brings: hours, revenue earned, effective hourly rate, progress of projects."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import NamedTuple

from clienthealth.facts.invoices import InvoiceState
from clienthealth.facts.payment import AGE_BANDS, age_band
from clienthealth.facts.settlement import CreditNote
from clienthealth.ledger.models import Adjustment, Invoice, Payment, Project, TimeEntry
from clienthealth.ledger.policy import Provision

ZERO = Decimal(0)
HUNDRED = Decimal(100)


class Worked(NamedTuple):
    """A time entry and its place in the client's list."""

    position: int
    entry: TimeEntry


class ProjectState(NamedTuple):
    """A project as it stands on the date of assessment."""

    position: int
    project: Project
    finished: date | None
    hours: Decimal
    """All hours worked on it so far."""
    hours_before: Decimal
    """Those up to the start of the window."""

    @property
    def is_fixed_fee(self) -> bool:
        """Whether its revenue is a fee that is earned as the work proceeds."""
        return self.project.fee is not None and self.project.estimated_hours is not None


def project_states(
    projects: Sequence[Project], worked: Sequence[Worked], start: date, as_of: date
) -> tuple[ProjectState, ...]:
    """The projects begun so far, with their hours in all and up to the start of the window."""
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
    """The projects whose fee is earned as the work proceeds, by id."""
    return {p.project.id: p for p in projects if p.is_fixed_fee}


def earned_by(state: ProjectState, invoiced: Decimal, hours: Decimal, day: date) -> Decimal:
    """What a project has earned by a day, given what was invoiced and worked by then.

    A fee is earned as the hours go, and whole once the project is finished; what is invoiced
    beyond the fee (changes) is earned when invoiced. Without an estimate or without any hours
    there is no progress to see, and the project is earned as it is invoiced.
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
    """What was lost, or may be, of what was billed; net, in the client's currency."""

    day: date
    """The day of the invoice; of one from before the window, the day on which it was lost."""
    amount: Decimal


def losses(
    states: Sequence[InvoiceState], provision: Provision, start: date, as_of: date
) -> Iterator[Loss]:
    """What the window lost of each invoice.

    Credit notes, write-offs, discounts and fees of the window, of whatever invoice; and the
    provision on what is overdue of the window's own invoices. An invoice may come more than once.
    """
    for state in states:
        invoice = state.invoice
        if invoice.credit_notes or invoice.write_offs:
            credited = _within(invoice.credit_notes, start, as_of)
            given_up = _within(invoice.write_offs, start, as_of)
            lost = credited + min(given_up, state.written_off)
            notes = (*invoice.credit_notes, *invoice.write_offs)
            days = [note.date for note in notes if start < note.date <= as_of]
            if lost:
                yield Loss(_loss_day(invoice, max(days), start), state.net_share * lost)
        for payment in invoice.payments:
            lost = _deducted(payment, state.net_share)
            if lost and start < payment.date <= as_of:
                yield Loss(_loss_day(invoice, payment.date, start), lost)
    yield from provided(states, provision, start, as_of)


def provided(
    states: Iterable[InvoiceState], provision: Provision, start: date, as_of: date
) -> Iterator[Loss]:
    """The provision on what is overdue of the window's own invoices."""
    for state in states:
        if state.invoice.issued <= start or not state.open:
            continue
        for part in state.instalments:
            if part.open > 0 and part.due < as_of:
                lost = state.net_share * part.open * provision_share(part, provision, as_of)
                yield Loss(state.invoice.issued, lost)


def credit_losses(
    notes: Iterable[CreditNote], payments: Iterable[Payment], start: date, as_of: date
) -> Iterator[Loss]:
    """What credit notes of their own took off, and what was deducted of payments on account."""
    for note in notes:
        day = note.invoice.issued
        if day > start:
            yield Loss(_loss_day(note.target or note.invoice, day, start), note.net)
    for payment in payments:
        lost = _deducted(payment, Decimal(1))
        if lost and start < payment.date <= as_of:
            yield Loss(payment.date, lost)


def _loss_day(invoice: Invoice, day: date, start: date) -> date:
    return invoice.issued if invoice.issued > start else day


def _deducted(payment: Payment, net: Decimal) -> Decimal:
    """What a deduction takes off the revenue: a discount its net part, a fee all of it."""
    if payment.deducted is None or payment.reason == "withheld-tax":
        return ZERO
    return payment.deducted * net if payment.reason == "discount" else payment.deducted


def _within(notes: Iterable[Adjustment], start: date, as_of: date) -> Decimal:
    return sum((note.amount for note in notes if start < note.date <= as_of), ZERO)


def provision_share(state: InvoiceState, provision: Provision, as_of: date) -> Decimal:
    """The share of an open invoice that is expected to be lost, by its age."""
    band = age_band((as_of - state.due).days)
    return provision.percents[AGE_BANDS.index(band)] / HUNDRED


def effective_time(
    worked: Iterable[Worked],
    states: Sequence[InvoiceState],
    projects: Iterable[ProjectState],
    start: date,
    as_of: date,
    in_progress_days: int,
) -> Iterator[TimeEntry]:
    """The time of the window, less that of hourly work that is not billed yet and young."""
    fixed = fixed_fees(projects)
    bills = _bills(states)
    youngest = as_of - timedelta(days=min(in_progress_days, (as_of - date.min).days))
    for _, entry in worked:
        if entry.date <= start:
            continue
        in_progress = (
            entry.billable
            and entry.project not in fixed
            and entry.date > youngest
            and not bills.cover(entry)
        )
        if not in_progress:
            yield entry


def unbilled_time(
    effective: Iterable[TimeEntry],
    states: Iterable[InvoiceState],
    projects: Iterable[ProjectState],
) -> Iterator[TimeEntry]:
    """Of the effective time, what was never to be billed, or by the hour and has not been."""
    fixed = fixed_fees(projects)
    bills = _bills(states)
    for entry in effective:
        by_the_hour = entry.project not in fixed
        if not entry.billable or (by_the_hour and not bills.cover(entry)):
            yield entry


class _Bills(NamedTuple):
    """What has been invoiced, as far as it tells which hours are billed."""

    numbers: frozenset[str]
    until: dict[str | None, date]
    """The last invoice's day for each project; under None, of those that name no project."""

    def cover(self, entry: TimeEntry) -> bool:
        """Whether the hours are on an invoice: the one they name, or any of that day or later."""
        last = self.until.get(entry.project) or self.until.get(None)
        return entry.invoice in self.numbers or (last is not None and entry.date <= last)


def _bills(states: Iterable[InvoiceState]) -> _Bills:
    numbers: set[str] = set()
    until: dict[str | None, date] = {}
    for state in states:
        project, issued = state.invoice.project, state.invoice.issued
        numbers.add(state.invoice.number)
        until[project] = max(issued, until.get(project, issued))
    return _Bills(frozenset(numbers), until)

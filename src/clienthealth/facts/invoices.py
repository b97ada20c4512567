"""The state of one invoice on a date: what was paid when, what is open, what is lost."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import NamedTuple

from clienthealth.facts.in_force import in_force_on
from clienthealth.ledger.models import UNKNOWN, Contract, DatedDays, Invoice

SMALL_REST = Decimal("2.00")
SMALL_REST_SHARE = Decimal("0.005")
HOUSE_TERMS = 30
"""The default terms in days."""
ZERO = Decimal(0)

Dated = tuple[date, Decimal]
"""An amount and its day."""


class Slice(NamedTuple):
    """A part of an invoice and the day it was paid; None if it is open or written off."""

    amount: Decimal
    paid: date | None


class GivenUp(NamedTuple):
    """The part of an invoice or instalment that a write-off gave up."""

    day: date
    """The day of the write-off."""
    due: date
    """The due date of that part."""
    amount: Decimal


class InvoiceState(NamedTuple):
    """An invoice, or one instalment of it, on the date of assessment; in the client's currency."""

    position: int
    """Its place in the client's list."""
    invoice: Invoice
    due: date
    """The due date; with instalments, the first."""
    billed: Decimal
    """Gross, less credit notes."""
    slices: tuple[Slice, ...]
    """The billed amount by payment, with the open remainder and losses last."""
    open: Decimal
    """Neither paid, credited nor written off: the balance."""
    written_off: Decimal
    settled: date | None
    """The day from which at most a small remainder was missing."""
    closed: date | None
    """The day from which at most a small remainder was open: paid or written off."""
    parts: tuple["InvoiceState", ...] = ()
    """The instalments by due date, if there is more than one."""
    is_judged: bool = True
    """Whether it is known when it was paid."""
    given_up: tuple[GivenUp, ...] = ()
    """What write-offs gave up, including amounts that were paid after all."""

    @property
    def instalments(self) -> tuple["InvoiceState", ...]:
        """The amount due on each day: the invoice itself, or its instalments."""
        return self.parts or (self,)

    @property
    def net_share(self) -> Decimal:
        """The share of the gross amount without tax and passed-on expenses."""
        return net_share(self.invoice)

    @property
    def net(self) -> Decimal:
        """The revenue if the invoice is paid in full: net of tax and expenses."""
        return net(self.invoice)

    def disputed_by(self, as_of: date) -> date | bool:
        """Whether the client disputes it on a day, and since when if that is known."""
        since = self.invoice.disputed
        return since if isinstance(since, bool) or since <= as_of else False

    def is_overdue(self, as_of: date) -> bool:
        """Whether more than a small remainder is overdue."""
        return self.settled is None and self.open > 0 and self.due < as_of

    def days_late(self, as_of: date) -> int:
        """Days from the due date to settlement, or to today if open; negative when early."""
        return ((self.settled or as_of) - self.due).days


class Terms(NamedTuple):
    """The terms of a client, for invoices without a due date."""

    default: Sequence[DatedDays]
    """Those of the business."""
    contract: Contract | None

    @property
    def always(self) -> int | None:
        """The days to pay where they are the same for every day; None where they are not."""
        if self.contract is not None and self.contract.terms_days is not None:
            return None
        only = self.default[0] if len(self.default) == 1 else None
        return only.days if only is not None and only.from_ is None else None

    def on(self, day: date) -> int:
        """The days to pay of an invoice issued on a day."""
        contract = self.contract
        if contract is not None and contract.terms_days is not None:
            in_force = contract.signed is None or contract.signed <= day
            agreed = days_on(contract.terms_days, day) if in_force else None
            if agreed is not None:
                return agreed
        default = days_on(self.default, day)
        return HOUSE_TERMS if default is None else default

    def due(self, invoice: Invoice) -> date:
        """The invoice's own due date, or its issue plus the terms in force on that day."""
        if isinstance(invoice.due, date):
            return invoice.due
        if invoice.due:
            return min(each.date for each in invoice.due)
        days = min(self.on(invoice.issued), (date.max - invoice.issued).days)
        return invoice.issued + timedelta(days=days)


def days_on(series: Sequence[DatedDays], day: date) -> int | None:
    """The terms on a day; None before the first ones apply."""
    if len(series) == 1 and series[0].from_ is None:
        return series[0].days
    terms = in_force_on(series, day)
    return None if terms is None else terms.days


def net(invoice: Invoice) -> Decimal:
    """What an invoice bills without tax and passed-on expenses."""
    return invoice.amount - invoice.tax - invoice.expenses


def net_share(invoice: Invoice) -> Decimal:
    """The share of an invoice's gross amount without tax and passed-on expenses."""
    gross = invoice.amount
    return (gross - invoice.tax - invoice.expenses) / gross if gross else ZERO


def plain_state(index: int, invoice: Invoice, due: date, as_of: date) -> InvoiceState | None:
    """An invoice settled by one payment in full; None for anything else.

    Nearly all invoices are like this, and large ledgers have many.
    """
    if invoice.credit_notes or invoice.write_offs or isinstance(invoice.due, tuple):
        return None
    day = paid_whole(invoice)
    if day is None or day > as_of:
        return None
    amount = invoice.amount
    slices = (Slice(amount, day),)
    return InvoiceState(index, invoice, due, amount, slices, ZERO, ZERO, day, day)


def open_state(index: int, invoice: Invoice, due: date) -> InvoiceState:
    """An invoice with one due date of which nothing has been paid, credited or given up."""
    amount = invoice.amount
    slices = (Slice(amount, None),)
    return InvoiceState(index, invoice, due, amount, slices, amount, ZERO, None, None)


def paid_whole(invoice: Invoice) -> date | None:
    """The day of the only payment, if it is in full."""
    payments = invoice.payments
    if payments:
        first = payments[0]
        if len(payments) > 1 or first.amount != invoice.amount or first.deducted is not None:
            return None
        return first.date if invoice.paid is None and invoice.settled is None else None
    is_whole = invoice.amount and invoice.settled is None
    return invoice.paid if is_whole and isinstance(invoice.paid, date) else None


class Account(NamedTuple):
    """An owed invoice, with the separate credit notes for it."""

    position: int
    invoice: Invoice
    due: date
    """The first due date."""
    notes: tuple[Dated, ...]
    """Its credit notes by the date of assessment, both its own and separate ones."""

    @property
    def is_unknown(self) -> bool:
        """Whether it was settled on an unknown day."""
        return self.invoice.paid == UNKNOWN

    @property
    def credited(self) -> Decimal:
        """What its credit notes take off, at most everything."""
        return min(self.invoice.amount, sum((amount for _, amount in self.notes), ZERO))

    @property
    def settled(self) -> Decimal:
        """The part paid on unknown days, at most the billed amount."""
        return min(self.invoice.settled or ZERO, self.invoice.amount - self.credited)

    def plan(self, credited: Decimal) -> list[tuple[date, Decimal]]:
        """The amount due on each day, less credits. They come off the first instalments.

        Instalments of the same day are one. Fully credited ones are left out, unless all are.
        """
        if not isinstance(self.invoice.due, tuple):
            return [(self.due, self.invoice.amount - credited)]
        by_day: dict[date, Decimal] = {}
        for each in self.invoice.due:
            by_day[each.date] = by_day.get(each.date, ZERO) + each.amount
        plan = []
        for day, amount in sorted(by_day.items()):
            off = min(amount, credited)
            credited -= off
            plan.append((day, amount - off))
        return [each for each in plan if each[1] > 0] or plan[-1:]

    def due_by(self, day: date) -> tuple[Decimal, Decimal]:
        """The amount due on a day before any credit note, and the amount due by then."""
        if not isinstance(self.invoice.due, tuple):
            return self.invoice.amount, self.invoice.amount
        due = self.invoice.due
        on_day = sum((each.amount for each in due if each.date == day), ZERO)
        return on_day, sum((each.amount for each in due if each.date <= day), ZERO)


def own_notes(invoice: Invoice, as_of: date) -> tuple[Dated, ...]:
    """The credit notes that an invoice lists, by a date."""
    return tuple((note.date, note.amount) for note in invoice.credit_notes if note.date <= as_of)


def paid_in(invoice: Invoice, as_of: date) -> list[Dated]:
    """Payments, returns and deductions by day, up to a date.

    A payment on an unknown day counts from the start.
    """
    by_day: dict[date, Decimal] = {}
    if invoice.settled:
        by_day[invoice.issued] = invoice.settled
    for payment in invoice.payments:
        if payment.date <= as_of:
            amount = payment.amount + (payment.deducted or ZERO)
            by_day[payment.date] = by_day.get(payment.date, ZERO) + amount
    return sorted(by_day.items())


def paid_levels(account: Account, as_of: date) -> list[Dated]:
    """The part of an invoice settled by its own payments, by day."""
    levels: list[Dated] = []
    rest_day = account.invoice.paid
    rest_due = isinstance(rest_day, date) and rest_day <= as_of
    total = ZERO
    for day, amount in paid_in(account.invoice, as_of):
        if rest_due and isinstance(rest_day, date) and rest_day < day:
            total = _all_of(account, rest_day, total)
            levels.append((rest_day, total))
            rest_due = False
        total += amount
        levels.append((day, total))
    if rest_due and isinstance(rest_day, date):
        total = _all_of(account, rest_day, total)
        levels.append((rest_day, total))
    return levels


def _all_of(account: Account, day: date, paid: Decimal) -> Decimal:
    """The paid amounts if everything open on a day is paid on that day."""
    notes = sum((amount for each, amount in account.notes if each <= day), ZERO)
    return max(paid, account.invoice.amount - notes)


def lasting(levels: Iterable[Dated], most: Decimal) -> list[Slice]:
    """Payments by day, without returned ones: a return reduces the last payment."""
    slices: list[Slice] = []
    before = ZERO
    for day, level in levels:
        now = min(level, most)
        if now > before:
            slices.append(Slice(now - before, day))
        while now < before:
            last = slices.pop()
            if before - last.amount < now:
                slices.append(Slice(now - before + last.amount, last.paid))
                before = now
            else:
                before -= last.amount
        before = now
    return slices


def _covered_by_note(
    account: Account, plan: Sequence[Dated], paid: Sequence[Slice], levels: Sequence[Dated]
) -> date | None:
    """The day on which a credit note left at most a small remainder of the first instalment.

    What a credit note takes off was never owed, so an earlier payment settled what is left.

    Returns:
        The day, or None where no credit note left so little.
    """
    limit = small_rest(account.invoice.amount)
    due, amount = plan[0]
    if not account.notes or amount > limit:
        return None
    billed = sum((amount for _, amount in plan), ZERO)
    of_day, upto = account.due_by(due) if billed > limit else (account.invoice.amount,) * 2
    covered = _covered_day(account, levels, upto) if amount < of_day else None
    return min(covered, paid[0].paid or covered) if covered and paid else covered


def _covered_day(account: Account, levels: Sequence[Dated], upto: Decimal) -> date | None:
    """The day from which payments and credit notes left at most a small remainder of an amount.

    A client who paid on time and got a full credit note later was not late.
    """
    limit = small_rest(account.invoice.amount)
    notes: dict[date, Decimal] = {}
    for day, amount in account.notes:
        notes[day] = notes.get(day, ZERO) + amount
    by_day = dict(levels)
    since, paid, credited = None, ZERO, ZERO
    for day in sorted({*by_day, *notes}):
        paid = by_day.get(day, paid)
        credited += notes.get(day, ZERO)
        is_covered = upto - paid - credited <= limit
        since = (since or day) if is_covered else None
    return since


def written_off(account: Account, as_of: date) -> tuple[GivenUp, ...]:
    """What was written off of an invoice with one due date, up to a date."""
    return tuple(
        GivenUp(each.date, account.due, each.amount)
        for each in account.invoice.write_offs
        if each.date <= as_of
    )


def lost_of(plan: Sequence[Dated], given_up: Iterable[GivenUp], paid: Decimal) -> list[Decimal]:
    """The loss on each instalment.

    Payments first fill the instalments that were not written off, and then those that were, which
    were paid after all. If a credit note removed a written-off instalment, the write-off counts
    against the first open one.
    """
    by_due: dict[date, Decimal] = {}
    for each in given_up:
        by_due[each.due] = by_due.get(each.due, ZERO) + each.amount
    lost = [min(amount, by_due.get(due, ZERO)) for due, amount in plan]
    elsewhere = sum(by_due.values(), ZERO) - sum(lost, ZERO)
    after_all = paid - sum((amount for _, amount in plan), ZERO) + sum(lost, ZERO)
    for part, (_, amount) in enumerate(plan):
        came = max(ZERO, min(after_all, lost[part]))
        after_all -= came
        lost[part] -= came
        filled = min(amount - lost[part], paid)
        paid -= filled
        more = min(amount - lost[part] - filled, elsewhere)
        elsewhere -= more
        lost[part] += more
    return lost


def state_of(
    account: Account, levels: Sequence[Dated], given_up: Sequence[GivenUp]
) -> InvoiceState:
    """An invoice on a date.

    Args:
        account: The invoice.
        levels: How much of it was settled by the date, by day.
        given_up: What was given up of it by the date.
    """
    credited, settled = account.credited, account.settled
    plan = account.plan(credited)
    billed = account.invoice.amount - credited
    paid = lasting(levels, billed)
    if account.is_unknown or (settled and settled == billed):
        return _unknown(account, plan[0][0], billed)
    if settled:
        unknown = _unknown(account, plan[0][0], settled)
        rest, paid = account.plan(credited + settled), _without(paid, settled, account)
        covered = _covered_by_note(account, rest, paid, levels)
        parts = _parts(account, rest, paid, covered, given_up)
        small = _left_small(account, plan, rest)
        whole = _whole([*map(_unjudged, parts[:small]), *parts[small:], unknown])
    else:
        covered = _covered_by_note(account, plan, paid, levels)
        parts = _parts(account, plan, paid, covered, given_up)
        whole = parts[0] if len(parts) == 1 else _whole(parts)
    return whole._replace(given_up=tuple(given_up))


def _left_small(account: Account, plan: Sequence[Dated], rest: Sequence[Dated]) -> int:
    """The number of instalments that a payment on an unknown day covered."""
    limit = small_rest(account.invoice.amount)
    if sum((amount for _, amount in rest), ZERO) <= limit:
        return len(rest)
    due, amount = rest[0]
    return int(amount <= limit and amount < dict(plan)[due])


def _unjudged(part: InvoiceState) -> InvoiceState:
    """A small remainder: settled by a payment on an unknown day, and open until it is paid."""
    issued = part.invoice.issued
    slices = (Slice(part.billed, None),)
    return part._replace(slices=slices, settled=issued, closed=issued, is_judged=False)


def _without(paid: Sequence[Slice], settled: Decimal, account: Account) -> list[Slice]:
    """Payments on known days only."""
    left = []
    for each in sorted(paid, key=lambda part: part.paid != account.invoice.issued):
        taken = min(each.amount, settled)
        settled -= taken
        if each.amount > taken:
            left.append(each._replace(amount=each.amount - taken))
    return sorted(left, key=lambda part: part.paid or date.max)


def _parts(
    account: Account,
    plan: Sequence[tuple[date, Decimal]],
    paid: list[Slice],
    covered: date | None,
    given_up: Sequence[GivenUp],
) -> list[InvoiceState]:
    """The amount due on each day of a plan."""
    left_to_fill = sum((each.amount for each in paid), ZERO)
    lost = lost_of(plan, given_up, left_to_fill)
    parts = []
    each_of = zip(plan, lost, _slices(account, plan, lost, paid, covered), strict=True)
    for (due, amount), gone, slices in each_of:
        filled = min(amount - gone, left_to_fill)
        left_to_fill -= filled
        rest = amount - gone - filled
        settled = slices[-1].paid if slices else covered or account.invoice.issued
        losses = _given_up_of(due, given_up) if gone else ()
        is_closed = gone and rest <= small_rest(account.invoice.amount)
        closed = settled or (_closed(slices, losses) if is_closed else None)
        part = _part(account, due, slices, rest, gone, settled, closed)
        parts.append(part._replace(given_up=losses))
    return parts


def _unknown(account: Account, due: date, billed: Decimal) -> InvoiceState:
    issued = account.invoice.issued
    return InvoiceState(
        position=account.position,
        invoice=account.invoice,
        due=due,
        billed=billed,
        slices=(Slice(billed, None),) if billed > 0 else (),
        open=ZERO,
        written_off=ZERO,
        settled=issued,
        closed=issued,
        is_judged=False,
    )


def _part(
    account: Account,
    due: date,
    slices: tuple[Slice, ...],
    still_open: Decimal,
    lost: Decimal,
    settled: date | None,
    closed: date | None,
) -> InvoiceState:
    return InvoiceState(
        position=account.position,
        invoice=account.invoice,
        due=due,
        billed=sum((each.amount for each in slices), ZERO),
        slices=slices,
        open=still_open,
        written_off=lost,
        settled=settled,
        closed=closed,
    )


def _whole(parts: Sequence[InvoiceState]) -> InvoiceState:
    """An invoice as the sum of its instalments and of payments on unknown days."""
    settled = [part.settled for part in parts if part.settled is not None]
    closed = [part.closed for part in parts if part.closed is not None]
    return parts[0]._replace(
        billed=sum((part.billed for part in parts), ZERO),
        slices=tuple(each for part in parts for each in part.slices),
        open=sum((part.open for part in parts), ZERO),
        written_off=sum((part.written_off for part in parts), ZERO),
        settled=max(settled) if len(settled) == len(parts) else None,
        closed=max(closed) if len(closed) == len(parts) else None,
        is_judged=True,
        parts=tuple(parts),
    )


def small_rest(gross: Decimal) -> Decimal:
    """The small remainder that nobody chases. It counts as settled with the last payment."""
    return max(SMALL_REST, gross * SMALL_REST_SHARE)


def _slices(
    account: Account,
    plan: Sequence[tuple[date, Decimal]],
    lost: Sequence[Decimal],
    paid: Sequence[Slice],
    covered: date | None,
) -> Iterator[tuple[Slice, ...]]:
    """Each instalment by payment, with the open remainder and the loss last.

    Payments fill the instalments in order of date, but for what is lost. What is left when
    at most a small rest is missing counts as settled with the payment, or the credit note, that
    left it: when, and whether, that rest is paid makes no difference.

    Args:
        account: The invoice.
        plan: What is due on each day.
        lost: The loss on each instalment.
        paid: What is paid, by day.
        covered: The day on which a credit note left a small rest of the first instalment.
    """
    limit = small_rest(account.invoice.amount)
    billed = sum((amount for _, amount in plan), ZERO)
    if covered is not None and billed <= limit:
        yield from ((Slice(amount, covered),) if amount > 0 else () for _, amount in plan)
        return
    step, level, end = 0, ZERO, ZERO
    for part, ((_, amount), gone) in enumerate(zip(plan, lost, strict=True)):
        filled, end = end, end + amount - gone
        if part == 0 and covered is not None:
            yield (Slice(amount, covered),)
            continue
        rest, found = amount, []
        while step < len(paid):
            reached = level + paid[step].amount
            missing = gone + end - min(reached, end)
            covers = rest if missing <= limit else min(reached, end) - filled
            if covers > 0 or missing <= limit:
                found.append(Slice(covers, paid[step].paid))
                filled, rest = filled + covers, rest - covers
            if missing <= limit or reached > end:
                break
            step, level = step + 1, reached
        if rest > 0:
            found.append(Slice(rest, None))
        yield tuple(found)


def _given_up_of(due: date, given_up: Sequence[GivenUp]) -> tuple[GivenUp, ...]:
    """What was written off of an instalment, unless it was credited since."""
    return tuple(each for each in given_up if each.due == due) or tuple(given_up)


def _closed(slices: Sequence[Slice], given_up: Sequence[GivenUp]) -> date | None:
    """The day on which an instalment with a loss was finally paid or written off."""
    days = [each.day for each in given_up]
    return max([*days, *(each.paid for each in slices if each.paid is not None)], default=None)

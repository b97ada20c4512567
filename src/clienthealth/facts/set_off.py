"""Sets off a client's credits against open invoices: which are paid by a credit, and when.

A credit is money that belongs to no invoice: an advance, an overpayment, a separate credit note.
On each day, the available credit pays the open invoices issued so far, in order of due date. An
invoice whose payment came back joins the queue on that day, so what was paid before stays paid.
"""

import heapq
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from decimal import Decimal
from itertools import groupby
from typing import Literal, NamedTuple

from clienthealth.facts.invoices import Account, Dated, GivenUp, lost_of, paid_in

ZERO = Decimal(0)

Kind = Literal["issued", "paid", "credited", "given up", "credit", "rest paid", "paid out"]
Key = tuple[int, int, int, int]
"""The place of a claim in the queue: due date, issue, invoice, instalment."""


class Credit(NamedTuple):
    """The client's money that belongs to no invoice."""

    day: date
    amount: Decimal
    """Negative where it was paid back."""


class PaidOut(NamedTuple):
    """A day on which the rest of a credit was paid out or used up."""

    day: date
    most: Decimal


class SetOff(NamedTuple):
    """What a client's credits have paid by a date."""

    levels: tuple[list[Dated], ...]
    """For each invoice, the settled amount at the end of each day that changed it."""
    given_up: tuple[list[GivenUp], ...]
    """For each invoice, what was written off of each instalment."""
    left: Decimal
    """The credit that is left."""


class _Step(NamedTuple):
    day: date
    kind: Kind
    at: int
    amount: Decimal


class _Invoice:
    """An invoice during the day-by-day calculation."""

    __slots__ = (
        "account",
        "alloc",
        "back",
        "excess",
        "given_up",
        "given_up_by_due",
        "is_issued",
        "levels",
        "need",
        "notes",
        "paid",
        "plan",
        "plan_credited",
        "to_give_up",
        "used",
    )

    def __init__(self, account: Account) -> None:
        self.account = account
        self.is_issued = False
        self.paid = self.notes = self.excess = ZERO
        self.given_up: list[GivenUp] = []
        self.given_up_by_due: dict[date, GivenUp] = {}
        """The same, all of an instalment together."""
        self.to_give_up: list[Dated] = []
        """The unused part of write-offs. It takes what opens later."""
        self.back: date | None = None
        """The last day on which a payment came back."""
        self.plan_credited = ZERO
        self.plan = account.plan(ZERO)
        self.need: list[Decimal] = [ZERO] * len(self.plan)
        """The open amount of each instalment before any credit."""
        self.alloc: list[Decimal] = [ZERO] * len(self.plan)
        """The credit used for it."""
        self.used = ZERO
        """The credit for a part of an invoice whose rest was paid. No other invoice takes it."""
        self.levels: list[Dated] = []

    @property
    def billed(self) -> Decimal:
        return self.account.invoice.amount - min(self.account.invoice.amount, self.notes)

    @property
    def level(self) -> Decimal:
        return min(self.paid, self.billed) + sum(self.alloc, ZERO)

    def key(self, part: int) -> Key:
        due = self.plan[part][0]
        queued = due if self.back is None else max(due, self.back)
        issued = self.account.invoice.issued
        return (queued.toordinal(), issued.toordinal(), self.account.position, part)

    def needs(self) -> list[Decimal]:
        """The open amount of each instalment before any credit: payments fill the first ones."""
        credited = min(self.account.invoice.amount, self.notes)
        if credited != self.plan_credited:
            self.plan, self.plan_credited = self.account.plan(credited), credited
            self._keep_losses()
        if self.account.is_unknown or not self.is_issued:
            return [ZERO] * len(self.plan)
        found, paid = [], min(self.paid, self.billed)
        for (_, amount), lost in zip(
            self.plan, lost_of(self.plan, self.given_up_by_due.values(), paid), strict=True
        ):
            covered = min(amount - lost, paid)
            paid -= covered
            found.append(amount - lost - covered)
        return found

    def _keep_losses(self) -> None:
        """A write-off of an instalment removed by a credit note moves to another one."""
        room = dict(self.plan)
        kept = []
        for each in self.given_up:
            amount = min(each.amount, room.get(each.due, ZERO))
            if amount:
                kept.append(each._replace(amount=amount))
                room[each.due] -= amount
            if amount < each.amount:
                self.to_give_up.append((each.day, each.amount - amount))
        self.given_up, self.given_up_by_due = [], {}
        for each in kept:
            self._add_loss(each)

    def _add_loss(self, loss: GivenUp) -> None:
        self.given_up.append(loss)
        known = self.given_up_by_due.get(loss.due)
        amount = loss.amount if known is None else known.amount + loss.amount
        self.given_up_by_due[loss.due] = loss._replace(amount=amount)

    def give_up(self) -> bool:
        """Write off what is open, but nothing that a credit paid.

        Returns:
            Whether anything was written off.
        """
        before = len(self.given_up)
        for part, (due, _) in enumerate(self.plan):
            still_open = self.need[part] - self.alloc[part]
            while still_open > 0 and self.to_give_up:
                day, most = self.to_give_up.pop(0)
                amount = min(most, still_open)
                still_open -= amount
                self._add_loss(GivenUp(day, due, amount))
                if most > amount:
                    self.to_give_up.insert(0, (day, most - amount))
        return len(self.given_up) > before


class _Walk:
    """The days of one client in order."""

    def __init__(self, accounts: Sequence[Account], *, draws: bool) -> None:
        self.invoices = [_Invoice(account) for account in accounts]
        self.free = ZERO
        """The unused credit; negative where too much was paid back."""
        self._draws = draws
        self._lacking: list[tuple[Key, int, int]] = []
        self._paying: list[tuple[Key, int, int]] = []
        """Claims paid by a credit, last due first: keys with negated signs."""
        self._used: list[tuple[Key, int]] = []
        """Invoices paid in part by a credit and closed by `paid`, last due first."""
        self._changed: set[int] = set()

    def day(self, day: date, steps: Iterable[_Step]) -> None:
        """What happened on one day."""
        touched: set[int] = set()
        ends: list[_Step] = []
        for step in steps:
            if step.kind in {"rest paid", "paid out"}:
                ends.append(step)
            elif step.kind == "credit":
                self.free += step.amount
            else:
                self._apply(self.invoices[step.at], step)
                touched.add(step.at)
        for index in touched:
            self._refresh(index)
        self._rebalance()
        self._give_up()
        for step in ends:
            if step.kind == "rest paid":
                self._pay_rest(step.at)
            else:
                self.free -= min(max(self.free, ZERO), step.amount)
        self._rebalance()
        for index in self._changed:
            self.invoices[index].levels.append((day, self.invoices[index].level))
        self._changed.clear()

    @staticmethod
    def _apply(invoice: _Invoice, step: _Step) -> None:
        match step.kind:
            case "issued":
                invoice.is_issued = True
            case "paid":
                invoice.paid += step.amount
                if step.amount < 0:
                    invoice.back = step.day
            case "given up":
                invoice.to_give_up.append((step.day, step.amount))
            case _:
                invoice.notes += step.amount

    def _refresh(self, index: int) -> None:
        """What an invoice needs, and what was overpaid, after a change."""
        invoice = self.invoices[index]
        need = invoice.needs()
        while len(invoice.alloc) > len(need):  # a credit note removed the first instalments
            self.free += invoice.alloc.pop(0)
        invoice.need = need
        for part, wanted in enumerate(need):
            spare = invoice.alloc[part] - wanted
            if spare > 0:
                invoice.alloc[part] = wanted
                self.free += spare
            self._queue(index, part)
        if invoice.is_issued:
            beyond = max(ZERO, invoice.paid - invoice.billed)
            beyond += max(ZERO, invoice.notes - invoice.account.invoice.amount)
            self.free += beyond - invoice.excess
            invoice.excess = beyond
        self._changed.add(index)

    def _queue(self, index: int, part: int) -> None:
        invoice = self.invoices[index]
        key = invoice.key(part)
        if invoice.need[part] > invoice.alloc[part]:
            heapq.heappush(self._lacking, (key, index, part))
        if invoice.alloc[part] > 0:
            heapq.heappush(self._paying, (_reversed(key), index, part))

    def _rebalance(self) -> None:
        """Let the credit pay the claims in order of due date."""
        if not self._draws:
            return
        while self.free < 0 and (last := self._last_paid()) is not None:
            self._release(*last[1:], -self.free)
        self._take_back_used()
        while (first := self._first_lacking()) is not None:
            key, index, part = first
            invoice = self.invoices[index]
            if self.free > 0:
                drawn = min(self.free, invoice.need[part] - invoice.alloc[part])
                self.free -= drawn
                invoice.alloc[part] += drawn
                self._changed.add(index)
                self._queue(index, part)
                continue
            later = self._last_paid()
            if later is None or later[0] <= key:
                return
            self._release(*later[1:], invoice.need[part] - invoice.alloc[part])

    def _release(self, index: int, part: int, most: Decimal) -> None:
        invoice = self.invoices[index]
        released = min(invoice.alloc[part], most)
        invoice.alloc[part] -= released
        self.free += released
        self._changed.add(index)
        self._queue(index, part)

    def _first_lacking(self) -> tuple[Key, int, int] | None:
        while self._lacking:
            key, index, part = self._lacking[0]
            invoice = self.invoices[index]
            lacks = part < len(invoice.need) and invoice.need[part] > invoice.alloc[part]
            if lacks and invoice.key(part) == key:
                return key, index, part
            heapq.heappop(self._lacking)
        return None

    def _last_paid(self) -> tuple[Key, int, int] | None:
        while self._paying:
            key, index, part = _reversed(self._paying[0][0]), *self._paying[0][1:]
            invoice = self.invoices[index]
            if part < len(invoice.need) and invoice.alloc[part] > 0 and invoice.key(part) == key:
                return key, index, part
            heapq.heappop(self._paying)
        return None

    def _take_back_used(self) -> None:
        """A credit that was paid back reopens what it had paid, last due first."""
        while self.free < 0 and self._used:
            index = self._used[0][1]
            invoice = self.invoices[index]
            taken = min(invoice.used, -self.free)
            invoice.used -= taken
            invoice.paid -= taken
            self.free += taken
            self._refresh(index)
            if not invoice.used:
                heapq.heappop(self._used)

    def _give_up(self) -> None:
        """Write off what is open of the day's changed invoices, where it was written off."""
        for index in [*self._changed]:
            if self.invoices[index].to_give_up and self.invoices[index].give_up():
                self._refresh(index)

    def _pay_rest(self, index: int) -> None:
        """What is open is paid, and the credit used for the rest stays used."""
        invoice = self.invoices[index]
        invoice.used = sum(invoice.alloc, ZERO)
        if invoice.used:
            heapq.heappush(self._used, (_reversed(invoice.key(0)), index))
        invoice.paid = max(invoice.paid, invoice.billed)
        invoice.alloc = [ZERO] * len(invoice.alloc)
        self._refresh(index)


def _reversed(key: Key) -> Key:
    return (-key[0], -key[1], -key[2], -key[3])


def set_off(
    accounts: Sequence[Account], credits_: Iterable[Credit | PaidOut], as_of: date, *, draws: bool
) -> SetOff:
    """What a client's credits have paid by a date, and what is left of them.

    Args:
        accounts: The client's invoices issued by the date.
        credits_: Payments and credits that belong to no invoice.
        as_of: The date. Later entries are ignored.
        draws: Whether credits pay for open invoices at all.
    """
    walk = _Walk(accounts, draws=draws)
    steps = sorted(
        step for step in (*_steps(accounts, as_of), *_credit_steps(credits_)) if step.day <= as_of
    )
    for day, of_day in groupby(steps, key=lambda step: step.day):
        walk.day(day, of_day)
    return SetOff(
        tuple(each.levels for each in walk.invoices),
        tuple(each.given_up for each in walk.invoices),
        max(ZERO, walk.free),
    )


def _steps(accounts: Sequence[Account], as_of: date) -> Iterator[_Step]:
    for index, account in enumerate(accounts):
        invoice = account.invoice
        yield _Step(invoice.issued, "issued", index, ZERO)
        for day, amount in paid_in(invoice, as_of):
            yield _Step(day, "paid", index, amount)
        for day, amount in account.notes:
            yield _Step(day, "credited", index, amount)
        for each in invoice.write_offs:
            yield _Step(each.date, "given up", index, each.amount)
        if isinstance(invoice.paid, date):
            yield _Step(invoice.paid, "rest paid", index, ZERO)


def _credit_steps(credits_: Iterable[Credit | PaidOut]) -> Iterator[_Step]:
    for each in credits_:
        if isinstance(each, PaidOut):
            yield _Step(each.day, "paid out", -1, each.most)
        else:
            yield _Step(each.day, "credit", -1, each.amount)

"""What a client owes and has paid, found by walking through the days one by one.

Written from docs/ alone, without the program's code, so that a mistake in one is not repeated in
the other. Nothing here is clever: on each day everything is added up from the beginning. Sums and
differences of decimals are exact as decimals, and quicker than fractions.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from functools import cached_property

from .entries import (
    NEVER,
    Entry,
    amount_of,
    day,
    entries,
    in_force,
    net,
    net_share,
    paid_and_kept_back,
)

ZERO = Fraction(0)
NOTHING = Decimal(0)


@dataclass(frozen=True)
class Day:
    """What was paid, credited and given up of an invoice by the end of a day."""

    when: date
    paid: Decimal
    credited: Decimal
    given_up: dict[date, Decimal]


@dataclass(eq=False)
class Bill:
    """An invoice of a positive amount (or none), and what came of it."""

    entry: Entry
    place: int
    issued: date
    amount: Decimal
    terms: list[tuple[date, Decimal]]
    credit_notes: list[tuple[date, Decimal, Fraction]] = field(default_factory=list)
    direct: list[tuple[date, Decimal]] = field(default_factory=list)
    write_offs: list[tuple[date, Decimal]] = field(default_factory=list)
    slices: list[tuple[date, Decimal]] = field(default_factory=list)
    history: list[Day] = field(default_factory=list)
    given_up: dict[date, Decimal] = field(default_factory=dict)
    gave_up: dict[date, date] = field(default_factory=dict)
    to_give_up: list[tuple[date, Decimal]] = field(default_factory=list)
    losses: list[tuple[date, Decimal]] = field(default_factory=list)
    came_back: date = date(1, 1, 1)

    @property
    def unknown(self) -> bool:
        return self.entry.get("paid") == "unknown"

    @property
    def small(self) -> Decimal:
        """What nobody chases of this invoice."""
        return max(Decimal(2), self.amount / 200)

    def credited(self, at: date) -> Decimal:
        return sum((gross for when, gross, _ in self.credit_notes if when <= at), NOTHING)

    def owed(self, at: date) -> Decimal:
        """The amount less its credit notes."""
        return max(NOTHING, self.amount - self.credited(at))

    def received(self, at: date) -> Decimal:
        """What was paid for this invoice itself; everything where nobody knows when."""
        if self.unknown:
            return self.owed(at)
        return sum((amount for when, amount in self.direct if when <= at), NOTHING)


@dataclass(eq=False)
class Draw:
    """A part of an invoice that a credit of the client pays."""

    bill: Bill
    due: date
    amount: Decimal
    spent: bool = False


@dataclass
class Part:
    """An invoice, or an instalment of one, on the date of assessment."""

    bill: Bill
    due: date
    amount: Fraction  # less credit notes
    paid: list[tuple[date, Fraction]]
    lost: Fraction
    open: Fraction
    settled: date | None
    undated: bool = False  # a small rest that money of an unknown day left


def dated(entry: Entry, key: str) -> list[tuple[date, Decimal]]:
    return [(day(each["date"]), amount_of(each["amount"])) for each in entries(entry, key)]


def terms_on(client: Entry, business: Entry, at: date) -> int:
    """Days to pay of an invoice issued on a day: the contract's, or else the business's."""
    agreed = client.get("contract") or {}
    signed = day(agreed.get("signed", NEVER))
    contract = in_force(agreed.get("terms_days"), at, "days") if signed <= at else None
    if contract is not None:
        return int(contract)
    of_business = in_force(business.get("terms_days", 30), at, "days")
    return 30 if of_business is None else int(of_business)


def instalments(invoice: Entry, client: Entry, business: Entry) -> list[tuple[date, Decimal]]:
    due = invoice.get("due")
    if isinstance(due, list):
        return sorted((day(each["date"]), amount_of(each["amount"])) for each in due)
    issued = day(invoice["issued"])
    if due is None:
        due = issued + timedelta(days=terms_on(client, business, issued))
    return [(day(due), amount_of(invoice["amount"]))]


class Books:
    """The invoices, payments and credits of one client up to a day."""

    def __init__(self, client: Entry, business: Entry, as_of: date, *, set_off: bool) -> None:
        self.client, self.as_of, self.set_off = client, as_of, set_off
        valid = [
            (place, each)
            for place, each in enumerate(entries(client, "invoices"))
            if each.get("status") not in {"draft", "void"} and day(each["issued"]) <= as_of
        ]
        self.bills = [
            Bill(
                each,
                place,
                day(each["issued"]),
                amount_of(each["amount"]),
                instalments(each, client, business),
            )
            for place, each in valid
            if amount_of(each["amount"]) >= 0
        ]
        void = {
            str(each["number"])
            for each in entries(client, "invoices")
            if each.get("status") in {"void", "draft"}
        }
        self.notes = [
            each
            for _, each in valid
            if amount_of(each["amount"]) < 0 and str(each.get("credits")) not in void
        ]
        self.paid_out: list[tuple[date, Decimal]] = []
        self.draws: list[Draw] = []
        self.locked: list[Draw] = []
        self.credit = NOTHING
        self.credits = self._own_credits()
        self._note_credits()
        self._live()

    def _note_credits(self) -> None:
        known = {str(bill.entry["number"]): bill for bill in self.bills}
        for bill in self.bills:
            share = net_share(bill.entry)
            for each in entries(bill.entry, "credit_notes"):
                gross = amount_of(each["amount"])
                if day(each["date"]) <= self.as_of:
                    bill.credit_notes.append((day(each["date"]), gross, Fraction(gross) * share))
            for payment in entries(bill.entry, "payments"):
                bill.direct.append((day(payment["date"]), paid_and_kept_back(payment)))
            if "settled" in bill.entry:
                bill.direct.append((NEVER, amount_of(bill.entry["settled"])))
            bill.write_offs = dated(bill.entry, "write_offs")
        for note in self.notes:
            credited = known.get(str(note.get("credits")))
            if credited:
                gross = -amount_of(note["amount"])
                credited.credit_notes.append(
                    (
                        day(note["issued"]),
                        gross,
                        -net(note)
                        if "tax" in note or "expenses" in note
                        else Fraction(gross) * net_share(credited.entry),
                    )
                )

    def _own_credits(self) -> list[tuple[date, Decimal]]:
        """What is for no invoice, and what of it went back."""
        found = [
            (day(each["date"]), paid_and_kept_back(each))
            for each in entries(self.client, "payments")
        ]
        found += [(day(note["issued"]), -amount_of(note["amount"])) for note in self.own_notes()]
        for note in self.notes:
            found += dated(note, "payments")
        return found

    def own_notes(self) -> list[Entry]:
        """Credit notes that are for no invoice."""
        return [note for note in self.notes if "credits" not in note]

    def _days(self) -> list[date]:
        """Every day on which anything happens; on the others all is as it was."""
        days = {self.as_of}
        for bill in self.bills:
            days.add(bill.issued)
            days |= {when for when, _ in bill.direct} | {when for when, *_ in bill.credit_notes}
            days |= {when for when, _ in bill.write_offs}
            days |= {due + timedelta(days=1) for due, _ in bill.terms}
            days |= self._paid_day(bill.entry)
        for note in self.notes:
            days |= self._paid_day(note)
        days |= {when for when, _ in self.credits}
        return sorted(each for each in days if each <= self.as_of)

    def _paid_day(self, invoice: Entry) -> set[date]:
        paid = invoice.get("paid")
        return set() if paid in {None, "unknown"} else {day(paid)}

    def _live(self) -> None:
        for today in self._days():
            self._keep_what_was_due(today)
            self._note_what_came_back(today)
            self._allot(today)
            self._give_up(today)
            self._settle(today)
            for bill in self._issued(today):
                self._write_down(bill, today)

    def _issued(self, today: date) -> list[Bill]:
        return [bill for bill in self.bills if bill.issued <= today]

    def _keep_what_was_due(self, today: date) -> None:
        """What was due and paid stays paid; the rest is allotted anew."""
        self.locked += [draw for draw in self.draws if draw.due < today]
        self.draws = []
        for bill in self._issued(today):
            spare = bill.owed(today) - min(bill.received(today), bill.owed(today))
            self._give_back(self._of(bill) - spare, bill)
            self._make_way(bill, today)
        self._give_back(sum((each.amount for each in self.locked), NOTHING) - self._sources(today))

    def _make_way(self, bill: Bill, today: date) -> None:
        """Payments for the invoice fill its instalments first; the credit there goes free."""
        paid = min(bill.received(today), bill.owed(today))
        for due, amount, lost, filled, _ in layers(bill, paid, today):
            mine = [
                each
                for each in self.locked
                if each.bill is bill and each.due == due and not each.spent
            ]
            too_much = sum((each.amount for each in mine), NOTHING) - (amount - filled - lost)
            for draw in reversed(mine):
                if too_much > 0:
                    taken = min(too_much, draw.amount)
                    draw.amount -= taken
                    too_much -= taken
        self.locked = [draw for draw in self.locked if draw.amount > 0]

    def _of(self, bill: Bill) -> Decimal:
        return sum((each.amount for each in self.locked if each.bill is bill), NOTHING)

    def _give_back(self, too_much: Decimal, bill: Bill | None = None) -> None:
        """Takes credit away again, of the last in the queue at first, and spent credit last."""
        for draw in sorted(self.locked, key=_first_to_keep, reverse=True):
            if too_much > 0 and (bill is None or draw.bill is bill):
                taken = min(too_much, draw.amount)
                draw.amount -= taken
                too_much -= taken
        self.locked = [draw for draw in self.locked if draw.amount > 0]

    def _sources(self, today: date) -> Decimal:
        """All credit there ever was, less what was paid out of it."""
        total = sum((amount for when, amount in self.credits if when <= today), NOTHING)
        for bill in self._issued(today):
            total += max(NOTHING, bill.credited(today) - bill.amount)
            total += max(NOTHING, bill.received(today) - bill.owed(today))
        return total - sum((amount for when, amount in self.paid_out if when <= today), NOTHING)

    def _note_what_came_back(self, today: date) -> None:
        for bill in self._issued(today):
            back = any(when == today and amount < 0 for when, amount in bill.direct)
            before = bill.history[-1].paid if bill.history else NOTHING
            if back and min(bill.received(today), bill.owed(today)) + self._of(bill) < before:
                bill.came_back = today

    def _allot(self, today: date) -> None:
        left = self._sources(today) - sum((each.amount for each in self.locked), NOTHING)
        if self.set_off:
            for due, bill, amount in self._queue(today):
                if drawn := min(left, amount):
                    self.draws.append(Draw(bill, due, drawn))
                    left -= drawn
        self.credit = left

    def _give_up(self, today: date) -> None:
        """A write-off gives up what is open, of the instalment due first at first.

        What it was entered with beyond that takes what opens again later.
        """
        for bill in self._issued(today):
            bill.to_give_up += [each for each in bill.write_offs if each[0] == today]
            if bill.to_give_up:
                for due, _, _, _, rest in layers(bill, self.paid(bill, today), today):
                    self._lose(bill, due, rest)

    def _lose(self, bill: Bill, due: date, rest: Decimal) -> None:
        """Of an instalment, as far as there is a write-off to lose it by, the earliest at first."""
        while rest > 0 and bill.to_give_up:
            when, amount = bill.to_give_up.pop(0)
            lost = min(amount, rest)
            rest -= lost
            bill.given_up[due] = bill.given_up.get(due, NOTHING) + lost
            bill.gave_up[due] = when
            bill.losses.append((when, lost))
            if amount > lost:
                bill.to_give_up.insert(0, (when, amount - lost))

    def _queue(self, today: date) -> list[tuple[date, Bill, Decimal]]:
        """What is open, the one due first at first; what came back queues from that day on."""
        queue = []
        for bill in self._issued(today):
            paid = min(bill.received(today), bill.owed(today)) + self._of(bill)
            for due, _, _, _, rest in layers(bill, paid, today):
                if rest > 0:
                    queue.append((due, bill, rest))
        return sorted(queue, key=lambda each: _place(each[1], each[0]))

    def _settle(self, today: date) -> None:
        """`paid` pays what is open on that day, and uses up the credit that had paid a part."""
        for bill in self._issued(today):
            days = self._paid_day(bill.entry)
            if days and max(*days, bill.issued) == today:
                rest = self._open(bill, today)
                bill.direct.append((min(days), rest))
                mine = [draw for draw in self.draws if draw.bill is bill]
                for draw in mine + [draw for draw in self.locked if draw.bill is bill]:
                    draw.spent = True
                self.locked += mine
                self.draws = [draw for draw in self.draws if draw.bill is not bill]
        for note in self.notes:
            if self._paid_day(note) == {today} and self.credit > 0:
                taken = min(self.credit, -amount_of(note["amount"]))
                self.paid_out.append((today, taken))
                self.credit -= taken

    def paid(self, bill: Bill, today: date) -> Decimal:
        drawn = sum((each.amount for each in self.draws if each.bill is bill), NOTHING)
        return min(bill.received(today), bill.owed(today)) + self._of(bill) + drawn

    def _open(self, bill: Bill, today: date) -> Decimal:
        paid = self.paid(bill, today)
        return sum((rest for *_, rest in layers(bill, paid, today)), NOTHING)

    def _write_down(self, bill: Bill, today: date) -> None:
        """Pile up what is paid; what goes back takes from the top, which is what came last."""
        paid = self.paid(bill, today)
        more = paid - sum((amount for _, amount in bill.slices), NOTHING)
        if more > 0:
            if bill.issued == today:
                for when, amount in sorted(bill.direct):
                    early = min(amount, more)
                    if when < today and early > 0:
                        bill.slices.append((when, early))
                        more -= early
            if more > 0:
                bill.slices.append((today, more))
        while more < 0:
            when, amount = bill.slices.pop()
            more += amount
            if more > 0:
                bill.slices.append((when, more))
        bill.history.append(Day(today, paid, bill.credited(today), dict(bill.given_up)))

    @cached_property
    def parts(self) -> list[Part]:
        """Every invoice and instalment of which it is known when it was paid."""
        found = []
        for bill in self.bills:
            paid = self.paid(bill, self.as_of)
            slices = list(bill.slices)
            upto = NOTHING
            rows = layers(bill, paid, self.as_of)
            for place, (due, amount, lost, filled, rest) in enumerate(rows):
                upto += bill.terms[place][1]
                taken = _take(slices, filled)
                pieces = [(when, Fraction(piece)) for when, piece in taken if when != NEVER]
                judged = Fraction(amount - filled) + sum((piece for _, piece in pieces), ZERO)
                part = Part(bill, due, judged, pieces, Fraction(lost), Fraction(rest), None)
                part.settled = settled(bill, place, upto, self.as_of)
                undated = sum((each for when, each in taken if when == NEVER), NOTHING)
                of_bill = bill.owed(self.as_of) - amount_of(bill.entry.get("settled", 0))
                left_so = bool(undated) or ("settled" in bill.entry and of_bill <= bill.small)
                part.undated = left_so and 0 < judged <= bill.small
                found.append(part)
        return found


def _place(bill: Bill, due: date) -> tuple[date, date, int, date]:
    """Where an invoice or instalment queues for credits."""
    return max(due, bill.came_back), bill.issued, bill.place, due


def _first_to_keep(draw: Draw) -> tuple[bool, tuple[date, date, int, date]]:
    return not draw.spent, _place(draw.bill, draw.due)


Layer = tuple[date, Decimal, Decimal, Decimal, Decimal]


def layers(bill: Bill, paid: Decimal, at: date) -> list[Layer]:
    """Of each instalment: due, amount less credit notes, written off, paid and open."""
    return _layers(bill, paid, bill.credited(at), bill.given_up)


def _layers(
    bill: Bill, paid: Decimal, credited: Decimal, given_up_by_due: dict[date, Decimal]
) -> list[Layer]:
    owed = max(NOTHING, bill.amount - credited)
    left = []
    for due, whole in bill.terms:
        left.append((due, whole - (taken := min(whole, credited))))
        credited -= taken
    lost = {due: min(amount, given_up_by_due.get(due, NOTHING)) for due, amount in left}
    came_after_all = sum(lost.values(), NOTHING) - (owed - paid)
    rows = []
    for due, amount in left:
        came = min(lost[due], max(NOTHING, came_after_all))
        came_after_all -= came
        given_up = lost[due] - came
        paid -= (filled := min(amount - given_up, paid))
        rows.append((due, amount, given_up, filled, amount - given_up - filled))
    return rows


def _take(slices: list[tuple[date, Decimal]], amount: Decimal) -> list[tuple[date, Decimal]]:
    """The next slices that fill an amount; what is left of the last stays."""
    taken = []
    while amount > 0:
        when, piece = slices.pop(0)
        used = min(piece, amount)
        amount -= used
        taken.append((when, used))
        if piece > used:
            slices.insert(0, (when, piece - used))
    return taken


def settled(bill: Bill, place: int, upto: Decimal, as_of: date) -> date | None:
    """The day from which no more than a small rest was missing, and has not been since.

    What a credit note takes off was never owed, so a payment settles what the notes leave, also
    later ones. Without one the note settles that leaves no more, unless all had been paid before.
    """
    credited, small = bill.credited(as_of), bill.small
    since = None
    for then in bill.history:
        so_far = then.credited if upto <= credited or not then.paid else credited
        if upto <= credited:
            missing = upto - so_far - then.paid
        else:
            _, amount, _, filled, _ = _layers(bill, then.paid, so_far, then.given_up)[place]
            missing = amount - filled
        if missing > small or not (then.paid or then.credited or not upto):
            since = None
        elif since is None:
            since = then.when
    last_paid = max((when for when, _ in bill.slices), default=None)
    if since == bill.issued and last_paid and last_paid < since:
        return last_paid
    return since

"""What is true of all books, on any day: sums, order in time, no gain from paying later.

The books are drawn with everything that a client's can hold at once: instalments, credit notes,
deductions, what went back, what is given up, advances, drafts, and credits set off.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from books import FIRST, TODAY, Data, clients, day, modest
from clienthealth.facts.client import ClientFacts
from clienthealth.facts.context import context_of
from clienthealth.facts.invoices import InvoiceState
from clienthealth.facts.settlement import Settlement, Settlements, settlement_of
from clienthealth.judging.health import health_of
from clienthealth.ledger.checks import Vocabulary, client_errors
from clienthealth.ledger.models import Business, Client, Instalment, Invoice, Ledger, Payment
from clienthealth.ledger.policy import Policy
from clienthealth.rules.registry import configured

TERMS = Business(name="Ada", currency="EUR").terms_days
ZERO = Decimal(0)


def settled(client: Client, as_of: date = TODAY) -> Settlement:
    return settlement_of(client, TERMS, as_of, draws=True)


def facts_of(client: Client, as_of: date = TODAY, **policy: Any) -> ClientFacts:
    ledger = Ledger(version="1", business=Business(name="Ada", currency="EUR"), clients=(client,))
    return ClientFacts(client, context_of(ledger, as_of, Policy(**policy)))


days_ = st.integers(0, 200).map(lambda n: FIRST + timedelta(days=n))


# On many dates


@given(clients(), st.lists(days_, max_size=5))
def test_what_is_owed_on_a_day_is_the_same_whatever_other_days_were_asked_for(
    client: Client, others: list[date]
) -> None:
    """What lasts of an invoice is worked out once, and no day sees more of it than it should."""
    on_any_day = Settlements(client, TERMS, draws=True)
    for each in (TODAY, *others):
        assert on_any_day.on(each) == settled(client, each)


# Against a naive computation, day by day


class Naive:
    """A client's books worked out afresh for each day, without any of the program's shortcuts."""

    def __init__(self, client: Client, as_of: date) -> None:
        self.client = client
        counted = [(i, v) for i, v in enumerate(client.invoices) if v.status != "void"]
        self.bills = [(i, v) for i, v in counted if v.amount > 0 and v.issued <= as_of]
        void = {v.number for v in client.invoices if v.status == "void"}
        self.notes = [v for _, v in counted if v.amount < 0 and v.credits not in void]
        self.given_up: dict[Any, Decimal] = {}
        """By invoice and instalment, what was open of it when it was written off."""
        each_day = [FIRST + timedelta(days=n) for n in range((as_of - FIRST).days + 1)]
        self.levels = [self.on(each) for each in each_day]
        """By day, how much of each invoice is settled."""
        self.days = each_day

    def numbers(self, invoice: Invoice, on: date) -> tuple[Decimal, Decimal, Decimal]:
        """What was paid, what is billed, and what was paid or credited beyond it."""
        paid = sum(
            (p.amount + (p.deducted or 0) for p in invoice.payments if p.date <= on), start=ZERO
        )
        notes = sum((n.amount for n in invoice.credit_notes if n.date <= on), start=ZERO)
        notes -= sum(
            (n.amount for n in self.notes if n.credits == invoice.number and n.issued <= on), ZERO
        )
        billed = max(ZERO, invoice.amount - notes)
        beyond = max(ZERO, paid - billed) + max(ZERO, notes - invoice.amount)
        return paid, billed, beyond

    def claims(self, position: int, invoice: Invoice, on: date) -> list[tuple[Any, Decimal]]:
        """What is open of each instalment, with its place in the queue."""
        paid, billed, _ = self.numbers(invoice, on)
        off = invoice.amount - billed
        back = [p.date for p in invoice.payments if p.amount < 0 and p.date <= on]
        covered, found = min(paid, billed), []
        for part, (end, amount) in enumerate(self.parts(invoice)):
            credited = min(amount, off)
            off -= credited
            lost = min(amount - credited, self.given_up.get((position, part), ZERO))
            done = min(amount - credited - lost, covered)
            covered -= done
            key = (max([end, *back]), invoice.issued, position, part)
            found.append((key, amount - credited - lost - done))
        return found

    def on(self, today: date) -> dict[int, Decimal]:
        credit = sum(
            (p.amount + (p.deducted or 0) for p in self.client.payments if p.date <= today),
            start=ZERO,
        )
        credit -= sum(
            (n.amount for n in self.notes if n.credits is None and n.issued <= today), start=ZERO
        )
        levels, queue = {}, []
        for position, invoice in self.bills:
            paid, billed, beyond = self.numbers(invoice, today)
            levels[position] = min(paid, billed)
            if invoice.issued <= today:
                credit += beyond
                if invoice.paid != "unknown":
                    claims = self.claims(position, invoice, today)
                    queue += [(key, position, amount) for key, amount in claims]
        self.open = {}
        for key, position, amount in sorted(queue):
            drawn = min(amount, credit)
            credit -= drawn
            levels[position] += drawn
            self.open[key[2:]] = amount - drawn
        self.credit = credit
        for position, invoice in self.bills:
            self.give_up(position, invoice, today)
        return levels

    def give_up(self, position: int, invoice: Invoice, today: date) -> None:
        """What was written off by now takes what is open, of the instalment due first at first."""
        left = sum((w.amount for w in invoice.write_offs if w.date <= today), start=ZERO)
        off = invoice.amount - self.numbers(invoice, today)[1]
        parts = self.parts(invoice)
        for part, (_, amount) in enumerate(parts):  # a credit note takes the place of a loss
            credited = min(amount, off)
            off -= credited
            gone = min(self.given_up.get((position, part), ZERO), amount - credited)
            self.given_up[position, part] = gone
            left -= gone
        for part in range(len(parts)):
            gone = min(left, self.open.get((position, part), ZERO))
            left -= gone
            self.given_up[position, part] += gone
            self.open[position, part] = self.open.get((position, part), ZERO) - gone

    @staticmethod
    def parts(invoice: Invoice) -> list[tuple[date, Decimal]]:
        """What is due on each day, before anything is credited."""
        due = invoice.due
        if isinstance(due, tuple):
            return sorted((each.date, each.amount) for each in due)
        return [(due or date.max, invoice.amount)]

    def still_open(self, position: int, invoice: Invoice) -> list[Decimal]:
        """What is open of what is due on each day, on the last of the days."""
        by_due: dict[date, Decimal] = {}
        for part, (due, _) in enumerate(self.parts(invoice)):
            by_due[due] = by_due.get(due, ZERO) + self.open.get((position, part), ZERO)
        return [each for each in by_due.values() if each]

    def paid_by_day(self, position: int) -> dict[date, Decimal]:
        """What of an invoice is paid for good, by the day from which it was."""
        least, later = None, self.days[-1]
        found: dict[date, Decimal] = {}
        for today, levels in zip(reversed(self.days), reversed(self.levels), strict=True):
            level = levels[position]
            if least is not None and level < least:
                found[later] = least - level
            least = level if least is None else min(least, level)
            later = today
        if least:
            found[self.days[0]] = least
        return found


def paid_by_day(state: InvoiceState) -> dict[date, Decimal]:
    found: dict[date, Decimal] = {}
    for part in state.slices:
        if part.paid is not None:
            found[part.paid] = found.get(part.paid, ZERO) + part.amount
    return found


@modest
@given(clients(), days_)
def test_the_settlement_is_what_a_naive_computation_finds(client: Client, as_of: date) -> None:
    found, naive = settled(client, as_of), Naive(client, as_of)
    assert found.credit == naive.credit
    assert [s.position for s in found.invoices] == sorted(
        (i for i, _ in naive.bills), key=[s.position for s in found.invoices].index
    )
    for state in found.invoices:
        still_open = [part.open for part in state.instalments if part.open]
        assert still_open == naive.still_open(state.position, state.invoice)
        if state.is_judged:
            assert paid_by_day(state) == naive.paid_by_day(state.position)


# Sums


@modest
@given(clients(), days_)
def test_the_balance_is_what_was_billed_less_everything_that_settled_it(
    client: Client, as_of: date
) -> None:
    """On any day; what was paid for an invoice comes with it."""
    found = settled(client, as_of)
    balance = -sum((p.amount + (p.deducted or 0) for p in client.payments if p.date <= as_of), ZERO)
    for note in found.credit_notes:
        balance += note.invoice.amount
    for state in found.invoices:
        invoice = state.invoice
        if not state.is_judged:  # nobody knows what was paid of it, and nothing is open
            beyond = Naive(client, as_of).numbers(invoice, as_of)[2]
            bound = sum((n.invoice.amount for n in found.credit_notes if n.target is invoice), ZERO)
            balance += -beyond - bound
            continue
        balance += invoice.amount - state.written_off
        balance -= sum((n.amount for n in invoice.credit_notes if n.date <= as_of), ZERO)
        paid = (p.amount + (p.deducted or 0) for p in invoice.payments if p.date <= as_of)
        balance -= sum(paid, ZERO)
    assert sum((s.open for s in found.invoices), ZERO) - found.credit == balance


@modest
@given(clients(short=True), days_)
def test_the_ageing_and_the_parts_add_up(client: Client, as_of: date) -> None:
    facts = facts_of(client, as_of)
    states = facts.all_invoices
    assert facts.open_balance == sum((s.open for s in states), ZERO)
    overdue = (p.open for s in states for p in s.instalments if p.due < as_of)
    assert facts.overdue_balance == sum(overdue, ZERO)
    for state in (*states, *facts.dues):
        assert state.open >= 0
        assert state.written_off >= 0
        assert sum((part.amount for part in state.slices), ZERO) == state.billed
        left = sum((part.amount for part in state.slices if part.paid is None), ZERO)
        if state.is_judged and state.settled is None:
            assert left == state.open + state.written_off
    for state in states:
        for key in ("billed", "open", "written_off"):
            parts = sum((getattr(part, key) for part in state.instalments), ZERO)
            assert parts == getattr(state, key)


# Time


def known(client: Client, as_of: date) -> Client:
    """The client as it was written down on a day."""

    def until(entries: tuple[Any, ...]) -> tuple[Any, ...]:
        return tuple(each for each in entries if each.date <= as_of)

    def then(invoice: Invoice) -> Invoice:
        lists = ("payments", "credit_notes", "write_offs")
        update: Data = {key: until(getattr(invoice, key)) for key in lists}
        if isinstance(invoice.paid, date) and invoice.paid > as_of:
            update["paid"] = None
        return invoice.model_copy(update=update)

    bills = tuple(then(invoice) for invoice in client.invoices if invoice.issued <= as_of)
    return client.model_copy(update={"invoices": bills, "payments": until(client.payments)})


@modest
@given(clients(short=True), days_)
def test_nothing_later_is_seen(client: Client, as_of: date) -> None:
    now, then = settled(client, as_of), settled(known(client, as_of), as_of)
    assert figures(now) == figures(then)
    assert facts_of(client, as_of).revenue == facts_of(known(client, as_of), as_of).revenue


def figures(found: Settlement) -> object:
    """What a settlement says, without the entries that it is about."""
    states = [
        (s.invoice.number, s.due, s.billed, merged(s), s.open, s.written_off, s.settled, s.closed)
        for whole in found.invoices
        for s in (whole, *whole.instalments)
    ]
    return states, found.credit


def merged(state: InvoiceState) -> object:
    left = sum((part.amount for part in state.slices if part.paid is None), ZERO)
    return paid_by_day(state), left


# What changes nothing


@modest
@given(clients(short=True), st.integers(1, 9), days_)
def test_a_payment_in_two_on_one_day_changes_nothing(
    client: Client, tenths: int, as_of: date
) -> None:
    def halves(entries: tuple[Payment, ...]) -> Iterator[Payment]:
        for each in entries:
            first = each.amount * tenths / 10
            yield each.model_copy(update={"amount": first, "deducted": None, "reason": None})
            yield each.model_copy(update={"amount": each.amount - first})

    bills = tuple(
        i.model_copy(update={"payments": tuple(halves(i.payments))}) for i in client.invoices
    )
    own = tuple(halves(client.payments))
    split = client.model_copy(update={"invoices": bills, "payments": own})
    assert figures(settled(split, as_of)) == figures(settled(client, as_of))
    assert facts_of(split, as_of).revenue == facts_of(client, as_of).revenue


@modest
@given(clients(short=True), st.integers(1, 9), days_)
def test_instalments_of_one_day_are_an_invoice_due_on_it(
    client: Client, tenths: int, as_of: date
) -> None:
    def in_two(invoice: Invoice) -> Invoice:
        if not isinstance(invoice.due, date) or invoice.amount < 0:
            return invoice
        first = invoice.amount * tenths / 10
        amounts = (first, invoice.amount - first)
        due = tuple(Instalment(date=invoice.due, amount=amount) for amount in amounts)
        return invoice.model_copy(update={"due": due})

    split = client.model_copy(update={"invoices": tuple(map(in_two, client.invoices))})
    assert figures(settled(split, as_of)) == figures(settled(client, as_of))
    assert facts_of(split, as_of).dbt == facts_of(client, as_of).dbt
    assert facts_of(split, as_of).revenue == facts_of(client, as_of).revenue


# Who gains


def late_money(facts: ClientFacts) -> Decimal:
    """Amounts times days beyond terms."""
    return sum((part.amount * part.days for part in facts.late_slices), ZERO)


@modest
@given(clients(), st.data())
def test_paying_later_never_helps(client: Client, draw: st.DataObject) -> None:
    """A payment on any later day, for an invoice or on account, seen or not by the date.

    Slowing-payments measures a change and is left out, as wherever the promise is made.
    """
    places = [
        (i, n)
        for i, invoice in enumerate(client.invoices)
        for n, payment in enumerate(invoice.payments)
        if payment.amount > 0
    ]
    places += [(-1, n) for n, payment in enumerate(client.payments) if payment.amount > 0]
    assume(places)
    at, number = draw.draw(st.sampled_from(places))
    later = timedelta(days=draw.draw(st.integers(1, 90)))

    def moved(entries: tuple[Payment, ...]) -> tuple[Payment, ...]:
        return tuple(
            p.model_copy(update={"date": p.date + later}) if n == number else p
            for n, p in enumerate(entries)
        )

    if at < 0:
        worse = client.model_copy(update={"payments": moved(client.payments)})
    else:
        bill = client.invoices[at]
        bills = [*client.invoices]
        bills[at] = bill.model_copy(update={"payments": moved(bill.payments)})
        worse = client.model_copy(update={"invoices": tuple(bills)})
    assume(not [*client_errors(worse, Vocabulary())])
    before, after = (facts_of(each, disabled=("PAY003",)) for each in (client, worse))
    assert late_money(after) >= late_money(before)
    assert (after.dbt or 0) >= (before.dbt or 0)
    assert after.open_balance >= before.open_balance
    assert after.overdue_balance >= before.overdue_balance
    rules = configured(before.context.policy)
    assert health_of(after, rules).computed <= health_of(before, rules).computed


@pytest.mark.parametrize("draws", [True, False])
def test_a_client_of_many_invoices_and_one_credit_is_settled_in_order(draws: bool) -> None:
    """An advance that pays the first 1,500 of 2,000 invoices: no invoice is looked at twice."""
    bills = [
        {"number": str(n), "issued": day(n // 20), "due": day(n // 20 + 30), "amount": "10"}
        for n in range(2000)
    ]
    own = [{"date": day(0), "amount": "15000"}]
    client = Client.model_validate({"id": "a", "name": "A", "invoices": bills, "payments": own})
    found = settlement_of(client, TERMS, TODAY, draws=draws)
    assert sum(s.settled is not None for s in found.invoices) == (1500 if draws else 0)
    assert found.credit == (0 if draws else 15000)

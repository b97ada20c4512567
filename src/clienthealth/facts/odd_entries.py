"""Odd entries of a ledger on a date: days far ahead, old debts, billed months without hours.

Entries that contradict each other on any day are reported when the ledger is read
(`ledger/odd_entries.py`).
"""

from calendar import monthrange
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, timedelta

from clienthealth.facts.client import ClientFacts
from clienthealth.facts.work import BilledMonth
from clienthealth.ledger import written
from clienthealth.ledger.fields import Entry, shown
from clienthealth.ledger.models import Client, Ledger
from clienthealth.ledger.odd_entries import DatedEntry, dated_entries, span_of
from clienthealth.ledger.problems import Problem, sorted_problems

YEAR_AND_A_DAY = timedelta(days=366)
OLD_DEBT = timedelta(days=2 * 365)
MONTHS_NAMED = 3


def odd_entries(
    ledger: Ledger,
    clients: Sequence[ClientFacts],
    as_of: date,
    ahead: Iterable[date] | None = None,
) -> tuple[Problem, ...]:
    """Entries that look odd on a date but may be right, in the order of their places.

    Args:
        ledger: The whole ledger, because dates far ahead belong to no known client yet.
        clients: The clients known on the date.
        as_of: The date.
        ahead: The `days_ahead` of the whole ledger, where this one is a part of it.
    """
    found = [
        *_far_ahead(ledger, as_of, ahead),
        *(problem for facts in clients for problem in _old_debts(ledger, facts)),
        *(problem for facts in clients for problem in _without_hours(ledger, facts)),
    ]
    return sorted_problems(found)


def _problem(
    ledger: Ledger, client: Client, entry: Entry, message: str, about: Sequence[str]
) -> Problem:
    place = ledger.sources.place(entry.mark)
    return Problem(place, message, client=client.id, about=tuple(about))


def _far_ahead(ledger: Ledger, as_of: date, days: Iterable[date] | None) -> Iterator[Problem]:
    """Dates more than a year ahead, after a gap.

    A ledger judged on a day long past continues from there, month by month. A mistyped year comes
    after a gap.
    """
    ahead = [*_ahead(ledger, as_of)]
    first = _first_alone({each.day for _, each in ahead} if days is None else days, as_of)
    for client, (day, entry, key) in ahead:
        if first is None or day < first:
            continue
        years = (day - as_of).days // 365
        span = "a year" if years == 1 else f"{years} years"
        text = f"{key}: {day} is more than {span} after {written.day(as_of)}; check the year"
        yield _problem(ledger, client, entry, text, [f"{key}: {day} is far ahead"])


def days_ahead(ledger: Ledger, as_of: date) -> frozenset[date]:
    """The days of a ledger that are more than a year after a date."""
    return frozenset(each.day for _, each in _ahead(ledger, as_of))


def _ahead(ledger: Ledger, as_of: date) -> Iterator[tuple[Client, DatedEntry]]:
    near = _near(as_of)
    for client in ledger.clients:
        if _last_day(client) > near:
            yield from ((client, each) for each in _dated(client) if each.day > near)


def _near(as_of: date) -> date:
    return as_of + min(YEAR_AND_A_DAY, date.max - as_of)


def _last_day(client: Client) -> date:
    span = span_of(client)
    days = (client.first_contact, client.since, span[1] if span else None)
    return max((day for day in days if day is not None), default=date.min)


def _dated(client: Client) -> Iterator[DatedEntry]:
    yield from dated_entries(client)
    for key, day in (("first_contact", client.first_contact), ("since", client.since)):
        if day is not None:
            yield DatedEntry(day, client, key)


def _first_alone(ahead: Iterable[date], as_of: date) -> date | None:
    """The first of the days ahead that comes after a gap of more than a year."""
    before = _near(as_of)
    for day in sorted(ahead):
        if day - before > YEAR_AND_A_DAY:
            return day
        before = day
    return None


def _old_debts(ledger: Ledger, facts: ClientFacts) -> Iterator[Problem]:
    unpaid = [state for state in facts.all_invoices if state.closed is None and state.open > 0]
    for state in unpaid:
        if facts.as_of - state.due > OLD_DEBT:
            invoice = f"payments: invoice {shown(state.invoice.number)} has been"
            text = (
                f"{invoice} overdue for more than two years (due {written.day(state.due)}); "
                "add its payment, or a write-off"
            )
            # the words that baselines know
            known = f"{invoice} due since {state.due}, more than two years; "
            about = f"{known}write its payment, or a write-off"
            yield _problem(ledger, facts.client, state.invoice, text, [about])


def _without_hours(ledger: Ledger, facts: ClientFacts) -> Iterator[Problem]:
    if facts.hours <= 0 or facts.stage != "active":
        return
    gap = facts.hours_gap
    if not gap.without:
        return
    several = len(gap.without) > 1
    billed = f"{len(gap.without)} of {written.count(gap.billed, 'billed month')}"
    bills = facts.unworked_bills
    lack = (
        _before_bills(facts, bills) if bills else f"no hours ({_named(gap.without, written.month)})"
    )
    months = _months_before(bills) if bills else gap.without
    in_months = [month for month in months if _last_day_of(month) <= facts.as_of]
    as_month = f" or as `{{month: {in_months[0]:%Y-%m}, hours: ...}}`" if in_months else ""
    text = f"time: {billed} {'have' if several else 'has'} {lack}; log them by day{as_month}"
    # the words that baselines know
    about = (f"time: no hours in {month:%Y-%m}, which was billed" for month in gap.without)
    yield _problem(ledger, facts.client, facts.client, text, tuple(about))


def _before_bills(facts: ClientFacts, bills: Sequence[BilledMonth]) -> str:
    """Which hours are missing, by the invoices that they should come before."""
    if len(bills) > 1:
        days = _named([bill.last_bill for bill in bills], written.day)
        return f"no hours between the invoice before and their own ({days})"
    (bill,) = bills
    same_day = [s.invoice for s in facts.all_invoices if s.invoice.issued == bill.last_bill]
    number = f" {shown(same_day[0].number)}" if len(same_day) == 1 else ""
    own = f"its invoice{number} of {written.day(bill.last_bill)}"
    if bill.before == date.min:
        return f"no hours before {own}"
    return f"no hours between the invoice of {written.day(bill.before)} and {own}"


def _months_before(bills: Iterable[BilledMonth]) -> Iterator[date]:
    """The months that ended between an invoice and the one before it: the last of each."""
    for bill in bills:
        month = bill.first
        if _last_day_of(month) > bill.last_bill and month > date.min:
            month = (month - timedelta(days=1)).replace(day=1)
        if bill.before < _last_day_of(month) <= bill.last_bill:
            yield month


def _last_day_of(month: date) -> date:
    return month.replace(day=monthrange(month.year, month.month)[1])


def _named(days: Sequence[date], write: Callable[[date], str]) -> str:
    """The first few of some days or months, and how many more there are."""
    more = len(days) - MONTHS_NAMED
    named = ", ".join(map(write, days[:MONTHS_NAMED]))
    return f"{named} and {more} more" if more > 0 else named

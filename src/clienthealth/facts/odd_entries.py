"""Odd entries of a ledger on a date: days far ahead, old debts, billed months without hours.

Entries that contradict each other on any day are reported when the ledger is read
(`ledger/odd_entries.py`).
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta

from clienthealth.facts.client import ClientFacts
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
    months = [f"{month:%Y-%m}" for month in gap.without]
    named = ", ".join(map(written.month, gap.without[:MONTHS_NAMED]))
    rest = f" and {len(months) - MONTHS_NAMED} more" if len(months) > MONTHS_NAMED else ""
    text = (
        f"time: {len(months)} of {written.count(gap.billed, 'billed month')} "
        f"{'has' if len(months) == 1 else 'have'} no hours ({named}{rest}); "
        f"log them by day or as `{{month: {months[0]}, hours: ...}}`"
    )
    about = (f"time: no hours in {month}, which was billed" for month in months)
    yield _problem(ledger, facts.client, facts.client, text, tuple(about))

"""Odd entries of a ledger on a date: days far ahead, old debts, billed months without hours.

Entries that contradict each other on any day are reported when the ledger is read
(`ledger/odd_entries.py`).
"""

from collections.abc import Iterator, Sequence
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


def odd_entries(ledger: Ledger, clients: Sequence[ClientFacts], as_of: date) -> tuple[Problem, ...]:
    """Entries that look odd on a date but may be right, in the order of their places.

    Args:
        ledger: The whole ledger, because dates far ahead belong to no known client yet.
        clients: The clients known on the date.
        as_of: The date.
    """
    found = [
        *_far_ahead(ledger, as_of),
        *(problem for facts in clients for problem in _old_debts(ledger, facts)),
        *(problem for facts in clients for problem in _without_hours(ledger, facts)),
    ]
    return sorted_problems(found)


def _problem(
    ledger: Ledger, client: Client, entry: Entry, message: str, about: Sequence[str]
) -> Problem:
    place = ledger.sources.place(entry.mark)
    return Problem(place, message, client=client.id, about=tuple(about))


def _far_ahead(ledger: Ledger, as_of: date) -> Iterator[Problem]:
    """Dates more than a year ahead, after a gap.

    A ledger judged on a day long past continues from there, month by month. A mistyped year comes
    after a gap.
    """
    near = as_of + min(YEAR_AND_A_DAY, date.max - as_of)
    reaching = (client for client in ledger.clients if _last_day(client) > near)
    dated = ((client, each) for client in reaching for each in _dated(client))
    ahead = [(client, each) for client, each in dated if each.day > near]
    for client, (day, entry, key) in _alone(ahead, near):
        years = (day - as_of).days // 365
        span = "a year" if years == 1 else f"{years} years"
        text = f"{key}: {day} is more than {span} after {written.day(as_of)}; check the year"
        yield _problem(ledger, client, entry, text, [f"{key}: {day} is far ahead"])


def _last_day(client: Client) -> date:
    span = span_of(client)
    days = (client.first_contact, client.since, span[1] if span else None)
    return max((day for day in days if day is not None), default=date.min)


def _dated(client: Client) -> Iterator[DatedEntry]:
    yield from dated_entries(client)
    for key, day in (("first_contact", client.first_contact), ("since", client.since)):
        if day is not None:
            yield DatedEntry(day, client, key)


def _alone(ahead: list[tuple[Client, DatedEntry]], near: date) -> list[tuple[Client, DatedEntry]]:
    """The entries after the first gap of more than a year."""
    ahead.sort(key=lambda each: each[1].day)
    before = near
    for index, (_, each) in enumerate(ahead):
        if each.day - before > YEAR_AND_A_DAY:
            return ahead[index:]
        before = each.day
    return []


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

"""Ledgers of a given size for the benchmarks, as YAML text."""

from collections.abc import Iterator
from datetime import date, timedelta

START = date(2024, 11, 1)
DAYS = 700
"""The days over which the entries of each client are spread."""
KINDS = ("stall", "discount_request", "praise", "payment_excuse", "agreement_dispute")


def ledger(clients: int, invoices: int, entries: int = 0, events: int = 0) -> str:
    """A ledger with so many clients, and so many invoices, time entries and events in all."""
    return "\n".join(_lines(clients, invoices, entries, events)) + "\n"


def _lines(clients: int, invoices: int, entries: int, events: int) -> Iterator[str]:
    yield "version: 1"
    yield "business: {name: Benchmark, currency: EUR, target_rate: 95, cost_rate: 48}"
    yield "clients:"
    for number in range(clients):
        yield f"  - id: client-{number}"
        yield f"    name: Client {number}"
        yield "    since: 2024-01-01"
        yield "    invoices:"
        bills = _part(invoices, clients, number)
        yield from (_invoice(number, n, _day(n, bills)) for n in range(bills))
        if entries:
            yield "    time:"
            worked = _part(entries, clients, number)
            yield from (_entry(n, _day(n, worked)) for n in range(worked))
        if events:
            yield "    events:"
            seen = _part(events, clients, number)
            yield from (_event(n, _day(n, seen)) for n in range(seen))


def _part(total: int, of: int, index: int) -> int:
    return total // of + (index < total % of)


def _day(n: int, of: int) -> date:
    """The day of the n-th of so many entries."""
    return START + timedelta(days=n * DAYS // of)


def _invoice(client: int, n: int, issued: date) -> str:
    paid = issued + timedelta(days=20 + (client * 7 + n) % 40)
    amount = f"{900 + (client * 37 + n * 11) % 800}.50"
    return (
        f"      - {{number: {client}-{n}, issued: {issued}, amount: {amount}, "
        f"payments: [{{date: {paid}, amount: {amount}}}]}}"
    )


def _entry(n: int, day: date) -> str:
    return f"      - {{date: {day}, hours: {2 + n % 6}.5}}"


def _event(n: int, day: date) -> str:
    return f"      - {{kind: {KINDS[n % 5]}, at: {day}}}"

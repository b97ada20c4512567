"""Ledgers of a given size for the benchmarks, as YAML text."""

from collections.abc import Iterator
from datetime import date, timedelta

START = date(2024, 11, 1)
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
        yield from (_invoice(number, n) for n in range(_part(invoices, clients, number)))
        if entries:
            yield "    time:"
            yield from (_entry(n) for n in range(_part(entries, clients, number)))
        if events:
            yield "    events:"
            yield from (_event(n) for n in range(_part(events, clients, number)))


def _part(total: int, of: int, index: int) -> int:
    return total // of + (index < total % of)


def _invoice(client: int, n: int) -> str:
    issued = START + timedelta(days=n * 7 % 700)
    paid = issued + timedelta(days=20 + (client * 7 + n) % 40)
    amount = f"{900 + (client * 37 + n * 11) % 800}.50"
    return (
        f"      - {{number: {client}-{n}, issued: {issued}, amount: {amount}, "
        f"payments: [{{date: {paid}, amount: {amount}}}]}}"
    )


def _entry(n: int) -> str:
    return f"      - {{date: {START + timedelta(days=n * 5 % 700)}, hours: {2 + n % 6}.5}}"


def _event(n: int) -> str:
    return f"      - {{kind: {KINDS[n % 5]}, at: {START + timedelta(days=n * 11 % 700)}}}"

"""The figures of an import, by client."""

from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from clienthealth.editing.imports.compared import Comparison
from clienthealth.facts.settlement import settlement_of
from clienthealth.ledger.models import Client, Invoice, Ledger, MonthOfTime, TimeEntry


class Brought(NamedTuple):
    """The figures of an import for one client."""

    client: str
    """The id."""
    name: str
    currency: str
    invoices: int
    billed: Decimal
    """The total of the new invoices, gross."""
    drafts: int
    """New invoices that nobody owes: drafts and cancelled ones."""
    payments: int
    time_entries: int
    hours: Decimal
    events: int
    updated: int
    """How many invoices in the ledger become paid, in part or in full, or cancelled."""
    known: int
    """How many entries the ledger already has."""
    open: Decimal
    """The open balance after it."""
    days_logged_already: int
    """How many days have new hours beside hours in the ledger."""

    @property
    def is_new(self) -> bool:
        """Whether anything is."""
        return bool(
            self.invoices
            or self.drafts
            or self.payments
            or self.time_entries
            or self.events
            or self.updated
        )


def brought(after: Ledger, comparisons: Iterable[Comparison], day: date) -> Iterator[Brought]:
    """The figures of each client in the exports, on a day, in the client's currency.

    Args:
        after: The ledger with the import.
        comparisons: The comparison of each client.
        day: The day of the open balance.
    """
    clients = {client.id: client for client in after.clients}
    for each in comparisons:
        client = clients[each.client]
        invoices = [i for i in each.new.get("invoices", ()) if isinstance(i, Invoice)]
        time = [t for t in each.new.get("time", ()) if isinstance(t, TimeEntry | MonthOfTime)]
        owed = [each for each in invoices if each.is_owed]
        yield Brought(
            each.client,
            each.name,
            client.currency or after.business.currency,
            len(owed),
            sum((each.amount for each in owed), Decimal(0)),
            len(invoices) - len(owed),
            len(each.new.get("payments", ())),
            len(time),
            sum((entry.hours for entry in time), Decimal(0)),
            len(each.new.get("events", ())),
            len({change.where for change in each.updates}),
            sum(each.known.values()),
            open_balance(after, client, day),
            len(each.days_logged_already),
        )


def open_balance(ledger: Ledger, client: Client, day: date) -> Decimal:
    """What a client owes on a day, in their currency."""
    terms, draws = ledger.business.terms_days, ledger.policy.set_off
    found = settlement_of(client, terms, day, draws=draws)
    return sum((each.open for each in found.invoices), Decimal(0))

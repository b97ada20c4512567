"""What is new in an export, compared with what the ledger already has."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from clienthealth.editing.changes import Added, Change, Item, KeySet, Value, of_client, of_invoice
from clienthealth.editing.imports.items import item_of
from clienthealth.ledger import written
from clienthealth.ledger.fields import Entry, shown
from clienthealth.ledger.models import UNKNOWN, Client, Invoice, Payment


class Comparison(NamedTuple):
    """The entries of one client in the exports, beside those of the ledger."""

    client: str
    """The id."""
    name: str
    new: dict[str, tuple[Entry, ...]]
    """What the ledger does not have, by the client's list."""
    updates: tuple[Change, ...]
    """Changes of invoices that it has: they were paid, or cancelled."""
    known: dict[str, int]
    """How many entries it already has, by list."""
    conflicts: tuple[str, ...]
    """Differences that a person must decide about."""
    days_logged_already: tuple[date, ...]
    """The days of new hours on which the ledger has other hours."""

    @property
    def changes(self) -> Iterator[Change]:
        """The changes that bring all of it into the ledger."""
        for field, items in self.entries.items():
            yield Added(of_client(self.client), field, items)
        yield from self.updates

    @property
    def entries(self) -> dict[str, tuple[Item, ...]]:
        """The new entries as they are written, by the client's list."""
        return {
            field: tuple(map(item_of, entries)) for field, entries in self.new.items() if entries
        }

    @property
    def is_empty(self) -> bool:
        """Whether the exports have nothing of the client."""
        return not (any(self.new.values()) or self.updates or self.known or self.conflicts)


def compared(
    known: Client | None,
    client: Client,
    found: dict[str, list[Entry]],
    paid: dict[str, list[Payment]],
    currency: str,
) -> Comparison:
    """Compare a client in the exports with the same client in the ledger.

    Args:
        known: The client in the ledger; None for a new one.
        client: The same in the exports.
        found: The entries of the exports, by the client's list.
        paid: Payments of invoices that the ledger has, by number.
        currency: The client's currency.
    """
    seen = _Seen(client.id, currency)
    for invoice in known.invoices if known is not None else ():
        if invoice.number in paid:
            seen.payments(invoice, paid[invoice.number])
    for field, entries in found.items():
        own = () if known is None else getattr(known, field)
        if field == "invoices":
            seen.invoices({each.number: each for each in own}, entries)
        else:
            seen.others(field, own, entries)
    seen.pay_new(paid)
    return Comparison(
        client.id,
        client.name,
        {field: tuple(entries) for field, entries in seen.new.items()},
        tuple(seen.updates),
        {field: count for field, count in seen.known.items() if count},
        tuple(seen.conflicts),
        tuple(_shared_days(known, seen.new.get("time", []))),
    )


class _Seen:
    def __init__(self, client: str, currency: str) -> None:
        self._client, self._currency = client, currency
        self.new: dict[str, list[Entry]] = {}
        self.updates: list[Change] = []
        self.known: Counter[str] = Counter()
        self.conflicts: list[str] = []

    def others(self, field: str, own: Sequence[Entry], entries: Iterable[Entry]) -> None:
        """Entries without a number are the same if all their keys are the same."""
        left = Counter(_key(each) for each in own)
        for entry in entries:
            key = _key(entry)
            if left[key] > 0:
                left[key] -= 1
                self.known[field] += 1
            else:
                self.new.setdefault(field, []).append(entry)

    def invoices(self, own: dict[str, Invoice], entries: Iterable[Entry]) -> None:
        for entry in entries:
            assert isinstance(entry, Invoice)  # noqa: S101  # the list of invoices
            before = own.get(entry.number)
            if before is None:
                self.new.setdefault("invoices", []).append(entry)
                continue
            updates = [*self._updates(before, entry)]
            self.updates += updates
            self.known["invoices"] += not updates

    def pay_new(self, paid: dict[str, list[Payment]]) -> None:
        """Give new invoices their payments from another file."""
        self.new["invoices"] = [
            each.model_copy(update={"payments": (*each.payments, *paid[each.number])})
            if isinstance(each, Invoice) and each.number in paid
            else each
            for each in self.new.get("invoices", ())
        ]

    def payments(self, invoice: Invoice, found: list[Payment]) -> None:
        """Payments that name an invoice of the ledger."""
        new = [*_unknown_payments(invoice.payments, found)]
        self.known["payments"] += len(found) - len(new)
        if new and _is_settled(invoice):
            text = f"invoice {shown(invoice.number)} is settled in the ledger"
            day = written.day(new[0].date)
            self.conflicts.append(f"{text}, but the export has another payment on {day}")
        elif new:
            where = of_invoice(self._client, invoice.number)
            self.updates.append(Added(where, "payments", tuple(map(item_of, new))))

    def _updates(self, before: Invoice, now: Invoice) -> Iterator[Change]:
        where = of_invoice(self._client, now.number)
        if before.amount != now.amount or before.issued != now.issued:
            was = f"{written.quoted(before.amount, self._currency)} of {written.day(before.issued)}"
            text = f"invoice {shown(now.number)} is {was} in the ledger"
            then = f"{written.quoted(now.amount, self._currency)} of {written.day(now.issued)}"
            self.conflicts.append(f"{text}, but {then} in the export")
        elif before.is_owed and not now.is_owed and now.status is not None:
            yield KeySet(where, "status", now.status)
        elif before.is_owed and now.is_owed and not _is_settled(before):
            yield from self._paid(before, now)

    def _paid(self, before: Invoice, now: Invoice) -> Iterator[Change]:
        """What was paid since, where the export has all known payments."""
        where = of_invoice(self._client, now.number)
        missing = _sum_paid(now) - _sum_paid(before)
        if now.paid == UNKNOWN and not before.payments:
            yield KeySet(where, "paid", UNKNOWN)
        elif now.settled is not None and not before.payments:
            if before.settled != now.settled:
                yield KeySet(where, "settled", now.settled)
        elif now.paid is not None and now.paid != UNKNOWN and not before.payments:
            yield KeySet(where, "paid", now.paid)
        elif missing > 0:
            new = [*_unknown_payments(before.payments, now.payments)]
            if sum((each.amount for each in new), Decimal(0)) == missing:
                yield Added(where, "payments", tuple(map(item_of, new)))
            else:
                text = f"the payments of invoice {shown(now.number)} in the export"
                self.conflicts.append(f"{text} differ from those in the ledger")


def _key(entry: Entry) -> tuple[object, ...]:
    return tuple((key, _hashable(value)) for key, value in item_of(entry).items())


def _hashable(value: Value) -> object:
    if isinstance(value, Mapping):
        return tuple((key, _hashable(each)) for key, each in value.items())
    if isinstance(value, Sequence) and not isinstance(value, str):
        return tuple(map(_hashable, value))
    return value


def _sum_paid(invoice: Invoice) -> Decimal:
    return sum((each.amount for each in invoice.payments), Decimal(0))


def _is_settled(invoice: Invoice) -> bool:
    given = (*invoice.credit_notes, *invoice.write_offs)
    less = sum((each.amount for each in given), Decimal(0))
    return invoice.paid is not None or _sum_paid(invoice) + less >= invoice.amount


def _unknown_payments(own: Iterable[Payment], now: Iterable[Payment]) -> Iterator[Payment]:
    left = Counter((each.date, each.amount) for each in own)
    for each in now:
        key = (each.date, each.amount)
        if left[key] > 0:
            left[key] -= 1
        else:
            yield each


def _shared_days(known: Client | None, new: Iterable[Entry]) -> Iterator[date]:
    own = {each.date for each in known.time} if known is not None else set()
    days = {day for each in new if isinstance(day := getattr(each, "date", None), date)}
    yield from sorted(own & days)

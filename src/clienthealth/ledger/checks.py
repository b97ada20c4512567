"""How the entries of a ledger must fit together: references, dates and sums.

Real life is not an error. Deposits, overpayments and overlapping timers are accepted; odd ones
get a warning.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from importlib.util import find_spec
from types import MappingProxyType
from typing import NamedTuple, TypeAlias, TypeVar
from zoneinfo import ZoneInfo

from clienthealth.ledger import written
from clienthealth.ledger.billing_checks import billing_errors, billing_warnings
from clienthealth.ledger.events import (
    AgreementDisputeEvent,
    BoundaryEvent,
    MessageEvent,
    PaymentExcuseEvent,
)
from clienthealth.ledger.fields import Entry, shown
from clienthealth.ledger.models import (
    Client,
    DatedFlag,
    DatedNumber,
    Ledger,
    MonthOfTime,
    Waiver,
    WorkingHours,
)
from clienthealth.ledger.odd_entries import first_written_day, odd_entries
from clienthealth.ledger.policy import Policy
from clienthealth.ledger.problems import did_you_mean
from clienthealth.ledger.validation import Misfit

MAX_WAIVER_DAYS = 366

_Named = TypeVar("_Named", bound=Entry)
_NamedRules: TypeAlias = tuple[Entry, str, Iterable[str]]
"""An entry that names rules, its key, and the names."""


class Vocabulary(NamedTuple):
    """The names of rules that a ledger may use; the loader itself knows none of them."""

    rules: tuple[str, ...] = ()
    """Codes and names of all rules."""
    families: tuple[str, ...] = ()
    """The families, such as PAY."""
    misconfigured: Callable[[Policy], Iterable[tuple[str, str]]] = lambda _: ()
    """What is wrong with the rules in a policy: the policy's key and a message."""
    renamed: Mapping[str, str] = MappingProxyType({})
    """Old names of rules, which ledgers may still use, each with its new name."""


def ledger_errors(ledger: Ledger, vocabulary: Vocabulary) -> Iterator[Misfit]:
    """What is wrong with the ledger as a whole: the business, the policy, the list of clients."""
    yield from business_errors(ledger, vocabulary)
    yield from _unknown_in_policy(ledger)
    yield from rate_errors(ledger)


def repeated_clients(clients: Sequence[Client]) -> Iterator[Misfit]:
    """Clients with the id of an earlier client."""
    yield from _repeated(clients, lambda c: c.id, "id", "client")


def client_errors(
    client: Client,
    vocabulary: Vocabulary,
    unread: frozenset[str] | None = frozenset(),
    currency: str | None = None,
) -> Iterator[Misfit]:
    """What is wrong within one client.

    `unread` holds the numbers of invoices that exist but could not be read. It is None where so
    much is unreadable that a missing reference proves nothing. `currency` is the business's, where
    it is known.
    """
    yield from _own_errors(client)
    if unread is not None:
        yield from _reference_errors(client, unread)
    yield from _vocabulary_errors(client, vocabulary)
    for waiver in client.waivers:
        yield from _waiver_errors(waiver)
    yield from billing_errors(client, unread, client.currency or currency)


def warnings(ledger: Ledger, vocabulary: Vocabulary) -> Iterator[Misfit]:
    """What looks odd but may well be true."""
    yield from business_warnings(ledger, vocabulary)
    yield from clients_warnings(ledger, vocabulary, first_written_day(ledger.clients))


def business_warnings(ledger: Ledger, vocabulary: Vocabulary) -> Iterator[Misfit]:
    """What looks odd in the business and the policy, whoever the clients."""
    policy, business = ledger.policy, ledger.business
    used: list[_NamedRules] = [
        (policy, "disabled", policy.disabled),
        (policy, "rules", policy.rules),
        *((policy, "clients", (*own.disabled, *own.rules)) for own in policy.clients.values()),
    ]
    yield from _renamed(used, vocabulary)
    if business.target_rate and business.cost_rate:
        target, cost = business.target_rate[-1].value, business.cost_rate[-1].value
        if target <= cost:
            rate, least = (written.quoted(each, business.currency) for each in (target, cost))
            text = f"target_rate: {rate} is not above the cost rate, {least}; check both"
            yield _at(business, "target_rate", text)
    if business.country and business.working_hours and find_spec("holidays") is None:
        text = "country: public holidays count as working days; install clienthealth[holidays]"
        yield _at(business, "country", text)


def clients_warnings(
    ledger: Ledger, vocabulary: Vocabulary, begin: date | None
) -> Iterator[Misfit]:
    """What looks odd in the entries of the clients.

    `begin` is the first day written of any client; there may be others than these.
    """
    for client in ledger.clients:
        waivers = ((waiver, "rule", (waiver.rule,)) for waiver in client.waivers)
        talks = (event for event in client.events if isinstance(event, BoundaryEvent))
        yield from _renamed(waivers, vocabulary)
        yield from _renamed(((event, "about", event.about) for event in talks), vocabulary)
        currency = client.currency or ledger.business.currency
        for misfit in _client_warnings(client, begin, currency):
            yield misfit._replace(client=client.id)


def _client_warnings(client: Client, begin: date | None, currency: str) -> Iterator[Misfit]:
    yield from _long_days(client)
    yield from odd_entries(client, begin, currency)
    yield from billing_warnings(client, currency)
    since = client.since
    for invoice in client.invoices if since else ():
        if since and invoice.issued < since:
            issued, first = written.day(invoice.issued), written.day(since)
            text = f"issued: {issued} is before the client's `since`, {first}; check both"
            yield _at(invoice, "issued", text)


def _renamed(used: Iterable[_NamedRules], vocabulary: Vocabulary) -> Iterator[Misfit]:
    """Where an old name of a rule is used."""
    renamed = vocabulary.renamed
    for entry, key, names in used:
        for name in names:
            if name in renamed:
                text = f"{key}: {name} is now called {renamed[name]}; write the new name"
                yield _at(entry, key, text)


def _at(entry: Entry, key: str | None, message: str) -> Misfit:
    return Misfit(entry.mark, key, at_key=False, message=message)


def _repeated(
    entries: Sequence[_Named], name: Callable[[_Named], str], key: str, what: str
) -> Iterator[Misfit]:
    seen: dict[str, _Named] = {}
    for entry in entries:
        first = seen.setdefault(name(entry), entry)
        if first is not entry:
            text = f"{key}: duplicate {what} {shown(name(entry))}; give each its own {key}"
            yield _at(entry, key, text)._replace(earlier=first.mark)


def business_errors(ledger: Ledger, vocabulary: Vocabulary) -> Iterator[Misfit]:
    """What is wrong with the business, the exchange rates and the policy, whoever the clients."""
    business, policy = ledger.business, ledger.policy
    yield from _series_errors(business, "target_rate", business.target_rate)
    yield from _series_errors(business, "cost_rate", business.cost_rate)
    for currency, rates in ledger.exchange_rates.items():
        yield from _series_errors(ledger, "exchange_rates", rates, f"{currency}: ")
        if any(rate.value <= 0 for rate in rates):
            text = f"exchange_rates: {currency}: a rate must be above 0; "
            text += f"write what 1 {currency} is worth in {business.currency}"
            yield _at(ledger, "exchange_rates", text)
    yield from _working_hours_errors(business.working_hours)
    for key, message in vocabulary.misconfigured(policy):
        yield _at(policy, key, message)


def _unknown_in_policy(ledger: Ledger) -> Iterator[Misfit]:
    policy = ledger.policy
    ids = {client.id: None for client in ledger.clients}
    for name in policy.clients:
        if name not in ids:
            near = did_you_mean(name, ids)
            yield _at(policy, "clients", f"clients: no client {shown(name)}; {near}")


def _working_hours_errors(hours: WorkingHours | None) -> Iterator[Misfit]:
    if hours is None:
        return
    if hours.end == hours.start != time.min:
        text = "end: the working day ends when it starts; write another time, or "
        yield _at(hours, "end", text + '"00:00" to "24:00" for the whole day')
    yield from _timezone_errors(hours, hours.timezone)


def _timezone_errors(entry: Entry, name: str | None) -> Iterator[Misfit]:
    if name is None:
        return
    try:
        ZoneInfo(name)
    except (KeyError, OSError, ValueError):  # not found is a KeyError; a folder's name an OSError
        text = f"timezone: {shown(name)} is not an IANA time zone; write one like Europe/Berlin"
        yield _at(entry, "timezone", text)


def _series_errors(
    entry: Entry,
    key: str,
    series: Sequence[DatedNumber] | Sequence[DatedFlag],
    label: str = "",
) -> Iterator[Misfit]:
    starts = [item.from_ for item in series]
    if len(set(starts)) != len(starts):
        text = f"{key}: {label}two values start on the same day; give each its own `from`"
        yield _at(entry, key, text)
    if key.endswith("_rate") and any(i.value <= 0 for i in series):
        yield _at(entry, key, f"{key}: a rate must be above 0; write what an hour costs or brings")


def _own_errors(client: Client) -> Iterator[Misfit]:
    yield from _repeated(client.projects, lambda p: p.id, "id", "project")
    yield from _repeated(client.invoices, lambda i: i.number, "number", "invoice")
    yield from _order_errors(client, "since", client.first_contact, client.since, "first_contact")
    yield from _order_errors(client, "until", client.since, client.until, "since")
    yield from _timezone_errors(client, client.timezone)
    yield from _working_hours_errors(client.working_hours)
    yield from _series_errors(client, "fit", client.fit)
    yield from _series_errors(client, "team_buy_in", client.team_buy_in)
    yield from _series_errors(client, "platform_fee_percent", client.platform_fee_percent)
    if any(not 0 <= item.value <= 100 for item in client.platform_fee_percent):
        text = "platform_fee_percent: out of range; write a number from 0 to 100"
        yield _at(client, "platform_fee_percent", text)
    if any(not 1 <= item.value <= 5 or item.value % 1 for item in client.fit):
        yield _at(client, "fit", "fit: out of range; write a whole number from 1 to 5")
    for contact in client.contacts:
        yield from _order_errors(contact, "until", contact.from_, contact.until, "from")
    for project in client.projects:
        yield from _order_errors(project, "finished", project.started, project.finished, "started")
        for request in project.change_requests:
            yield from _order_errors(request, "done", request.date, request.done, "date")
    for event in client.events:
        if isinstance(event, MessageEvent) and event.answered_at is not None:
            yield from _answer_errors(event, event.answered_at)


def _answer_errors(event: MessageEvent, answered: date | datetime) -> Iterator[Misfit]:
    if _surely_before(answered, event.at):
        text = f"{_written(answered)} is before `at`, {_written(event.at)}; check both"
        yield _at(event, "answered_at", f"answered_at: {text}")


def _surely_before(one: date | datetime, other: date | datetime) -> bool:
    """Whether one is first, whatever a date's time of day or a local time's zone may be."""
    if not (isinstance(one, datetime) and isinstance(other, datetime)):
        return _day(one) < _day(other)
    if (one.tzinfo is None) == (other.tzinfo is None):
        return one < other
    return other.replace(tzinfo=None) - one.replace(tzinfo=None) > timedelta(days=1)


def _day(moment: date | datetime) -> date:
    return moment.date() if isinstance(moment, datetime) else moment


def _written(moment: date | datetime) -> str:
    clock = f" {moment.isoformat('T', 'minutes')[11:]}" if isinstance(moment, datetime) else ""
    return f"{written.day(moment)}{clock}"


def _order_errors(
    entry: Entry, key: str, first: date | None, second: date | None, first_key: str
) -> Iterator[Misfit]:
    if first and second and second < first:
        later, earlier = written.day(second), written.day(first)
        yield _at(entry, key, f"{key}: {later} is before `{first_key}`, {earlier}; check both")


def rate_errors(ledger: Ledger) -> Iterator[Misfit]:
    """The clients whose currency has no exchange rate."""
    for client in ledger.clients:
        yield from _rate_errors(ledger, client)


def _rate_errors(ledger: Ledger, client: Client) -> Iterator[Misfit]:
    currency, own = client.currency, ledger.business.currency
    if currency is None or currency == own:
        return
    rates = ledger.exchange_rates.get(currency)
    if not rates:
        text = (
            f"currency: no exchange rate for {currency}; add `exchange_rates: {{{currency}: ...}}`"
        )
        yield _at(client, "currency", text + f", what 1 {currency} is worth in {own}")
        return
    starts = [rate.from_ for rate in rates]
    days = [i.issued for i in client.invoices]
    days += [payment.date for payment in client.payments]
    days += [entry.date for entry in client.time]
    days += [cost.date for cost in client.costs]
    first = min(days, default=None)
    if first and None not in starts and min(s for s in starts if s) > first:
        day = written.day(first)
        text = f"currency: no exchange rate for {currency} on {day}; add an earlier one"
        yield _at(client, "currency", text)


def _reference_errors(client: Client, unread: frozenset[str]) -> Iterator[Misfit]:
    projects = {project.id: None for project in client.projects}
    numbers = {**{i.number: None for i in client.invoices}, **dict.fromkeys(unread)}
    for invoice in client.invoices:
        if invoice.project is not None:
            yield from _reference(invoice, "project", invoice.project, projects)
    for entry in client.time:
        if entry.project is not None:
            yield from _reference(entry, "project", entry.project, projects)
        if entry.invoice is not None:
            yield from _reference(entry, "invoice", entry.invoice, numbers)
    for event in client.events:
        if event.project is not None:
            yield from _reference(event, "project", event.project, projects)
        if isinstance(event, (PaymentExcuseEvent, AgreementDisputeEvent)):
            yield from _reference(event, "invoice", event.invoice, numbers)


def _reference(
    entry: Entry, key: str, name: str | None, known: dict[str, None]
) -> Iterator[Misfit]:
    if name is not None and name not in known:
        text = f"{key}: this client has no {key} {shown(name)}; {did_you_mean(name, known)}"
        yield _at(entry, key, text)


def _vocabulary_errors(client: Client, vocabulary: Vocabulary) -> Iterator[Misfit]:
    for waiver in client.waivers:
        if waiver.rule not in vocabulary.rules and waiver.rule not in vocabulary.renamed:
            near = did_you_mean(waiver.rule, vocabulary.rules)
            yield _at(waiver, "rule", f"rule: unknown rule {shown(waiver.rule)}; {near}")
    known = (*vocabulary.rules, *vocabulary.families)
    for event in client.events:
        for name in event.about if isinstance(event, BoundaryEvent) else ():
            if name not in known and name not in vocabulary.renamed:
                near = did_you_mean(name, known)
                yield _at(event, "about", f"about: unknown rule or family {shown(name)}; {near}")


def _waiver_errors(waiver: Waiver) -> Iterator[Misfit]:
    yield from _order_errors(waiver, "until", waiver.from_, waiver.until, "from")
    last = waiver.from_ + timedelta(days=MAX_WAIVER_DAYS)
    if waiver.until > last:
        text = f"until: a waiver lasts at most {MAX_WAIVER_DAYS} days; write {last} or earlier"
        yield _at(waiver, "until", text)


def _long_days(client: Client) -> Iterator[Misfit]:
    hours: dict[date, Decimal] = {}
    for entry in client.time:
        if isinstance(entry, MonthOfTime):
            continue
        if entry.hours > 24:
            yield _at(entry, "hours", f"hours: {entry.hours:f} in one entry; did a timer run on?")
            continue
        before = hours.get(entry.date)
        if before is None:
            hours[entry.date] = entry.hours
            continue
        after = hours[entry.date] = before + entry.hours
        if before <= 24 < after:
            day = written.day(entry.date)
            yield _at(entry, "hours", f"hours: more than 24 on {day}; do timers overlap?")

"""What every fact depends on besides the client: the business, its rates, the date, the window."""

from collections.abc import Container, Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal
from functools import cache
from typing import NamedTuple
from zoneinfo import ZoneInfo

from clienthealth.facts.in_force import in_force_on
from clienthealth.ledger.models import Business, DatedFlag, DatedNumber, Ledger
from clienthealth.ledger.policy import Policy

CENT, EXACT = Decimal("0.01"), Decimal("1e-9")
DAYS_A_YEAR, MONTHS_A_YEAR = 365, 12
CONTRACT = "contract"
"""What is kept where any client has a contract."""


def cents(amount: Decimal) -> Decimal:
    """An amount rounded to cents, half away from zero.

    A half stays a half even if it is the sum of thirds.
    """
    return amount.quantize(EXACT).quantize(CENT, ROUND_HALF_UP)


def months_in(days: int) -> Decimal:
    """A number of days in months, where 365 days are twelve months."""
    return Decimal(days * MONTHS_A_YEAR) / DAYS_A_YEAR


def number_on(series: Sequence[DatedNumber], day: date) -> Decimal | None:
    """The number that applies on a day."""
    entry = in_force_on(series, day)
    return None if entry is None else entry.value


def flag_on(series: Sequence[DatedFlag], day: date) -> bool | None:
    """The yes or no that applies on a day."""
    entry = in_force_on(series, day)
    return None if entry is None else entry.value


class Exchange(NamedTuple):
    """Converts a client's amounts into the business's currency."""

    home: str
    rates: dict[str, tuple[DatedNumber, ...]]

    def rate(self, currency: str | None, day: date) -> Decimal:
        """The value of one unit of `currency` on a day.

        Raises:
            LookupError: the ledger has no rate for that currency and day; the checks of a ledger
                refuse it before.
        """
        if currency is None or currency == self.home:
            return Decimal(1)
        return self.entry(currency, day).value

    def entry(self, currency: str, day: date) -> DatedNumber:
        """The ledger's rate for a foreign currency on a day, with its first day.

        Raises:
            LookupError: as `rate` does.
        """
        entry = in_force_on(self.rates.get(currency, ()), day)
        if entry is None:
            msg = f"no exchange rate for {currency} on {day}"
            raise LookupError(msg)
        return entry


class Context(NamedTuple):
    """The business on the date of assessment."""

    business: Business
    exchange: Exchange
    policy: Policy
    as_of: date
    start: date
    """The day before the window's first day."""
    kept: frozenset[str]
    """The kinds of event that the business keeps, so that no event means there was none."""

    @property
    def zone(self) -> ZoneInfo | None:
        """The business's time zone, if it names one."""
        return zone_of(self.business)

    @property
    def holidays(self) -> Container[date]:
        """The public holidays of the business's country, if it and the library are there."""
        country = self.business.country
        return public_holidays(country) if country else ()

    def day(self, when: date | datetime) -> date:
        """The business's own calendar day of an event."""
        return local_day(when, self.zone)


def zone_of(business: Business) -> ZoneInfo | None:
    """The time zone of a business, where it names one."""
    hours = business.working_hours
    return ZoneInfo(hours.timezone) if hours and hours.timezone else None


def local_day(when: date | datetime, zone: ZoneInfo | None) -> date:
    """The calendar day of an event in a time zone."""
    if not isinstance(when, datetime):
        return when
    if when.tzinfo is not None and zone is not None:
        return when.astimezone(zone).date()
    return when.date()


@cache
def public_holidays(country: str) -> Container[date]:
    """The public holidays of a country; none if the `holidays` library is not installed."""
    try:
        import holidays  # noqa: PLC0415  # an optional extra, and slow to import
    except ImportError:
        return ()
    try:
        known: Container[date] = holidays.country_holidays(country)
    except NotImplementedError:
        return ()
    return known


def context_of(
    ledger: Ledger, as_of: date, policy: Policy, first: Mapping[str, date] | None = None
) -> Context:
    """The context of a ledger on a date.

    Args:
        ledger: The ledger.
        as_of: The date of assessment.
        policy: The policy in force.
        first: The `first_days` of the ledger, if they are known already.

    Raises:
        ValueError: the ledger is one in parts, whose entries are in other processes.
    """
    if ledger.sources.without_entries:
        raise ValueError("this ledger is without entries; load it with `load_ledger`")
    return Context(
        business=ledger.business,
        exchange=Exchange(ledger.business.currency, ledger.exchange_rates),
        policy=policy,
        as_of=as_of,
        start=days_before(as_of, policy.window_days),
        kept=frozenset(_kept(ledger, as_of, first_days(ledger) if first is None else first)),
    )


def _kept(ledger: Ledger, as_of: date, first: Mapping[str, date]) -> set[str]:
    """The kinds of entry of which none means none on a date."""
    recorded = {kind for kind, day in first.items() if day <= as_of}
    keeps = ledger.business.keeps
    if keeps is None:
        return recorded
    return {*(recorded & ledger.kinds_of_files), *keeps, *(recorded & {CONTRACT})}


def month_ends(day: date) -> Iterator[date]:
    """The last days of the months before a day, latest first."""
    while (first := day.replace(day=1)) > date.min:
        day = first - timedelta(days=1)
        yield day


def days_before(day: date, days: int) -> date:
    """The day `days` days earlier, but not before the start of the calendar."""
    return day - timedelta(days=min(days, (day - date.min).days))


def first_days(ledger: Ledger) -> dict[str, date]:
    """The day of the first entry of each kind that occurs anywhere in a ledger."""
    first: dict[str, date] = {}
    for kind, day in _recorded(ledger):
        if kind not in first or day < first[kind]:
            first[kind] = day
    return first


def _recorded(ledger: Ledger) -> Iterator[tuple[str, date]]:
    """The kinds of entry with their days, and `contract` with the day of each client's."""
    zone = zone_of(ledger.business)
    for client in ledger.clients:
        if client.contract is not None:
            yield CONTRACT, client.contract.signed or date.min
        for event in client.events:
            yield event.kind, local_day(event.when, zone)
        for project in client.projects:
            for change in project.change_requests:
                yield "change_request", change.date
            for revision in project.revisions:
                yield "revision", revision.date

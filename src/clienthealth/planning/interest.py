"""Interest on late payments: simple, by the day, and rounded to cents only at the end.

Interest = amount x rate / 100 x days / 365, summed over the parts of an invoice and over half-years
with their own rates, then rounded once, half up, to cents. Every year has 365 days, even a leap
year. The first day is the day after the due date, and the day of payment counts. GOV.UK rounds the
daily interest to whole pence first (23 pence for 1,000.00 GBP at 8.5 %, so 11.50 GBP for 50 days).
The exact sum is 11.64 GBP, and this module uses the exact sum.
"""

from collections.abc import Callable, Iterable, Iterator
from datetime import date, timedelta
from decimal import Decimal
from typing import NamedTuple

from clienthealth.facts.context import cents
from clienthealth.facts.invoices import InvoiceState
from clienthealth.ledger import written
from clienthealth.ledger.disclosure import Figure, Money, ProgramWords
from clienthealth.planning.late_payment_law import FixedSum, Law, Reference, law_of

Convert = Callable[[Decimal, str, date], Decimal | None]
"""Converts an amount in the client's currency into another one, at the ledger's rate of a day; None
where the ledger has no such rate."""

DAYS_A_YEAR = 365
ONE_DAY = timedelta(days=1)
ZERO = Decimal(0)


class Owed(NamedTuple):
    """An amount that was or is owed after its due date."""

    amount: Decimal
    due: date
    until: date
    """The day it was paid, or the date of assessment."""

    @property
    def days(self) -> int:
        """The days of the delay."""
        return (self.until - self.due).days


class Claim(NamedTuple):
    """What you may claim for a late invoice; not legal advice."""

    basis: ProgramWords
    """The basis: a law, or the contract."""
    interest: Money
    """In the client's currency, in cents; None where no rate is known for the whole time."""
    rate: Figure | None
    """The latest rate, in percent per year."""
    fixed_sum: Money
    """None where there is none. If it has a currency, there is one, but it is not known."""
    fixed_sum_currency: ProgramWords | None
    notes: tuple[ProgramWords, ...] = ()
    """What it does not cover."""


def simple_interest(amount: Decimal, percent: Decimal, days: int) -> Decimal:
    """The interest of an amount, exact: act/365."""
    return amount * percent * days / (100 * DAYS_A_YEAR)


def owed_late(state: InvoiceState, as_of: date) -> Iterator[Owed]:
    """The part of an invoice or instalment that was paid late, or is still unpaid."""
    for part in state.slices:
        amount = part.amount if part.paid is not None else min(part.amount, state.open)
        until = part.paid or as_of
        if until > state.due and amount > 0:
            yield Owed(amount, state.due, until)


def claim_of(
    parts: Iterable[InvoiceState],
    country: str | None,
    agreed: Decimal | None,
    as_of: date,
    convert: Convert,
) -> Claim | None:
    """What you may claim for an invoice.

    Args:
        parts: The invoice, or its instalments.
        country: The client's country.
        agreed: The interest of the contract, in percent per year.
        as_of: The date of assessment.
        convert: How to convert the debt where the sum goes by its size.

    Returns:
        The claim. None where nothing was late, or neither law nor contract allows anything.
    """
    owed = [each for part in parts for each in owed_late(part, as_of)]
    if not owed:
        return None
    law = law_of(country, min(each.due for each in owed) + ONE_DAY)
    if agreed is not None:
        interest = sum((simple_interest(each.amount, agreed, each.days) for each in owed), ZERO)
        # British law grants no fixed sum beside a contract's own interest; the directive does.
        keeps = law is not None and not law.is_pinned
        claim = Claim("the contract", cents(interest), agreed, None, None)
        return _with_sum(claim, law.fixed_sum, owed, convert) if law and keeps else claim
    if law is None:
        return None
    return _with_sum(_by_law(law, owed), law.fixed_sum, owed, convert)


def _with_sum(claim: Claim, granted: FixedSum, owed: list[Owed], convert: Convert) -> Claim:
    claim = claim._replace(fixed_sum_currency=granted.currency)
    if granted.is_one:
        return claim._replace(fixed_sum=granted.of(ZERO))
    debt = sum((each.amount for each in owed), ZERO)
    # The sum is due from the first day of the delay, so the rate is of that day.
    converted = convert(debt, granted.currency, min(each.due for each in owed) + ONE_DAY)
    if converted is None:
        return claim._replace(notes=(*claim.notes, _no_rate(granted.currency)))
    return claim._replace(fixed_sum=granted.of(converted))


def _no_rate(currency: str) -> str:
    return (
        f"no fixed sum: it goes by the debt in {currency}, and the ledger has no exchange rate for "
        f"{currency} on the first day of the delay; add one to `exchange_rates`"
    )


def _by_law(law: Law, owed: list[Owed]) -> Claim:
    notes = ("this is the minimum; the country's own law may allow more",) if law.is_least else ()
    if law.reference is None:
        missing = "no interest: the table has no reference rate of the country's central bank"
        return Claim(law.name, None, None, None, None, (missing, *notes))
    total, rate, unknown = ZERO, None, False
    for each in owed:
        for days, percent in _spans(each, law, law.reference):
            unknown |= percent is None
            if percent is not None:
                total += simple_interest(each.amount, percent + law.points, days)
                rate = percent + law.points
    if unknown:
        return Claim(law.name, None, rate, None, None, (_beyond(law.reference, owed), *notes))
    return Claim(law.name, cents(total), rate, None, None, notes)


def _beyond(reference: Reference, owed: list[Owed]) -> str:
    if min(each.due for each in owed) + ONE_DAY < reference.first:
        return f"no interest: no reference rate known before {written.day(reference.first)}"
    return f"no interest: no reference rate known after {written.day(reference.until)}"


def _spans(owed: Owed, law: Law, reference: Reference) -> Iterator[tuple[int, Decimal | None]]:
    """The days of a delay by half-year, with the reference rate of each."""
    first = owed.due + ONE_DAY
    if law.is_pinned:
        yield owed.days, reference.on(first)
        return
    while first <= owed.until:
        last = min(owed.until, _half_year_end(first))
        yield (last - first).days + 1, reference.on(first)
        first = last + ONE_DAY


def _half_year_end(day: date) -> date:
    return date(day.year, 6, 30) if day.month <= 6 else date(day.year, 12, 31)

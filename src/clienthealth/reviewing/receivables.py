"""What clients owe the business: ageing, expected loss, and how long payment takes.

All amounts are in the business's currency, at the exchange rates of the date of assessment. See
`exchange_rates.py` for these rates.
"""

from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import NamedTuple

from clienthealth.facts.ageing import Ageing, Band, ageing_of, total_of
from clienthealth.facts.client import ClientFacts, Stage
from clienthealth.facts.context import Context, cents
from clienthealth.facts.payment import AGE_BANDS, paid_slices, weighted_days
from clienthealth.ledger.disclosure import ClientId, ClientName, Figure, Money

ZERO = Decimal("0.00")


class Debtor(NamedTuple):
    """A client who owes money."""

    id: ClientId
    name: ClientName
    stage: Stage
    ageing: Ageing


class Receivables(NamedTuple):
    """What all clients owe, including former ones."""

    ageing: Ageing
    debtors: tuple[Debtor, ...]
    """The clients with open invoices, largest balance first. Their bands add up to the total bands
    to the cent, both amounts and losses."""
    credit_sales: Money
    """What was invoiced in the period and not paid by the day of issue, less credit notes. Gross,
    like the balance."""
    days: int
    """The days of the credit sales: the window, or less if the first invoice came later."""
    days_to_pay: Figure | None
    """Days from issue to payment, weighted by amount, over all payments in the window."""
    days_sales_outstanding: Figure | None
    """How many days of sales are still unpaid; None without credit sales.

    The standard formula of the Credit Research Foundation: open receivables / credit sales of the
    period x days of the period. Overpayments are not deducted from the receivables.
    """
    credit: Money = ZERO
    """What clients have paid beyond what they owe. It is not part of the open balance."""


def receivables_of(clients: Sequence[ClientFacts], context: Context) -> Receivables:
    """What a business is owed on a date.

    Args:
        clients: All clients known on the date, in any stage.
        context: The business on the date of assessment.

    Raises:
        LookupError: a currency has no rate on that date. A loaded ledger has all its rates.
    """
    owing = [facts for facts in clients if facts.open_balance > 0]
    owing.sort(key=lambda facts: (-facts.open_balance, facts.client.id))
    debtors = [_debtor(facts) for facts in owing]
    sales = sum((_credit_sales(facts) for facts in clients), ZERO)
    days = (context.as_of - _first_day(clients, context)).days + 1
    still_out = sum((facts.open_balance for facts in owing), ZERO)
    return Receivables(
        ageing=_total(context, [each.ageing for each in debtors]),
        debtors=tuple(debtors),
        credit_sales=sales,
        days=days,
        days_to_pay=_days_to_pay(clients),
        days_sales_outstanding=still_out * days / sales if sales > 0 else None,
        credit=sum((facts.credit_balance for facts in clients), ZERO),
    )


def _debtor(facts: ClientFacts) -> Debtor:
    return Debtor(facts.client.id, facts.client.name, facts.stage, ageing_of(facts))


def _total(context: Context, parts: Sequence[Ageing]) -> Ageing:
    percents = context.policy.provision.percents
    return Ageing(
        tuple(
            _together(name, percent, [part.bands[index] for part in parts])
            for index, (name, percent) in enumerate(zip(AGE_BANDS, percents, strict=True))
        )
    )


def _together(name: str, percent: Decimal, bands: Sequence[Band]) -> Band:
    lost = total_of(band.expected_loss for band in bands)
    return Band(name, total_of(band.open for band in bands), percent, lost)


def _credit_sales(facts: ClientFacts) -> Decimal:
    on_credit = (
        part.amount
        for state in facts.issued_invoices
        for part in state.slices
        if part.paid is None or part.paid > state.invoice.issued
    )
    notes = (
        note.invoice.amount
        for note in facts.settlement.credit_notes
        if note.target is None and note.invoice.issued > facts.start
    )
    return cents(facts.home(sum(on_credit, ZERO) + sum(notes, ZERO)))


def _first_day(clients: Sequence[ClientFacts], context: Context) -> date:
    """The first day of the window, or of the first invoice if that is later."""
    issued = [state.invoice.issued for facts in clients for state in facts.all_invoices]
    first = context.start + timedelta(days=1)
    return max(first, min(issued, default=first))


def _days_to_pay(clients: Sequence[ClientFacts]) -> Decimal | None:
    paid = [
        (facts.home(part.amount), (part.paid - part.issued).days)
        for facts in clients
        for part in paid_slices(facts.dues, facts.start, facts.as_of)
    ]
    return weighted_days(paid)

"""The ledger as it would be: a client fired, at another hourly rate, on other payment terms.

The result is a ledger like any other and judged like any other. Entries keep their places in
the files, so evidence still points at lines.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta
from decimal import Context, Decimal
from typing import Annotated, Literal, NamedTuple

from clienthealth.facts.client import STAGE_NAMES, ClientFacts
from clienthealth.facts.context import context_of, days_before
from clienthealth.facts.invoices import InvoiceState
from clienthealth.facts.payment import paid_slices, weighted_days
from clienthealth.judging.ranking import half_up
from clienthealth.ledger.disclosure import ClientId, InPublic
from clienthealth.ledger.fields import shown
from clienthealth.ledger.models import (
    Adjustment,
    Client,
    DatedDays,
    Instalment,
    Invoice,
    Ledger,
    Payment,
    Project,
)
from clienthealth.ledger.policy import Policy

Kind = Literal["fired", "rate", "terms"]

ASSUMPTIONS: Mapping[Kind, str] = {
    "fired": "The client leaves the day before, its past stays, and its hours are not sold to "
    "anybody else.",
    "rate": "The client would have bought the same hours, and all its amounts, past and present, "
    "change by one factor.",
    "terms": "The client would pay as many days beyond the new terms as it did beyond the old "
    "ones; what it already pays later than usual stays as it is where the terms become shorter.",
}
"""What each kind of change takes for granted, one sentence each, to be shown with the figures."""

MOST_DAYS = 365
_FEW_DIGITS = Context(prec=15)
"""A factor of so few digits makes products that are exact, so that parts of an invoice still add
up to it, and what was paid in full still is."""
_RATE = re.compile(r"\d{1,9}(\.\d{1,2})?", re.ASCII)
_DAYS = re.compile(r"\d{1,3}", re.ASCII)


class Change(NamedTuple):
    """One thing that would be different with one client."""

    kind: Kind
    client: ClientId
    value: Annotated[Decimal | int | None, InPublic.NOTHING] = None
    """The effective hourly rate in the business's currency, or the terms in days."""


class WhatIfError(ValueError):
    """A change that cannot be made; the message says what is wrong and what to write instead."""


def parse_change(kind: Kind, text: str) -> Change:
    """The change that a text asks for: `ID` to fire, `ID=95` a rate, `ID=14` terms.

    Raises:
        WhatIfError: the text is not of that form, the rate is not above 0 with at most two
            decimals, or the days are not a whole number from 0 to 365.
    """
    if kind == "fired":
        return Change(kind, text)
    client, _, value = text.partition("=")  # an id holds no such sign
    if kind == "rate":
        if not client or not _RATE.fullmatch(value) or Decimal(value) == 0:
            raise WhatIfError(
                f"{shown(text)} is not a client and an hourly rate above 0; write ID=95 or ID=95.50"
            )
        return Change(kind, client, Decimal(value))
    if not client or not _DAYS.fullmatch(value) or int(value) > MOST_DAYS:
        raise WhatIfError(
            f"{shown(text)} is not a client and its terms in days, 0 to {MOST_DAYS}; write ID=14"
        )
    return Change(kind, client, int(value))


def changed(ledger: Ledger, changes: Sequence[Change], as_of: date, policy: Policy) -> Ledger:
    """The ledger as it would be with some changes, to be judged on the same date.

    What each kind takes for granted stands in `ASSUMPTIONS`.

    *fired* makes the client a former one from `as_of` on.

    *rate* multiplies every amount of the client by the same factor, so that its effective hourly
    rate becomes the one asked for, to the cent. The amounts are not rounded. A rest of an invoice
    that was small enough to be let be may then be too large for that.

    *terms* gives every invoice issued so far the due date that follows from the new terms and
    moves its payments by as many days, though never before its issue; deposits, instalments and
    credits of the client stay. A payment
    that comes to lie after `as_of` is not seen yet. With shorter terms, an invoice that is open
    and not later than this client's money-weighted usual counts as paid when it usually would
    have been. One that is later than that, or was credited or given up in full, stays as it is:
    nothing tells when it would have been paid. A contract that names no terms still names none.

    A new rate of a client on new terms is that under the new terms.

    Args:
        ledger: The ledger as it is.
        changes: What would be different; the same change may be given twice.
        as_of: The date of assessment; nothing after it makes a difference.
        policy: The policy in force, which sets the window of the rate.

    Returns:
        A copy with the clients in the same order; those that are not named are the same objects.

    Raises:
        LookupError: a client is not known on that date; the message is the id.
        WhatIfError: a client is not active, a value is missing or out of range, two changes of a
            client contradict one another, or there is no positive rate to begin from.
    """
    context = context_of(ledger, as_of, policy)
    facts = {client.id: ClientFacts(client, context) for client in ledger.clients}
    found: dict[str, Client] = {}
    for name, wanted in _by_client(changes).items():
        found[name] = _client(_active(facts, name), wanted)
    clients = tuple(found.get(client.id, client) for client in ledger.clients)
    return ledger.model_copy(update={"clients": clients})


def _by_client(changes: Sequence[Change]) -> dict[str, dict[Kind, Change]]:
    wanted: dict[str, dict[Kind, Change]] = {}
    for change in changes:
        before = wanted.setdefault(change.client, {})
        same = before.setdefault(change.kind, change)
        if same != change:
            raise WhatIfError(
                f"{change.client} has two values of one kind, {same.value} and {change.value}; "
                "leave one of them out"
            )
        if "fired" in before and len(before) > 1:
            raise WhatIfError(
                f"{change.client} cannot be fired and changed as well; leave one of them out"
            )
    return wanted


def _active(facts: Mapping[str, ClientFacts], name: str) -> ClientFacts:
    client = facts.get(name)
    if client is None or not client.is_known:
        raise LookupError(name)
    if client.stage != "active":
        stage = STAGE_NAMES[client.stage]
        raise WhatIfError(f"{name} is {stage}, not an active client; name an active one")
    return client


def _client(facts: ClientFacts, wanted: Mapping[Kind, Change]) -> Client:
    """The changed client; the terms come first, because the rate depends on what is paid."""
    for kind in ("terms", "rate", "fired"):
        change = wanted.get(kind)
        if change is not None:
            facts = ClientFacts(_CHANGES[kind](facts, change), facts.context)
    return facts.client


def _fired(facts: ClientFacts, _: Change) -> Client:
    return facts.client.model_copy(update={"until": days_before(facts.as_of, 1)})


# Another rate


def _at_rate(facts: ClientFacts, change: Change) -> Client:
    if change.value is None or change.value <= 0:
        raise WhatIfError(f"the rate of {change.client} must be above 0; write one such as 95")
    now = facts.effective_rate
    if now is None:
        raise WhatIfError(
            f"{change.client} has no hours in the window and so no rate to change; "
            "log its time first, or leave it out"
        )
    costs = facts.home(facts.cost_of_work)
    brought = facts.revenue + costs  # own costs stay what they are at any rate
    if brought <= 0:
        raise WhatIfError(
            f"{change.client} brings nothing by the hour in the window, so no factor leads to "
            "another rate; leave it out"
        )
    factor = _FEW_DIGITS.divide(change.value * facts.hours + costs, brought)
    invoices = tuple(_scaled_invoice(each, factor) for each in facts.client.invoices)
    projects = tuple(_scaled_project(each, factor) for each in facts.client.projects)
    payments = _scaled_payments(facts.client.payments, factor)
    return facts.client.model_copy(
        update={"invoices": invoices, "projects": projects, "payments": payments}
    )


def _scaled_invoice(invoice: Invoice, factor: Decimal) -> Invoice:
    return invoice.model_copy(
        update={
            "amount": invoice.amount * factor,
            "tax": invoice.tax * factor,
            "expenses": invoice.expenses * factor,
            "settled": None if invoice.settled is None else invoice.settled * factor,
            "due": _scaled(invoice.due, factor) if isinstance(invoice.due, tuple) else invoice.due,
            "payments": _scaled_payments(invoice.payments, factor),
            "credit_notes": _scaled(invoice.credit_notes, factor),
            "write_offs": _scaled(invoice.write_offs, factor),
        }
    )


def _scaled(
    entries: Sequence[Instalment] | Sequence[Adjustment], factor: Decimal
) -> tuple[Instalment | Adjustment, ...]:
    return tuple(each.model_copy(update={"amount": each.amount * factor}) for each in entries)


def _scaled_payments(payments: Sequence[Payment], factor: Decimal) -> tuple[Payment, ...]:
    return tuple(
        each.model_copy(
            update={
                "amount": each.amount * factor,
                "deducted": None if each.deducted is None else each.deducted * factor,
            }
        )
        for each in payments
    )


def _scaled_project(project: Project, factor: Decimal) -> Project:
    fee = project.fee
    return project.model_copy(update={"fee": None if fee is None else fee * factor})


# Other terms


def _on_terms(facts: ClientFacts, change: Change) -> Client:
    days = change.value
    if not isinstance(days, int) or not 0 <= days <= MOST_DAYS:
        raise WhatIfError(
            f"the terms of {change.client} must be whole days from 0 to {MOST_DAYS}; "
            "write a number such as 14"
        )
    usual = _usual_delay(facts)
    states = {state.position: state for state in facts.all_invoices}
    invoices = tuple(
        _on_day(states[index], invoice.issued + timedelta(days=days), usual, facts.as_of)
        if index in states
        else invoice
        for index, invoice in enumerate(facts.client.invoices)
    )
    return facts.client.model_copy(
        update={"invoices": invoices, "contract": _on_paper(facts.client, days)}
    )


def _on_paper(client: Client, days: int) -> object:
    contract = client.contract
    if contract is None or contract.terms_days is None:
        return contract  # what a contract is silent on is a finding of its own
    return contract.model_copy(update={"terms_days": (DatedDays(days=days),)})


def _usual_delay(facts: ClientFacts) -> int | None:
    """The money-weighted days from due date to payment in the window; negative when early."""
    mean = weighted_days(
        [
            (part.amount, (part.paid - part.due).days)
            for part in paid_slices(facts.dues, facts.start, facts.as_of)
            if part.paid >= part.issued  # a deposit does not go by the terms
        ]
    )
    return None if mean is None else half_up(mean)


def _on_day(state: InvoiceState, due: date, usual: int | None, as_of: date) -> Invoice:
    """An invoice with a new due date, and its payments moved by as many days."""
    shift = due - state.due
    if isinstance(state.invoice.due, tuple) or not state.is_judged:
        return state.invoice  # instalments are an agreement of their own
    if shift < timedelta(0) and not _follows(state, usual, as_of):
        return state.invoice.model_copy(update={"due": state.due})
    payments = tuple(_moved(each, state.invoice, shift, as_of) for each in state.invoice.payments)
    if shift < timedelta(0) and usual is not None and _is_open(state):
        paid = max(state.invoice.issued, due + timedelta(days=usual))
        if paid <= as_of:
            payments = (*payments, Payment(date=paid, amount=state.open))
    day = state.invoice.paid
    if isinstance(day, date) and day <= as_of:
        day = max(state.invoice.issued, day + shift)
    return state.invoice.model_copy(update={"due": due, "paid": day, "payments": payments})


def _is_open(state: InvoiceState) -> bool:
    return state.settled is None and state.open > 0


def _follows(state: InvoiceState, usual: int | None, as_of: date) -> bool:
    """Whether it can be told when an invoice would have been paid on shorter terms."""
    if _is_open(state):
        return usual is not None and (as_of - state.due).days <= usual
    days = [state.invoice.paid, *(each.date for each in state.invoice.payments)]
    was_paid = any(isinstance(day, date) and day <= as_of for day in days)
    return state.settled is not None and was_paid


def _moved(payment: Payment, invoice: Invoice, shift: timedelta, as_of: date) -> Payment:
    is_deposit = payment.deposit or payment.date < invoice.issued
    if is_deposit or payment.date > as_of:
        return payment  # what comes after the date is not known on it
    return payment.model_copy(update={"date": max(invoice.issued, payment.date + shift)})


_CHANGES: Mapping[str, Callable[[ClientFacts, Change], Client]] = {
    "fired": _fired,
    "rate": _at_rate,
    "terms": _on_terms,
}

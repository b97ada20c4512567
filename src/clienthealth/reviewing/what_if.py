"""The ledger with a client fired, at another hourly rate, or on other payment terms.

The result is an ordinary ledger, judged in the ordinary way. Entries keep their places in the
files, so evidence still points at lines.
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
    "fired": "The client leaves the day before, their past stays, and nobody else buys the hours.",
    "rate": "The client buys the same hours, and all their amounts, past and present, change by "
    "the same factor.",
    "terms": "The client pays as many days after the new due dates as they did after the old ones; "
    "with shorter terms, an invoice that is already later than usual stays as it is.",
}
"""The assumption behind each kind of change, one sentence each, shown with the figures."""

MOST_DAYS = 365
_FEW_DIGITS = Context(prec=15)
"""A factor with few digits gives exact products. So the parts of an invoice still add up to it,
and an invoice paid in full still is."""
_RATE = re.compile(r"\d{1,9}(\.\d{1,2})?", re.ASCII)
_DAYS = re.compile(r"\d{1,3}", re.ASCII)


class Change(NamedTuple):
    """One thing that would be different with one client."""

    kind: Kind
    client: ClientId
    value: Annotated[Decimal | int | None, InPublic.NOTHING] = None
    """The effective hourly rate in the business's currency, or the terms in days."""


class WhatIfError(ValueError):
    """A change that is not possible. The message says what is wrong and what to write instead."""


def parse_change(kind: Kind, text: str) -> Change:
    """The change that a text asks for: `ID` to fire, `ID=95` for a rate, `ID=14` for terms.

    Raises:
        WhatIfError: the text is not of that form, the rate is not above 0 with at most two
            decimals, or the days are not a whole number from 0 to 365.
    """
    if kind == "fired":
        return Change(kind, text)
    client, _, value = text.partition("=")  # an id has no equals sign
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
    """The ledger with some changes, to be judged on the same date.

    See `ASSUMPTIONS` for the assumption behind each kind of change.

    *fired* makes the client a former one from `as_of`.

    *rate* multiplies every amount of the client by the same factor, so that their effective hourly
    rate becomes the wanted one, to the cent. The amounts are not rounded. A remainder of an invoice
    that was small enough to ignore may become too large for that.

    *terms* gives every invoice issued so far the due date that follows from the new terms, and
    moves its payments by the same number of days, though never before its issue. Deposits,
    instalments and credits of the client stay. A payment moved beyond `as_of` is not seen yet. With
    shorter terms, an open invoice that is no later than the client usually pays counts as paid on
    the usual day. An invoice that is later than that, or was credited or written off in full, stays
    as it is, because the day of its payment is unknown. A contract without terms stays without
    terms.

    If a client gets both new terms and a new rate, the rate is the one under the new terms.

    Args:
        ledger: The ledger as it is.
        changes: The changes. The same change may be given twice.
        as_of: The date of assessment. Later entries make no difference.
        policy: The policy in force, which sets the window of the rate.

    Returns:
        A copy with the clients in the same order. Clients without a change are the same objects.

    Raises:
        LookupError: a client is not known on that date. The message is the id.
        WhatIfError: a client is not active, a value is missing or out of range, two changes of a
            client contradict each other, or there is no positive rate to start from.
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
                f"{change.client} has two values, {same.value} and {change.value}; keep one of them"
            )
        if "fired" in before and len(before) > 1:
            raise WhatIfError(
                f"{change.client} cannot be fired and changed at the same time; keep one of the two"
            )
    return wanted


def _active(facts: Mapping[str, ClientFacts], name: str) -> ClientFacts:
    client = facts.get(name)
    if client is None or not client.is_known:
        raise LookupError(name)
    if client.stage != "active":
        stage = STAGE_NAMES[client.stage]
        raise WhatIfError(f"{name} is {stage}, not an active client; choose an active one")
    return client


def _client(facts: ClientFacts, wanted: Mapping[Kind, Change]) -> Client:
    """The changed client. The terms come first, because the rate depends on what is paid."""
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
        raise WhatIfError(f"the rate of {change.client} must be above 0; write a rate like 95")
    now = facts.effective_rate
    if now is None:
        raise WhatIfError(
            f"{change.client} has no hours in the window, so there is no rate to change; "
            "log their time first, or leave them out"
        )
    costs = facts.home(facts.cost_of_work)
    brought = facts.revenue + costs  # own costs stay the same at any rate
    if brought <= 0:
        raise WhatIfError(
            f"{change.client} brings in nothing in the window, so no factor gives another rate; "
            "leave them out"
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
            "write a number like 14"
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
        return contract  # a missing clause is a finding of its own
    return contract.model_copy(update={"terms_days": (DatedDays(days=days),)})


def _usual_delay(facts: ClientFacts) -> int | None:
    """Days from due date to payment in the window, weighted by amount; negative when early."""
    mean = weighted_days(
        [
            (part.amount, (part.paid - part.due).days)
            for part in paid_slices(facts.dues, facts.start, facts.as_of)
            if part.paid >= part.issued  # terms do not apply to a deposit
        ]
    )
    return None if mean is None else half_up(mean)


def _on_day(state: InvoiceState, due: date, usual: int | None, as_of: date) -> Invoice:
    """An invoice with a new due date, and its payments moved by the same number of days."""
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
    """Whether the day is known on which an invoice would have been paid on shorter terms."""
    if _is_open(state):
        return usual is not None and (as_of - state.due).days <= usual
    days = [state.invoice.paid, *(each.date for each in state.invoice.payments)]
    was_paid = any(isinstance(day, date) and day <= as_of for day in days)
    return state.settled is not None and was_paid


def _moved(payment: Payment, invoice: Invoice, shift: timedelta, as_of: date) -> Payment:
    is_deposit = payment.deposit or payment.date < invoice.issued
    if is_deposit or payment.date > as_of:
        return payment  # a later payment is not known on the date
    return payment.model_copy(update={"date": max(invoice.issued, payment.date + shift)})


_CHANGES: Mapping[str, Callable[[ClientFacts, Change], Client]] = {
    "fired": _fired,
    "rate": _at_rate,
    "terms": _on_terms,
}

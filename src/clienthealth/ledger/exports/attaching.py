"""Payments from a file of their own: to the invoice that they name, or to the client."""

import re
from typing import Any

from clienthealth.ledger.exports.names import RawClient
from clienthealth.ledger.fields import shown
from clienthealth.ledger.models import Invoice, Payment
from clienthealth.ledger.problems import did_you_mean


def attach_payments(
    client: RawClient, payment: Payment, number: str | None, text: str | None
) -> str | None:
    """Add a payment to its invoice, or to what the client has paid for no one invoice.

    Args:
        client: The client, whose invoices have been read.
        payment: The payment.
        number: The number of its invoice.
        text: A text that may hold the number.

    Returns:
        What is odd, where the client has no invoice of that number.
    """
    invoices = client.get("invoices")
    listed: list[Any] = invoices if isinstance(invoices, list) else []
    index = _position(listed, number, text)
    if index is not None:
        found = listed[index]
        listed[index] = found.model_copy(update={"payments": (*found.payments, payment)})
        return None
    own = client.get("payments", [])
    if isinstance(own, list):
        client["payments"] = [*own, payment]
    if number is None:
        return None
    numbers = [each.number for each in listed if isinstance(each, Invoice)]
    text = f"invoice: this client has no invoice {shown(number)}, so it is a payment for no one"
    return f"{text} invoice; {did_you_mean(number, numbers)}"


def _position(invoices: list[Any], number: str | None, text: str | None) -> int | None:
    known = [(i, each.number) for i, each in enumerate(invoices) if isinstance(each, Invoice)]
    if number is not None:
        return next((i for i, name in known if name == number), None)
    if text is None:
        return None
    found = [i for i, name in known if len(name) > 2 and _holds(text, name)]
    return found[0] if len(found) == 1 else None


def _holds(text: str, number: str) -> bool:
    return re.search(rf"(?<![\w-]){re.escape(number)}(?![\w-])", text) is not None

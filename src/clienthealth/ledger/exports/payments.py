"""Rows of payments: what came in, what a service kept back, what went back."""

from decimal import Decimal
from typing import Any

from clienthealth.ledger.exports.account import NO_MONEY, REFUNDED
from clienthealth.ledger.exports.form import Form


def read_payment(values: dict[str, Any], form: Form) -> str | None:
    """Make a payment from a row's values; returns the reason if it is left out.

    The amount is `gross` less `deducted`, less what was refunded.
    """
    gross, refunded = values.pop("gross", None), values.pop("refunded", None)
    if gross is not None:
        values["amount"] = gross
    amount = _decimal(values.get("amount"))
    if amount is None:
        return None  # the model says what is missing
    back = abs(_decimal(refunded) or Decimal(0))
    if back and back >= amount > 0:
        return REFUNDED
    fee = abs(_decimal(values.get("deducted")) or Decimal(0))
    if amount <= 0 or not fee:
        values.pop("deducted", None)
        fee = Decimal(0)
    else:
        values["deducted"] = f"{fee:f}"
        values.setdefault("reason", "fee")
    if amount == 0:
        return NO_MONEY
    values["amount"] = f"{amount - back - (fee if gross is not None else 0):f}"
    if amount < 0 and form.preset is not None:
        values.setdefault("reason", "refund")
    return None


def _decimal(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)

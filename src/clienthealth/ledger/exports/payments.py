"""Rows of payments: what came in, what a service kept back, what went back."""

from decimal import Decimal
from typing import Any

from clienthealth.ledger.exports.account import NO_MONEY, REFUNDED
from clienthealth.ledger.exports.cells import UnclearError
from clienthealth.ledger.exports.form import Form
from clienthealth.ledger.fields import PLAIN_NUMBER, shown


def read_payment(values: dict[str, Any], form: Form) -> str | None:
    """Make a payment of a row's values; returns why it is left out, where it is.

    `gross` less what is `deducted` is the amount; what was given back is taken off it.

    Raises:
        UnclearError: a number is none.
    """
    gross, refunded = values.pop("gross", None), values.pop("refunded", None)
    if gross is not None:
        values["amount"] = gross
    amount = _number(values, "amount")
    if amount is None:
        return None  # the model says what is missing
    back = abs(_decimal("refunded", refunded) or Decimal(0))
    if back and back >= amount > 0:
        return REFUNDED
    fee = abs(_number(values, "deducted") or Decimal(0))
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


def _number(values: dict[str, Any], field: str) -> Decimal | None:
    return _decimal(field, values.get(field))


def _decimal(field: str, text: str | None) -> Decimal | None:
    if text is None:
        return None
    if not PLAIN_NUMBER.fullmatch(text):
        raise UnclearError(f"{field}: {shown(text)} is not a number; write one like 1234.50")
    return Decimal(text)

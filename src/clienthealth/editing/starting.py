"""The first ledger of a business, from its owner's answers."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from pydantic import ValidationError

from clienthealth.editing.yaml_values import scalar
from clienthealth.ledger.fields import MARK, PLAIN_NUMBER
from clienthealth.ledger.models import Business
from clienthealth.ledger.starter import OwnBusiness, starter_ledger
from clienthealth.ledger.validation import misfits


def business_problem(key: str, value: str) -> str | None:
    """What is wrong with a value of the business, such as its currency; None if it fits."""
    raw: dict[str, object] = {"name": "x", "currency": "EUR", key: value, MARK: 0}
    try:
        Business.model_validate(raw)
    except ValidationError as error:
        return next(each.message for each in misfits(error, raw, Business))
    return None


def first_ledger(today: date, answers: Mapping[str, str], *, examples: bool = True) -> str:
    """A ledger to start from: the business as answered, and the two examples.

    Args:
        today: The day it is written.
        answers: Keys of `business`: name and currency, perhaps target_rate and terms_days.
        examples: Whether it has the two examples; without them it has no clients yet.
    """
    rate = answers.get("target_rate")
    own = OwnBusiness(
        name=scalar(answers["name"]),
        currency=scalar(answers["currency"]),
        target_rate=_number(rate) if rate else None,
        terms_days=_number(answers.get("terms_days") or "30"),
        examples=examples,
    )
    return starter_ledger(today, own)


def _number(text: str) -> str:
    return scalar(Decimal(text)) if PLAIN_NUMBER.fullmatch(text) else scalar(text)

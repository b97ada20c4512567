"""A client's payment figures: days beyond terms, the late share, days to pay, the ageing."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from .books import ZERO, Books, Part

BANDS = ("not_due", "1-30", "31-60", "61-90", "over_90")


def band(due: date, as_of: date) -> str:
    """The age of what is open."""
    days = (as_of - due).days
    for limit, name in zip((0, 30, 60, 90), BANDS, strict=False):
        if days <= limit:
            return name
    return BANDS[-1]


def counted(books: Books, first: date, as_of: date) -> list[Part]:
    """Invoices and instalments that fell due in the window, or were open past due in it."""
    return [
        part
        for part in books.parts
        if not part.bill.unknown
        and not part.undated
        and part.due <= as_of
        and (part.due >= first or _open_since(part, first))
        and (part.amount > 0 or (part.bill.owed(as_of) == 0 and part.due == part.bill.terms[-1][0]))
    ]


def _open_since(part: Part, first: date) -> bool:
    if part.settled is not None:
        return part.settled >= first
    if part.open > (part.bill.small if part.lost else 0):
        return True
    days = [when for when, _ in part.paid] + [part.bill.gave_up[part.due]]
    return max(days) >= first


def weighed(part: Part, as_of: date) -> list[tuple[Fraction, int]]:
    """Each amount with its days after the due date."""
    end = as_of if part.settled is None else part.settled
    rows = [
        (amount, when if part.settled is None else min(when, part.settled))
        for when, amount in part.paid
    ]
    rows.append((part.open + part.lost, end))
    return [(amount, max(0, (when - part.due).days)) for amount, when in rows]


def money_days(parts: list[Part], as_of: date) -> tuple[Fraction, Fraction]:
    """Amounts, and amounts times days."""
    rows = [row for part in parts for row in weighed(part, as_of)]
    return sum((amount for amount, _ in rows), ZERO), sum((a * d for a, d in rows), ZERO)


def is_late(part: Part, as_of: date) -> bool:
    return part.due < as_of if part.settled is None else part.settled > part.due


def days_to_pay(books: Books, first: date, as_of: date) -> Fraction | None:
    """From the day of issue to each payment of the window, by money."""
    rows = []
    for part in books.parts:
        if part.bill.unknown or part.undated:
            continue
        for when, amount in part.paid:
            rows.append((amount, min(when, part.settled or when), part.bill.issued))
        if part.settled is not None:  # whether the small rest is paid makes no difference
            rows.append((part.open + part.lost, part.settled, part.bill.issued))
    rows = [row for row in rows if first <= row[1] <= as_of]
    total = sum((amount for amount, *_ in rows), ZERO)
    days = sum((amount * (when - issued).days for amount, when, issued in rows), ZERO)
    return days / total if total else None

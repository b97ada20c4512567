"""How bad a client's payment and rate are, and what the findings leave of the health."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from fractions import Fraction
from typing import Any

from .books import ZERO, Bill, Books
from .entries import NEVER, day, entries, number
from .portfolio import Figures

WEIGHTS = {
    "critical": Fraction("0.6"),
    "high": Fraction("0.35"),
    "medium": Fraction("0.2"),
    "low": Fraction("0.1"),
    "position": ZERO,
}


def ramp(measure: Fraction, fine: str, bad: str) -> Fraction:
    """From 0 at `fine` to 1 at `bad`."""
    low, high = Fraction(fine), Fraction(bad)
    return max(ZERO, min(Fraction(1), (measure - low) / (high - low)))


def late_payment(found: Figures) -> Fraction:
    """PAY001: one or two invoices are mixed with four ordinary ones, and are never serious."""
    if found.dbt is None:
        return ZERO
    if found.due >= 3:
        return ramp(found.dbt, "5", "30")
    mixed = (found.due * found.dbt + 4 * 5) / (found.due + 4)
    return min(Fraction("0.24"), ramp(mixed, "5", "30"))


def counted_events(found: Figures, kind: str, fine: str, bad: str, grace: int = 0) -> Fraction:
    """A count of the window, for 365 days where the window is longer."""
    span = found.span
    events = [
        event
        for event in entries(found.entry, "events")
        if event["kind"] == kind
        and event["at"] in span
        and (span.last - day(event["at"])).days >= grace
    ]
    days = (span.last - span.first).days + 1
    return ramp(Fraction(len(events) * 365, max(365, days)), fine, bad)


def disputed(found: Figures, books: Books) -> Fraction:
    """PAY005: the share of the invoices of the window, by money, with four fine ones."""

    def told(bill: Bill) -> date | None:
        since = bill.entry.get("disputed", False)
        since = bill.issued if since is True else since and day(since)
        return since if since and since <= found.span.last else None

    bills = [
        bill
        for bill in books.bills
        if bill.issued in found.span or (told(bill) or NEVER) in found.span
    ]
    total = sum((Fraction(bill.amount) for bill in bills), ZERO)
    if not total:
        return ZERO
    amount = sum((Fraction(bill.amount) for bill in bills if told(bill)), ZERO)
    count = len(bills)
    share = (amount / total * count + 4 * Fraction("0.05")) / (count + 4)
    return ramp(share, "0.05", "0.3")


def low_rate(found: Figures, target: Fraction, cost: Fraction) -> Fraction:
    """VAL001: what is overdue counts as billed."""
    assert found.money is not None
    if found.hours < 20 or found.entry.get("billing") == "pro-bono":
        return ZERO
    billed = (found.money.revenue + found.money.expected_loss) * found.rate
    return ramp(billed / found.hours, str(target), str(cost))


def intensities(found: Figures, business: dict[str, Any]) -> dict[str, Fraction]:
    """Of the rules on payment, and of those on the rate and on what is asked for."""
    target = number(business["target_rate"])
    cost = number(business["cost_rate"]) if "cost_rate" in business else target / 2
    return {
        "PAY001": late_payment(found),
        "PAY004": counted_events(found, "payment_excuse", "1", "4"),
        "PAY005": disputed(found, found.books),
        "VAL001": low_rate(found, target, cost),
        "VAL002": counted_events(found, "discount_request", "1", "4"),
        "VAL003": counted_events(found, "future_work_promise", "1", "3", grace=90),
    }


def health(findings: list[dict[str, Any]]) -> Fraction:
    """What is left of 100: in a family each finding counts half as much as the one before."""
    families: dict[str, list[Fraction]] = defaultdict(list)
    for finding in findings:
        weighed = WEIGHTS[finding["severity"]] * Fraction(str(finding["intensity"]))
        families[finding["code"][:3]].append(weighed)
    left = Fraction(100)
    for family in families.values():
        for place, weighed in enumerate(sorted(family, reverse=True)):
            left *= 1 - weighed / 2**place
    return left

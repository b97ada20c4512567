"""What a client brought in the window, and the hours it took."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from typing import Any

from .books import ZERO, Bill, Books
from .entries import (
    Entry,
    day,
    entries,
    hours,
    in_force,
    net,
    net_share,
    number,
    worked_on,
)
from .lateness import band

PROVISION = {"1-30": 4, "31-60": 9, "61-90": 25, "over_90": 100}


@dataclass
class Span:
    """The days of the window."""

    first: date
    last: date

    def __contains__(self, when: object) -> bool:
        return self.first <= day(when) <= self.last


@dataclass
class Money:
    """Sums of the window in the client's currency."""

    revenue: Fraction
    costs: Fraction
    fees: Fraction
    expected_loss: Fraction


def lost_parts(books: Books, bill: Bill, span: Span) -> Fraction:
    """Net, what was written off in the window and has not come after all.

    What was written off first comes first, so the last of it is what is lost.
    """
    lost = sum((part.lost for part in books.parts if part.bill is bill), ZERO)
    total = ZERO
    for when, amount in sorted(bill.losses, reverse=True):
        if when <= span.last:
            left = min(lost, Fraction(amount))
            lost -= left
            total += left if when in span else 0
    return total * net_share(bill.entry)


def expected_loss(books: Books, bill: Bill, span: Span) -> Fraction:
    """Net, what is likely to be lost of an invoice of the window."""
    if bill.issued not in span:
        return ZERO
    share = net_share(bill.entry)
    return sum(
        (
            part.open * share * PROVISION.get(band(part.due, span.last), 0) / 100
            for part in books.parts
            if part.bill is bill
        ),
        ZERO,
    )


def kept_back(invoice: Entry, payments: list[Entry], span: Span) -> Fraction:
    """Discounts by their net part and fees by all of it."""
    total = ZERO
    for payment in payments:
        if payment["date"] in span and "deducted" in payment:
            kept = number(payment["deducted"])
            if payment.get("reason") == "discount":
                total += kept * net_share(invoice)
            elif payment.get("reason") == "fee":
                total += kept
    return total


def progress_projects(client: Entry, at: date) -> dict[str, Entry]:
    """Projects whose fee is earned as the work goes."""
    return {
        str(project["id"]): project
        for project in entries(client, "projects")
        if project.get("fee")
        and project.get("estimated_hours")
        and project_hours(client, project, at)
    }


def project_hours(client: Entry, project: Entry, at: date) -> Fraction:
    return sum(
        (
            hours(each["hours"])
            for each in entries(client, "time")
            if each.get("project") == project["id"] and worked_on(each) <= at
        ),
        ZERO,
    )


def earned(client: Entry, project: Entry, books: Books, at: date) -> Fraction:
    """The fee as far as the work went, and what was invoiced beyond it."""
    fee = number(project["fee"])
    done = project_hours(client, project, at) / number(project["estimated_hours"])
    if "finished" in project and day(project["finished"]) <= at:
        done = Fraction(1)
    billed = sum(
        (
            net(bill.entry)
            for bill in books.bills
            if bill.entry.get("project") == project["id"] and bill.issued <= at
        ),
        ZERO,
    )
    return min(Fraction(1), done) * fee + max(ZERO, billed - fee)


def money(client: Entry, books: Books, span: Span) -> Money:
    """Revenue less own costs and what a platform keeps."""
    fee_of = client.get("platform_fee_percent", 0)
    fee_projects = progress_projects(client, span.last)
    revenue = platform = losses = ZERO
    for project in fee_projects.values():
        before = span.first - timedelta(days=1)
        revenue += earned(client, project, books, span.last)
        revenue -= earned(client, project, books, before)
    for bill in books.bills:
        billed = net(bill.entry) if bill.issued in span else ZERO
        loss = expected_loss(books, bill, span)
        less = sum((net for when, _, net in bill.credit_notes if when in span), ZERO)
        less += lost_parts(books, bill, span) + loss
        losses += loss * (1 - number(in_force(fee_of, bill.issued) or 0) / 100)
        platform += (billed - less) * number(in_force(fee_of, bill.issued) or 0) / 100
        if bill.entry.get("project") not in fee_projects:
            revenue += billed
        kept = kept_back(bill.entry, entries(bill.entry, "payments"), span)
        platform -= kept * number(in_force(fee_of, bill.issued) or 0) / 100
        revenue -= less + kept
    for note in books.own_notes():
        if note["issued"] in span:
            revenue += net(note)
            percent = number(in_force(fee_of, day(note["issued"])) or 0)
            platform += net(note) * percent / 100
    for payment in entries(client, "payments"):
        kept = kept_back({"amount": 1}, [payment], span)
        revenue -= kept
        platform -= kept * number(in_force(fee_of, day(payment["date"])) or 0) / 100
    costs = sum(
        (number(each["amount"]) for each in entries(client, "costs") if each["date"] in span), ZERO
    )
    return Money(revenue - costs - platform, costs, platform, losses)


def in_progress(client: Entry, books: Books, span: Span, days: int) -> list[Entry]:
    """Hours whose money is still to come."""
    with_fee = progress_projects(client, span.last)
    issued = {str(bill.entry["number"]) for bill in books.bills}

    def running(each: Entry) -> bool:
        when = worked_on(each)
        if each.get("billable") is False or each.get("project") in with_fee:
            return False
        if not (when <= span.last and (span.last - when).days < days):
            return False
        if str(each.get("invoice")) in issued:
            return False
        return when > _last_invoice(books, each.get("project"))

    return [each for each in entries(client, "time") if running(each)]


def _last_invoice(books: Books, project: Any) -> date:
    fitting = [
        bill.issued
        for bill in books.bills
        if bill.entry.get("project") is None or bill.entry.get("project") == project
    ]
    return max(fitting, default=date(1, 1, 1))


def worked(client: Entry, books: Books, span: Span, days: int) -> Fraction:
    """Hours of the window without work in progress."""
    running = in_progress(client, books, span, days)
    return sum(
        (
            hours(each["hours"])
            for each in entries(client, "time")
            if worked_on(each) in span and not any(each is other for other in running)
        ),
        ZERO,
    )


def uncovered(client: Entry, books: Books, span: Span) -> bool:
    """Whether fewer than half of the billed months have hours."""
    with_fee = {each["id"] for each in entries(client, "projects") if each.get("fee")}
    bills = sorted(
        bill.issued
        for bill in books.bills
        if bill.entry.get("project") not in with_fee and net(bill.entry)
    )
    last = {(issued.year, issued.month): issued for issued in bills}
    billed = {(issued.year, issued.month) for issued in bills if issued in span}
    logged = sorted(
        when
        for each in entries(client, "time")
        if (when := worked_on(each)) <= span.last and each.get("project") not in with_fee
    )
    months = {(when.year, when.month) for when in logged}
    plain = sum(month in months for month in billed)
    since = 0
    before = date(1, 1, 1)
    for month, issued in last.items():
        if month in billed:
            since += any(before < when <= issued for when in logged)
        before = issued
    return 2 * max(plain, since) < len(billed)

"""Stages, ranks and totals of all clients of a ledger."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

from .books import ZERO, Books
from .entries import Entry, day, entries, in_force, number, worked_on
from .lateness import BANDS, band, counted, days_to_pay, is_late, money_days
from .work import Money, Span, money, uncovered, worked

CENT = Decimal("0.01")


def shown(value: Fraction) -> Decimal:
    """A sum as it is shown: rounded to cents once."""
    cents = value * 100
    whole = (abs(cents) + Fraction(1, 2)).__floor__()
    return (Decimal(whole if cents >= 0 else -whole) * CENT).quantize(CENT, ROUND_HALF_UP)


@dataclass
class Figures:
    """What is found of one client."""

    id: str
    entry: Entry
    books: Books
    span: Span
    rate: Fraction
    stage: str = ""
    ageing: dict[str, Decimal] = field(default_factory=dict)
    money: Money | None = None
    hours: Fraction = ZERO
    weights: tuple[Fraction, Fraction] = (ZERO, ZERO)
    late_share: Fraction | None = None
    due: int = 0
    days_to_pay: Fraction | None = None

    @property
    def open(self) -> Decimal:
        return sum(self.ageing.values(), Decimal(0))

    @property
    def overdue(self) -> Decimal:
        return self.open - self.ageing["not_due"]

    @property
    def dbt(self) -> Fraction | None:
        amount, days = self.weights
        return days / amount if amount else None

    @property
    def revenue(self) -> Fraction:
        assert self.money is not None
        return self.money.revenue * self.rate

    @property
    def hourly(self) -> Decimal | None:
        return shown(self.revenue / self.hours) if self.hours else None


def figures(ledger: Entry, client: Entry, as_of: date) -> Figures:
    """Everything about one client that needs no other."""
    policy = ledger.get("policy") or {}
    window = int(policy.get("window_days", 365))
    span = Span(as_of - timedelta(days=window - 1), as_of)
    business = ledger["business"]
    books = Books(client, business, as_of, set_off=policy.get("set_off", True))
    rate = Fraction(1)
    if client.get("currency", business["currency"]) != business["currency"]:
        rate = number(in_force(ledger["exchange_rates"][client["currency"]], as_of))
    found = Figures(str(client["id"]), client, books, span, rate)
    found.ageing = dict.fromkeys(BANDS, Decimal("0.00"))
    for part in books.parts:
        found.ageing[band(part.due, as_of)] += shown(part.open * rate)
    parts = counted(books, span.first, as_of)
    found.weights = money_days(parts, as_of)
    found.due = len(parts)
    if parts:
        found.late_share = Fraction(sum(is_late(part, as_of) for part in parts), len(parts))
    found.days_to_pay = days_to_pay(books, span.first, as_of)
    found.money = money(client, books, span)
    found.hours = worked(client, books, span, int(policy.get("work_in_progress_days", 60)))
    found.stage = stage(client, books, as_of, int(policy.get("dormant_days", 180)))
    return found


def first_day(client: Entry, books: Books, as_of: date) -> date | None:
    """The first invoice or the first hours to be billed."""
    pro_bono = client.get("billing") == "pro-bono"
    days = [bill.issued for bill in books.bills]
    days += [
        worked_on(each)
        for each in entries(client, "time")
        if each.get("billable", True) or pro_bono
    ]
    return min((each for each in days if each <= as_of), default=None)


def client_since(client: Entry, books: Books, as_of: date) -> date | None:
    """The day of `since`, or where there is none (or it is still to come) the first entry's."""
    if "since" in client and day(client["since"]) <= as_of:
        return day(client["since"])
    return first_day(client, books, as_of)


def last_entry(client: Entry, books: Books, as_of: date) -> date | None:
    """The last work, invoice (with its payments and credit notes) or event."""
    days = [worked_on(each) for each in entries(client, "time")]
    days += [day(event["at"]) for event in entries(client, "events")]
    for invoice in [bill.entry for bill in books.bills] + books.notes:
        days.append(day(invoice["issued"]))
        days += [day(each["date"]) for each in entries(invoice, "payments")]
        for key in ("credit_notes", "write_offs"):
            days += [day(each["date"]) for each in entries(invoice, key)]
        if invoice.get("paid") not in {None, "unknown"}:
            days.append(day(invoice["paid"]))
    days += [day(each["date"]) for each in entries(client, "payments")]
    for project in entries(client, "projects"):
        days += [day(project[key]) for key in ("started", "finished") if key in project]
    return max((each for each in days if each <= as_of), default=None)


def stage(client: Entry, books: Books, as_of: date, dormant_days: int) -> str:
    """Prospect, active, dormant or former."""
    if "until" in client and day(client["until"]) < as_of:
        return "former"
    if client_since(client, books, as_of) is None:
        return "prospect"
    last = last_entry(client, books, as_of)
    if last and "since" in client and day(client["since"]) <= as_of:
        last = max(last, day(client["since"]))
    promised = any(
        "done" not in each or day(each["done"]) > as_of
        for each in entries(client.get("contract") or {}, "obligations")
    )
    is_open = any(
        part.settled is None and part.open > (part.bill.small if part.lost else 0)
        for part in books.parts
    )
    if last and (as_of - last).days >= dormant_days and not is_open and not promised:
        return "dormant"
    return "active"


@dataclass
class Ranks:
    """Who is ranked by what, best first, and why the others are not."""

    by: str
    order: list[str]
    bottom: set[str]
    reasons: dict[str, str]


def bottom_count(policy: Entry, ranked: int) -> int:
    """15 % of the ranked clients, rounded half up, at least one from four on."""
    if policy.get("bottom_count") is not None:
        return min(ranked, int(policy["bottom_count"]))
    if not number(policy.get("bottom_percent", 15)):
        return 0
    exact = number(policy.get("bottom_percent", 15)) * ranked / 100
    count = (exact + Fraction(1, 2)).__floor__()
    return max(count, 1) if ranked >= 4 else 0


def worth(found: Figures, health: Decimal) -> Decimal | None:
    """The rate times the health; a rate of zero or less is its own worth."""
    if found.hourly is None or found.hourly <= 0:
        return found.hourly
    return shown(found.revenue / found.hours * Fraction(health) / 100)


def unranked(found: Figures, health: Decimal | None, policy: Entry) -> str | None:
    """Why a client has no worth to rank by."""
    if found.entry.get("billing") == "pro-bono":
        return "pro bono"
    if health is None:
        return "unknown health"
    if found.hours and uncovered(found.entry, found.books, found.span):
        return "uncovered"
    if not found.hours or found.hours < number(policy.get("minimum_hours", 20)):
        return "few hours" if found.hours else "no hours"
    since = client_since(found.entry, found.books, found.span.last)
    if since and (found.span.last - since).days < int(policy.get("minimum_days", 90)):
        return "few days"
    return None


def ranks(ledger: Entry, clients: list[Figures], healths: dict[str, Decimal | None]) -> Ranks:
    """Ranks of the active clients, under healths that are given."""
    policy = ledger.get("policy") or {}
    active = [each for each in clients if each.stage == "active"]
    reasons = {}
    for each in active:
        if why := unranked(each, healths[each.id], policy):
            reasons[each.id] = why
    rankable = [each for each in active if each.id not in reasons]
    by = "worth"
    if 2 * len(rankable) < len(active):
        by = "health"
        never = {"pro bono", "unknown health", "uncovered"}
        reasons = {who: why for who, why in reasons.items() if why in never}
        rankable = [each for each in active if each.id not in reasons]

    def key(found: Figures) -> tuple[Decimal, Decimal, Decimal, str]:
        health = healths[found.id] or Decimal(0)
        first = worth(found, health) if by == "worth" else health
        return (-(first or Decimal(0)), -health, found.overdue, found.id)

    order = [each.id for each in sorted(rankable, key=key)]
    count = bottom_count(policy, len(order))
    return Ranks(by, order, set(order[len(order) - count :]), reasons)

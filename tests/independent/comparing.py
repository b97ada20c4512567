"""Compares the program's figures for a ledger with those computed here."""

from __future__ import annotations

import json
import tempfile
from collections import Counter
from datetime import date
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import yaml

from clienthealth import assess, load_ledger, render

from .entries import Entry
from .intensities import health, intensities
from .portfolio import Figures, figures, ranks, shown, worth

REASONS = {
    "pro bono": "pro bono",
    "unknown health": "unknown",
    "uncovered": "billed month",
    "no hours": "no hours",
    "few hours": "hours",
    "few days": "days",
}


def as_yaml(ledger: Entry) -> str:
    """The ledger as a person would keep it."""
    text: str = yaml.dump(
        ledger, Dumper=yaml.CSafeDumper, sort_keys=False, default_flow_style=None, width=200
    )
    return text


def said(ledger: Entry, as_of: date) -> dict[str, Any]:
    """What the program says. JSON is YAML, and quicker to write."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "ledger.yaml"
        path.write_text(json.dumps(ledger, default=str), encoding="utf-8")
        found: dict[str, Any] = json.loads(render(assess(load_ledger(path), as_of=as_of), "json"))
    return found


class Comparison:
    """Differences between the two, and how much was compared."""

    def __init__(self) -> None:
        self.differences: list[str] = []
        self.compared: Counter[str] = Counter()
        self.beyond = False  # whether a write-off was entered with more than was open

    def same(self, where: str, figure: str, ours: object, theirs: object) -> None:
        self.compared[figure] += 1
        if ours != theirs:
            self.differences.append(f"{where} {figure}: computed {ours}, program {theirs}")

    def near(self, where: str, figure: str, ours: Fraction | None, theirs: Any, unit: str) -> None:
        """Equal to within half of the last digit shown."""
        self.compared[figure] += 1
        half = Fraction(unit) / 2 + Fraction(1, 10**9)
        wrong = (ours is None) != (theirs is None)
        if ours is not None and theirs is not None:
            wrong = abs(ours - Fraction(str(theirs))) > half
        if wrong:
            value = None if ours is None else float(ours)
            self.differences.append(f"{where} {figure}: computed {value}, program {theirs}")


def compare(
    ledger: Entry,
    as_of: date,
    found: Comparison,
    where: str = "",
    program_on: date | None = None,
) -> None:
    """Every figure of every client of a ledger."""
    theirs = said(ledger, program_on or as_of)
    clients = [figures(ledger, client, as_of) for client in ledger["clients"]]
    found.beyond |= any(bill.to_give_up for each in clients for bill in each.books.bills)
    healths = {
        each["id"]: None if each["health"] is None else Decimal(str(each["health"]))
        for each in theirs["clients"]
    }
    by_id = {each["id"]: each for each in theirs["clients"]}
    for each in clients:
        if each.id not in by_id:
            found.same(f"{where}{each.id}", "listed", each.stage, "prospect")
            healths[each.id] = None
            continue
        _client(f"{where}{each.id}", each, by_id[each.id], found)
        _findings(f"{where}{each.id}", each, ledger["business"], by_id[each.id], found)
    _ranks(where, ledger, clients, theirs, healths, found)
    _totals(where, clients, theirs["portfolio"], found)


def _client(where: str, ours: Figures, theirs: dict[str, Any], found: Comparison) -> None:
    facts = theirs["facts"]
    assert ours.money is not None
    found.same(where, "stage", ours.stage, theirs["stage"])
    found.same(where, "open", ours.open, Decimal(facts["open_balance"]))
    found.same(where, "overdue", ours.overdue, Decimal(facts["overdue_balance"]))
    ageing = {band: Decimal(amount) for band, amount in facts["ageing"].items()}
    found.same(where, "ageing", ours.ageing, ageing)
    credit = shown(Fraction(ours.books.credit) * ours.rate)
    found.same(where, "credit", credit, Decimal(facts["credit_balance"]))
    found.near(where, "dbt", ours.dbt, facts["dbt_days"], "0.01")
    found.near(where, "late share", ours.late_share, facts["late_share"], "0.001")
    found.near(where, "days to pay", ours.days_to_pay, facts["days_to_pay"], "0.1")
    found.same(where, "invoices due", ours.due, facts["invoices_due"])
    found.near(where, "hours", ours.hours, facts["hours"], "0.01")
    found.same(where, "revenue", shown(ours.revenue), Decimal(facts["revenue"]))
    found.same(where, "costs", shown(ours.money.costs * ours.rate), Decimal(facts["costs"]))
    fees = shown(ours.money.fees * ours.rate)
    found.same(where, "platform fees", fees, Decimal(facts["platform_fees"]))
    rate = theirs["effective_rate"]
    found.same(where, "rate", ours.hourly, None if rate is None else Decimal(rate))
    if theirs["health"] is not None:
        brings = worth(ours, Decimal(str(theirs["health"])))
        told = theirs["worth"]
        found.same(where, "worth", brings, None if told is None else Decimal(told))


def _findings(
    where: str,
    ours: Figures,
    business: Entry,
    theirs: dict[str, Any],
    found: Comparison,
) -> None:
    if ours.stage in {"active", "former"}:
        told = {each["code"]: each["intensity"] for each in theirs["findings"]}
        for code, value in intensities(ours, business).items():
            found.near(where, code, value, told.get(code, 0), "0.0001")
    if theirs["health"] is not None:
        found.near(where, "health", health(theirs["findings"]), theirs["health"], "0.11")


def _ranks(
    where: str,
    ledger: Entry,
    clients: list[Figures],
    theirs: dict[str, Any],
    healths: dict[str, Decimal | None],
    found: Comparison,
) -> None:
    ours = ranks(ledger, clients, healths)
    found.same(where, "ranked by", ours.by, theirs["portfolio"]["ranked_by"])
    order = sorted(
        (each for each in theirs["clients"] if each["rank"]), key=lambda each: each["rank"]
    )
    found.same(where, "order", ours.order, [each["id"] for each in order])
    bottom = {each["id"] for each in theirs["clients"] if each["bottom"]}
    found.same(where, "bottom", ours.bottom, bottom)
    for each in theirs["clients"]:
        why = ours.reasons.get(each["id"])
        reason = each["rank_reason"]
        fits = (why is None) == (reason is None) or each["stage"] != "active"
        if why and reason:
            fits = REASONS[why] in reason
        found.same(
            f"{where}{each['id']}", "rank reason", True if fits else why, True if fits else reason
        )


def _totals(where: str, clients: list[Figures], theirs: dict[str, Any], found: Comparison) -> None:
    for name, value in (
        ("open_balance", sum(each.open for each in clients if each.stage == "active")),
        ("overdue_balance", sum(each.overdue for each in clients if each.stage == "active")),
        ("former_open_balance", sum(each.open for each in clients if each.stage == "former")),
        ("former_overdue_balance", sum(each.overdue for each in clients if each.stage == "former")),
        ("revenue", sum(shown(each.revenue) for each in clients if each.stage == "active")),
    ):
        found.same(where, f"total {name}", Decimal(value), Decimal(theirs[name]))
    active = [each for each in clients if each.stage == "active"]
    hours = sum((each.hours for each in active), Fraction(0))
    found.near(where, "total hours", hours, theirs["hours"], "0.01")
    for name, chosen in (
        ("dbt_days", clients),
        ("active_dbt_days", active),
    ):
        amount = sum((each.weights[0] * each.rate for each in chosen), Fraction(0))
        days = sum((each.weights[1] * each.rate for each in chosen), Fraction(0))
        found.near(where, f"total {name}", days / amount if amount else None, theirs[name], "0.001")
    for stage in ("active", "former"):
        found.same(where, f"total {stage}", sum(c.stage == stage for c in clients), theirs[stage])
    found.same(
        where,
        "dormant",
        {c.id for c in clients if c.stage == "dormant"},
        {each["id"] if isinstance(each, dict) else each for each in theirs["dormant"]},
    )

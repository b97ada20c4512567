"""Random ledgers, with every kind of book that docs/ledger.md describes."""

from __future__ import annotations

import random
from datetime import date, timedelta
from typing import Any

from .entries import Entry

FIRST = date(2024, 9, 1)
LAST = date(2026, 8, 31)
RATES = {"USD": 0.92, "CHF": 1.07, "GBP": 1.1735}


class Drawn:
    """One ledger drawn from one seed."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)
        self.last = LAST - timedelta(days=self.random.randrange(120))

    def maybe(self, chance: float) -> bool:
        return self.random.random() < chance

    def later(self, since: date, low: int, high: int) -> date:
        return since + timedelta(days=self.random.randint(low, high))

    def any_day(self, first: date = FIRST) -> date:
        return first + timedelta(days=self.random.randrange((LAST - first).days + 1))

    def money(self, low: int = 100, high: int = 5000) -> float:
        if self.maybe(0.5):
            return float(self.random.randrange(low, high, 10))
        return round(self.random.uniform(low, high), 2)

    def part(self, amount: float, low: float = 0.1, high: float = 0.9) -> float:
        return max(0.01, round(abs(amount) * self.random.uniform(low, high), 2))

    def ledger(self) -> tuple[Entry, date]:
        """A ledger, and the date on which to look at it."""
        business: Entry = {"name": "Studio", "currency": "EUR", "target_rate": 90}
        if self.maybe(0.7):
            business["cost_rate"] = 45
        if self.maybe(0.6):
            business["terms_days"] = self.terms()
        ledger: Entry = {"version": 1, "business": business}
        rates: Entry = dict(RATES)
        if self.maybe(0.5):
            rates["USD"] = [{"value": 0.92}, {"value": 0.8771, "from": self.any_day()}]
        ledger["exchange_rates"] = rates
        policy = self.policy()
        if policy:
            ledger["policy"] = policy
        count = self.random.randint(1, 6)
        ledger["clients"] = [self.client(f"c{each}") for each in range(1, count + 1)]
        return ledger, self.later(date(2025, 12, 1), 0, 272)

    def terms(self) -> Any:
        if self.maybe(0.5):
            return self.random.choice([0, 7, 14, 30, 60])
        return [{"days": 45}, {"days": self.random.choice([10, 30, 90]), "from": self.any_day()}]

    def policy(self) -> Entry:
        policy: Entry = {}
        if self.maybe(0.15):
            policy["set_off"] = False
        if self.maybe(0.2):
            policy["window_days"] = self.random.choice([90, 180, 730])
        if self.maybe(0.1):
            policy["bottom_percent"] = self.random.choice([0, 30, 50])
        if self.maybe(0.1):
            policy["bottom_count"] = self.random.randrange(4)
        if self.maybe(0.1):
            policy["minimum_hours"] = self.random.choice([0, 5, 50])
        if self.maybe(0.1):
            policy["minimum_days"] = self.random.choice([0, 30, 400])
        if self.maybe(0.1):
            policy["work_in_progress_days"] = self.random.choice([0, 20, 120])
        if self.maybe(0.1):
            policy["dormant_days"] = self.random.choice([30, 400])
        return policy

    def client(self, name: str) -> Entry:
        client: Entry = {"id": name, "name": name.upper()}
        if self.maybe(0.3):
            client["currency"] = self.random.choice(list(RATES))
        if self.maybe(0.4):
            client["since"] = self.any_day()
        if self.maybe(0.1):
            client["billing"] = "pro-bono"
        if self.maybe(0.1):
            client["until"] = self.any_day(max(date(2026, 1, 1), client.get("since", FIRST)))
        if self.maybe(0.4):
            client["contract"] = self.contract()
        if self.maybe(0.4):
            client["projects"] = self.projects()
        self.clock = self.any_day() if self.maybe(0.3) else self.later(FIRST, 0, 200)
        self.invoices(client)
        self.advances(client)
        self.work(client)
        if self.maybe(0.3):
            client["costs"] = [
                {"date": self.any_day(), "amount": self.money(10, 400)}
                for _ in range(self.random.randint(1, 3))
            ]
        if self.maybe(0.2):
            client["platform_fee_percent"] = self.random.choice(
                [10, 12.5, [{"value": 20}, {"value": 5, "from": self.any_day()}]]
            )
        self.events(client)
        return client

    def contract(self) -> Entry:
        contract: Entry = {"signed": self.later(FIRST, 0, 30)}
        if self.maybe(0.7):
            contract["terms_days"] = self.terms()
        if self.maybe(0.2):
            promised: Entry = {"what": "a handbook"}
            if self.maybe(0.6):
                promised["done"] = self.any_day()
            contract["obligations"] = [promised]
        return contract

    def projects(self) -> list[Entry]:
        projects = []
        for each in range(1, self.random.randint(1, 3) + 1):
            project: Entry = {"id": f"p{each}"}
            if self.maybe(0.7):
                project["fee"] = self.money(500, 8000)
            if self.maybe(0.7):
                project["estimated_hours"] = self.random.randrange(10, 100, 5)
            if self.maybe(0.5):
                project["started"] = self.later(FIRST, 0, 100)
            if self.maybe(0.4):
                project["finished"] = self.any_day(date(2025, 1, 1))
            projects.append(project)
        return projects

    def invoices(self, client: Entry) -> None:
        if self.maybe(0.1):
            return
        steady = self.random.randint(1, 60)
        invoices = [self.invoice(client, each) for each in range(1, self.random.randint(1, 12) + 1)]
        for invoice in list(invoices):
            self.settle(invoice, steady)
            if self.maybe(0.07):
                invoices.append(self.note(invoice, len(invoices) + 1))
        client["invoices"] = [each for each in invoices if each["issued"] <= LAST]

    def invoice(self, client: Entry, place: int) -> Entry:
        self.clock = self.later(self.clock, 1, 70)
        amount = self.money()
        if self.maybe(0.03):
            amount = self.random.choice([0, 0.5, 1.5, 2.0, 2.01, 3])
        invoice: Entry = {"number": f"A{place}", "issued": self.clock, "amount": amount}
        if self.maybe(0.4) and amount:
            invoice["tax"] = round(amount * 19 / 119, 2)
        if self.maybe(0.1) and amount:
            invoice["expenses"] = self.part(amount, 0.01, 0.3)
        if client.get("projects") and self.maybe(0.5):
            invoice["project"] = self.random.choice(client["projects"])["id"]
        if self.maybe(0.2):
            invoice["due"] = self.later(self.clock, 0, 60)
        elif self.maybe(0.12) and amount > 50:
            invoice["due"] = self.instalments(amount)
        if self.maybe(0.06):
            invoice["disputed"] = self.random.choice([True, self.later(self.clock, 0, 40)])
        return invoice

    def instalments(self, amount: float) -> list[Entry]:
        count = self.random.randint(2, 4)
        due = self.clock
        rows: list[Entry] = []
        rest = round(amount * 100)
        for each in range(count):
            due = self.later(due, 5, 60)
            share = rest if each == count - 1 else round(amount * 100 / count)
            rows.append({"date": due, "amount": share / 100})
            rest -= share
        return rows

    def settle(self, invoice: Entry, steady: int) -> None:
        """What became of an invoice."""
        ways = [
            (45, self.whole),
            (8, self.in_parts),
            (8, self.short_form),
            (3, self.nobody_knows),
            (4, self.partly_unknown),
            (4, self.cancelled),
            (5, self.too_much),
            (5, self.came_back),
            (6, self.deducted),
            (4, self.given_up),
            (5, self.reduced),
            (4, self.small_rest),
            (3, self.before),
            (5, self.never),
        ]
        weights = [weight for weight, _ in ways]
        way = self.random.choices([each for _, each in ways], weights)[0]
        if invoice["amount"] < 50:
            way = self.random.choice([self.whole, self.never, self.short_form])
        if invoice["amount"] == 0:
            way = self.never
        way(invoice, self.later(invoice["issued"], 0, 2 * steady))

    def pay(self, invoice: Entry, when: date, amount: float, **more: object) -> None:
        payment = {"date": when, "amount": round(amount, 2), **more}
        invoice.setdefault("payments", []).append(payment)

    def whole(self, invoice: Entry, when: date) -> None:
        self.pay(invoice, when, invoice["amount"])

    def in_parts(self, invoice: Entry, when: date) -> None:
        first = self.part(invoice["amount"])
        self.pay(invoice, when, first)
        if self.maybe(0.7):
            self.pay(invoice, self.later(when, 0, 90), invoice["amount"] - first)

    def short_form(self, invoice: Entry, when: date) -> None:
        invoice["paid"] = when

    def nobody_knows(self, invoice: Entry, when: date) -> None:
        invoice["paid"] = "unknown"

    def partly_unknown(self, invoice: Entry, when: date) -> None:
        invoice["settled"] = self.part(invoice["amount"])
        rest = invoice["amount"] - invoice["settled"]
        if self.maybe(0.6):
            self.pay(invoice, when, rest if self.maybe(0.7) else self.part(rest))
        elif self.maybe(0.2):
            invoice["paid"] = when

    def cancelled(self, invoice: Entry, when: date) -> None:
        invoice["status"] = self.random.choice(["draft", "void"])
        if self.maybe(0.3):
            self.pay(invoice, when, invoice["amount"])

    def too_much(self, invoice: Entry, when: date) -> None:
        more = self.part(invoice["amount"])
        self.pay(invoice, when, invoice["amount"] + more)
        if self.maybe(0.3):
            self.pay(invoice, self.later(when, 1, 60), -more, reason="refund")

    def came_back(self, invoice: Entry, when: date) -> None:
        self.pay(invoice, when, invoice["amount"])
        back = self.later(when, 0, 50)
        part = invoice["amount"] if self.maybe(0.6) else self.part(invoice["amount"])
        reason = self.random.choice(["returned", "chargeback", "refund"])
        self.pay(invoice, back, -part, reason=reason)
        if self.maybe(0.6):
            self.pay(invoice, self.later(back, 0, 60), part)

    def deducted(self, invoice: Entry, when: date) -> None:
        kept = self.part(invoice["amount"], 0.01, 0.1)
        reason = self.random.choice(["discount", "fee", "withheld-tax"])
        self.pay(invoice, when, invoice["amount"] - kept, deducted=kept, reason=reason)

    def given_up(self, invoice: Entry, when: date) -> None:
        lost = invoice["amount"] if self.maybe(0.4) else self.part(invoice["amount"])
        if lost < invoice["amount"] and self.maybe(0.7):
            self.pay(invoice, when, invoice["amount"] - lost)
        given_up = self.later(when, 1, 200)
        invoice["write_offs"] = [{"date": given_up, "amount": lost}]
        paid = "payments" in invoice
        if self.maybe(0.1 if paid else 0.5) and lost < invoice["amount"] - 1:
            more = self.part(invoice["amount"] - lost, 0.1, 1)
            invoice["write_offs"].append({"date": self.later(given_up, 1, 100), "amount": more})
        if self.maybe(0.3):
            self.pay(invoice, self.later(given_up, 1, 120), self.part(lost))

    def reduced(self, invoice: Entry, when: date) -> None:
        less = invoice["amount"] if self.maybe(0.2) else self.part(invoice["amount"])
        noted = self.later(invoice["issued"], 0, 60)
        invoice["credit_notes"] = [{"date": noted, "amount": less}]
        if self.maybe(0.2) and less < invoice["amount"] - 1:
            more = self.part(invoice["amount"] - less)
            noted = self.later(noted, 0, 60)
            invoice["credit_notes"].append({"date": noted, "amount": more})
        if self.maybe(0.5) and less < invoice["amount"]:
            self.pay(invoice, when, invoice["amount"] - less)
        elif self.maybe(0.3):
            self.pay(invoice, when, invoice["amount"])

    def small_rest(self, invoice: Entry, when: date) -> None:
        rest = self.random.choice([0.01, 1.99, 2.0, 2.01, round(invoice["amount"] / 200, 2)])
        self.pay(invoice, when, invoice["amount"] - rest)
        if self.maybe(0.4):
            self.pay(invoice, self.later(when, 1, 60), rest)

    def before(self, invoice: Entry, when: date) -> None:
        invoice["deposit"] = True
        early = invoice["issued"] - timedelta(days=self.random.randint(1, 40))
        part = self.part(invoice["amount"])
        self.pay(invoice, early, part)
        if self.maybe(0.6):
            self.pay(invoice, when, invoice["amount"] - part)

    def never(self, invoice: Entry, when: date) -> None:
        """Still open."""

    def note(self, invoice: Entry, place: int) -> Entry:
        """A credit note of its own, or one that names the invoice."""
        amount = self.part(invoice["amount"] or 50, 0.1, 1.1)
        issued = self.later(invoice["issued"], 0, 60)
        note: Entry = {"number": f"C{place}", "issued": issued, "amount": -amount}
        if "tax" in invoice:
            note["tax"] = -round(amount * 19 / 119, 2)
        if self.maybe(0.5) and invoice["amount"] >= 50 and invoice.get("paid") != "unknown":
            note["credits"] = invoice["number"]
        elif self.maybe(0.3):
            note["paid"] = self.later(issued, 1, 60)
        elif self.maybe(0.3):
            self.pay(note, self.later(issued, 1, 60), -self.part(amount))
        return note

    def advances(self, client: Entry) -> None:
        if not self.maybe(0.2):
            return
        client["payments"] = [
            {"date": self.any_day(), "amount": self.money()}
            for _ in range(self.random.randint(1, 3))
        ]
        for payment in client["payments"]:
            if self.maybe(0.15):
                payment["deducted"] = self.part(payment["amount"], 0.01, 0.1)
                payment["reason"] = self.random.choice(["discount", "fee", "withheld-tax"])
        if self.maybe(0.3):
            last = max(each["date"] for each in client["payments"])
            back = self.part(client["payments"][0]["amount"])
            client["payments"].append(
                {"date": self.later(last, 1, 60), "amount": -back, "reason": "refund"}
            )

    def work(self, client: Entry) -> None:
        if self.maybe(0.12):
            return
        time: list[Entry] = []
        when = self.later(FIRST, 0, 300)
        while when < LAST and len(time) < 60:
            when = self.later(when, 1, self.random.choice([3, 10, 40]))
            time.append(self.worked(client, when))
        client["time"] = time

    def worked(self, client: Entry, when: date) -> Entry:
        entry: Entry = {
            "date": when,
            "hours": self.random.choice([2, 3.5, 8, "1:30", "2h 15m", "45m"]),
        }
        if self.maybe(0.08):
            entry = {"month": f"{when:%Y-%m}", "hours": self.random.choice([10, 25.5, "12:20"])}
        if client.get("projects") and self.maybe(0.6):
            entry["project"] = self.random.choice(client["projects"])["id"]
        if self.maybe(0.1):
            entry["billable"] = False
        if self.maybe(0.3):
            entry["kind"] = self.random.choice(["delivery", "meeting", "admin", "travel"])
        if client.get("invoices") and self.maybe(0.08):
            later = [
                each["number"]
                for each in client["invoices"]
                if each["issued"] >= when and each["amount"] > 0
            ]
            if later:
                entry["invoice"] = later[0]
        return entry

    def events(self, client: Entry) -> None:
        kinds = ["stall", "payment_excuse", "discount_request", "future_work_promise", "praise"]
        if self.maybe(0.5):
            client["events"] = [
                {"kind": self.random.choice(kinds), "at": self.any_day()}
                for _ in range(self.random.randint(1, 12))
            ]


def ledger(seed: int) -> tuple[Entry, date]:
    """The ledger of a seed, and the date on which to look at it."""
    return Drawn(seed).ledger()

"""One measure at a time, from fine to bad with all else good: where each verdict begins."""

from collections.abc import Callable, Iterable, Iterator
from datetime import date, timedelta
from typing import Any, NamedTuple

from clienthealth import Policy
from clienthealth.judging.actions import Action
from clienthealth.judging.on_a_day import LedgerOnDate, RuleBook
from strategies import load

Data = dict[str, Any]

DAY = date(2026, 6, 30)
FIRST = date(2025, 7, 5)
INVOICES, ANSWERS, CALLS = 12, 20, 20
HOURS = 10


class Sweep(NamedTuple):
    """A measure, the values it goes through, and the client that each of them makes."""

    name: str
    unit: str
    values: Iterable[float]
    client: Callable[[Any], Data]


def on(number: int, step: int = 15) -> str:
    """A day of the window: the first, and then one each so many days."""
    return str(FIRST + timedelta(days=step * number))


def good(late: Callable[[int], int] = lambda _: 0, rate: float = 100, **more: Any) -> Data:
    """A client that has nothing against it: paid on the day, clear, at its rate."""
    invoices = []
    for n in range(INVOICES):
        issued = FIRST + timedelta(days=26 * n)
        due = issued + timedelta(days=14)
        paid = due + timedelta(days=late(n))
        amount = str(rate * HOURS)
        payments = [{"date": str(paid), "amount": amount}] if paid <= DAY else []
        invoices.append(
            {"number": str(n), "issued": str(issued), "due": str(due), "amount": amount}
            | {"payments": payments, "disputed": n * 7 % INVOICES < more.get("disputed", 0)}
        )
    return {
        "id": "x",
        "name": "X",
        "since": "2024-01-01",
        "contract": {"signed": "2024-01-01", "walked_through": True, "terms_days": 14}
        | {"notice_days": 30, "included_revisions": 2, "statement_of_work": "the offer"},
        "contacts": [{"name": "P", "decision_maker": True, "champion": True}],
        "invoices": invoices,
        "time": [{"date": i["issued"], "hours": str(HOURS)} for i in invoices],
        "events": more.get("events", []),
    }


def happening(kind: str, **more: Any) -> Callable[[int], Data]:
    """A client with so many events of a kind."""
    return lambda count: good(
        events=[{"kind": kind, "at": on(n, 300 // max(count, 1)), **more} for n in range(count)]
    )


def parted(whole: int, bad: Data, fine: Data, clocks: tuple[str, str] = ("", "")) -> Any:
    """A client of whose events so many are bad and the others fine, evenly spread."""

    def client(count: int) -> Data:
        odd = {n for n in range(whole) if (n + 1) * count // whole > n * count // whole}
        return good(
            events=[
                {**(bad if n in odd else fine), "at": on(n) + clocks[n not in odd]}
                for n in range(whole)
            ]
        )

    return client


def late_share(count: int) -> Data:
    """Some of the invoices are thirty days late."""
    return good(late=lambda n: 30 if (n + 1) * count // INVOICES > n * count // INVOICES else 0)


def overrun(percent: int) -> Data:
    """A project of a fixed fee that takes more hours than estimated."""
    client = good()
    project = {"id": "p", "fee": "4000", "estimated_hours": "20", "started": on(0)}
    client["projects"] = [{**project, "finished": on(18)}]
    client["time"] += [
        {"date": on(n), "hours": str(percent / 50), "project": "p"} for n in range(2, 12)
    ]
    bill = {"number": "p", "issued": on(18), "due": on(19), "amount": "4000", "project": "p"}
    client["invoices"].append({**bill, "payments": [{"date": on(19), "amount": "4000"}]})
    return client


CALL = {"kind": "message", "channel": "call"}
SWEEPS = (
    Sweep("days late, every invoice", "days", range(46), lambda days: good(late=lambda _: days)),
    Sweep("invoices thirty days late", "of 12", range(INVOICES + 1), late_share),
    Sweep(
        "unclear answers",
        "of 20",
        range(ANSWERS + 1),
        parted(ANSWERS, {"kind": "feedback", "clear": False}, {"kind": "feedback", "clear": True}),
    ),
    Sweep(
        "calls out of hours",
        "of 20",
        range(CALLS + 1),
        parted(CALLS, CALL, CALL, ("T22:30", "T11:00")),
    ),
    Sweep("urgent demands", "a year", range(0, 73, 2), happening("message", urgent=True)),
    Sweep("stalls", "a year", range(7), happening("stall")),
    Sweep("excuses for not paying", "a year", range(7), happening("payment_excuse")),
    Sweep("requests for a discount", "a year", range(7), happening("discount_request")),
    Sweep(
        "complaints without cause",
        "of 20",
        range(ANSWERS + 1),
        parted(ANSWERS, {"kind": "complaint", "justified": False}, {"kind": "praise"}),
    ),
    Sweep("hours beyond the estimate", "% of it", range(100, 185, 5), overrun),
    Sweep("rate, of a target of 95", "an hour", range(100, 44, -1), lambda r: good(rate=r)),
    Sweep("invoices disputed", "of 12", range(INVOICES + 1), lambda count: good(disputed=count)),
    Sweep("disputes over the agreement", "a year", range(6), happening("agreement_dispute")),
    Sweep("signs of distress", "a year", range(5), happening("distress_signal", what="layoffs")),
    Sweep(
        "annoying misconduct",
        "a year",
        range(12),
        happening("misconduct", level="annoying", note="words"),
    ),
)


def verdicts(sweep: Sweep) -> Iterator[tuple[float, Action]]:
    """Each value of a sweep with the verdict that it gives."""
    for value in sweep.values:
        now = LedgerOnDate(load(_around(sweep.client(value))), DAY, RuleBook(Policy()))
        action = now.action(0)
        assert action is not None
        yield value, action


def _around(client: Data) -> Data:
    hours = {"start": "09:00", "end": "18:00", "timezone": "Europe/Berlin"}
    days = {"days": ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]}
    business = {"name": "B", "currency": "EUR", "target_rate": "95", "cost_rate": "48"}
    return {
        "version": 1,
        "business": {**business, "working_hours": {**hours, **days}},
        "clients": [client],
    }


def row(sweep: Sweep) -> str:
    """Where each verdict begins, as a line of the table in docs/balance.md."""
    begins: dict[Action, float] = {}
    for value, action in verdicts(sweep):
        begins.setdefault(action, value)
    starts = [
        f"{begins[action]:g}" if action in begins else "-" for action in ("watch", "renegotiate")
    ]
    return f"| {sweep.name} | {sweep.unit} | {starts[0]} | {starts[1]} |"

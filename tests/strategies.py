"""Ledgers for properties: plain data as a person might have written it, of any client."""

import copy
import json
from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from hypothesis import strategies as st

from clienthealth import Ledger, load_ledger

Data = dict[str, Any]

TODAY = date(2026, 6, 30)
KINDS_OF_TROUBLE = (
    "payment_excuse",
    "stall",
    "discount_request",
    "agreement_dispute",
    "hardball",
    "price_shopping",
    "free_advice",
    "future_work_promise",
)
"""Events of which each one more is more trouble, and of which there is no more to say."""
LEVELS = ("annoying", "unprofessional", "disrespectful", "abusive")
EVERYTHING_KEPT = [
    *KINDS_OF_TROUBLE,
    "message",
    "meeting",
    "feedback",
    "complaint",
    "decision",
    "input_due",
    "proposal_request",
    "misconduct",
    "distress_signal",
    "outreach",
    "lapse",
    "praise",
    "referral",
    "change_request",
    "revision",
]


def day(offset: int) -> str:
    """The day so many days from the date of assessment."""
    return str(TODAY + timedelta(days=offset))


def days(first: int = -500, last: int = 0) -> st.SearchStrategy[int]:
    return st.integers(first, last)


amounts = st.integers(1, 500_000).map(lambda cents: f"{cents / 100:.2f}")
hours = st.integers(1, 48).map(lambda halves: str(halves / 2))


@st.composite
def invoices(draw: st.DrawFn, number: int, projects: list[str]) -> Data:
    """An invoice issued in the past, paid, paid in part, or not at all."""
    issued = draw(days())
    due = issued + draw(st.integers(0, 60))
    amount = draw(amounts)
    invoice: Data = {
        "number": str(number),
        "issued": day(issued),
        "due": day(due),
        "amount": amount,
        "deposit": True,
    }
    cents = round(float(amount) * 100)
    shares = draw(st.sampled_from([(), (1,), (1,), (1,), (0.5, 0.5), (0.4,), (0.99,), (1.2,)]))
    payments = [
        {"date": day(due + draw(st.integers(-30, 120))), "amount": f"{cents * share / 100:.2f}"}
        for share in shares
        if cents * share >= 1
    ]
    if payments:
        invoice["payments"] = payments
    for key in ("credit_notes", "write_offs"):
        if cents > 100 and draw(st.integers(0, 5)) == 0:
            part = cents * draw(st.sampled_from([1, 3, 5])) // 10 / 100
            note_day = issued + draw(st.integers(0, 100))
            invoice[key] = [{"date": day(note_day), "amount": f"{part:.2f}"}]
    if draw(st.booleans()):
        invoice["tax"] = f"{cents * 0.19 / 1.19 / 100:.2f}"
    invoice["disputed"] = draw(st.sampled_from([False, False, False, True, day(issued + 20)]))
    if projects and draw(st.booleans()):
        invoice["project"] = draw(st.sampled_from(projects))
    return invoice


MORE_TO_SAY: dict[str, st.SearchStrategy[Data]] = {
    "misconduct": st.fixed_dictionaries(
        {"level": st.sampled_from(LEVELS), "note": st.just("words")}
    ),
    "feedback": st.fixed_dictionaries({"clear": st.booleans()}),
    "complaint": st.fixed_dictionaries({"justified": st.booleans()}),
    "decision": st.fixed_dictionaries({"reversed": st.booleans()}),
    "message": st.fixed_dictionaries(
        {"urgent": st.booleans(), "direction": st.sampled_from(["in", "in", "out"])}
    ),
    "meeting": st.fixed_dictionaries(
        {
            "outcome": st.sampled_from(["held", "cancelled", "moved", "no-show"]),
            "ad_hoc": st.booleans(),
        }
    ),
    "distress_signal": st.just({"what": "layoffs"}),
    "lapse": st.just({"what": "broken-promise"}),
    "outreach": st.just({"step": "call"}),
}
"""The fields of an event by its kind, where it has any of its own."""


@st.composite
def events(draw: st.DrawFn) -> Data:
    """An event of the past of any kind but a talk."""
    plain = ("praise", "referral", "firing_considered", "proposal_request", "input_due")
    kind = draw(st.sampled_from([*KINDS_OF_TROUBLE, *MORE_TO_SAY, *plain]))
    at = draw(days())
    if kind == "input_due":
        received = draw(st.sampled_from([{}, {"received": day(at + draw(st.integers(-5, 30)))}]))
        return {"kind": kind, "due": day(at), **received}
    clocks = ["", "T08:30", "T12:00+05:00", "T23:30-05:00", "T22:10"]
    clock = draw(st.sampled_from(clocks)) if kind == "message" else ""
    return {"kind": kind, "at": day(at) + clock, **draw(MORE_TO_SAY.get(kind, st.just({})))}


@st.composite
def projects(draw: st.DrawFn, name: str) -> Data:
    """A project, with or without a fee, an estimate, changes and revisions."""
    project: Data = {"id": name}
    if draw(st.booleans()):
        project["fee"] = draw(amounts)
    if draw(st.booleans()):
        project["estimated_hours"] = draw(hours)
    if draw(st.booleans()):
        started = draw(days())
        project["started"] = day(started)
        if draw(st.booleans()):
            project["finished"] = day(started + draw(st.integers(0, 200)))
    if draw(st.booleans()):
        project["included_revisions"] = draw(st.integers(0, 3))
    changes = draw(st.lists(days(), max_size=3))
    project["change_requests"] = [
        {"date": day(each), "hours": "2", "done": day(each + 3), "billed": draw(st.booleans())}
        for each in changes
    ]
    project["revisions"] = [{"date": day(each)} for each in draw(st.lists(days(), max_size=4))]
    return project


@st.composite
def clients(draw: st.DrawFn, name: str = "client", *, talks: bool = True) -> Data:
    """A client, a former client or a prospect, with what was recorded up to the date."""
    client: Data = {"id": name, "name": name}
    client |= draw(
        st.sampled_from(
            [
                {"since": day(-900)},
                {"since": day(-900)},
                {"since": day(-60)},
                {},
                {"first_contact": day(-300)},
                {"since": day(-900), "until": day(-10)},
            ]
        )
    )
    if draw(st.integers(0, 4)) == 0:
        client["currency"] = "USD"
    names = [f"p{n}" for n in range(draw(st.integers(0, 2)))]
    client["projects"] = [draw(projects(each)) for each in names]
    count = draw(st.integers(0, 7))
    client["invoices"] = [draw(invoices(n, names)) for n in range(count)]
    client["time"] = [
        {"date": day(draw(days())), "hours": draw(hours)}
        | ({"project": draw(st.sampled_from(names))} if names and draw(st.booleans()) else {})
        for _ in range(draw(st.integers(0, 6)))
    ]
    client["events"] = draw(st.lists(events(), max_size=10))
    if talks and draw(st.integers(0, 2)) == 0:
        client["events"].append(
            {"kind": "boundary", "at": day(draw(days(-300))), "about": ["PAY", "VAL", "stalling"]}
        )
    client["contacts"] = [
        {
            "name": f"n{n}",
            **({"decision_maker": draw(st.booleans())} if draw(st.booleans()) else {}),
        }
        for n in range(draw(st.integers(0, 2)))
    ]
    if draw(st.integers(0, 4)) == 0:
        client["waivers"] = [
            {"rule": "late-payment", "reason": "agreed", "from": day(-30), "until": day(60)}
        ]
    return client


@st.composite
def ledgers(draw: st.DrawFn, *, most: int = 3, talks: bool = True, kept: bool = False) -> Data:
    """A ledger of a few clients."""
    business: Data = {
        "name": "Studio",
        "currency": "EUR",
        "target_rate": "95",
        "cost_rate": "48",
        "working_hours": {"start": "09:00", "end": "18:00", "timezone": "Europe/Berlin"},
    }
    if kept:
        business["keeps"] = EVERYTHING_KEPT
    count = draw(st.integers(1, most))
    return {
        "version": 1,
        "business": business,
        "exchange_rates": {"USD": "0.92"},
        "clients": [draw(clients(f"client-{n}", talks=talks)) for n in range(count)],
    }


def load(*documents: Data) -> Ledger:
    """The ledger that one document or several, as files of a folder, make up."""
    with TemporaryDirectory() as name:
        folder = Path(name) / "books"
        folder.mkdir()
        for number, document in enumerate(documents):
            path = folder / f"{number}.yaml"
            path.write_text(json.dumps(document), encoding="utf-8")
        return load_ledger(folder)


def changed(data: Data) -> Data:
    """A copy to change."""
    return copy.deepcopy(data)

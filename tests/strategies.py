"""Ledgers for property tests: plain data as a person might write it, for any client."""

import copy
import json
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Literal

import yaml
from hypothesis import strategies as st

from clienthealth import Ledger, load_ledger
from clienthealth.rules.examples import EXAMPLE_DATE, example_ledger
from clienthealth.rules.registry import AnyRule, all_rules

Data = dict[str, Any]

TODAY = EXAMPLE_DATE
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
ABOUT = (
    *("PAY", "SCO", "DEC", "BND", "VAL", "ENG", "SOL", "PRO"),
    *("stalling", "BND005", "discount-pressure", "late-payment"),
)
"""What a boundary talk may have been about."""
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

KEPT = (None, None, EVERYTHING_KEPT, ["misconduct", "praise"])
"""What a business says that it keeps: nothing said, everything, little."""


def day(offset: int) -> str:
    """The day so many days from the date of assessment."""
    return str(TODAY + timedelta(days=offset))


def days(first: int = -500, last: int = 0) -> st.SearchStrategy[int]:
    return st.integers(first, last)


amounts = st.integers(1, 500_000).map(lambda cents: f"{cents / 100:.2f}")
hours = st.integers(1, 40).map(lambda halves: str(halves / 2))


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
    if draw(st.booleans()) and projects:
        invoice["project"] = draw(st.sampled_from(projects))
    return invoice


def _fields(**choices: list[Any]) -> st.SearchStrategy[Data]:
    """One choice for each field; a field for which None is chosen is left out."""
    drawn = {key: st.sampled_from(values) for key, values in choices.items()}
    return st.fixed_dictionaries(drawn).map(
        lambda fields: {key: value for key, value in fields.items() if value is not None}
    )


MORE_TO_SAY: dict[str, st.SearchStrategy[Data]] = {
    "misconduct": _fields(level=[*LEVELS], note=["words"]),
    "feedback": _fields(clear=[True, False]),
    "complaint": _fields(justified=[False, True]),
    "decision": _fields(reversed=[False, True]),
    "message": _fields(
        urgent=[False, True],
        direction=["in", "in", "out", "out"],
        channel=["call", "email", None],
    ),
    "meeting": _fields(
        outcome=["held", "held", "cancelled", "moved", "no-show"],
        by=["client", "us"],
        ad_hoc=[False, True],
        decision_maker_present=[False, True, None],
    ),
    "distress_signal": _fields(what=["layoffs", "new-owner"]),
    "lapse": _fields(what=["broken-promise", "felt-cheated"]),
    "outreach": _fields(
        step=["call", "call", "letter"], outcome=["no-answer", "no-answer", "answered", "declined"]
    ),
    "future_work_promise": _fields(kept=[False, False, True]),
    "proposal_request": _fields(answer_by=[None, None, day(20)]),
}
"""The fields of an event by its kind, where it has any of its own."""
ALL_KINDS = (
    *KINDS_OF_TROUBLE,
    *(kind for kind in MORE_TO_SAY if kind not in KINDS_OF_TROUBLE),
    *("praise", "referral", "firing_considered", "input_due"),
)
CLOCKS = ("", "T08:30", "T12:00+05:00", "T23:30-05:00", "T22:10")


@st.composite
def events(draw: st.DrawFn, kind: str | None = None) -> Data:
    """An event of the past of any kind but a talk."""
    kind = kind or draw(st.sampled_from(ALL_KINDS))
    at = draw(days())
    if kind == "input_due":
        received = draw(st.sampled_from([{}, {"received": day(at + draw(st.integers(-5, 30)))}]))
        return {"kind": kind, "due": day(at), **received}
    clock = draw(st.sampled_from(CLOCKS)) if kind == "message" else ""
    event = {"kind": kind, "at": day(at) + clock, **draw(MORE_TO_SAY.get(kind, st.just({})))}
    if kind == "message" and draw(st.integers(0, 2)) == 0:
        event["answered_at"] = day(at + draw(st.integers(1, 20)))
    return event


FLAGRANT: tuple[Data, ...] = (
    {"kind": "message", "urgent": True, "channel": "call"},
    {"kind": "message", "direction": "out"},
    {"kind": "meeting", "outcome": "moved"},
    {"kind": "meeting", "ad_hoc": True, "decision_maker_present": False},
    {"kind": "feedback", "clear": False},
    {"kind": "complaint", "justified": False},
    {"kind": "decision", "reversed": True},
    {"kind": "input_due"},
    {"kind": "distress_signal", "what": "layoffs"},
    {"kind": "proposal_request"},
    {"kind": "outreach", "step": "call"},
    *({"kind": kind} for kind in KINDS_OF_TROUBLE),
)
"""What is a red flag when it happens often enough."""
ORDERLY: tuple[Data, ...] = (
    {"kind": "message", "urgent": True, "channel": "call", "clock": "T12:00"},
    {"kind": "message", "direction": "out", "answered_at": ""},
    {"kind": "meeting", "decision_maker_present": True},
    {"kind": "feedback", "clear": True},
    {"kind": "input_due", "received": ""},
)
"""What is none, however often."""
SAME_DAY = ("answered_at", "received")


@st.composite
def bouts(draw: st.DrawFn, kind: str | None = None) -> list[Data]:
    """The same thing again and again: most rules look at what is repeated."""
    event = {"kind": kind} if kind else draw(st.sampled_from(FLAGRANT * 2 + ORDERLY * 3))
    last, step = draw(days(-200)), draw(st.integers(0, 12))
    dates = [day(last - n * step) for n in range(draw(st.sampled_from([2, 4, 6, 16])))]
    at = "due" if event["kind"] == "input_due" else "at"
    clock = event.get("clock", "T22:10" if "channel" in event else "")
    plain = {key: value for key, value in event.items() if key != "clock"}
    return [
        {**plain, at: date + clock} | {key: date for key in SAME_DAY if key in event}
        for date in dates
    ]


GRIND = ("discount_request", "future_work_promise", "payment_excuse", "agreement_dispute")
"""What a grinder does."""


@st.composite
def grinds(draw: st.DrawFn) -> list[Data]:
    """The conduct of a grinder."""
    return [event for kind in GRIND for event in draw(bouts(kind))]


@st.composite
def slower_and_slower(draw: st.DrawFn) -> list[Data]:
    """Invoices, one a month, each paid later than the one before."""
    step = draw(st.integers(3, 12))
    dues = [-30 * n - 10 for n in reversed(range(draw(st.integers(5, 7))))]
    return [
        {
            "number": str(n),
            "issued": day(due - 30),
            "due": day(due),
            "amount": "400",
            "payments": [{"date": day(due + step * n), "amount": "400"}],
            "disputed": False,
        }
        for n, due in enumerate(dues)
    ]


@st.composite
def talks_held(draw: st.DrawFn) -> Data:
    """A boundary talk, old enough to have taken effect or not."""
    about = draw(st.lists(st.sampled_from(ABOUT), min_size=1, max_size=4, unique=True))
    return {"kind": "boundary", "at": day(draw(days(-400))), "about": about}


@st.composite
def contracts(draw: st.DrawFn) -> Data:
    """A contract, complete or with holes, signed or not, with what is still owed."""
    contract = draw(
        _fields(
            signed=[day(-890), day(-890), day(-100), None],
            walked_through=[True, False, day(-800), None],
            terms_days=[0, 30, None],
            notice_days=[30, None],
            included_revisions=[0, 2, None],
            statement_of_work=["the offer", None],
        )
    )
    if draw(st.booleans()):
        done = st.sampled_from([{}, {}, {"done": day(-40)}])
        contract["obligations"] = [
            {"what": f"delivery {n}", "due": day(draw(days(-60, 60))), **draw(done)}
            for n in range(draw(st.integers(1, 2)))
        ]
    return contract


@st.composite
def contacts(draw: st.DrawFn, name: str) -> Data:
    """A person at the client, who may have come late or left again."""
    return {
        "name": name,
        **draw(
            _fields(
                decision_maker=[True, False, None],
                champion=[True, False, None],
                **{"from": [None, None, day(-200)]},
                until=[None, None, day(-20), day(20)],
            )
        ),
    }


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


def _cents(amount: str) -> int:
    return round(float(amount) * 100)


def _money(cents: float) -> str:
    return f"{round(cents) / 100:.2f}"


SETTLED = (
    *("as drawn", "as drawn", "paid short", "paid unknown", "status"),
    *("instalments", "taken back", "deducted"),
)
"""How an invoice is settled, or not."""


def _settled(draw: st.DrawFn, invoice: Data) -> None:
    """An invoice made one of another kind, where it can be one."""
    kind = draw(st.sampled_from(SETTLED))
    cents, issued = _cents(invoice["amount"]), date.fromisoformat(invoice["issued"])
    later = str(issued + timedelta(days=draw(st.integers(0, 150))))
    payments = invoice.get("payments", [])
    if kind == "paid short":
        invoice.pop("payments", None)
        invoice["paid"] = later
    elif kind == "paid unknown":
        invoice.pop("payments", None)
        invoice["paid"] = "unknown"
    elif kind == "status":
        invoice["status"] = draw(st.sampled_from(["draft", "void", "sent", "paid"]))
    elif kind == "instalments" and cents > 300:
        first = cents // 3
        ends = sorted(draw(st.tuples(st.integers(0, 60), st.integers(0, 120))))
        shares = (first, cents - first)
        invoice["due"] = [
            {"date": str(issued + timedelta(days=end)), "amount": _money(share)}
            for end, share in zip(ends, shares, strict=True)
        ]
    elif kind == "taken back" and payments:
        back = draw(st.sampled_from(["returned", "chargeback", "refund"]))
        day_ = date.fromisoformat(payments[-1]["date"]) + timedelta(days=draw(st.integers(1, 60)))
        came = payments[-1]["amount"]
        payments.append({"date": str(day_), "amount": f"-{came}", "reason": back})
        if draw(st.booleans()):
            again = str(day_ + timedelta(days=draw(st.integers(1, 60))))
            payments.append({"date": again, "amount": came})
    elif kind == "deducted" and payments and _cents(payments[0]["amount"]) > 100:
        kept = _cents(payments[0]["amount"]) // 20
        payments[0]["amount"] = _money(_cents(payments[0]["amount"]) - kept)
        payments[0]["deducted"] = _money(kept)
        payments[0]["reason"] = draw(st.sampled_from(["discount", "fee", "withheld-tax"]))


def _credited(draw: st.DrawFn, client: Data) -> None:
    """Credit notes of their own, for an invoice or for none, and money that is for no invoice."""
    for n in range(draw(st.integers(0, 2))):
        note: Data = {"number": f"C{n}", "issued": day(draw(days(-300))), "disputed": False}
        note["amount"] = f"-{draw(st.integers(1, 30)) * 10}"
        owed = [bill for bill in client["invoices"] if _cents(bill["amount"]) > 0]
        is_for_one = draw(st.booleans())
        if owed and is_for_one:
            target = draw(st.sampled_from(owed))
            part = _cents(target["amount"]) // 5
            if part:
                note |= {"credits": target["number"], "amount": _money(-part)}
                note["issued"] = max(note["issued"], target["issued"])
        client["invoices"].append(note)
    client["payments"] = [
        {"date": day(draw(days(-300))), "amount": draw(amounts)}
        for _ in range(draw(st.integers(0, 2)))
    ]


KINDS_OF_HOURS = _fields(kind=[None, "delivery", "meeting", "travel"], hours=["1:30", "2.5"])


def _worked(draw: st.DrawFn, client: Data) -> None:
    """Months of time, kinds of hours, clocks, costs, what a platform keeps, terms that changed."""
    for entry in client["time"]:
        entry.update(
            draw(_fields(kind=[None, "delivery", "meeting", "travel"], hours=["1:30", "2.5"]))
        )
    for month in draw(st.sampled_from([(), (), ("2026-02",), ("2025-11", "2026-09")])):
        client["time"].append({"month": month, "hours": draw(hours)})
    client["costs"] = [
        {"date": day(draw(days())), "amount": draw(amounts), "what": "print"}
        for _ in range(draw(st.integers(0, 2)))
    ]
    client |= draw(_fields(platform_fee_percent=[None, None, "10"]))
    if "contract" in client and draw(st.booleans()):
        changed_on = day(draw(days(-400)))
        terms: list[Data] = [{"days": 60}, {"days": 14, "from": changed_on}]
        client["contract"]["terms_days"] = terms


def _as_books_are(draw: st.DrawFn, client: Data) -> None:
    """A client with everything else that books hold."""
    for invoice in client["invoices"]:
        _settled(draw, invoice)
        if draw(st.integers(0, 2)) == 0 and isinstance(invoice["due"], str):
            del invoice["due"]  # by the terms
    _credited(draw, client)
    _worked(draw, client)


STAGES: tuple[Data, ...] = (
    {"since": day(-900)},
    {"since": day(-900)},
    {"since": day(-900)},
    {"since": day(-60)},
    {},
    {"first_contact": day(-300)},
    {"first_contact": day(-20)},
    {"since": day(-900), "until": day(-10)},
)
"""When it became a client, if it did: of two years, new, by its first invoice, a prospect, gone."""


@st.composite
def clients(
    draw: st.DrawFn, name: str = "client", *, talks: bool = True, plain: bool = False
) -> Data:
    """A client, a former client or a prospect, with what was recorded up to the date.

    `plain` for books without credits, instalments, statuses and what else they may hold.
    """
    stage = draw(st.sampled_from(STAGES))
    client: Data = {"id": name, "name": name, **stage}
    is_prospect = "first_contact" in stage
    client |= draw(
        _fields(
            currency=[None, None, None, "USD"],
            billing=[None, None, None, None, "pro-bono"],
            fit=[None, *range(1, 6)] if is_prospect else [None],
            team_buy_in=[None, None, True, False],
        )
    )
    names = [f"p{n}" for n in range(draw(st.integers(0, 2)))]
    client["projects"] = [draw(projects(each)) for each in names]
    count = 0 if is_prospect else draw(st.integers(0, 7))
    client["invoices"] = [draw(invoices(n, names)) for n in range(count)]
    if count > 5:
        client["invoices"] = draw(slower_and_slower())
    client["time"] = [
        {"date": day(draw(days())), "hours": draw(hours)}
        | ({"project": draw(st.sampled_from(names))} if draw(st.booleans()) and names else {})
        for _ in range(draw(st.sampled_from([0, 2, 4, 6])))
    ]
    client["events"] = draw(st.lists(events(), max_size=4))
    for _ in range(draw(st.sampled_from([0, 2, 4, 5]))):
        client["events"] += draw(bouts())
    if draw(st.integers(0, 4)) == 0:
        client["events"] += draw(grinds())
    if talks:
        client["events"] += draw(st.lists(talks_held(), max_size=2))
    client["contacts"] = [draw(contacts(f"n{n}")) for n in range(draw(st.integers(0, 2)))]
    if not is_prospect and draw(st.booleans()):
        client["contract"] = draw(contracts())
    if not plain and not is_prospect and draw(st.booleans()):
        _as_books_are(draw, client)
    if draw(st.integers(0, 4)) == 0:
        rule = draw(st.sampled_from(["late-payment", "stalling", "CON001", "VAL003"]))
        client["waivers"] = [{"rule": rule, "reason": "agreed", "from": day(-30), "until": day(60)}]
    return client


Shown = tuple[AnyRule, Literal["flagged", "clean"]]
"""A rule, and which of its two examples."""
SHOWN: list[Shown] = [(rule, which) for rule in all_rules() for which in ("flagged", "clean")]
LISTS = ("projects", "invoices", "time", "events", "contacts")
"""What every client here has, if only none of it."""


@cache
def _example(shown: Shown) -> Data:
    """The ledger of a rule's example, written as the clients here are."""
    rule, which = shown
    document = _written(yaml.safe_load(example_ledger(getattr(rule, which))))
    for client in document["clients"]:
        for key in LISTS:
            client.setdefault(key, [])
        for bill in client["invoices"]:
            issued = date.fromisoformat(bill["issued"])
            bill |= {"number": f"{client['id']}-{bill['number']}", "deposit": True}
            bill.setdefault("due", str(issued + timedelta(days=30)))
            bill.setdefault("disputed", False)
        for project in client["projects"]:
            for key in ("change_requests", "revisions"):
                project.setdefault(key, [])
    return document


def _written(value: Any) -> Any:
    """Dates and numbers as a person writes them."""
    if isinstance(value, dict):
        return {key: _written(each) for key, each in value.items()}
    if isinstance(value, list):
        return [_written(each) for each in value]
    if isinstance(value, date):
        return value.isoformat()
    return value if isinstance(value, bool | str) else str(value)


def _mixed(client: Data, own: Data) -> Data:
    """A client with all that an example holds; of what can be there once, that of the example."""
    stage = {"since", "until", "first_contact"}
    work = set() if "since" in own else {"invoices", "time"}  # they would make it a client
    kept = {key: [] if key in work else value for key, value in client.items() if key not in stage}
    both = {key: [*kept[key], *own[key]] for key in LISTS}
    return kept | own | both | {"id": client["id"], "name": client["name"]}


NIGHT = {"start": "20:00", "end": "04:00", "timezone": "Europe/Berlin"}
BUSINESSES: tuple[Data, ...] = (
    {},
    {},
    {"working_hours": NIGHT},
    {"terms_days": [{"days": 45}, {"days": 14, "from": day(-200)}]},
)
"""What else may be said of a business: it works past midnight, its terms changed."""


@st.composite
def ledgers(
    draw: st.DrawFn,
    *,
    most: int = 3,
    talks: bool = True,
    kept: bool = False,
    among: int = 0,
    shown: Shown | None = None,
    plain: bool = False,
) -> Data:
    """A ledger of a few clients.

    In every second one the first client has all that an example of a rule holds, or is that
    example, so that each rule is at work in some.

    Args:
        most: The most clients drawn.
        talks: Whether there may have been boundary talks.
        kept: Whether it is written down that every kind of event is kept.
        among: So many ordinary clients to stand among, the same each time.
        shown: The rule that is to be at work, and how.
        plain: Whether books are without credits, instalments, statuses and the like.
    """
    count = draw(st.integers(1, most))
    drawn = [draw(clients(f"client-{n}", talks=talks, plain=plain)) for n in range(count)]
    others = [ordinary(n) for n in range(among)]
    business: Data = {}
    shown = shown or draw(st.none() | st.sampled_from(SHOWN))
    if shown:
        document = changed(_example(shown))
        own, *more = document["clients"]
        if not talks:
            own["events"] = [event for event in own["events"] if event["kind"] != "boundary"]
        alone = {**own, "id": "client-0", "name": "client-0"}
        drawn[0] = alone if draw(st.booleans()) else _mixed(drawn[0], own)
        business, others = document["business"], more or others
    data = around(*drawn, *others)
    keeps = EVERYTHING_KEPT if kept else draw(st.sampled_from(KEPT))
    if keeps is not None:
        data["business"]["keeps"] = keeps
    if not plain:
        data["business"] |= draw(st.sampled_from(BUSINESSES))
    own_keys = ("keeps", "working_hours") if not kept else ("working_hours",)
    data["business"] |= {key: business[key] for key in own_keys if key in business}
    return data


def around(*members: Data) -> Data:
    """The ledger of a business with these clients."""
    return {
        "version": 1,
        "business": {
            "name": "Studio",
            "currency": "EUR",
            "target_rate": "95",
            "cost_rate": "48",
            "working_hours": {"start": "09:00", "end": "18:00", "timezone": "Europe/Berlin"},
        },
        "exchange_rates": {"USD": "0.92"},
        "clients": [*members],
    }


def ordinary(number: int) -> Data:
    """A client of whom there is nothing to complain."""
    bills = [
        {
            "number": str(n),
            "issued": day(-90 * n - 60),
            "amount": str(1000 + 20 * number),
            "payments": [{"date": day(-90 * n - 40), "amount": str(1000 + 20 * number)}],
            "disputed": False,
        }
        for n in range(3)
    ]
    return {
        "id": f"ordinary-{number}",
        "name": f"Ordinary {number}",
        "since": day(-900),
        "contract": {"signed": day(-910), "walked_through": True, "terms_days": 30},
        "projects": [],
        "invoices": bills,
        "time": [{"date": day(-90 * n - 65), "hours": "10"} for n in range(3)],
        "events": [{"kind": "praise", "at": day(-30 - number)}],
        "contacts": [],
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

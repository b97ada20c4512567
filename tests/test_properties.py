"""What must be true of any ledger, whatever a person may have written down."""

from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import Phase, assume, example, find, given, settings
from hypothesis import strategies as st

from clienthealth import Assessment, ClientAssessment, Ledger, Policy, assess
from clienthealth.facts.client import ClientFacts
from clienthealth.facts.context import context_of
from clienthealth.judging.health import health_of, weigh
from clienthealth.rules.registry import AnyRule, all_rules, configured
from findings import observed
from strategies import (
    KINDS_OF_TROUBLE,
    LEVELS,
    TODAY,
    Data,
    around,
    changed,
    clients,
    day,
    days,
    invoices,
    ledgers,
    load,
)

NO_TREND = {"policy": {"disabled": ["slowing-payments", "distress-signals"]}}
"""Without the rules that look at a change of pace."""


def health(data: Data) -> float:
    """What the first client's health comes to, also where too little is known to show it."""
    return assess(load(data), as_of=TODAY).clients[0].computed_health


def told(client: ClientAssessment) -> dict[str, Any]:
    """All that is said of a client, apart from where entries stand in their lists."""
    said = client._replace(position=0)._asdict()
    said["findings"] = [
        finding._replace(
            evidence=(),
            waiver=None,
            talk=finding.talk and finding.talk._replace(path=()),
        )
        for finding in client.findings
    ]
    said["evidence"] = [
        (f.code, len(f.evidence), f.waiver and f.waiver.rule) for f in client.findings
    ]
    said["ours"] = [lapse._replace(position=0) for lapse in client.ours]
    said["strengths"] = [(s.name, s.message, len(s.evidence)) for s in client.strengths]
    if client.verdict:
        holds = [(*hold[:-1], len(hold.evidence)) for hold in client.verdict.holds]
        said["verdict"] = (*client.verdict[:-1], holds)
    return said


def all_told(assessment: Assessment) -> dict[str, Any]:
    """All that is said of every client, by id, and of all together."""
    return {c.id: told(c) for c in assessment.clients} | {"": assessment.portfolio}


def known(amount: Decimal | None) -> Decimal:
    """An amount that nobody withheld."""
    assert amount is not None
    return amount


# Any ledger


@given(ledgers(), days(-700, 400))
def test_any_ledger_is_scored_on_any_day(data: Data, offset: int) -> None:
    as_of = TODAY + timedelta(days=offset)
    assessment = assess(load(data), as_of=as_of)
    for client in assessment.clients:
        assert 0 <= client.computed_health <= 100
        assert client.health in {None, client.computed_health}
        assert 0 <= client.coverage <= 1
        assert all(0 < f.intensity <= 1 for f in client.findings)
        assert (client.verdict is None) == (client.stage in {"dormant", "former"})
        assert 0 <= (client.facts.late_risk or 0) <= 1


@given(ledgers(most=2))
def test_points_add_up_to_what_is_printed(data: Data) -> None:
    for client in assess(load(data), as_of=TODAY).clients:
        points = sum((Decimal(str(f.points)) for f in client.findings), Decimal(0))
        assert points == 100 - Decimal(str(client.computed_health))
        assert all(f.points == f.weight == 0 for f in client.findings if f.waiver)
        assert all(f.points == f.weight == 0 for f in client.findings if f.severity == "position")


@given(ledgers(most=3))
def test_the_ageing_adds_up_to_the_open_balance(data: Data) -> None:
    assessment = assess(load(data), as_of=TODAY)
    for client in assessment.clients:
        facts = client.facts
        ages = {age: known(amount) for age, amount in facts.ageing.items()}
        assert sum(ages.values()) == known(facts.open_balance)
        assert facts.overdue_balance == known(facts.open_balance) - ages["not_due"]
    active = [known(c.facts.open_balance) for c in assessment.clients if c.stage == "active"]
    assert assessment.portfolio.open_balance == sum(active)


@pytest.mark.parametrize("rule", all_rules(), ids=lambda rule: rule.code)
def test_every_rule_is_seen_at_work_in_these_ledgers(rule: AnyRule) -> None:
    """With a finding and without one, so that the properties are about all of them."""

    def shows(data: Data, *, finding: bool) -> bool:
        client = assess(load(data), as_of=TODAY).clients[0]
        if finding:
            return any(found.code == rule.code for found in client.findings)
        return rule.code in client.fine

    first = settings(max_examples=20, phases=[Phase.generate], database=None)
    flagged, clean = (ledgers(most=1, shown=(rule, which)) for which in ("flagged", "clean"))
    find(flagged, lambda data: shows(data, finding=True), settings=first)
    if rule.severity != "position":
        find(clean, lambda data: shows(data, finding=False), settings=first)


@given(ledgers(), days(-200, 0))
def test_the_same_ledger_and_date_give_the_same_assessment(data: Data, offset: int) -> None:
    as_of = TODAY + timedelta(days=offset)
    ledger = load(data)
    first = assess(ledger, as_of=as_of)
    assert assess(ledger, as_of=as_of) == first
    again = assess(load(data), as_of=as_of)
    assert all_told(again) == all_told(first)
    assert [c.findings for c in again.clients] == [c.findings for c in first.clients]


@given(st.data(), st.sampled_from([{}, {"since": day(-900)}, {"since": day(-60)}]))
def test_two_invoices_and_nothing_else_are_unknown(draw: st.DataObject, stage: Data) -> None:
    """Unless one of them shows serious trouble by itself."""
    bills = [draw.draw(invoices(n, [])) for n in range(2)]
    data = around({"id": "c", "name": "C", **stage, "invoices": bills})
    (client,) = assess(load(data), as_of=TODAY).clients
    assume(client.stage == "active")
    assert client.verdict is not None
    if any(f.is_serious for f in client.findings):
        assert client.verdict.action == "renegotiate"
    else:
        assert (client.verdict.action, client.health, client.rank) == ("unknown", None, None)
        assert client.verdict.because == ()


# Abuse


@given(ledgers(most=1), days(-364), st.integers(0, 5))
def test_an_act_of_abuse_is_never_averaged_away(data: Data, at: int, good: int) -> None:
    """Whatever else is known of a client, and however much of it is praise."""
    client = data["clients"][0]
    talks = [e["at"] for e in client["events"] if e["kind"] == "boundary"]
    assume(all(told < day(at) for told in talks))
    client["events"] += [{"kind": "praise", "at": day(at)}] * good
    client["events"].append(
        {"kind": "misconduct", "at": day(at), "level": "abusive", "note": "words"}
    )
    judged = assess(load(data), as_of=TODAY).clients[0]
    actions = {"active": "fire", "prospect": "drop"}
    assert (judged.verdict and judged.verdict.action) == actions.get(judged.stage)
    if judged.verdict:
        assert judged.verdict.because == ("BND005",)


@given(ledgers(most=1), days(-364))
def test_a_waived_act_of_abuse_does_not_fire(data: Data, at: int) -> None:
    client = data["clients"][0]
    act = {"kind": "misconduct", "at": day(at), "level": "abusive", "note": "words"}
    client["events"].append(act)
    client["waivers"] = [
        {"rule": "BND005", "reason": "made good", "from": day(-1), "until": day(1)}
    ]
    judged = assess(load(data), as_of=TODAY).clients[0]
    assert judged.verdict is None or judged.verdict.action != "fire"
    assert "BND005" not in (judged.verdict.because if judged.verdict else ())


# Order and place


@given(ledgers(), st.randoms(use_true_random=False))
def test_the_order_of_clients_and_entries_does_not_matter(data: Data, random: Any) -> None:
    other = changed(data)
    _shuffle(other["clients"], random)
    for client in other["clients"]:
        for value in client.values():
            if isinstance(value, list):
                _shuffle(value, random)
        for entry in (*client["invoices"], *client["projects"]):
            for value in entry.values():
                if isinstance(value, list):
                    _shuffle(value, random)
    assert all_told(assess(load(data), as_of=TODAY)) == all_told(assess(load(other), as_of=TODAY))


def _shuffle(entries: list[Any], random: Any) -> None:
    random.shuffle(entries)


@given(ledgers(most=1), st.randoms(use_true_random=False))
def test_the_order_of_rules_does_not_matter(data: Data, random: Any) -> None:
    ledger = load(data)
    rules = list(configured(ledger.policy))
    straight = health_of(_facts(ledger), rules)
    random.shuffle(rules)
    mixed = health_of(_facts(ledger), rules)
    assert (mixed.computed, mixed.findings) == (straight.computed, straight.findings)
    assert mixed.coverage == straight.coverage
    assert mixed.not_assessed == straight.not_assessed


def _facts(ledger: Ledger) -> ClientFacts:
    return ClientFacts(ledger.clients[0], context_of(ledger, TODAY, ledger.policy))


@given(ledgers(), st.integers(1, 3), st.randoms(use_true_random=False))
def test_a_ledger_in_several_files_scores_the_same(data: Data, more: int, random: Any) -> None:
    files: list[Data] = [{key: value for key, value in data.items() if key != "clients"}]
    files += [{"version": 1} for _ in range(more)]
    for client in data["clients"]:
        for file in files:
            file.setdefault("clients", []).append({"id": client["id"]})
        for key, value in client.items():
            if isinstance(value, list):
                for entry in value:
                    random.choice(files)["clients"][-1].setdefault(key, []).append(entry)
            elif key != "id":
                random.choice(files)["clients"][-1][key] = value
    whole, parts = assess(load(data), as_of=TODAY), assess(load(*files), as_of=TODAY)
    assert all_told(whole) == all_told(parts)


# Others


@given(ledgers(most=1, kept=True), clients("other"), st.booleans())
def test_another_client_does_not_change_this_one(data: Data, other: Data, first: bool) -> None:
    """Where it is written down what the business keeps; of its place among them nothing is said.

    A contract is missed as soon as anybody has one, so the other one has none.
    """
    both = changed(data)
    both["clients"].insert(0 if first else 1, without_contract(other))
    alone = assess(load(data), as_of=TODAY).clients[0]
    among = assess(load(both), as_of=TODAY).client(alone.id)
    assert among is not None
    assert _own(alone) == _own(among)


def without_contract(client: Data) -> Data:
    """A client with nothing in writing."""
    return {key: value for key, value in client.items() if key != "contract"}


def _own(client: ClientAssessment) -> tuple[object, ...]:
    """What is a client's own; its place, the chance of late payment and the holds are not."""
    findings = [f for f in client.findings if f.severity != "position"]
    missing = [m for m in client.not_assessed if m.weight]
    head = (client.health, client.computed_health, client.grade, client.coverage, client.trend)
    facts = client.facts._replace(late_risk=None)
    figures = (client.effective_rate, client.worth, facts, client.unknown_because)
    rest = (client.fine, missing, client.strengths)
    return (*head, *figures, [f._replace(waiver=None) for f in findings], *rest)


@given(ledgers(most=1), clients("other"))
def test_another_client_never_changes_the_health(data: Data, other: Data) -> None:
    """Where nothing is said of what is kept, it may only make the unknown known.

    What is recorded of anybody is kept, and none of it then means none. A contract is missed as
    soon as anybody has one, so the other one has none.
    """
    both = changed(data)
    both["clients"].append(without_contract(other))
    alone = assess(load(data), as_of=TODAY).clients[0]
    among = assess(load(both), as_of=TODAY).clients[0]
    assert among.computed_health == alone.computed_health
    assert among.health == alone.health or alone.health is None
    assert [f for f in among.findings if f.severity != "position"] == [
        f for f in alone.findings if f.severity != "position"
    ]


# Time


@given(ledgers(most=2), st.integers(1, 40))
def test_nothing_later_is_seen(data: Data, later: int) -> None:
    known = assess(load(data), as_of=TODAY)
    after = assess(load(with_later_entries(data, later)), as_of=TODAY)
    assert all_told(after) == all_told(known)
    assert [_placed(c) for c in after.clients] == [_placed(c) for c in known.clients]


def _placed(client: ClientAssessment) -> tuple[object, ...]:
    """Where the entries stand that the judgement rests on."""
    findings = [(f.code, f.evidence, f.talk) for f in client.findings]
    return findings, client.strengths, client.verdict and client.verdict.holds


def with_later_entries(data: Data, later: int) -> Data:
    """The ledger as it will stand some days on: entries of every kind, and answers to old ones."""
    ledger, then = changed(data), day(later)
    ledger["exchange_rates"] = {"USD": [{"value": "0.92"}, {"value": "1.3", "from": then}]}
    business = ledger["business"]
    business["target_rate"] = [{"value": "95"}, {"value": "150", "from": then}]
    business["cost_rate"] = [{"value": "48"}, {"value": "90", "from": then}]
    for client in ledger["clients"]:
        _later(client, then)
    ledger["clients"].append({"id": "new", "name": "New", "first_contact": then})
    ledger["clients"].append({"id": "newer", "name": "Newer", "since": then})
    return ledger


def _later(client: Data, then: str) -> None:
    for invoice in client["invoices"]:
        _later_for_invoice(invoice, then)
    for project in client["projects"]:
        _later_for_project(project, then)
    for event in client["events"]:
        _later_for_event(event, then)
    for contact in client["contacts"]:
        contact.setdefault("until", then)
    for entry in client["time"]:
        entry["invoice"] = "later"
    if "first_contact" in client and "since" not in client and not client["invoices"]:
        client["since"] = then
    # No `until`: a last day ahead says today that the client was told.
    _later_for_agreement(client, then)
    client["time"].append({"date": then, "hours": "24"})
    client["projects"].append(
        {
            "id": "later",
            "started": then,
            "fee": "1",
            "estimated_hours": "1",
            "included_revisions": 0,
            "change_requests": [{"date": then, "hours": "3", "done": then}],
        }
    )
    project = client["projects"][0]["id"]
    client["invoices"].append(
        {"number": "later", "issued": then, "amount": "9000", "disputed": True, "project": project}
    )
    client["waivers"] = [
        *client.get("waivers", []),
        *(
            {"rule": rule, "reason": "later", "from": then, "until": then}
            for rule in ("PAY001", "VAL001", "BND005")
        ),
    ]
    client["events"] += _later_events(then)


def _later_for_agreement(client: Data, then: str) -> None:
    owed = {"what": "more", "due": then}
    new = {"signed": then, "terms_days": 1, "included_revisions": 0, "obligations": [owed]}
    contract = client.setdefault("contract", new)
    for obligation in contract.get("obligations", []):
        obligation.setdefault("done", then)
    person = {"name": "new", "decision_maker": False, "champion": False, "from": then}
    client["contacts"].append(person)
    for key, value in (("fit", 1), ("team_buy_in", False)):
        before = [{"value": client[key]}] if key in client else []
        client[key] = [*before, {"value": value, "from": then}]


def _later_for_invoice(invoice: Data, then: str) -> None:
    if invoice["amount"].startswith("-"):
        return
    given = invoice.get("credit_notes", []) + invoice.get("write_offs", [])
    invoice.setdefault("payments", []).append({"date": then, "amount": invoice["amount"]})
    if not given and float(invoice["amount"]) > 1:
        adjustment = {"date": then, "amount": "0.01"}
        invoice["credit_notes"], invoice["write_offs"] = [adjustment], [adjustment]
    if not invoice["disputed"]:
        invoice["disputed"] = then


def _later_for_project(project: Data, then: str) -> None:
    project["change_requests"].append({"date": then, "hours": "9", "done": then})
    project["revisions"] += [{"date": then}] * 9
    for change in project["change_requests"]:
        if change.get("billed") is False:
            change["billed"] = then
    if "started" in project:
        project.setdefault("finished", max(then, project["started"]))


def _later_for_event(event: Data, then: str) -> None:
    if event["kind"] == "input_due":
        event.setdefault("received", then)
    elif event["kind"] == "future_work_promise":
        event["kept"] = event.get("kept") or then
    elif event["kind"] == "message":
        event.setdefault("answered_at", then)


def _later_events(then: str) -> list[Data]:
    return [
        *({"kind": kind, "at": then} for kind in KINDS_OF_TROUBLE),
        *({"kind": kind, "at": then} for kind in ("praise", "referral", "firing_considered")),
        {"kind": "misconduct", "at": then, "level": "abusive", "note": "words"},
        {"kind": "feedback", "at": then, "clear": False},
        {"kind": "complaint", "at": then, "justified": False},
        {"kind": "decision", "at": then, "reversed": True},
        {"kind": "input_due", "due": then, "at": day(-90)},
        {"kind": "message", "at": f"{then}T23:00+02:00", "urgent": True},
        {"kind": "meeting", "at": then, "outcome": "no-show"},
        {"kind": "distress_signal", "at": then, "what": "layoffs"},
        {"kind": "message", "at": then, "direction": "out"},
        {"kind": "meeting", "at": then, "ad_hoc": True, "decision_maker_present": False},
        {"kind": "lapse", "at": then, "what": "broken-promise"},
        {"kind": "outreach", "at": then, "step": "letter"},
        {"kind": "outreach", "at": then, "step": "call", "outcome": "declined"},
        {"kind": "proposal_request", "at": then},
        {"kind": "boundary", "at": then, "about": ["PAY", "SCO", "DEC", "BND", "VAL"]},
    ]


# More trouble


@given(ledgers(most=1), st.sampled_from(KINDS_OF_TROUBLE), days(-364))
def test_one_more_event_of_trouble_never_raises_health(data: Data, kind: str, at: int) -> None:
    _never_better(data, {"kind": kind, "at": day(at)})


@given(
    ledgers(most=1, talks=False),
    st.sampled_from(
        [
            {"kind": "decision", "reversed": True},
            {"kind": "feedback", "clear": False},
            {"kind": "complaint", "justified": False},
            {"kind": "distress_signal", "what": "layoffs"},
            *({"kind": "misconduct", "level": level, "note": "words"} for level in LEVELS),
        ]
    ),
    days(-364),
)
def test_one_more_bad_answer_never_raises_health(data: Data, event: Data, at: int) -> None:
    _never_better(data, {**event, "at": day(at)})


@given(
    ledgers(most=1, talks=False), st.sampled_from(KINDS_OF_TROUBLE), days(-170), days(-300, -200)
)
def test_nor_does_it_after_a_talk_that_has_taken_effect(
    data: Data, kind: str, at: int, talk: int
) -> None:
    """Two quiet entries have come since the talk, so all is measured from it."""
    about = ["PAY", "SCO", "DEC", "BND", "VAL"]
    data["clients"][0]["events"] += [
        {"kind": "boundary", "at": day(talk), "about": about},
        {"kind": "praise", "at": day(-180)},
        {"kind": "praise", "at": day(-175)},
    ]
    _never_better(data, {"kind": kind, "at": day(at)})


COUNTED: list[Data] = [
    {"kind": "decision", "reversed": True},
    {"kind": "distress_signal", "what": "layoffs"},
    {"kind": "message", "urgent": True},
    {"kind": "proposal_request"},
    {"kind": "outreach", "step": "call"},
    *({"kind": "misconduct", "level": level, "note": "words"} for level in LEVELS),
]
"""Trouble of which rules take a count and no share."""


@given(ledgers(most=1), st.sampled_from(COUNTED), days(-364))
def test_nor_does_more_of_what_is_counted_whatever_was_talked_about(
    data: Data, event: Data, at: int
) -> None:
    _never_better(data, {**event, "at": day(at)})


@given(
    ledgers(most=1),
    st.sampled_from([{"kind": kind} for kind in KINDS_OF_TROUBLE] + COUNTED),
    st.integers(1, 6),
    st.integers(0, 2),
    days(-200, -40),
    days(-39),
)
def test_a_further_trouble_never_shows_that_a_talk_had_its_effect(
    data: Data, event: Data, before: int, quiet: int, talk: int, at: int
) -> None:
    """Some of a kind, a talk about it, up to two quiet entries, and one more of the kind."""
    families = ["PAY", "SCO", "DEC", "BND", "VAL", "SOL", "PRO"]
    data["clients"][0]["events"] += [
        *({**event, "at": day(talk - n)} for n in range(1, before + 1)),
        {"kind": "boundary", "at": day(talk), "about": families},
        *({"kind": "praise", "at": day(talk + n)} for n in range(1, quiet + 1)),
    ]
    _never_better(data, {**event, "at": day(at)})


def _never_better(data: Data, event: Data) -> None:
    worse = changed(data)
    worse["clients"][0]["events"].append(event)
    assert health(worse) <= health(data)


@given(ledgers(most=1, talks=False), st.data())
def test_misconduct_one_level_up_never_raises_health(data: Data, draw: st.DataObject) -> None:
    act: Data = {"kind": "misconduct", "at": day(draw.draw(days(-364))), "note": "words"}
    level = draw.draw(st.integers(0, len(LEVELS) - 2))
    worse = changed(data)
    data["clients"][0]["events"].append({**act, "level": LEVELS[level]})
    worse["clients"][0]["events"].append({**act, "level": LEVELS[level + 1]})
    assert health(worse) <= health(data)


@given(ledgers(most=1, talks=False), st.data())
def test_an_invoice_newly_disputed_never_raises_health(data: Data, draw: st.DataObject) -> None:
    bills = [i for i, bill in enumerate(data["clients"][0]["invoices"]) if not bill["disputed"]]
    assume(bills)
    worse = changed(data)
    bill = worse["clients"][0]["invoices"][draw.draw(st.sampled_from(bills))]
    since = max(date.fromisoformat(bill["issued"]), TODAY - timedelta(days=364))
    bill["disputed"] = str(since)
    assert health(worse) <= health(data)


@given(ledgers(most=1, talks=False), st.data(), st.integers(1, 400))
def test_input_received_later_never_raises_health(
    data: Data, draw: st.DataObject, more: int
) -> None:
    due = draw.draw(days(-364))
    received = due + draw.draw(st.integers(-5, 30))
    owed: Data = {"kind": "input_due", "due": day(due)}
    worse = changed(data)
    data["clients"][0]["events"].append({**owed, "received": day(received)})
    worse["clients"][0]["events"].append({**owed, "received": day(received + more)})
    assert health(worse) <= health(data)


@given(ledgers(most=1, talks=False, plain=True), st.data(), st.integers(1, 400))
def test_an_invoice_paid_later_never_raises_health(
    data: Data, draw: st.DataObject, more: int
) -> None:
    """Any invoice due in the window, where the change of pace is not looked at.

    Slowing-payments measures a change, so to pay an *older* invoice later may lessen it; the
    same change doubles the signs of distress-signals.
    """
    bills = _paid_bills(data)
    assume(bills)
    worse = _paid_later(data, draw.draw(st.sampled_from(bills)), more, draw)
    assert health(worse | NO_TREND) <= health(data | NO_TREND)


@given(ledgers(most=1, talks=False, plain=True), st.data(), st.integers(1, 400))
def test_nor_does_the_last_one_under_all_rules(data: Data, draw: st.DataObject, more: int) -> None:
    bills = _paid_bills(data)
    assume(bills)
    dues = [bill["due"] for bill in data["clients"][0]["invoices"] if bill["due"] <= str(TODAY)]
    last = [i for i in bills if data["clients"][0]["invoices"][i]["due"] == max(dues)]
    assume(last)
    assert health(_paid_later(data, last[0], more, draw)) <= health(data)


@given(ledgers(most=1, talks=False, plain=True), st.data(), st.integers(1, 400), days(-300, -40))
def test_nor_does_one_that_is_due_after_a_talk(
    data: Data, draw: st.DataObject, more: int, talk: int
) -> None:
    told = {"kind": "boundary", "at": day(talk), "about": ["PAY", "VAL"]}
    data["clients"][0]["events"].append(told)
    bills = _paid_bills(data, day(talk))
    assume(bills)
    worse = _paid_later(data, draw.draw(st.sampled_from(bills)), more, draw)
    assert health(worse | NO_TREND) <= health(data | NO_TREND)


def _paid_bills(data: Data, after: str = day(-365)) -> list[int]:
    return [
        index
        for index, bill in enumerate(data["clients"][0]["invoices"])
        if bill.get("payments") and after < bill["due"] <= str(TODAY)
    ]


def _paid_later(data: Data, index: int, more: int, draw: st.DataObject) -> Data:
    worse = changed(data)
    payments = worse["clients"][0]["invoices"][index]["payments"]
    payment = draw.draw(st.sampled_from(payments))
    payment["date"] = str(date.fromisoformat(payment["date"]) + timedelta(days=more))
    return worse


# Weighing


CODES = [(r.code, r.severity) for r, *_ in configured(Policy()) if r.severity != "position"]


@given(
    st.lists(
        st.tuples(st.sampled_from(CODES), st.floats(0.001, 1)),
        min_size=1,
        max_size=12,
        unique_by=lambda item: item[0],
    ),
    st.floats(0, 1),
    st.data(),
)
@example([(("PAY001", "high"), 0.5)], 1.0, None)
def test_a_higher_intensity_never_raises_health(
    seen: Sequence[tuple[tuple[str, str], float]], rise: float, draw: Any
) -> None:
    findings = [observed(code, severity, intensity) for (code, severity), intensity in seen]
    at = draw.draw(st.integers(0, len(findings) - 1)) if draw else 0
    higher = list(findings)
    old = findings[at].intensity
    higher[at] = findings[at]._replace(intensity=old + (1 - old) * rise)
    assert weigh(higher)[1] <= weigh(findings)[1]
    assert weigh(findings)[1] <= weigh(findings[1:])[1]
